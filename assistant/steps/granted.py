"""What a question takes for granted in a clause of its own: 既然备案还要办，多久能办好."""

import re
from dataclasses import replace

from assistant.context import Context
from assistant.steps.decide import decide
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from kb.messages import Lang

_CLAUSE = re.compile(
    r"^(?:既然|因为|由于|反正|鉴于)(?P<zh>[^，,。；;？?]{5,40})[，,]|"
    r"^(?:since|as|because|given that|now that|seeing that)\s(?P<en>[^,.;?]{15,140}),\s",
    re.I,
)
_ASKED: dict[Lang, str] = {"zh": "{clause}吗？", "en": "Is it so that {clause}?"}


def granted_in(question: str) -> str | None:
    """Return the clause with which a question begins and that it takes for granted; None without one."""
    found = _CLAUSE.match(question.strip())
    return (found["zh"] or found["en"]).strip() if found else None


def by_what_is_granted(context: Context) -> Context | None:
    """Return a refused question with the section that answers what it takes for granted; None where none does.

    It does only when the section found for the clause alone is the one found first for the whole question, too.
    """
    understood, hits = context.understood, context.found.hits if context.found else ()
    clause = granted_in(understood.question)
    if clause is None or not hits:
        return None
    asked = _ASKED[understood.lang].format(clause=clause)
    alone = understand(replace(context, question=asked, history=(), found=None, decision=None))
    if alone.answer is not None:
        return None
    alone = decide(retrieve(alone))
    answers = alone.decided.kind == "answer" and alone.decided.evidence[0].address == hits[0].address
    return replace(context, decision=replace(alone.decided, evidence=alone.decided.evidence[:1])) if answers else None
