"""The screen Find the format in a browser: the interview by keyboard, the grid on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.browser


@pytest.fixture
def open_formats(chromium, address: str):
    contexts = []
    faults: list[str] = []

    def opened(query: str = "", width: int = 1280, height: int = 900) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.set_default_timeout(90_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{address}/formats{query}")
        page.locator(".st-key-formats_view").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def press(page: Page, key: str) -> None:
    """Click the button of a key once the page stands; while it is redrawn, two of it may be there for a moment."""
    button = page.locator(f".st-key-{key} button")
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(button).to_have_count(1)
    button.click()


def fits(page: Page) -> bool:
    content, window = page.evaluate(
        "[Math.max(...[document.documentElement, document.body, ...document.querySelectorAll('main, section')]"
        ".map(part => part.scrollWidth)), window.innerWidth]"
    )
    return bool(content <= window)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_interview_leads_to_a_format_and_its_proof(open_formats, lang: Lang, width: int):
    page = open_formats(f"?lang={lang}", width)
    expect(page.get_by_text(say("choose.ask-buyer", lang))).to_be_visible()
    press(page, "choice_buyer_consumer_abroad")
    expect(page.get_by_text(say("choose.ask-place", lang))).to_be_visible()
    press(page, "choice_place_domestic")
    expect(page.get_by_text(say("choose.others", lang).strip("*"))).to_be_visible()
    press(page, "cite_result_1")
    expect(page.locator(".st-key-section_panel mark").first).to_be_visible()
    assert "facts=" in page.url
    assert fits(page)
    press(page, "interview_back")
    expect(page.get_by_text(say("choose.ask-place", lang))).to_be_visible()


def test_the_interview_can_be_answered_by_keyboard(open_formats):
    page = open_formats()
    page.locator(".st-key-choice_buyer_consumer_abroad button").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("买家是境外企业")).to_be_visible()
    expect(page.get_by_text(say("choose.ask-place", "zh"))).to_be_visible()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [1920, 1280, 800, 390])
def test_four_formats_fit_side_by_side_or_as_cards(open_formats, lang: Lang, width: int):
    page = open_formats(f"?lang={lang}&formats=9610,9710,9810,1039", width)
    expect(page.locator(".st-key-cell_tax_market-procurement-1039 button").first).to_be_visible()
    names = page.locator('[class*="st-key-grid_name_tax"]')
    head = page.locator(".st-key-grid_head")
    if width == 390:
        expect(names.first).to_be_visible()
        expect(head).not_to_be_visible()
    else:
        expect(names.first).not_to_be_visible()
        expect(head).to_be_visible()
    press(page, "cell_tax_market-procurement-1039")
    expect(page.locator(".st-key-section_panel mark").first).to_be_visible()
    assert "at=tax" in page.url
    assert fits(page)


def test_the_address_brings_back_formats_day_and_proof(open_formats):
    query = (
        "?formats=9710,9810&day=2024-10-31&doc=overseas-warehouse-9810&version=2020-07-01&anchor=tax-before-2025&at=tax"
    )
    page = open_formats(query)
    expect(page.locator(".st-key-cell_tax_overseas-warehouse-9810")).to_contain_text("实现销售后")
    expect(page.locator(".st-key-section_panel")).to_contain_text("实现销售后")
    press(page, "close_proof")
    expect(page.locator(".st-key-section_panel")).to_have_count(0)
