"""Pages of a PDF: lines of runs set one below the other, in one embedded font, with a number at the foot."""

import unicodedata
from dataclasses import replace
from functools import cache

from fpdf import FPDF
from fpdf.enums import TextMode

from assistant.export.blocks import Run, Runs
from assistant.export.characters import REPLACEMENT
from assistant.export.document import Document
from assistant.export.fonts import FontFile
from kb.messages import say

MARGIN = 20.0
"""Millimetres left and right, above and below."""

_FONT = "chinese"
_INK, _QUIET, _BLUE = (26, 26, 26), (85, 85, 85), (31, 95, 168)
_LIKE = {"☐": "□", "☑": "√", REPLACEMENT: "□", "\t": "    ", "\u2028": " ", "\u2029": " "}
"""Signs that Chinese fonts lack, and what stands for them."""


class Pages(FPDF):
    """Sheets of A4 in millimetres; `y` is where the next line goes."""

    def __init__(self, document: Document, font: FontFile) -> None:
        super().__init__(format="A4", unit="mm")
        self._document = document
        self._widths: dict[str, float] = {}
        self.str_alias_nb_pages = None  # type: ignore[assignment]  # a text may have `{nb}` in it
        self.add_font(_FONT, fname=font.path, collection_font_number=font.face)
        self._glyphs = self.fonts[_FONT].cmap  # type: ignore[union-attr]
        self.set_font(_FONT, size=11)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=False)
        self.c_margin = 0
        self.set_title(document.title)
        self.set_author(say("app.name", document.lang))
        self.set_lang("zh-CN" if document.lang == "zh" else "en")
        self.set_creation_date(document.made)
        self.add_page()

    def footer(self) -> None:
        """Set the page's number."""
        label = say("export.page", self._document.lang, number=self.page_no())
        self._look(Run(label), 9, quiet=True)
        self.set_xy(MARGIN, -MARGIN * 0.6)
        self.cell(0, 4, label, align="C")

    def room(self, height: float) -> None:
        """Go to the next page unless the height is still free on this one."""
        if self.y + height > self.bottom and self.y > MARGIN:
            self.add_page()
            self.y = MARGIN

    @property
    def bottom(self) -> float:
        """Where the text of a page ends."""
        return self.h - MARGIN

    def line_of(self, runs: Runs, x: float, size: float, height: float, *, quiet: bool = False) -> None:
        """Set one line at the present height and go below it.

        Args:
            runs: What fits on a line.
            x: Where it begins, from the left edge of the sheet.
            size: Of the letters, in points.
            height: Of the line.
            quiet: Whether it is set in grey.
        """
        self.room(height)
        y = self.y
        self.set_xy(x, y)
        for run in runs:
            self._look(run, size, quiet=quiet)
            self.cell(self.width(run.text, size), height, run.text, link=run.href)
        self.text_mode = TextMode.FILL
        self.set_xy(MARGIN, y + height)

    def width(self, text: str, size: float) -> float:
        """Return the width of a text in millimetres; bold letters are as wide as others."""
        em = 0.0
        for char in text:
            if char not in self._widths:
                self._widths[char] = self.get_string_width(char) / self.font_size_pt
            em += self._widths[char]
        return em * size

    def visible(self, runs: Runs) -> Runs:
        """Return runs of which every character has a letter in the font; one that has none is named."""
        return tuple(replace(run, text="".join(map(self._visible, run.text))) for run in runs)

    def _visible(self, char: str) -> str:
        char = _LIKE.get(char, char)
        if char == "\n" or all(ord(each) in self._glyphs for each in char):
            return char
        return named(char)

    def _look(self, run: Run, size: float, *, quiet: bool) -> None:
        colour = _BLUE if run.mark or run.href else _QUIET if quiet else _INK
        self.set_font(_FONT, style="S" if run.strike else "", size=size)
        self.set_text_color(*colour)
        self.set_draw_color(*colour)
        self.text_mode = TextMode.FILL_STROKE if run.bold else TextMode.FILL
        self.set_line_width(size * 0.007)


@cache
def named(char: str) -> str:
    """Return how a character is written that the font lacks: a symbol by its name, a letter by its number."""
    category = unicodedata.category(char)
    if category == "Cf" or "VARIATION SELECTOR" in unicodedata.name(char, ""):
        return ""  # shows nothing by itself
    name = unicodedata.name(char, "") if category.startswith("S") else ""
    return f"[{name.lower()}]" if name else f"[U+{ord(char):04X}]"
