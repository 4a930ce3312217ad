"""Step 1: language, day, codes, document numbers, terms, intent, and what is left to the history."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, Turn
from assistant.chat.task import ChatFailed
from assistant.context import Context, Understanding
from assistant.retrieval.weights import Weights
from assistant.steps.guard import wish_in
from assistant.steps.wants import wants_of
from assistant.understanding.codes import codes_in
from assistant.understanding.days import SaidDay, day_in
from assistant.understanding.field import elsewhere, in_field
from assistant.understanding.follow_up import complete
from assistant.understanding.intent import Intent, intent_of
from assistant.understanding.language import detect_language
from assistant.understanding.pinyin import is_pinyin
from assistant.understanding.spoken import plainly
from assistant.understanding.standing import asks_of_both, asks_of_today
from assistant.understanding.terms import Said
from assistant.understanding.two_times import sets_two_times
from ingest.tokens import instruments_in, normalise, simplified, tokens
from kb.messages import Lang, say

MAX_QUESTION = 1000
"""Characters a question may have; more is pasted text, not a question."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Characters without a width: between the letters of a word they would hide it from every rule and every search."""

_WORDS = re.compile(r"[\w\u4e00-\u9fff]")


def understand(context: Context) -> Context:
    """Fill in `understanding`; a question that is no question is answered at once."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", context.question))
    text = _CONTROL.sub(" ", visible).strip()
    lang = context.lang or detect_language(_spoken(text, context.history))
    problem = _unaskable(text)
    if problem:
        answer = Answer(
            status="refused",
            reason="invalid",
            lang=lang,
            as_of=context.today,
            text=say(problem, lang, most=MAX_QUESTION),
        )
        return replace(context, answer=answer)
    asked = text
    if lang == "zh" and is_pinyin(text):
        text = context.finder.pinyin.read(text)
    text = _legible(simplified(text), lang, context)
    if lang == "en":
        text = context.finder.in_english(text)
    own_terms = context.finder.find(text)
    intent = intent_of(text)
    whole = text
    if intent != "small_talk":
        subjects = [said.phrase for said in own_terms]
        context, by_writer = _completed_by_writer(context, text, lang)
        whole = by_writer or complete(text, context.history, lang, subjects, surely=context.leaning)[-MAX_QUESTION:]
    terms = own_terms if whole == text else context.finder.find(whole)
    said = _of_the_rule(whole, day_in(whole, context.today))
    # A day just asked for is no background, whatever the question before said.
    asks_itself = said is not None and said.words in normalise(text)
    said = _not_background(text if asks_itself else whole, said, intent, context.today)
    named = codes_in(whole, context.index.library.codes)
    codes = tuple(dict.fromkeys((*named, *(c for term in terms for c in term.term.codes))))
    return replace(
        context,
        understanding=Understanding(
            question=whole,
            lang=lang,
            day=_day(said, intent, context.today),
            said=said,
            intent=intent,
            codes=codes,
            instruments=instruments_in(whole),
            terms=terms,
            words=search_words(whole, terms, said, lang, context.weights, intent=intent, own=text),
            asked=asked,
            own=text,
            completed=whole != text,
            in_field=bool(terms or codes or instruments_in(whole)) or in_field(whole),
            elsewhere=elsewhere(whole),
        ),
    )


def _legible(text: str, lang: Lang, context: Context) -> str:
    """Return a Chinese question with words in Latin letters read, mistyped ones put right, and speech put plainly."""
    if lang != "zh":
        return plainly(text)
    plain = plainly(context.finder.mixed.read(text, lang))
    fields = context.index.lexical
    return context.finder.homophones.mend(
        plain, said=lambda pair: any(field.knows(pair) for field in fields.values()), told=fields["text"].knows
    )


def _day(said: SaidDay | None, intent: Intent, today: date) -> date:
    """Return the day whose rules are wanted; what changed in a period is told by the rules at its end."""
    if said is None:
        return today
    if intent != "changes" or said.precision == "event":
        return said.day
    end = said.period.end or max(today, said.period.start)
    return today if said.period.contains(today) else end


_BEGINS = re.compile(
    r"^(?:的时候|年?[底初末])?(?:才|就)?(?:开始|起)?(?:施行|实施|实行|生效|执行|开始|公布|出台|取消|废止|推广)|^的?(?:对|吧|是吧|是吗)"
)
_BEGAN = re.compile(
    r"\b(?:(?:took|takes?) effect|came into force|in force|began|begins?|started|starts?|abolished|issued)"
    r"(?: (?:on|in|from|since|as of))?(?: the)? ?$"
)


def _of_the_rule(question: str, said: SaidDay | None) -> SaidDay | None:
    """Return the day a question names; None where that is not the day whose rules it wants.

    Whether a rule began on a day is asked of today's texts, and so is what tells two times apart.
    """
    if said is not None and sets_two_times(question) and intent_of(question) != "changes":
        return None
    if said is None or said.precision == "event" or "confirm" not in wants_of(question):
        return said
    before, words, after = normalise(question).partition(said.words)
    return None if words and (_BEGINS.search(after) or _BEGAN.search(before)) else said


def _not_background(question: str, said: SaidDay | None, intent: Intent, today: date) -> SaidDay | None:
    """Return the day a question names; None where it only stands behind what is asked of today."""
    if said is None or said.day >= today or intent == "changes" or asks_of_both(question, said):
        return said
    return None if asks_of_today(question, said) else said


def _completed_by_writer(context: Context, text: str, lang: Lang) -> tuple[Context, str | None]:
    """Return the question as the writer completes it, None without a sound one; and whether the writer failed."""
    if context.writer is None or not context.history or wish_in(text):
        return context, None
    try:
        return context, context.writer.complete(text, context.history, lang)
    except ChatFailed as failure:
        return replace(context, writer_failed=failure.why), None


def _spoken(text: str, history: tuple[Turn, ...]) -> str:
    """Return the words that tell the language: a bare number, as in 13%, is in that of the question before."""
    if any(char.isalpha() for char in text):
        return text
    return next((turn.content for turn in reversed(history) if turn.role == "user"), text)


def _unaskable(text: str) -> str | None:
    if not text:
        return "answer.empty"
    if len(text) > MAX_QUESTION:
        return "answer.too-long"
    if not _WORDS.search(text):
        return "answer.no-words"
    return None


_CHANGE_WORDS: dict[Lang, str] = {"zh": "变化 调整 取消", "en": "change new"}
"""Words in which a text speaks of what changed, whatever words the question has for it."""


def search_words(
    question: str,
    terms: tuple[Said, ...],
    said: SaidDay | None,
    lang: Lang,
    weights: Weights,
    *,
    intent: Intent = "rule",
    own: str | None = None,
) -> dict[str, float]:
    """Return token → weight.

    The question's own words count 1, those of a known term a little more. Official terms it only meant share a smaller
    weight, in the reader's language, since every section is indexed in it. Words taken from the history count less than
    those just asked (`own`), and the words of a day little: it has done its work by choosing the rules.
    """
    fresh = set(tokens(question if own is None else own))
    words = {token: 1.0 if token in fresh else weights.history for token in tokens(question)}
    for token in tokens(said.words) if said else ():
        words[token] = weights.said_day
    for term in terms:
        for token in tokens(term.phrase):
            words[token] = words.get(token, 1.0) * weights.term
    for term in terms:
        officials = [(term.term.term[lang], 1.0)] if lang in term.term.term else []
        officials += [(related, 0.5) for related in term.term.related if lang == "zh"]
        for official, share in officials:
            new = [token for token in tokens(official) if token not in words]
            for token in new:
                words[token] = share * min(weights.expansion, weights.expansion_total / len(new))
    if intent == "changes":
        words |= {token: weights.expansion for token in tokens(_CHANGE_WORDS[lang]) if token not in words}
    return words
