"""Every screen speaks the reader's language; words of the other one come from the texts alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from showing import OpenApp
from streamlit.testing.v1 import AppTest

from kb.library import Library
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.slow

REFUND = {"zh": "出口海外仓什么时候可以申报退税？", "en": "When can I claim the refund for overseas warehouse exports?"}
SCREENS: dict[str, dict[str, str]] = {
    "ask": {},
    "formats": {},
    "formats compared": {"view": "compare", "formats": "9810"},
    "calculators": {},
    "calculators of parcels": {"calc": "parcel", "value": "1500"},
    "calculators of a day without rules": {"day": "2014-01-01", "price": "100", "vat": "13"},
    "library": {},
    "library search": {"q": "9810"},
    "library reading": {"doc": "refund"},
    "library versions": {"doc": "refund", "view": "versions", "day": "2024-10-31"},
    "whats-new": {"years": "all"},
    "about": {},
}
NAMES = {"中文", "English", "NewTrade", "新贸通", "packaged", "multilingual", "small"}
"""What is called the same in both languages: the product, the languages themselves, the embedding model."""

FOREIGN = {
    "zh": re.compile(r"[A-Za-z]{3,}"),
    "en": re.compile(r"[\u4e00-\u9fff]+"),
}
KNOWN = {
    "zh": {"DOCX", "PDF", "Markdown", "Excel", "XLSX", "Word", "Atom", "AEO", "VAT", "YYYY"},
    "en": set(),
}
NO_WORDS = re.compile(
    r":material/\w+:|:[a-z-]+(?:badge)?\[|<style>.*?</style>|<script>.*?</script>|<[^>]+>|\]\([^)]*\)|https?://\S+|&\w+;"
    r"|\d{8}[\\-]+\d{6}[\\-]+\d+[\\-]+\w+",
    re.S,
)


def said(app: AppTest) -> Iterator[str]:
    """Yield every text of the screen: labels, placeholders, help and bodies."""
    waiting = [app._tree]
    while waiting:
        node = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        proto = getattr(node, "proto", None)
        for name in ("label", "body", "placeholder", "help", "text"):
            text = getattr(proto, name, None)
            if isinstance(text, str):
                yield text
        yield from (str(option) for option in getattr(node, "options", None) or ())


def foreign(app: AppTest, lang: Lang, library: Library) -> set[str]:
    """Return words of the other language that no text of the knowledge base has."""
    content = " ".join(version.model_dump_json() for version in library.published)
    found: set[str] = set()
    for text in said(app):
        plain = NO_WORDS.sub(" ", text)
        found |= {word for word in FOREIGN[lang].findall(plain) if word not in content}
    return {word for word in found - NAMES - KNOWN[lang] if not any(name in word for name in NAMES)}


@pytest.fixture(scope="module")
def library(made: Path) -> Library:
    return Library.load(made / "kb")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_speaks_one_language(open_app: OpenApp, library: Library, screen: str, lang: Lang):
    path = screen.split(maxsplit=1)[0]
    app = open_app("" if path == "ask" else path, lang=lang, **SCREENS[screen])
    assert not app.exception
    assert foreign(app, lang, library) == set()


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_and_a_refusal_with_all_that_one_can_do_with_them_speak_one_language(
    open_app: OpenApp, library: Library, lang: Lang
):
    app = open_app(lang=lang, rests="refund@2024-01-01#when", day="2025-06-01")
    app.chat_input[0].set_value(
        {"zh": "海关食堂的狮子火锅多少钱一份", "en": "how much is the lion hot pot in the canteen"}[lang]
    ).run()
    app.chat_input[0].set_value(REFUND[lang]).run()
    next(item for item in app.get("button_group") if str(item.key).startswith("useful_1")).set_value("no").run()
    assert not app.exception
    assert say("gap.without-name", lang) in set(said(app))
    assert say("chat.reason-no", lang) in set(said(app))
    assert foreign(app, lang, library) - set(re.findall(r"[a-z]+", REFUND["en"])) == set()


def test_a_word_of_the_other_language_would_be_found(open_app: OpenApp, library: Library):
    app = open_app(lang="zh")
    assert foreign(app, "en", library)
