"""Supervision mode codes named in a question."""

import re

_CODE = re.compile(
    r"(?<![\d年〔\[第])(?<!\d\.)(\d{4})(?![\d年月%元号]|\.\d|,\d{3}(?!\d)|\s*(?:yuan|usd|cny|rmb|dollars?))", re.I
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def codes_in(question: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the codes the question names, in its order.

    Args:
        question: As asked; full-width digits are the caller's to normalise.
        known: The codes of the catalog; only these count, since four digits may be a year or an amount.
    """
    found = [match[1] for match in _CODE.finditer(question)]
    return tuple(dict.fromkeys(code for code in found if code in known and not _YEAR.fullmatch(code)))
