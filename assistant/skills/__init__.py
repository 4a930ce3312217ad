"""Skills: deterministic ways of answering one kind of question, each piece of it cited.

A skill looks at what was understood and found, and hands in a draft when the question is one of its kind and it can
answer or ask for what is missing; else it returns None and the next one looks. The first draft stands.
"""

from collections.abc import Callable

from assistant.context import Context
from assistant.draft import Draft
from assistant.skills.calculate import calculate
from assistant.skills.changes import tell_changes
from assistant.skills.checklist import list_everything
from assistant.skills.choose import choose_format
from assistant.skills.compare import compare_formats
from assistant.skills.lookup import look_up
from assistant.skills.roster import list_formats
from assistant.skills.then_and_now import tell_then_and_now, tell_two_times

Skill = Callable[[Context], Draft | None]

FIRST_SKILLS: tuple[Skill, ...] = (calculate, list_formats, choose_format, compare_formats, tell_two_times)
"""Those asked before two sides that are no formats are compared, which needs another search for each."""

FURTHER_SKILLS: tuple[Skill, ...] = (
    look_up,
    tell_then_and_now,
    tell_changes,
    list_everything,
)
"""Those asked after it."""
