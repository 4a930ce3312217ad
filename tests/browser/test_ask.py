"""Asking in a real browser: marks, actions, past conversations, links, keyboard, phone, two tabs, a dead server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from running import App, running_app
from test_app import FILING, PHONE, ask, marked, squeezed, widths
from test_screens import settled

from assistant.storage import Database, Storage
from kb.messages import LANGS, Lang, say

pytestmark = pytest.mark.browser

GAP = "海关食堂的狮子火锅多少钱一份"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_with_its_actions_has_no_serious_barrier(open_page, lang: Lang, width: int, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(f"?lang={lang}", width=width)
    page.emulate_media(color_scheme=scheme)
    ask(page, FILING if lang == "zh" else "Do I still have to file my overseas warehouse with customs for 9810?")
    ask(page, GAP if lang == "zh" else "export refund for a hot pot of lions")
    page.locator(".st-key-useful_1_" + conversation(page)).get_by_text(say("chat.not-useful", lang)).click()
    expect(page.get_by_label(say("chat.reason-no", lang))).to_be_visible()
    settled(page)
    content, window = widths(page)
    assert content <= window
    found = Axe().run(page).response["violations"]
    grave = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert not grave


def conversation(page: Page) -> str:
    found = re.search(r"[?&]c=([\w-]+)", page.url)
    assert found
    return found[1]


def test_from_question_to_source_and_back_by_keyboard_alone(open_page):
    page = open_page("?lang=en")
    settled(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type("Do I still have to file my overseas warehouse with customs for 9810?")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-answer_actions_0")).to_be_visible(timeout=90_000)
    settled(page)
    page.locator(".st-key-panel_head button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-section_panel")).to_have_count(0)
    button = page.locator(".st-key-cite_0_1 button")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-section_panel mark").first).to_be_visible()
    expect(page.locator(".st-key-close_panel button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-section_panel")).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_mark_in_the_text_opens_its_section(open_page, width: int):
    page = open_page(width=width, height=844)
    ask(page, "9610和1039有什么区别？")
    marks = page.locator("[data-testid=stChatMessage] a[href^='#source-0-']")
    expect(marks.first).to_be_visible()
    last = marks.last
    number = last.inner_text().strip("[]")
    label = page.locator(f".st-key-cite_0_{number} button").text_content() or ""
    last.click()
    section = label.split("›")[-1].strip()
    panel = page.locator(".st-key-section_panel")
    expect(panel.get_by_text(section).first).to_be_visible()
    if width < 640:
        expect(page.locator(".st-key-panel_head")).to_be_in_viewport()
    assert "#source" not in page.url
    page.locator(".st-key-close_panel button").click()
    expect(last).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_each_answer_of_a_conversation_is_what_one_sees_after_asking(open_page, width: int):
    page = open_page(width=width, height=844)
    for place, question in enumerate((FILING, "跨境电商零售进口单次限值多少？", "9810出口退税要哪些材料？")):
        ask(page, question)
        page.wait_for_timeout(1500)
        expect(page.get_by_test_id("stChatMessage").nth(2 * place)).to_be_in_viewport(ratio=1)
        expect(page.get_by_test_id("stChatMessage").nth(2 * place + 1).get_by_text("已回答")).to_be_in_viewport()
        if width > 640:
            expect(page.locator(".st-key-panel_head")).to_be_in_viewport(ratio=1)
            expect(page.locator(".st-key-section_panel mark").first).to_be_in_viewport()


@pytest.mark.parametrize("lang", LANGS)
def test_on_a_phone_a_wide_table_is_moved_by_itself(open_page, lang: Lang):
    page = open_page(f"?lang={lang}", **PHONE)
    ask(page, "9610、9710、9810和1039有什么区别？" if lang == "zh" else "Compare 9610, 9710, 9810 and 1039")
    table = page.get_by_test_id("stChatMessage").locator("table")
    expect(table).to_be_visible()
    content, window = widths(page)
    assert content <= window
    moved = table.evaluate("e => {e.parentElement.scrollLeft = 9999; return e.parentElement.scrollLeft}")
    assert moved > 0
    expect(page.locator(".st-key-citations_0").get_by_text(re.compile(r"\d+ 处出处|\d+ more sources"))).to_be_visible()


def test_answer_and_link_are_copied_and_the_link_asks_again(open_page):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = ask(page, FILING)
    settled(page)
    tools = page.locator(".st-key-copy_0")
    tools.get_by_role("button", name=say("copy.copy", "zh"), exact=True).click()
    expect(tools.get_by_role("status")).to_have_text(say("copy.copied", "zh"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(FILING)
    assert "海关总署公告2024年第167号" in copied
    tools.get_by_role("button", name=say("copy.share", "zh"), exact=True).click()
    expect(tools.get_by_role("status")).to_have_text(say("copy.shared", "zh"))
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(page.url.partition("?")[0])
    stranger = open_page(link[link.index("?") :])
    answer = stranger.get_by_test_id("stChatMessage").nth(1)
    expect(answer).to_contain_text("2024年12月15日", timeout=90_000)
    assert squeezed(answer.inner_text())[:60] == squeezed(before)[:60]
    expect(stranger.locator(".st-key-replaced")).to_have_count(0)
    assert "q=" not in stranger.url


def test_a_link_to_an_answer_of_replaced_text_leads_to_the_difference(open_page):
    rests = "overseas-warehouse-9810@2020-07-01%23filing"
    page = open_page(f"?q={FILING}&as_of=2024-10-31&lang=zh&rests={rests}")
    notice = page.locator(".st-key-replaced")
    expect(notice).to_contain_text(say("share.replaced", "zh"), timeout=90_000)
    settled(page)
    notice.get_by_text(say("share.difference", "zh")).first.click()
    expect(page.get_by_role("heading", name=say("reading.difference", "zh"))).to_be_visible(timeout=90_000)
    assert "older=2020-07-01" in page.url


@pytest.mark.parametrize("kind", ["docx", "pdf", "md"])
def test_an_answer_is_kept_as_a_file(open_page, kind: str, tmp_path: Path):
    page = open_page()
    ask(page, FILING)
    settled(page)
    page.locator(".st-key-files_0 button").first.click()
    with page.expect_download() as waiting:
        page.locator(f".st-key-answer_0_{kind} button").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.suffix == f".{kind}"
    begins = {"docx": b"PK", "pdf": b"%PDF", "md": b"# "}[kind]
    assert file.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("path", "key", "begins"),
    [
        ("whats-new?lang=zh&format=9810", "briefing", b"PK"),
        ("whats-new?lang=zh&format=9810", "feed", b"<?xml"),
        ("formats?lang=zh&formats=9710,9810", "grid_xlsx", b"PK"),
    ],
)
def test_other_screens_hand_out_files(open_screen, path: str, key: str, begins: bytes, tmp_path: Path):
    page = open_screen(path)
    button = page.locator(f".st-key-{key} button")
    expect(button).to_be_visible(timeout=90_000)
    settled(page)
    with page.expect_download() as waiting:
        button.click()
    file = tmp_path / "file"
    waiting.value.save_as(file)
    assert file.read_bytes().startswith(begins)


@pytest.mark.parametrize("width", [1280, 390])
def test_past_conversations_are_opened_renamed_and_deleted(open_page, width: int):
    page = open_page(width=width, height=844)
    ask(page, FILING)
    first = conversation(page)
    page.locator(".st-key-new_conversation button").click()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(0)
    ask(page, "跨境电商零售进口单次限值多少？")
    second = conversation(page)
    page.locator(".st-key-past button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[class*=st-key-past_open_]")).to_have_count(2)
    row = dialog.locator(f".st-key-past_{first}")
    row.get_by_text(say("past.change", "zh")).click()
    title = row.get_by_label(say("past.new-title", "zh"))
    title.fill("海外仓 $5 **备案**")
    title.press("Enter")
    expect(row.locator(f".st-key-past_open_{first} button")).to_have_text("海外仓 $5 **备案**")
    content, window = widths(page)
    assert content <= window
    row.locator(f".st-key-past_open_{first} button").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_test_id("stChatMessage").first).to_contain_text(FILING)
    assert conversation(page) == first
    settled(page)
    page.locator(".st-key-past button").click()
    row = dialog.locator(f".st-key-past_{second}")
    row.get_by_text(say("past.change", "zh")).click()
    row.locator(f".st-key-past_delete_{second} button").click()
    expect(row.get_by_text(say("past.sure", "zh"))).to_be_visible()
    row.locator(f".st-key-past_sure_{second} button").click()
    expect(dialog.locator("[class*=st-key-past_open_]")).to_have_count(1)
    dialog.get_by_role("button", name=say("past.delete-all", "zh")).click()
    dialog.get_by_role("button", name=say("past.do-delete", "zh")).click()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(0)
    page.goto(re.sub(r"c=[\w-]+", f"c={first}", page.url) if "c=" in page.url else f"{page.url}?c={first}")
    page.get_by_test_id("stChatInput").wait_for()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(0)


@pytest.mark.parametrize("lang", LANGS)
def test_on_a_phone_the_first_screen_begins_at_its_top(open_page, lang: Lang):
    page = open_page(f"?lang={lang}", **PHONE)
    page.wait_for_timeout(2500)
    expect(page.locator(".st-key-top_bar h3")).to_be_in_viewport()


def test_two_tabs_of_a_browser_do_not_disturb_each_other(open_page):
    page = open_page()
    settled(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_test_id("stChatInput").wait_for()
    settled(other)
    asked = {page: FILING, other: "跨境电商零售进口单次限值多少？"}
    for tab, question in asked.items():
        box = tab.get_by_test_id("stChatInput").locator("textarea")
        box.fill(question)
        box.press("Enter")
    for tab, said in ((page, "2024年12月15日"), (other, "5000元")):
        expect(tab.locator(".st-key-answer_actions_0")).to_be_visible(timeout=90_000)
        expect(tab.get_by_test_id("stChatMessage")).to_have_count(2)
        expect(tab.get_by_test_id("stChatMessage").nth(0)).to_contain_text(asked[tab])
        expect(tab.get_by_test_id("stChatMessage").nth(1)).to_contain_text(said)
    assert conversation(page) != conversation(other)


def test_the_page_left_while_an_answer_is_on_its_way_loses_nothing(open_page):
    page = open_page()
    settled(page)
    box = page.get_by_test_id("stChatInput").locator("textarea")
    for question in (FILING, "跨境电商零售进口单次限值多少？"):
        box.fill(question)
        box.press("Enter")
        page.wait_for_timeout(60)
    expect(page).to_have_url(re.compile("c="))
    page.reload()
    messages = page.get_by_test_id("stChatMessage")
    expect(messages).to_have_count(4, timeout=90_000)
    expect(messages.nth(1)).to_contain_text("2024年12月15日", timeout=90_000)
    expect(messages.nth(3)).to_contain_text("5000元", timeout=90_000)


@pytest.fixture
def own_app(chromium, data: Path, tmp_path: Path) -> Iterator[App]:
    """An app of the test's own, which may be killed."""
    (tmp_path / "index").symlink_to(data / "index")
    with running_app(tmp_path) as app:
        yield app


def test_a_server_killed_in_the_middle_of_an_answer_loses_no_saved_turn(own_app: App, chromium, tmp_path: Path):
    port = int(own_app.address.rpartition(":")[2])
    context = chromium.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
    context.set_default_timeout(90_000)
    page = context.new_page()
    page.goto(own_app.address)
    page.get_by_test_id("stChatInput").wait_for()
    ask(page, FILING)
    box = page.get_by_test_id("stChatInput").locator("textarea")
    box.fill("跨境电商零售进口单次限值多少？")
    box.press("Enter")
    page.wait_for_timeout(40)
    own_app.kill()
    expect(page.get_by_role("dialog")).to_contain_text("正在重新连接")
    (kept,) = Storage.on(Database.in_folder(tmp_path)).conversations.list(
        next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "newtrade_owner")
    )
    assert kept.turns >= 1
    with running_app(tmp_path, port=port):
        messages = page.get_by_test_id("stChatMessage")
        page.reload()
        expect(messages.nth(1)).to_contain_text("2024年12月15日", timeout=90_000)
        expect(messages).to_have_count(2 * kept.turns)
        assert "2024年12月15日" in marked(page)
        assert "5000" in ask(page, "跨境电商零售进口单次限值多少？")
    context.close()


def test_the_first_screen_can_be_read_before_the_index_is_open(own_app: App, chromium):
    context = chromium.new_context(viewport=PHONE, locale="zh-CN")
    context.set_default_timeout(90_000)
    page = context.new_page()
    page.goto(own_app.address)
    expect(page.get_by_text("每个回答都给出出处")).to_be_visible()
    box = page.get_by_test_id("stChatInput").locator("textarea")
    box.fill(FILING)
    box.press("Enter")
    expect(page.get_by_test_id("stChatMessage").nth(1)).to_contain_text("2024年12月15日", timeout=90_000)
    context.close()
