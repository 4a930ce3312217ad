"""What tests of exports write: an exchange from the tiny library, and Markdown as odd as people can make it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from io import BytesIO

import pypdfium2
from building import Base
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.conversations import Exchange
from assistant.export.blocks import Blocks, Heading, Items, Paragraph, Quote, Run, texts
from kb.citation import Citation, cite
from kb.messages import Lang

DAY = date(2026, 6, 1)
MADE = datetime(2026, 6, 1, 9, 5, tzinfo=timezone(timedelta(hours=8)))
ADDRESS = "https://newtrade.example/"
QUESTION: dict[Lang, str] = {"zh": "出口海外仓什么时候可以申报退税？", "en": "When is the refund declared?"}
TEXT: dict[Lang, str] = {
    "zh": "自2025年起，报关离境后**即可**申报退税。[1]\n\n1. 登录单一窗口，填写9810报关单；\n"
    "2. 每票不超过15万美元。[2]\n\n| 方式 | 限值 |\n| --- | --- |\n| 9810 | 15万美元[2] |\n",
    "en": "Since 2025 it is declared **once** the goods have left. [1]\n\n1. Log on to the single window;\n"
    "2. stay under USD 150,000. [2]\n\n| Mode | Limit |\n| --- | --- |\n| 9810 | USD 150,000 [2] |\n",
}

ODD = st.sampled_from(
    ["\n", "\n\n", "- ", "* ", "1. ", "> ", "# ", "| a | b |\n|--|--|\n| c | d |\n", "**", "*", "`", "```\n",
     "~~", "[1]",
     "[x](http://e.com)", "[x](javascript:alert(1))", "<script>alert(1)</script>", "<b>", "&amp;", "$x$", "\\", "    ",
     "出口", "退税。", "abc", "[ ] ", "\t", "---", "=", "=cmd()",
     "😀", "👨‍👩‍👧", "!", "](", "2)", "\x07", "\x00", "\ud800",
     "\ufffe", "عرب", "\u202e", "{nb}", "x" * 300, "长" * 200]
)  # fmt: skip
WILD = st.lists(ODD | st.text(max_size=5), max_size=20).map("".join)


def made_citations(base: Base, lang: Lang) -> tuple[Citation, ...]:
    """Return two citations: a section with an instrument and an address, and one of the catalog."""
    library = base.library()
    guide = library.version("refund", date(2025, 1, 1), lang)
    entry = library.version("overseas", date(2024, 1, 1), lang)
    assert guide
    assert entry
    when, limits = guide.by_anchor["when"], entry.by_anchor["limits"]
    return cite(1, library, guide, when, (when.body.strip(),)), cite(2, library, entry, limits, (limits.body.strip(),))


def made_exchange(base: Base, lang: Lang = "zh", **changes: object) -> Exchange:
    """Return an answered question; keyword arguments change the answer."""
    values: dict[str, object] = {
        "status": "answered",
        "lang": lang,
        "as_of": DAY,
        "text": TEXT[lang],
        "citations": made_citations(base, lang),
    }
    return Exchange(QUESTION[lang], Answer.model_validate(values | changes))


def read_pdf(data: bytes) -> list[str]:
    """Return the text of each page, as a reader's program copies it."""
    with pypdfium2.PdfDocument(BytesIO(data)) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    # A hyphen at the end of a line is handed out as a mark of its own.
    return [page.replace("\ufffe", "-").replace("\x02", "-") for page in pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def stands_in_order(blocks: Blocks, text: str) -> str | None:
    """Return the first text of the blocks that does not stand where it should; None if all do."""
    rest = squeezed(text)
    for wanted in filter(None, map(squeezed, texts(blocks))):
        _, found, rest = rest.partition(wanted)
        if not found:
            return wanted
    return None


def runs_in(blocks: Blocks) -> Iterator[Run]:
    """Yield the runs of headings, paragraphs and what lies in lists and quotes."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from block.runs
            case Quote():
                yield from runs_in(block.blocks)
            case Items():
                for item in block.items:
                    yield from runs_in(item.blocks)
