"""The command line: parse, call one function, print."""

from assistant.cli.main import main

__all__ = ["main"]
