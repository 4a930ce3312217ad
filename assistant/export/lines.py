"""Where lines break: by the Unicode rules, which know Chinese punctuation, and never out of the column."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.export.blocks import Run, Runs, text_of

Measure = Callable[[str], float]


def break_lines(runs: Runs, width: float, measure: Measure) -> tuple[Runs, ...]:
    """Return the runs line by line; all characters stay, but for the line feeds at which lines break.

    Args:
        runs: What is to be set.
        width: Of the column, in the unit of `measure`.
        measure: Width of a text.
    """
    text = text_of(runs)
    ends = list(_ends(text, width, measure))
    lines, start = [], 0
    for end in ends:
        lines.append(_cut(runs, start, end - text[start:end].endswith("\n")))
        start = end
    return tuple(lines)


def _ends(text: str, width: float, measure: Measure) -> Iterator[int]:
    """Yield the place behind each line's last character."""
    start = place = 0
    for unit in _units(text):
        # What is wider than a whole line, such as a long address, is broken wherever it must be.
        for part in unit if measure(unit.rstrip()) > width else (unit,):
            if place > start and measure((text[start:place] + part).rstrip()) > width:
                yield place
                start = place
            place += len(part)
        if unit.endswith("\n"):
            yield place
            start = place
    if place > start or not text:
        yield place


def _units(text: str) -> Iterator[str]:
    """Yield what must not be broken; a citation's mark stays with what it proves."""
    from uniseg.linebreak import line_break_units

    held = ""
    for unit in line_break_units(text):
        if held and not (unit.startswith("[") and not held.endswith((" ", "\n"))):
            yield held
            held = ""
        held += unit
    if held:
        yield held


def _cut(runs: Runs, start: int, end: int) -> Runs:
    """Return the characters from `start` to before `end`, each with its look."""
    found: list[Run] = []
    place = 0
    for run in runs:
        text = run.text[max(start - place, 0) : max(end - place, 0)]
        if text:
            found.append(replace(run, text=text))
        place += len(run.text)
    return tuple(found)
