"""Blocks as a Word document. Every run names its Chinese font, so that Word never falls back to another."""

from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.export.blocks import (
    Block,
    Blocks,
    Code,
    Heading,
    Item,
    Items,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
    plain,
)
from assistant.export.characters import legal
from assistant.export.document import Document
from kb.messages import Lang, say

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run as WordRun

_LATIN, _CHINESE, _FIXED = "Calibri", "Microsoft YaHei", "Consolas"
_STEP_CM = 0.75
_BOXES = {None: "•", False: "☐", True: "☑"}
_INK = {"mark": "1F5FA8", "quiet": "555555", "line": "B8C4D2", "head": "DDE7F3"}


def write(document: Document) -> bytes:
    """Return the document as DOCX."""
    writer = _Writer(document)
    writer.write((Heading(0, plain(document.title)), *document.blocks))
    stream = BytesIO()
    writer.word.save(stream)
    return stream.getvalue()


class _Writer:
    """Adds blocks to one Word document."""

    def __init__(self, document: Document) -> None:
        from docx import Document as new

        self.word: WordDocument = new()
        self._lang: Lang = document.lang
        self._page()
        self._styles()
        about = self.word.core_properties
        about.title, about.author, about.comments = legal(document.title)[:255], say("app.name", document.lang), ""
        about.language = "zh-CN" if document.lang == "zh" else "en"
        about.created = about.modified = document.made.astimezone(UTC)

    def write(self, blocks: Blocks, depth: int = 0, *, quoted: bool = False) -> None:
        """Add blocks at the end; `depth` counts the lists and quotes around them."""
        for block in blocks:
            self._block(block, depth, quoted)

    def _block(self, block: Block, depth: int, quoted: bool) -> None:
        match block:
            case Heading():
                self._runs(
                    self.word.add_paragraph(style=f"Heading {block.level}" if block.level else "Title"), block.runs
                )
            case Paragraph():
                self._runs(self._indented(depth), block.runs, quiet=quoted)
            case Code():
                self._runs(self._indented(depth), (Run(block.text, code=True),))
            case Quote():
                self.write(block.blocks, depth + 1, quoted=True)
            case Items():
                for number, item in enumerate(block.items, start=block.start or 0):
                    self._item(item, _sign(item, number if block.start is not None else None), depth, quoted)
            case Table():
                self._table(block)
            case Rule():
                _line_below(self._indented(depth))

    def _item(self, item: Item, sign: str, depth: int, quoted: bool) -> None:
        from docx.shared import Cm

        first = item.blocks[0] if item.blocks else None
        paragraph = self._indented(depth + 1)
        paragraph.paragraph_format.first_line_indent = Cm(-_STEP_CM)
        # Signs and numbers are text: Word's own numbering would run on from one list to the next.
        opening = first.runs if isinstance(first, Paragraph) else ()
        self._runs(paragraph, (Run(f"{sign}\t"), *opening), quiet=quoted)
        self.write(item.blocks[1:] if isinstance(first, Paragraph) else item.blocks, depth + 1, quoted=quoted)

    def _indented(self, depth: int) -> "WordParagraph":
        from docx.shared import Cm

        paragraph = self.word.add_paragraph()
        if depth:
            paragraph.paragraph_format.left_indent = Cm(_STEP_CM * min(depth, 12))
        return paragraph

    def _table(self, block: Table) -> None:
        from docx.oxml import OxmlElement

        table = self.word.add_table(rows=0, cols=len(block.head), style="Table Grid")
        for place, cells in enumerate((block.head, *block.rows)):
            row = table.add_row()
            for cell, runs in zip(row.cells, cells, strict=True):
                self._runs(cell.paragraphs[0], runs, bold=not place)
                if not place:
                    _shade(cell)
            if not place:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.word.add_paragraph()

    def _runs(self, paragraph: "WordParagraph", runs: Runs, *, quiet: bool = False, bold: bool = False) -> None:
        from docx.shared import RGBColor

        for run in runs:
            written = self._linked(paragraph, run) if run.href else paragraph.add_run(run.text)
            _fonts(written, run, self._lang)
            if run.bold or bold:
                written.bold = True
            if run.italic:
                written.italic = True
            if run.strike:
                written.font.strike = True
            if run.mark or run.href or quiet:
                ink = _INK["mark"] if run.mark or run.href else _INK["quiet"]
                written.font.color.rgb = RGBColor.from_string(ink)

    def _linked(self, paragraph: "WordParagraph", run: Run) -> "WordRun":
        """Add a link, which python-docx reads but does not write."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        written = paragraph.add_run(run.text)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(legal(run.href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.replace(written._r, link)
        link.append(written._r)
        written.underline = True
        return written

    def _page(self) -> None:
        from docx.shared import Cm

        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2.2)

    def _styles(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt

        sizes = {"Normal": 11, "Title": 20, **{f"Heading {level}": 17 - 2 * min(level, 3) for level in range(1, 7)}}
        for name, size in sizes.items():
            style = self.word.styles[name]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the named one
            for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", _CHINESE), ("cs", _LATIN)):
                fonts.set(qn(f"w:{script}"), font)
            style.font.size = Pt(size)


def _sign(item: Item, number: int | None) -> str:
    if item.done is not None or number is None:
        return _BOXES[item.done]
    return f"{number}."


def _fonts(run: "WordRun", look: Run, lang: Lang) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    latin = _FIXED if look.code else _LATIN
    run.font.name = latin
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), _CHINESE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _shade(cell: "WordCell") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _INK["head"])
    cell._tc.get_or_add_tcPr().append(shade)


def _line_below(paragraph: "WordParagraph") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", _INK["line"])):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
