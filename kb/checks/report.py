"""What was found, said to the person who mends it."""

from collections.abc import Sequence

from kb.messages import Lang, catalogue, say
from kb.model import Problem


def render(problem: Problem, lang: Lang) -> str:
    """Return one line: where, which rule, what is wrong and how to mend it."""
    message = catalogue()[f"check.{problem.rule}"][lang].format(**problem.values)
    return f"{problem.file}:{problem.line}  {problem.rule}  {message}"


def summary(problems: Sequence[Problem], lang: Lang) -> str:
    """Return the last line of a report: how many errors and warnings."""
    if not problems:
        return say("check-clean", lang)
    errors = error_count(problems)
    return say("check-totals", lang, errors=errors, warnings=len(problems) - errors)


def error_count(problems: Sequence[Problem]) -> int:
    """Return how many of the findings must be mended before the knowledge base can be published."""
    return sum(problem.severity == "error" for problem in problems)
