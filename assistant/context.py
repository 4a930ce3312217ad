"""What the steps of the pipeline hand on to each other: one frozen value, filled in step by step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.answer import Answer, Reason, Turn
from assistant.calibration import Calibration
from assistant.chat.task import Failure, Writer
from assistant.draft import Draft
from assistant.retrieval.search import Found, Hit, Query
from assistant.retrieval.weights import Weights
from assistant.understanding.days import SaidDay
from assistant.understanding.intent import Intent
from assistant.understanding.terms import Said, TermFinder
from ingest.index import Index
from kb.messages import Lang
from kb.statements import Statement


@dataclass(frozen=True)
class Understanding:
    """What a question says.

    Attributes:
        question: In plain words and simplified characters, completed from the history when it leaned on it.
        day: The day whose rules are wanted.
        said: The day as the question says it, or None.
        words: Token → weight for the lexical index.
        asked: The question as typed, cleaned of invisible characters.
        own: The same as `question`, without what the history adds.
        completed: Whether the history had to complete the question.
        in_field: Whether it speaks of trade: of customs, tax, transport, selling, payment or a company's matters.
        elsewhere: Whether it is likely about what no text of ours holds, such as another country's law.
    """

    question: str
    lang: Lang
    day: date
    said: SaidDay | None
    intent: Intent
    codes: tuple[str, ...]
    instruments: tuple[str, ...]
    terms: tuple[Said, ...]
    words: dict[str, float]
    asked: str = ""
    own: str = ""
    completed: bool = False
    in_field: bool = True
    elsewhere: bool = False


@dataclass(frozen=True)
class Decision:
    """Whether and from what to answer.

    Attributes:
        later: For a refusal: the section that answers, but begins only after the day asked for.
        silence: For a refusal: the sentence by which the only section in `evidence` says that it does not tell it.
        evidence: Sections to answer from, best first; empty for any other refusal.
        measures: What the decision was made from, by name, for display and evaluation.
    """

    kind: Literal["answer", "clarify", "refuse"]
    reason: Reason | None = None
    evidence: tuple[Hit, ...] = ()
    measures: dict[str, float] = field(default_factory=dict)
    later: Hit | None = None
    silence: Statement | None = None


@dataclass(frozen=True)
class Claim:
    """One statement of the answer and the section it was taken from; `source` counts into `Decision.evidence`."""

    statement: Statement
    source: int


@dataclass(frozen=True)
class Context:
    """Everything known about one question so far.

    Attributes:
        today: The conversation's day, against which 去年 is resolved.
        now: The day on which the answer is given: whatever comes after it may still change.
        leaning: Whether the question is to be completed from the history even if it does not look incomplete.
        claims: What the writer takes from the evidence.
        draft: What the answer will say; made of the claims unless a skill made it.
        answer: Set by the step that ends the matter; later steps then have nothing to do.
        writer: Puts answers into words of its own and completes follow-ups; None: the statements stay as they are.
        writer_failed: Why it gave nothing for this question, if it was asked and did not.
        tell: Called with each sentence of the writer once it is proven, as Markdown to be put behind the one before.
    """

    question: str
    today: date
    history: tuple[Turn, ...]
    lang: Lang | None
    index: Index
    weights: Weights
    calibration: Calibration
    finder: TermFinder
    clock: Callable[[], float]
    now: date | None = None
    leaning: bool = False
    understanding: Understanding | None = None
    query: Query | None = None
    found: Found | None = None
    decision: Decision | None = None
    claims: tuple[Claim, ...] = ()
    draft: Draft | None = None
    answer: Answer | None = None
    writer: Writer | None = None
    writer_failed: Failure | None = None
    tell: Callable[[str], None] | None = None

    @property
    def understood(self) -> Understanding:
        """The understanding, which every step after the first may rely on."""
        if self.understanding is None:
            raise RuntimeError("the step `understand` comes first")
        return self.understanding

    @property
    def decided(self) -> Decision:
        """The decision, which every step after `decide` may rely on."""
        if self.decision is None:
            raise RuntimeError("the step `decide` comes before")
        return self.decision
