"""What a model wrote, made fit to be shown, or rejected: plain words of one sentence in the language of the answer."""

import re

from kb.messages import Lang

_LONGEST: dict[Lang, int] = {"zh": 260, "en": 700}
_BULLET = re.compile(r"^(?:[-*•#>]+|\d{1,2}[.)、](?!\d))\s*")
_MARKS = re.compile(r"\s*(?:\[\d{1,2}\]|[\[(（]s\d{1,2}[\])）])")
_EMPHASIS = re.compile(r"\*\*|__|`")
_UNFIT = re.compile(
    r"[<>|{}\[\]\\\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|://|www\.|@", re.I
)
"""Links, markup and invisible characters: what could be clicked, or mistaken for a mark."""

_YEAR = re.compile(r"\[(?:19|20)\d\d\](?!\()")
"""The year of a document number, as in Cai Shui [2018] No. 103."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
_MOSTLY = 0.5
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_END: dict[Lang, str] = {"zh": "。", "en": "."}
_ENDS = "。！？.!?：:；;"


def cleaned(text: str, lang: Lang) -> str | None:
    """Return a claim's text as one plain sentence; None when it is unfit or in another language."""
    plain = _EMPHASIS.sub("", _BULLET.sub("", " ".join(text.split())))
    plain = _MARKS.sub("", plain).strip()
    if not plain or len(plain) > _LONGEST[lang] or _UNFIT.search(_YEAR.sub("", plain)) or not _is_in(plain, lang):
        return None
    return plain if plain[-1] in _ENDS else plain + _END[lang]


def _is_in(text: str, lang: Lang) -> bool:
    """Tell whether a text is in the language, apart from names in brackets."""
    bare = _BRACKETED.sub("", text) or text
    chinese, latin = len(_CHINESE.findall(bare)), len(_LATIN.findall(bare))
    if lang == "zh":
        return chinese > 0 and chinese >= _MOSTLY * (chinese + latin)
    return latin > 0 and chinese <= (1 - _MOSTLY) * latin
