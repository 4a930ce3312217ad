"""Numbers of legal documents, as texts print them and as people type them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.figures import chinese_number

Form = Literal["announcement", "letter", "order", "any"]

_YEAR = r"(?:19|20)\d\d"
_ISSUERS = (
    r"海关总署|海关|国家税务总局|税务总局|国税总局|税总|总局|财政部|商务部|国务院办公厅|国务院|生态环境部|总署|重庆市|市政府|"
    r"gacc|sta|sat|mof|mofcom|[\s、,，的和与]"
)
_KIND = r"公告|通知|文件|文"

_ORDER = re.compile(
    r"令\s*第?\s*(?P<a>\d{1,3})\s*号?(?!\d)|(?<!\d)(?P<b>\d{2,3})\s*号?令|(?:order|decree)\s*(?:no\.?\s*|#\s*)?(?P<c>\d{1,3})(?!\d)"
    r"|令\s*第(?P<d>[一二三四五六七八九十百]+)号"
)
_DATED = re.compile(
    rf"(?P<y1>{_YEAR})\s*年?\s*(?P<w1>(?:{_ISSUERS})*(?:{_KIND})?\s*)第\s*(?P<n1>\d+)\s*号"
    rf"|[〔\[(【](?P<y2>{_YEAR})年?[〕\])】]\s*(?:第|no\.?\s*)?(?P<n2>\d+)号?"
    rf"|no\.?\s*(?P<n3>\d+)\s*(?:announcement\s*)?[\[(,/]?\s*(?:of\s+)?(?P<y3>{_YEAR})(?!\d)"
    rf"|announcement\s+(?:no\.?\s*|#\s*)?(?P<n4>\d+)\s*(?:of|/|,|\(|\[)?\s*(?P<y4>{_YEAR})(?!\d)"
    rf"|(?P<y5>{_YEAR})(?!\d)\s*年?\s*(?P<w5>(?:{_ISSUERS})*(?:{_KIND})?\s*)(?P<n5>\d{{1,3}})\s*号(?!令)"
    rf"|(?<![\d月年])第?\s*(?P<n6>\d{{1,3}})\s*号\s*(?P<w6>{_KIND})?\s*[(\[,]?\s*(?P<y6>{_YEAR})"
    r"(?=年?\s*(?:[)\]?。,;]|$|发|公告|讲|说|规定|是)|[)\]])"
    rf"|(?P<y7>{_YEAR})\s*(?:announcement\s*)?(?:no\.\s*|no\s+|#\s*)(?P<n7>\d{{1,3}})(?!\d)"
    rf"|announcement\s+(?P<y8>{_YEAR})\s*[-/]\s*(?P<n8>\d{{1,3}})(?!\d)"
)
_UNDATED = re.compile(
    rf"(?:{_KIND})\s*第?\s*(?P<a>\d{{1,3}})\s*号|(?<![\d月])第?\s*(?P<b>\d{{1,3}})\s*号\s*(?:{_KIND})"
    r"|(?:announcement|notice|circular)s?\s*(?:no\.?\s*|#\s*)?(?P<c>\d{1,3})(?!\d)"
    r"|\b(?:gacc|sta|sat|mof)\s+no\.?\s*(?P<d>\d{1,3})(?!\d)|\bcai\s?shui\s+no\.?\s*(?P<e>\d{1,3})(?!\d)"
    r"|(?:财税|财关税|国办发|国发|国函|商财发|商贸函|税委会)\s*(?P<f>\d{1,3})号"
)
_MAY_NAME = re.compile(r"\d|令")
"""Without a digit only an order can be named, by its numeral in words; most texts that are asked have neither."""

_LETTERS = re.compile(r"[\u4e00-\u9fff]$|cai\s?\w+\s*$")


@dataclass(frozen=True)
class DocumentNumber:
    """One number.

    Attributes:
        year: None where only the number is said, as in 5号公告; orders have none.
        form: `letter` stands under a series such as 财税, `any` leaves open which it is.
        start: Where it begins in the normalised text.
        end: Where it ends.
    """

    year: int | None
    number: int
    form: Form
    start: int
    end: int

    @property
    def token(self) -> str | None:
        """The number as the index knows it: `2020-75`, `order-282`; None while the year is missing."""
        if self.form == "order":
            return f"order-{self.number}"
        return f"{self.year}-{self.number}" if self.year else None


def document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Return the numbers a text names: orders first, then those with a year, then those without.

    Args:
        text: Normalised.
    """
    if not _MAY_NAME.search(text):
        return ()
    # An order may be told with its year too: it still counts as an order.
    found = [DocumentNumber(None, _order_number(match), "order", *match.span()) for match in _ORDER.finditer(text)]
    for dated in _dated(text):
        _add(found, dated)
    for match in _UNDATED.finditer(text):
        groups = match.groupdict()
        number = next(int(groups[name]) for name in "abcdef" if groups[name])
        form: Form = "letter" if groups["e"] or groups["f"] else _form(match[0])
        _add(found, DocumentNumber(None, number, form, *match.span()))
    return tuple(found)


def _dated(text: str) -> Iterator[DocumentNumber]:
    for match in _DATED.finditer(text):
        groups = match.groupdict()
        place = next(place for place in range(1, 9) if groups[f"y{place}"])
        form = _form(match[0])
        # 财税〔2018〕103号 stands under a series; 公告〔2020〕75号 is an announcement.
        before = text[: match.start()].rstrip()
        if place == 2 and _LETTERS.search(before) and not before.endswith("公告"):
            form = "letter"
        if before.endswith(("公告", "announcement")) or text[match.end() :].lstrip().startswith("公告"):
            form = "announcement"
        yield DocumentNumber(int(groups[f"y{place}"]), int(groups[f"n{place}"]), form, *match.span())


def _form(said: str) -> Form:
    return "announcement" if "公告" in said or "announcement" in said else "any"


def _order_number(match: re.Match[str]) -> int:
    words = match["d"]
    return chinese_number(words) if words else int(match["a"] or match["b"] or match["c"])


def _add(found: list[DocumentNumber], new: DocumentNumber) -> None:
    """Add a number unless it overlaps one that is known better."""
    if not any(new.start < other.end and other.start < new.end for other in found):
        found.append(new)
