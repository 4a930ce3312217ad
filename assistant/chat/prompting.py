"""What is sent to a model: the rules from a file, and the data as JSON, so that no text can pass for a rule."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.chat.task import Task
from kb.messages import Lang

_FOLDER = Path(__file__).with_name("prompts")


@cache
def rules(name: str, lang: Lang) -> str:
    """Return what a model has to do, in the language of the answer."""
    return (_FOLDER / f"{name}.{lang}.md").read_text(encoding="utf-8")


def task_message(task: Task) -> str:
    """Return a question and its sources for a model."""
    sources = [
        {"token": s.token, "title": s.title, "section": " › ".join(s.path), "in_force": s.days, "text": s.text}
        for s in task.sources
    ]
    return _data(question=task.question, day=task.day, sources=sources)


def follow_up_message(question: str, earlier: Sequence[str]) -> str:
    """Return a question and those before it for a model."""
    return _data(earlier=list(earlier), question=question)


def _data(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)
