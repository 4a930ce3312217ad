"""From YAML text to a validated value, or to located problems."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kb.model import Problem

Value = TypeVar("Value", bound=BaseModel)


def read_yaml(path: Path, root: Path, model: type[Value]) -> tuple[Value | None, list[Problem]]:
    """Read a YAML file as a model; a missing file gives None without a problem."""
    if not path.exists():
        return None, []
    file = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, [Problem(file=file, line=1, rule="encoding")]
    except OSError as error:
        return None, [Problem(file=file, line=1, rule="unreadable", values={"reason": str(error)})]
    return parse_yaml(text, file, model)


def parse_yaml(text: str, file: str, model: type[Value], *, first_line: int = 1) -> tuple[Value | None, list[Problem]]:
    """Validate YAML text as a model.

    Args:
        text: The YAML.
        file: Name for the problems.
        model: What it must be.
        first_line: Line of the file on which the text begins.
    """
    try:
        loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or error).splitlines()[0]
        line = first_line + (mark.line if mark else 0)
        return None, [Problem(file=file, line=line, rule="yaml", values={"reason": reason})]
    try:
        return model.model_validate(loaded), []
    except ValidationError as error:
        return None, [
            Problem(
                file=file,
                line=line_of(text, found["loc"], first_line),
                rule="schema",
                values={"field": ".".join(map(str, found["loc"])) or "-", "reason": found["msg"]},
            )
            for found in error.errors()
        ]


def line_of(text: str, where: Sequence[int | str], first_line: int = 1) -> int:
    """Find the line on which a key or list item stands, or the nearest thing around it that is there.

    Args:
        text: YAML that can be read.
        where: Keys and list positions from the outermost to the one looked for.
        first_line: Line of the file on which the text begins.
    """
    node, line = _composed(text), 0
    for step in where:
        found = _step(node, step)
        if found is None:
            break
        mark, node = found
        line = int(mark.start_mark.line)
    return first_line + line


@lru_cache(maxsize=256)
def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return None


def _step(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the node that marks the step's line, and the node to go on from."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    return None
