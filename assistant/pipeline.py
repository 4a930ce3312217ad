"""The pipeline: the steps from a question to a cited, dated answer, in order."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.answer import Answer, Turn
from assistant.calibration import Calibration, load_calibration
from assistant.chat.settings import ChatSettings
from assistant.chat.task import Writer
from assistant.chat.writer import open_writer
from assistant.context import Context
from assistant.retrieval.search import Found
from assistant.retrieval.weights import Weights, load_weights
from assistant.steps.compose import compose
from assistant.steps.decide import decide
from assistant.steps.guard import guard
from assistant.steps.prove import prove
from assistant.steps.reconsider import reconsider
from assistant.steps.retrieve import retrieve
from assistant.steps.understand import understand
from assistant.steps.use_skill import use_skill
from assistant.understanding.terms import TermFinder
from ingest.index import Index
from kb.dates import this_day
from kb.messages import LANGS, Lang
from kb.statements import statements

Step = Callable[[Context], Context]


@dataclass(frozen=True)
class Reply:
    """An answer, and the question it answers.

    Attributes:
        understood: The question as it was understood; a follow-up stands completed here.
    """

    understood: str
    answer: Answer


STEPS: tuple[Step, ...] = (understand, guard, retrieve, use_skill, decide, reconsider, compose, prove)


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one index.

    Attributes:
        index: The generation that serves.
        weights: What tunes retrieval.
        calibration: When what was found is enough to answer; fitted to the texts that ship; others may want another.
        writer: Puts answers into its own words; None: answers are statements of the texts.
    """

    index: Index
    weights: Weights
    calibration: Calibration
    writer: Writer | None = None

    @classmethod
    def on(cls, index: Index, chat: ChatSettings | None = None) -> "Assistant":
        """Return an assistant on an index with the weights that ship with the project.

        Args:
            index: The generation that serves.
            chat: Names the chat model, if one is to be used.

        Raises:
            NewTradeError: A chat model is named, but its packages or its key are missing.
        """
        return cls(index=index, weights=load_weights(), calibration=load_calibration(), writer=open_writer(chat))

    @cached_property
    def finder(self) -> TermFinder:
        """The glossary, ready to be found in questions."""
        library = self.index.library
        asked = {lang: [said for known in library.questions.values() for said in known.all(lang)] for lang in LANGS}
        return TermFinder(library.glossary, asked["zh"], asked["en"])

    def prepare(self) -> None:
        """Do ahead what single questions would wait for: read all statements, and spell what may come as pinyin.

        For a process that answers many; one that answers a single question is done sooner without.
        """
        for lang in LANGS:
            for _, section in self.index.library.sections(lang):
                statements(section.body)
        self.finder.pinyin.prepare()

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        history: Iterable[Turn] = (),
        lang: Lang | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: As asked, in Chinese or English.
            as_of: The conversation's day, today by default. A day that the question itself names goes before it.
            history: The conversation so far, oldest first.
            lang: Language of the answer; by default that of the question.
        """
        return self.reply(question, as_of, history, lang).answer

    def reply(
        self,
        question: str,
        as_of: date | None = None,
        history: Iterable[Turn] = (),
        lang: Lang | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Reply:
        """Answer a question like `ask`, and tell as what it was understood: a conversation goes on from there.

        Args:
            question: As asked.
            as_of: The conversation's day.
            history: The conversation so far.
            lang: Language of the answer.
            tell: Called with each sentence of a chat model once it is complete and proven: Markdown, to be put behind
                what was told before. The answer stands on its own: when the model fails, it holds other sentences.
        """
        context, timings = self.run(question, as_of, history, lang, STEPS, tell)
        if context.answer is None:
            raise RuntimeError("the last step leaves an answer")
        understood = context.understanding.question if context.understanding else question
        return Reply(understood, context.answer.model_copy(update={"timings_ms": timings}))

    def search(self, question: str, as_of: date | None = None, lang: Lang | None = None) -> Found:
        """Return the sections a question finds, with their scores' make-up, and the rejected ones."""
        context, _ = self.run(question, as_of, (), lang, (understand, retrieve))
        return context.found or Found(hits=(), rejected=())

    def run(
        self,
        question: str,
        as_of: date | None,
        history: Iterable[Turn],
        lang: Lang | None,
        steps: tuple[Step, ...],
        tell: Callable[[str], None] | None = None,
    ) -> tuple[Context, dict[str, float]]:
        """Run steps until one of them leaves an answer; return the context and each step's milliseconds."""
        context = Context(
            question=question,
            today=as_of or this_day(),
            history=tuple(history),
            lang=lang,
            index=self.index,
            weights=self.weights,
            calibration=self.calibration,
            finder=self.finder,
            clock=time.perf_counter,
            now=this_day(),
            writer=self.writer,
            tell=tell,
        )
        timings: dict[str, float] = {}
        for step in steps:
            if context.answer is not None:
                break
            start = context.clock()
            context = step(context)
            timings[step.__name__] = round((context.clock() - start) * 1000, 2)
        return context, timings


def with_weights(assistant: Assistant, weights: Weights) -> Assistant:
    """Return the same assistant with other weights, for tuning and ablations."""
    return replace(assistant, weights=weights)
