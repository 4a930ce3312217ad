"""The way between screens, from app.py, on the tiny library."""

from urllib.parse import parse_qs

import pytest

from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow

SCREENS = {
    "": "app.page-ask",
    "library": "app.page-library",
    "whats-new": "app.page-whats-new",
    "about": "app.page-about",
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_links_to_all_and_keeps_language_day_and_conversation(open_app, screen: str, lang: Lang):
    app = open_app(screen, lang=lang, day="2025-06-01", c="talk", doc="refund")
    assert not app.exception
    row = {
        e.proto.page: e for e in app.page_link if e.value.replace("\\", "") in {say(k, lang) for k in SCREENS.values()}
    }
    assert {page: link.value.replace("\\", "") for page, link in row.items()} == {
        page: say(key, lang) for page, key in SCREENS.items()
    }
    for link in row.values():
        assert parse_qs(link.proto.query_string) == {"lang": [lang], "day": ["2025-06-01"], "c": ["talk"]}
