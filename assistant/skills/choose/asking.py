"""The questions of the interview, and what is known as phrases."""

from assistant.draft import Draft, Paragraph, Piece
from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.rules import Question
from kb.messages import Lang, say


def told(slot: str, value: str, lang: Lang) -> str:
    """Return a fact as a phrase; sent as a message it is understood again."""
    return say(f"choose.{slot}-{value.replace('_', '-')}", lang)


def asking(question: Question, facts: Facts, lang: Lang) -> Draft:
    """Return a question of the interview with its choices."""
    pieces = [Piece(say(f"choose.ask-{question.slot}", lang))]
    if facts.told:
        pieces.insert(0, Piece(say("choose.so-far", lang, facts=joined(facts, lang))))
    choices = tuple(told(question.slot, value, lang) for value in question.choices)
    return Draft(
        "choose", (Paragraph(tuple(pieces)),), status="clarify", suggestions=choices, dated=False, retells=True
    )


def joined(facts: Facts, lang: Lang) -> str:
    """Return facts as phrases in a row, without what the person does not know."""
    phrases = [told(slot, value, lang) for slot, value in facts.told if value != UNSURE]
    return ("；" if lang == "zh" else "; ").join(phrases)
