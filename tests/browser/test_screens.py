"""The screens beside the conversation in a real browser: library, changes, about; also in English and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.browser

REFUND = "overseas-warehouse-export-refund"
IMPORT_TAX = "cbec-retail-import-tax"
WIDTHS = (1280, 390)
SCREENS = {
    "?": "chat.disclaimer",
    "formats": "choose.ask-buyer",
    "formats?facts=buyer.consumer_abroad,place.domestic": "formats.compare-these",
    "formats?formats=9610,9710,9810,1039": "formats.only-differences",
    "calculators": "calculator.title",
    "calculators?calc=retail-import&price=3000&vat=13": "calculator.title",
    "library": "reading.title",
    f"library?doc={REFUND}": "reading.contents",
    f"library?doc={IMPORT_TAX}&view=versions": "reading.difference",
    "library?q=9810": "reading.results",
    "whats-new": "news.ahead",
    "about": "about.state",
}


def settled(page: Page) -> None:
    """Wait until the app has drawn everything."""
    page.wait_for_timeout(600)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=90_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=90_000)


def address(path: str, lang: Lang) -> str:
    return f"{path}{'&' if '=' in path else '' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", SCREENS)
def test_each_screen_stands_in_the_window_and_has_no_serious_barrier(
    open_screen, path: str, lang: Lang, width: int, scheme: str
):
    from axe_playwright_python.sync_playwright import Axe

    page = open_screen(address(path, lang), width=width, scheme=scheme)
    expect(page.get_by_text(say(SCREENS[path], lang), exact=True).first).to_be_visible(timeout=90_000)
    settled(page)
    widths = page.evaluate("[...document.querySelectorAll('main, section, body')].map(part => part.scrollWidth)")
    assert max(widths) <= width
    found = Axe().run(page).response["violations"]
    grave = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert not grave
    assert say("app.name", lang) in page.title()


@pytest.mark.parametrize(
    "path", ["?", "formats", "formats?formats=9610,9710", "calculators", "library", "whats-new", "about"]
)
def test_the_names_that_a_screen_reader_says_are_chinese_too(open_screen, path: str):
    page = open_screen(address(path, "zh"))
    settled(page)
    named = page.evaluate(
        "['aria-label', 'placeholder'].flatMap(kind => [...document.querySelectorAll(`[${kind}]`)]"
        ".map(each => each.getAttribute(kind)).filter(name => name))"
    )
    assert named
    assert [name for name in named if not re.search(r"[\u4e00-\u9fff]", name)] == []
    page.locator(".st-key-top_bar").get_by_text("English", exact=True).click()
    settled(page)
    named = page.locator("button[aria-label]").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    assert [name for name in named if re.search(r"[\u4e00-\u9fff]", name)] == []


def test_from_the_conversation_to_the_library_and_back_by_keyboard(open_page):
    page = open_page("?lang=en&day=2024-10-31")
    settled(page)
    link = page.get_by_test_id("stPageLink-NavLink").get_by_text("Library", exact=True)
    page.locator(".st-key-screens a").first.focus()
    while not page.evaluate("document.activeElement.textContent").endswith("Library"):
        assert page.evaluate("document.activeElement.closest('.st-key-screens')"), "the row of links ends before it"
        page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=say("reading.title", "en"))).to_be_visible(timeout=90_000)
    assert "/library" in page.url
    assert "day=2024-10-31" in page.url
    assert "lang=en" in page.url
    assert page.title().startswith(say("reading.title", "en"))
    page.go_back()
    expect(page.get_by_test_id("stChatInput")).to_be_visible(timeout=90_000)
    expect(link).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_document_is_chosen_read_by_its_contents_and_changed_to_the_other_language(open_screen, width: int):
    page = open_screen("library?lang=zh&kind=guide", width=width)
    settled(page)
    expect(page.get_by_text(say("kind.manual", "zh"), exact=True)).to_have_count(0)
    page.locator(f".st-key-entry_{REFUND} a").click()
    expect(page.locator(".contents")).to_be_visible(timeout=90_000)
    settled(page)
    last = page.locator(".contents a").nth(8)
    heading = last.inner_text()
    last.click()
    expect(page.locator(".text h2").filter(has_text=heading)).to_be_in_viewport()
    page.locator(".st-key-actions a").get_by_text("English").click()
    expect(page.locator(".text[lang=en]")).to_be_visible(timeout=90_000)
    expect(page).to_have_url(re.compile(f"lang=en.*doc={REFUND}"))
    page.reload()
    expect(page.locator(".text[lang=en]")).to_be_visible(timeout=90_000)
    settled(page)
    page.locator(".st-key-back a").click()
    expect(page.get_by_role("heading", name=say("reading.title", "en"))).to_be_visible(timeout=90_000)
    expect(page).not_to_have_url(re.compile("doc="))
    page.go_back()
    expect(page.locator(".text[lang=en]")).to_be_visible(timeout=90_000)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_link_to_a_section_brings_it_into_sight_with_its_instrument(open_screen, width: int):
    page = open_screen(f"library?doc={REFUND}&version=2025-01-27&lang=zh&anchor=when", width=width)
    section = page.locator("#s-when")
    expect(section.locator("h2")).to_be_in_viewport(timeout=90_000)
    expect(section).to_contain_text("国家税务总局公告2025年第3号")
    page.wait_for_timeout(1200)
    expect(section.locator("h2")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.id") == "s-when"


@pytest.mark.parametrize("lang", LANGS)
def test_an_address_that_names_its_screen_opens_it_and_holds_after_a_reload(open_screen, lang: Lang):
    page = open_screen(f"?page=library&doc={IMPORT_TAX}&version=2016-04-08&lang={lang}&anchor=limits")
    text = page.locator(f".text[lang={lang}]")
    for _ in range(2):
        expect(text).to_be_visible(timeout=90_000)
        expect(text).to_contain_text("20000" if lang == "zh" else "20,000")
        expect(page).to_have_url(re.compile(f"/library.*doc={IMPORT_TAX}.*version=2016-04-08"))
        assert page.evaluate("document.documentElement.lang").startswith(lang)
        page.reload()


def test_an_old_link_opens_the_section_beside_the_conversation_and_leads_on(open_page):
    page = open_page(f"?doc={REFUND}&version=2025-01-27&lang=zh&anchor=when")
    panel = page.locator(".st-key-section_panel")
    expect(panel).to_contain_text("报关离境后", timeout=90_000)
    settled(page)
    panel.get_by_text(say("panel.read-all", "zh")).click()
    expect(page.locator("#s-when h2")).to_be_in_viewport(timeout=90_000)


@pytest.mark.parametrize("lang", LANGS)
def test_differences_are_marked_by_more_than_colour_and_the_picture_has_words(open_screen, lang: Lang):
    page = open_screen(f"library?doc={IMPORT_TAX}&view=versions&lang={lang}&day=2017-01-01")
    expect(page.locator(".difference ins").first).to_be_visible(timeout=90_000)
    assert "underline" in page.locator(".difference ins").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert "line-through" in page.locator(".difference del").first.evaluate(
        "e => getComputedStyle(e).textDecorationLine"
    )
    expect(page.get_by_text(re.compile("26,000|26000")).first).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible(timeout=90_000)
    assert page.get_by_role("img", name=re.compile("2017")).count() + page.locator("[aria-label*='2017']").count()


def test_printing_leaves_only_the_text(open_screen):
    page = open_screen(f"library?doc={REFUND}&lang=zh")
    settled(page)
    page.evaluate("window.print = () => {window.printed = true}")
    page.get_by_role("button", name=say("reading.print", "zh")).click()
    page.wait_for_function("window.printed === true", timeout=90_000)
    page.emulate_media(media="print")
    expect(page.locator(".st-key-head")).to_be_hidden()
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator(".text h2").first).to_be_visible()


@pytest.mark.parametrize("lang", LANGS)
def test_changes_of_a_format_lead_to_their_section(open_screen, lang: Lang):
    page = open_screen(f"whats-new?lang={lang}&format=9810&years=3")
    link = page.locator(".changes details[open] a[href*='anchor']").first
    expect(link).to_be_visible(timeout=90_000)
    heading = link.inner_text()
    link.click()
    expect(page.locator(".asked h2")).to_contain_text(heading, timeout=90_000)


def test_a_search_that_holds_a_script_runs_nothing(open_screen):
    page = open_screen("library?q=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E%20%249%24%209810")
    expect(page.locator(".snippet").first).to_be_visible(timeout=90_000)
    assert page.evaluate("window.harmed") is None
