"""The screens beside the conversation in a real browser: library, changes, about; also in English and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.browser

REFUND = "overseas-warehouse-export-refund"
IMPORT_TAX = "cbec-retail-import-tax"
WIDTHS = (1280, 390)
SCREENS = {
    "library": "library.title",
    f"library?doc={REFUND}": "library.contents",
    f"library?doc={IMPORT_TAX}&view=versions": "library.difference",
    "library?q=9810": "library.results",
    "whats-new": "news.ahead",
    "about": "about.state",
}


def settled(page: Page) -> None:
    """Wait until the app has drawn everything."""
    page.wait_for_timeout(600)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=90_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=90_000)


def address(path: str, lang: Lang) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", SCREENS)
def test_each_screen_stands_in_the_window_and_has_no_serious_barrier(open_screen, path: str, lang: Lang, width: int):
    from axe_playwright_python.sync_playwright import Axe

    page = open_screen(address(path, lang), width=width)
    expect(page.get_by_text(say(SCREENS[path], lang), exact=True).first).to_be_visible(timeout=90_000)
    settled(page)
    widths = page.evaluate("[...document.querySelectorAll('main, section, body')].map(part => part.scrollWidth)")
    assert max(widths) <= width
    found = Axe().run(page).response["violations"]
    grave = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert not grave
    assert say("app.name", lang) in page.title()
