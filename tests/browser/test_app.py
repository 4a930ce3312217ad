"""What a reader sees: asks, reads the proof, goes back in time, comes back, on a screen and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FILING = "9810出口海外仓还要备案吗？"
PHONE = {"width": 390, "height": 844}


def ask(page: Page, question: str) -> str:
    """Ask a question, wait until its answer stands, and return the answer."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=90_000)
    # The status shows only after a moment; a question typed into a page that is being redrawn would be lost.
    page.wait_for_timeout(1500)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=90_000)
    before = page.get_by_test_id("stChatMessage").count()
    box = page.get_by_test_id("stChatInput").locator("textarea")
    box.fill(question)
    expect(box).to_have_value(question)
    box.press("Enter")
    answer = page.get_by_test_id("stChatMessage").nth(before + 1)
    # The line on the day, or the hotlines of a refusal, end every answer.
    expect(answer).to_contain_text(
        re.compile(r"有效的规定。|的规定，届时|1236[06]|rule in force on|so far"), timeout=90_000
    )
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=90_000)
    return answer.inner_text()


def marked(page: Page) -> str:
    """Return what is marked in the cited section."""
    marks = page.locator(".st-key-section_panel mark")
    marks.first.wait_for()
    return "".join(marks.all_inner_texts())


def squeezed(text: str) -> str:
    return "".join(text.split())


def widths(page: Page) -> tuple[int, int]:
    """Return how wide the page's content is, and how wide the window."""
    content, window = page.evaluate(
        "[Math.max(...[document.documentElement, document.body, ...document.querySelectorAll('main, section')]"
        ".map(part => part.scrollWidth)), window.innerWidth]"
    )
    return content, window


def test_an_answer_in_chinese_is_proven_by_the_marked_sentence_of_its_section(open_page):
    page = open_page()
    answer = ask(page, FILING)
    assert "已回答" in answer
    assert "不需要" in answer
    assert "2024年12月15日" in answer
    quote = marked(page)
    assert "2024年12月15日" in quote
    assert squeezed(quote)[:30] in squeezed(answer)
    panel = page.locator(".st-key-section_panel")
    expect(panel).to_contain_text("海关总署公告2024年第167号")
    expect(panel).to_contain_text("有效期")


def test_another_day_has_another_answer_and_the_reader_is_told(open_page):
    page = open_page("?day=2024-10-31")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("2024年10月31日")
    answer = ask(page, FILING)
    assert re.search(r"2024年12月14日|须在海关办理", answer), answer
    assert "不需要" not in answer
    expect(page.locator(".st-key-section_panel")).to_contain_text("2020年7月1日")
    page.get_by_role("button", name="回到今天").click()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert "不需要" in ask(page, FILING)
    assert "day=" not in page.url


def test_a_refresh_keeps_the_conversation_and_its_proof(open_page):
    page = open_page()
    before = ask(page, FILING)
    page.reload()
    messages = page.get_by_test_id("stChatMessage")
    expect(messages).to_have_count(2)
    expect(messages.nth(0)).to_contain_text(FILING)
    expect(messages.nth(1)).to_contain_text("2024年12月15日")
    assert squeezed(messages.nth(1).inner_text())[:60] == squeezed(before)[:60]
    assert "2024年12月15日" in marked(page)


def test_a_browser_finds_its_conversation_again_and_another_does_not(open_page):
    page = open_page()
    ask(page, FILING)
    (cookie,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "newtrade_owner"]
    assert len(cookie["value"]) == 43
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.get_by_test_id("stChatMessage")).to_have_count(2, timeout=90_000)
    stranger = open_page(page.url[page.url.index("?") :])
    expect(stranger.get_by_text("每个回答都给出出处")).to_be_visible()
    expect(stranger.get_by_test_id("stChatMessage")).to_have_count(0)


def test_tabs_opened_before_there_was_a_cookie_end_up_with_the_same_token(open_page):
    page = open_page()
    held = "t" * 43
    page.context.clear_cookies()
    # Another tab keeps its token just after this one has connected without any.
    page.add_init_script(
        "const Plain = WebSocket; window.WebSocket = class extends Plain { constructor(...given) { super(...given);"
        f"this.addEventListener('open', () => {{ document.cookie = 'newtrade_owner={held}; Path=/'; }}); }} }};"
    )
    page.reload()
    page.get_by_test_id("stChatInput").wait_for()
    ask(page, FILING)
    (cookie,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "newtrade_owner"]
    assert cookie["value"] == held
    page.reload()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2, timeout=90_000)


def test_on_a_phone_a_question_in_english_is_answered_without_scrolling_sideways(open_page):
    page = open_page("?lang=en", **PHONE)
    expect(page.get_by_text("Every answer shows its source")).to_be_visible()
    content, window = widths(page)
    assert content <= window
    answer = ask(page, "Do I still have to file my overseas warehouse with customs for 9810?")
    assert "Answered" in answer
    assert "15 December 2024" in answer
    assert "15 December 2024" in marked(page)
    content, window = widths(page)
    assert content <= window
    page.reload()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)


def test_on_a_phone_the_answer_is_what_one_sees_after_asking(open_page):
    page = open_page(**PHONE)
    ask(page, FILING)
    page.wait_for_timeout(1500)
    expect(page.get_by_test_id("stChatMessage").nth(1).get_by_text("已回答")).to_be_in_viewport()


def test_on_a_phone_a_chinese_screen_does_not_scroll_sideways(open_page):
    page = open_page("?day=2024-10-31", **PHONE)
    ask(page, "跨境电商零售进口单次限值多少？")
    content, window = widths(page)
    assert content <= window


def test_a_question_with_a_script_is_shown_as_text_and_runs_nothing(open_page):
    page = open_page()
    question = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'> 9810 $5$"
    ask(page, question)
    expect(page.get_by_test_id("stChatMessage").first).to_contain_text(question)
    assert page.evaluate("window.harmed") is None
    assert page.locator("[data-testid=stChatMessage] img").count() == 0


def test_a_suggested_question_is_answered_by_a_click(open_page):
    page = open_page()
    page.locator(".st-key-examples button").first.click()
    expect(page.get_by_test_id("stChatMessage").nth(1)).to_contain_text("2024年12月15日")
