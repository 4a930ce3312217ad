"""The calculators in a real browser: a link, typing, the keyboard, a phone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def open_calculators(chromium, address: str):
    contexts = []
    faults: list[str] = []

    def opened(query: str = "", width: int = 1280, height: int = 860) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.set_default_timeout(90_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{address}/calculators{query}")
        page.locator(".st-key-calculator_form").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("width", "lang"), [(1280, "zh"), (390, "zh"), (1280, "en"), (390, "en"), (1920, "zh")])
def test_a_link_to_a_sum_shows_result_formula_and_day(open_calculators, width: int, lang: str):
    page = open_calculators(f"?calc=retail-import&price=3000&vat=13&day=2026-11-23&lang={lang}", width=width)
    result = page.locator(".st-key-calculator_result")
    expect(result).to_contain_text("273元" if lang == "zh" else "CNY 273", timeout=90_000)
    expect(result).to_contain_text("2026年11月23日" if lang == "zh" else "23 November 2026")
    expect(result).to_contain_text("70%")
    assert fits(page)


def test_a_sum_can_be_typed_with_the_keyboard_alone_and_comes_back_on_a_refresh(open_calculators):
    page = open_calculators("?calc=agency-refund")
    page.get_by_label("代办退税专用发票上注明的金额（元）").focus()
    page.keyboard.type("100000")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-calculator_result")).to_contain_text("退税率13%", timeout=90_000)
    page.get_by_label("出口退税率（%）").focus()
    page.keyboard.type("13")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMetricValue")).to_have_text("13,000元", timeout=90_000)
    assert "invoice=100000" in page.url
    page.reload()
    expect(page.get_by_test_id("stMetricValue")).to_have_text("13,000元", timeout=90_000)


def test_a_cited_section_opens_under_its_button(open_calculators):
    page = open_calculators("?calc=deemed-income&revenue=5000000", width=390)
    page.locator(".st-key-citations_calculator button:visible").first.click()
    panel = page.locator(".st-key-section_panel")
    expect(panel).to_contain_text("国家税务总局公告2019年第36号", timeout=90_000)
    expect(panel.locator("mark").first).to_contain_text("4%")
    assert fits(page)
