"""Composing with a chat model: optional, off by default, and never trusted without proof."""
