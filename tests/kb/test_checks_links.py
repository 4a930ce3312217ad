import pytest

from kb.checks.links import official

ZH = "guides/refund/2025-01-01.zh.md"
LINK = "[目录](../../catalog/overseas#limits)"


@pytest.mark.parametrize(
    "href",
    [
        "../../catalog/nowhere#limits",
        "../../guides/overseas#limits",
        "../../catalog/overseas#nowhere",
        "../../catalog/overseas/2024-01-01.zh.md#limits",
        "overseas#limits",
        "#nowhere",
        "#",
    ],
)
def test_link_into_nothing_is_found_on_its_line(base, href):
    line = base.edit(ZH, LINK, f"[目录]({href})")
    assert base.found("dead-link") == [(ZH, line)]


@pytest.mark.parametrize("href", ["../../catalog/overseas", "../../guides/refund#when", "#call", "tel:12366"])
def test_link_to_a_document_or_an_anchor_is_sound(base, href):
    base.edit(ZH, LINK, f"[目录]({href})")
    assert base.problems() == ()


def test_link_to_a_draft_leads_nowhere(base):
    base.edit_both("catalog/overseas/2024-01-01", "status: published", "status: draft")
    assert (ZH, base.line(ZH, LINK)) in base.found("dead-link")


@pytest.mark.parametrize(
    "text",
    [
        "[目录](https://example.com/9810)",
        "[目录](/guides/refund)",
        "[目录](file:///etc/hosts)",
        "[目录](mailto:a@b.cn)",
        "见 https://gov.cn.example.com/x 。",
        "<https://example.com/x>",
    ],
)
def test_address_outside_the_government_is_found_once(base, text):
    line = base.edit(ZH, LINK, text)
    assert base.found("third-party-url", "dead-link") == [(ZH, line)]


def test_source_with_an_address_outside_the_government_is_found(base):
    for version in ("2024-01-01", "2025-01-01"):
        base.edit_both(f"guides/refund/{version}", "www.chinatax.gov.cn", "www.example.com")
    assert (ZH, base.line(ZH, "url: https://www.example.com")) in base.found("third-party-url")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.customs.gov.cn/a", True),
        ("http://gov.cn", True),
        ("https://notgov.cn/", False),
        ("https://gov.cn.example.com", False),
        ("https://user@example.com/.gov.cn", False),
        ("ftp://www.gov.cn/", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_hosts_of_gov_cn_are_official(url, expected):
    assert official(url) is expected
