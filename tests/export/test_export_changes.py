"""The briefing and the feed, both made of what changed in a period."""

from datetime import date, datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from building import Base
from exporting import ADDRESS, MADE

from assistant.export.blocks import Heading, Quote, text_of, texts
from assistant.export.briefing import briefing_document
from assistant.export.feed import write
from kb.changes import changes_since
from kb.dates import DateRange
from kb.messages import LANGS, Lang

SINCE = date(2024, 6, 1)
ATOM = "{http://www.w3.org/2005/Atom}"


def briefing(base: Base, lang: Lang = "zh", since: date = SINCE, **options: object):
    library = base.library()
    changes = changes_since(library, since, lang)
    return briefing_document(library, changes, DateRange(start=since), lang, MADE, **options)  # type: ignore[arg-type]


def feed(base: Base, lang: Lang = "zh", made: datetime = MADE, since: date = SINCE, **options: object):
    library = base.library()
    data = write(library, changes_since(library, since, lang), lang, made, **options)  # type: ignore[arg-type]
    return ElementTree.fromstring(data)


def told(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def test_a_briefing_goes_by_month_and_tells_day_kind_and_section(base):
    document = briefing(base)
    headings = [(block.level, text_of(block.runs)) for block in document.blocks if isinstance(block, Heading)]
    assert headings == [
        (2, "2025年1月"),
        (3, "2025年1月1日 · 开始实行 · 整份文件"),
        (3, "2025年1月1日 · 改写 · 出口海外仓什么时候可以申报退税？"),
    ]


def test_a_briefing_shows_what_was_said_before_and_what_is_said_now(base):
    before, now = (list(texts(block.blocks)) for block in briefing(base).blocks if isinstance(block, Quote))
    assert before == ["出口海外仓的货物在实现销售后申报退税。"]
    assert now == ["出口海外仓的货物自2025年起在报关离境后即可申报退税。"]


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("zh", ("期间：自2024年6月1日起", "共 2 处变化。", "离境即退税", "国家税务总局，2023年12月20日发布", "12366")),
        ("en", ("Period: from 1 June 2024", "2 changes.", "refund on departure", "issued 20 December 2023", "12360")),
    ],
)
def test_a_briefing_names_period_note_instrument_and_link(base, lang: Lang, parts: tuple[str, ...]):
    text = "\n".join(texts(briefing(base, lang, address=ADDRESS).blocks))
    link = f"{ADDRESS}?doc=refund&version=2025-01-01&lang={lang}&anchor=when"
    assert [part for part in (*parts, link) if part not in text] == []


def test_a_briefing_of_a_quiet_period_says_so(base):
    text = "\n".join(texts(briefing(base, since=date(2025, 2, 1), code="9810").blocks))
    assert "这段时间没有变化。" in text
    assert "只含与监管方式 9810 有关的文件" in text


def test_a_section_that_ends_is_told_with_what_it_said(base):
    base.edit_both("catalog/overseas/2024-01-01", 'sources="gacc-2024-2"', 'sources="gacc-2024-2" to="2025-06-30"')
    document = briefing(base, since=date(2025, 2, 1))
    (heading,) = [text_of(b.runs) for b in document.blocks if isinstance(b, Heading) and b.level == 3]
    assert heading.startswith("2025年6月30日 · 不再实行")
    (quote,) = [block for block in document.blocks if isinstance(block, Quote)]
    assert list(texts(quote.blocks)) == ["出口海外仓（9810）每票不超过15万美元，应在36个月内核销，税率为13%。"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_feed_has_all_that_atom_demands(base, lang: Lang):
    root = feed(base, lang, address=ADDRESS)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for element in (root, *entries):
        assert told(element, "title")
        assert UUID(told(element, "id").removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(told(element, "updated")).tzinfo
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    for entry in entries:
        assert entry.find(f"{ATOM}content").get("type") == "text"
        assert entry.find(f"{ATOM}link").get("href", "").startswith(ADDRESS)
        assert "STA" in told(entry, "content") or "国家税务总局" in told(entry, "content")


def test_ids_are_stable_and_differ_from_one_another(base):
    first, again = feed(base), feed(base, made=datetime.fromisoformat("2026-12-01T00:00:00+08:00"))
    ids = [element.text for element in first.iter(f"{ATOM}id")]
    assert ids == [element.text for element in again.iter(f"{ATOM}id")]
    others = [element.text for element in feed(base, "en").iter(f"{ATOM}id")]
    assert len({*ids, *others}) == len(ids) + len(others)
    assert told(feed(base, code="9810"), "id") != told(first, "id")


def test_the_feed_is_the_same_bytes_while_nothing_changes(base):
    library = base.library()
    changes = changes_since(library, SINCE, "zh")
    later = datetime.fromisoformat("2026-12-01T00:00:00+08:00")
    assert write(library, changes, "zh", MADE) == write(library, changes, "zh", later)


def test_a_coming_change_is_told_before_its_day_and_never_dated_ahead(base):
    base.edit_both("catalog/overseas/2024-01-01", 'sources="gacc-2024-2"', 'sources="gacc-2024-2" to="2026-12-31"')
    (coming,) = feed(base, since=date(2026, 12, 1)).findall(f"{ATOM}entry")
    assert told(coming, "published") == told(coming, "updated") == "2024-01-01T00:00:00+08:00"
    later = datetime.fromisoformat("2027-01-01T00:00:00+08:00")
    (ended,) = feed(base, made=later, since=date(2026, 12, 1)).findall(f"{ATOM}entry")
    assert told(ended, "updated") == "2026-12-31T00:00:00+08:00"


def test_an_empty_feed_is_valid_and_dated_when_it_was_made(base):
    root = feed(base, since=date(2025, 2, 1))
    assert root.findall(f"{ATOM}entry") == []
    assert told(root, "updated") == "2026-06-01T09:05:00+08:00"


def test_without_an_address_no_entry_has_a_link(base):
    assert list(feed(base).iter(f"{ATOM}link")) == []


def test_markup_and_controls_in_a_title_are_text(base):
    for day in ("2024-01-01", "2025-01-01"):
        base.edit(f"guides/refund/{day}.zh.md", "title: 出口退税指南", 'title: "<b>&退税 \\x07"')
    label = feed(base).find(f"{ATOM}entry/{ATOM}category").get("label")
    assert label == "<b>&退税 \ufffd"
