"""The steps of the pipeline: each takes the context and returns it with its own part filled in."""
