"""Ask back where someone wants a sum but names no number, or does not tell which sum."""

from assistant.skills.calculate.plain import in_plain_words
from assistant.skills.calculate.reading import JOINT, Calculation, Reading
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.word_lists import words
from assistant.skills.calculate.working import Missing, Teller
from assistant.understanding.terms import Said
from kb.messages import Lang, say

_LONGEST: dict[Lang, int] = {"zh": 26, "en": 14}
"""Characters, or words, of a question that says no more than that it wants a sum; a longer one is about something."""

_REFUNDS: tuple[Calculation, ...] = ("export_refund", "agency_refund", "departure_refund")
_TAXES: tuple[Calculation, ...] = ("retail_import", "parcel", "deemed_income")


def unclear(question: str, reading: Reading, rules: Rules, terms: tuple[Said, ...]) -> Missing | None:
    """Return the question to ask back; None where a rule is asked for, not a sum.

    Args:
        question: With what it completes.
        reading: What it says.
        rules: Of the day.
        terms: Of the glossary that it names; one that is about a subject of its own asks for a rule.
    """
    text = in_plain_words(question)
    # A rate of VAT alone does not tell which tax it is for.
    if set(reading.shares) - {"vat"} or reading.is_unclear or not _is_wish(text, reading):
        return None
    named = _named(reading, text)
    if named is not None:
        return None if reading.amounts else Missing(Teller(rules).piece(f"calc.ask-amounts-{_key(named)}"))
    kinds = _kinds(text, reading, rules.lang, terms)
    choices = tuple(say(f"calc.choice-{_key(kind)}", rules.lang) for kind in kinds)
    return Missing(Teller(rules).piece("calc.ask-which"), (), choices) if choices else None


def _is_wish(text: str, reading: Reading) -> bool:
    """Tell whether the text asks for a sum of the asker's own."""
    said = words()["unclear"]
    if said["never"].search(text) or words()["never"].search(text):
        return False
    is_mine = bool(reading.amounts or said["mine"].search(text))
    return is_mine and bool(said["much"].search(text) or said["wish"].search(text))


def _named(reading: Reading, text: str) -> Calculation | None:
    """Return the calculation, where the question tells it: that something comes back does not yet tell of what."""
    if reading.calculation == "export_refund" and "trader" not in reading.says and "出口" not in text:
        return reading.calculation if "export" in text else None
    # Without an explicit wish a question on a named tax asks for its rule, unless the tax was named when asked back.
    is_explicit = words()["unclear"]["wish"].search(text) or JOINT.search(text)
    return reading.calculation if is_explicit else None


def _kinds(text: str, reading: Reading, lang: Lang, terms: tuple[Said, ...]) -> tuple[Calculation, ...]:
    """Return the calculations that may be meant."""
    said = words()["unclear"]
    length = len(text) if lang == "zh" else len(text.split())
    told = sum(amount.end - amount.start for amount in reading.amounts) if lang == "zh" else 2 * len(reading.amounts)
    if length - told > _LONGEST[lang] or any(not said["subject"].fullmatch(term.phrase.lower()) for term in terms):
        return ()
    if said["refund"].search(text):
        return _REFUNDS
    if said["tax"].search(text):
        return () if "出口" in text or "export" in text else _TAXES
    return (*_TAXES, *_REFUNDS) if said["wish"].search(text) else ()


def _key(calculation: Calculation) -> str:
    return calculation.replace("_", "-")
