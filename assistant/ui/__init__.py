"""The app: one screen a file, each reading like a description of the screen."""
