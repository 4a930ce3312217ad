"""Answers, grids, checklists and changes as files: values in, bytes out; nothing here knows a screen."""
