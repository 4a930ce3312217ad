"""The calendar speaks the language the reader chose in the app, whatever language the browser is set to."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from test_screens import settled

from kb.dates import say_day, say_month
from kb.messages import Lang, say

pytestmark = pytest.mark.browser

DAY = date(2024, 10, 31)
CHOSEN = {"zh": "已选择 2024年10月31日星期四", "en": "Thursday, 31 October 2024 selected"}
BEFORE = {"zh": "2024年10月30日星期三", "en": "Wednesday, 30 October 2024"}
WEEK = {"zh": list("一二三四五六日"), "en": list("MTWTFSS")}
MONTHS = {
    "zh": [f"{name}月" for name in (*"一二三四五六七八九十", "十一", "十二")],
    "en": [say_month(date(2024, month, 1), "en").split()[0] for month in range(1, 13)],
}
FOREIGN = {
    "zh": re.compile(r"(?<![A-Za-z])(?!Esc )[A-Za-z]+"),
    "en": re.compile(r"[^\x00-\x7f–]|Heute|Monat|Jahr|Weiter"),
}
BROWSERS: list[tuple[str, Lang]] = [("en-US", "zh"), ("zh-CN", "en"), ("de-DE", "zh"), ("de-DE", "en")]
OF_CALENDAR = (
    ".stDateInput, [data-testid=stDateInputCalendar], [data-testid=stDateInputHeaderPickerPopover],"
    " [data-testid=stDateInputError], [data-live-announcer], [id^=react-aria-description]"
)


def said(page: Page) -> list[str]:
    """Return what is read or heard of the date fields on the page and of their calendar."""
    return page.evaluate(
        """(parts) => [...document.querySelectorAll(parts)].flatMap((part) => [part, ...part.querySelectorAll("*")])
          .flatMap((part) => [
            ...["aria-label", "aria-valuetext", "aria-description", "aria-roledescription", "placeholder", "title"]
              .map((kind) => part.getAttribute(kind)),
            ...[...part.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data),
          ]).filter((word) => word?.trim())""",
        OF_CALENDAR,
    )


def foreign(page: Page, lang: Lang) -> list[str]:
    """Return what is not said in the reader's language."""
    words = said(page)
    assert words
    return [word for word in words if FOREIGN[lang].search(word)]


def opened(page: Page, field: Locator) -> Locator:
    """Open the calendar of a field."""
    field.get_by_test_id("stDateInputCalendarButton").click()
    calendar = page.get_by_test_id("stDateInputCalendar")
    expect(calendar).to_be_visible()
    return calendar


def day_of_rules(page: Page) -> Locator:
    """Open the box of the day whose rules are asked for."""
    page.locator(".st-key-top_bar").get_by_test_id("stPopoverButton").first.click()
    field = page.locator(".st-key-as_of")
    expect(field).to_be_visible()
    return field


def expect_calendar(page: Page, field: Locator, lang: Lang) -> None:
    """Read the calendar of a field that holds DAY: its days, its week, its months, and every other word."""
    calendar = opened(page, field)
    expect(calendar.get_by_role("button", name=CHOSEN[lang], exact=True)).to_be_visible()
    expect(calendar.get_by_role("button", name=BEFORE[lang], exact=True)).to_be_visible()
    assert calendar.locator("th").all_inner_texts() == WEEK[lang]
    assert say("frame.date-of", lang) + say_month(DAY, lang) in said(page)
    assert say("frame.date-selected", lang) + say_day(DAY, lang) in said(page)
    assert foreign(page, lang) == []
    calendar.locator("header button").filter(has_text=MONTHS[lang][9]).click()
    months = page.get_by_test_id("stDateInputHeaderPickerPopover").get_by_role("option")
    expect(months).to_have_text(MONTHS[lang])
    assert foreign(page, lang) == []
    page.keyboard.press("Escape")
    expect(months).to_have_count(0)
    page.keyboard.press("Escape")
    expect(calendar).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("locale", "lang"), BROWSERS)
@pytest.mark.parametrize("path", ["?", "calculators?", "whats-new?"])
def test_the_calendar_of_the_day_of_rules_speaks_the_readers_language_in_any_browser(
    open_screen, path: str, locale: str, lang: Lang, width: int
):
    page = open_screen(f"{path}lang={lang}&day={DAY}", width=width, locale=locale)
    settled(page)
    expect_calendar(page, day_of_rules(page), lang)


@pytest.mark.parametrize(("locale", "lang"), BROWSERS)
def test_both_calendars_of_a_period_speak_the_readers_language_in_any_browser(open_screen, locale: str, lang: Lang):
    page = open_screen(f"whats-new?years=own&from={DAY}&until={DAY}&lang={lang}", locale=locale)
    settled(page)
    for name in ("from", "until"):
        expect_calendar(page, page.locator(f".st-key-choice_{name}"), lang)


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "de-DE"])
def test_the_calendar_follows_when_the_reader_changes_the_language_and_changes_it_back(open_page, locale: str):
    page = open_page(f"?lang=zh&day={DAY}", locale=locale)
    for lang, other in (("zh", "English"), ("en", "中文"), ("zh", "English")):
        settled(page)
        expect_calendar(page, day_of_rules(page), lang)
        page.keyboard.press("Escape")
        page.locator(".st-key-top_bar").get_by_text(other, exact=True).click()


@pytest.mark.parametrize(("locale", "lang"), BROWSERS)
def test_a_day_typed_into_the_field_is_named_and_refused_in_the_readers_language(open_page, locale: str, lang: Lang):
    page = open_page(f"?lang={lang}&day={DAY}", locale=locale)
    settled(page)
    field = day_of_rules(page)
    expect(field.get_by_role("spinbutton")).to_have_count(3)
    year, month, _ = field.get_by_role("spinbutton").all()
    month.press("ArrowUp")
    expect(month).to_have_attribute("aria-valuetext", f"11 – {MONTHS[lang][10]}")
    expect(page.locator("[data-live-announcer]").get_by_text(f"11 – {MONTHS[lang][10]}")).to_have_count(1)
    month.press("Backspace")
    month.press("Backspace")
    expect(month).to_have_attribute("aria-valuetext", say("frame.empty", lang))
    expect(month).to_have_text(say("frame.month", lang))
    assert foreign(page, lang) == []
    month.press_sequentially("10")
    year.press_sequentially("1999")
    refused = say("frame.error-outside", lang, first="2012-01-01", last="2035-12-31")
    expect(field.get_by_role("alert")).to_have_text(refused)
    field.get_by_test_id("stDateInputError").hover()
    expect(page.get_by_test_id("stTooltipErrorContent")).to_have_text(refused)
    assert foreign(page, lang) == []
