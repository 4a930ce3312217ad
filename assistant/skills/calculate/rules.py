"""The rules that sums rest on: found in the sections in force on a day, and taken only when these say their figures."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from pydantic import Field

from assistant.draft import Source, resting_on
from kb.data_files import read_data
from kb.dates import DateRange
from kb.figures import figures
from kb.library import Library
from kb.messages import Lang
from kb.model import Frozen, Section, Version

_FILE = Path(__file__).with_name("rules.yaml")
_DOUBT = re.compile(r"请向|confirm with")
_END = re.compile(r"[。；;]")
_FIRST_ZH = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:起|以后)")
_FIRST_EN = re.compile(rf"(?:since|after|from) (\d{{1,2}}) ({'|'.join(calendar.month_name[1:])}) (\d{{4}})", re.I)
_PERCENT = "%"


class Dated(Frozen):
    """What a rule's section says on certain days, and where that is another section than on others."""

    days: DateRange
    figures: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    said: dict[Lang, str] = Field(default_factory=dict)
    at: tuple[str, ...] = ()
    words: dict[Lang, str] = Field(default_factory=dict)


class Entry(Frozen):
    """A rule as the file has it.

    Attributes:
        at: `document#anchor` of the sections that may carry it, best first.
        words: What a quote for it speaks of, by language.
        values: Its figures by day; none for a rule in words.
    """

    at: tuple[str, ...]
    words: dict[Lang, str] = Field(default_factory=dict)
    values: tuple[Dated, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule on one day in one language.

    Attributes:
        figures: What its section says, as `kb.figures` writes it.
        source: The section, with the statements that say it.
        day: The day on which it is applied.
        shares: Its numbers, where the section says them in words: 0.05% for 万分之五.
        said: These words.
    """

    name: str
    figures: tuple[str, ...]
    source: Source
    day: date
    shares: tuple[str, ...] = ()
    said: str = ""

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The figures as numbers; a percentage as a share of one."""
        return tuple(_value(figure) for figure in self.shares or self.figures)

    @property
    def is_doubted(self) -> bool:
        """Whether the section itself says that the rule, on the day, should be confirmed with the authority."""
        sentences = [part for quote in self.source.quotes for part in _END.split(quote) if _DOUBT.search(part)]
        return any(all(first <= self.day for first in _first_days(sentence)) for sentence in sentences)


@cache
def entries() -> dict[str, Entry]:
    """Return the rules of the file by name."""
    loaded = read_data(_FILE)
    return {name: _entry(item) for name, item in loaded.items()}


def _entry(item: dict[str, object]) -> Entry:
    values = [
        {
            "days": {"start": value["from"], "end": value.get("to")},
            **{name: value[name] for name in ("figures", "shares", "said", "at", "words") if name in value},
        }
        for value in item.get("values", ())  # type: ignore[attr-defined]
    ]
    return Entry.model_validate(item | {"values": values})


@dataclass(frozen=True)
class Rules:
    """The rules in force on a day.

    Attributes:
        library: The knowledge base.
        day: The day whose rules are applied.
        lang: Language of the texts.
    """

    library: Library
    day: date
    lang: Lang

    def find(self, name: str) -> Rule | None:
        """Return a rule; None when no section in force on the day says it."""
        entry = entries()[name]
        value = next((v for v in entry.values if v.days.contains(self.day)), None)
        if entry.values and value is None:
            return None
        value = value or Dated(days=DateRange(start=self.day))
        said = value.said.get(self.lang, "")
        words = (value.words or entry.words).get(self.lang, "")
        for address in value.at or entry.at:
            found = self.section(address)
            if found and _says(found[1], said, value.figures):
                hint = "\n".join((words, said, *(_say(figure, self.lang) for figure in value.figures)))
                return Rule(name, value.figures, resting_on(*found, hint), self.day, value.shares, said)
        return None

    def section(self, address: str) -> tuple[Version, Section] | None:
        """Return the section at `document#anchor`, in the text in force on the day."""
        document, _, anchor = address.partition("#")
        version = self._versions.get(document)
        section = version.by_anchor.get(anchor) if version else None
        if version is None or section is None or section.served is None or not section.served.contains(self.day):
            return None
        return version, section

    @cached_property
    def _versions(self) -> dict[str, Version]:
        return {version.document: version for version in self.library.in_force(self.day, self.lang)}


def _says(section: Section, said: str, wanted: tuple[str, ...]) -> bool:
    return said in section.body and set(wanted) <= figures(f"{section.heading}\n{section.body}")


def _first_days(sentence: str) -> Iterator[date]:
    """Yield the days from which on a sentence speaks."""
    months = [name.lower() for name in calendar.month_name]
    yield from (date(*map(int, match.groups())) for match in _FIRST_ZH.finditer(sentence))
    yield from (date(int(m[3]), months.index(m[2].lower()), int(m[1])) for m in _FIRST_EN.finditer(sentence))


def _value(figure: str) -> Decimal:
    return Decimal(figure.rstrip(_PERCENT)) / 100 if figure.endswith(_PERCENT) else Decimal(figure)


def _say(figure: str, lang: Lang) -> str:
    if figure.endswith(_PERCENT):
        return figure
    return f"{figure}元" if lang == "zh" else f"CNY {figure}"
