"""The screen on which one works sums out: choose one, fill it in, see result, formula, rules and their day."""

import streamlit as st

from assistant.draft import Block, Draft, Items, Paragraph
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Missing, Outcome, Teller, Worked
from assistant.steps.marks import Marks, markdown, proven
from assistant.ui.answer_view import marked, user_text
from assistant.ui.calculator_forms import FORMS, NoAmountError
from assistant.ui.controls import top_bar
from assistant.ui.moves import answer_marks
from assistant.ui.navigation import screen_title, tell_address
from assistant.ui.section_panel import linked_section, section_panel
from assistant.ui.state import assistant, day, lang, words
from assistant.ui.unavailable import unavailable
from kb.citation import Citation
from kb.dates import say_day
from kb.errors import NewTradeError
from kb.library import Library

_KEPT = {"lang", "day", "c"}
"""What of the address is not the sum's own."""


def calculators_page() -> None:
    """Show the screen."""
    tell_address()
    top_bar(asking=False)
    try:
        library = assistant().index.library
    except NewTradeError as error:
        unavailable(error)
        return
    screen_title(words("calculator.title"))
    st.caption(words("calculator.intro"))
    name = _choose()
    rules = Rules(library, day(), lang())
    form, result = st.columns([2, 3], gap="large")
    with form, st.container(border=True, key="calculator_form"):
        try:
            outcome, is_filled = FORMS[name](rules), True
        except NoAmountError:
            outcome, is_filled = None, False
    with result:
        if is_filled:
            _result(outcome, rules)
        else:
            st.info(words("calculator.fill-in"), icon=":material/edit:")
        _linked()


def _choose() -> str:
    """Show the calculators to choose from; the address says which one stands."""
    asked = st.query_params.get("calc", "")
    chosen = asked if asked in FORMS else next(iter(FORMS))

    def change() -> None:
        for name in set(st.query_params) - _KEPT:
            st.query_params.pop(name, None)
        st.query_params["calc"] = st.session_state["calculator"] or chosen
        st.session_state.pop("calculator_cited", None)

    st.session_state["calculator"] = chosen
    names = {name: words(f"calculator.name-{name}") for name in FORMS}
    st.pills(
        words("calculator.which"),
        list(names),
        format_func=names.__getitem__,
        key="calculator",
        on_change=change,
    )
    return chosen


def _result(outcome: Outcome | None, rules: Rules) -> None:
    """Show what a sum comes to, and the sections it rests on."""
    if outcome is None:
        st.warning(words("calculator.not-covered", day=say_day(rules.day, rules.lang)), icon=":material/block:")
        return
    marks = Marks()
    with st.container(border=True, key="calculator_result"):
        if isinstance(outcome, Missing):
            _write(marks, rules.library, Paragraph((outcome.ask,)), Items(outcome.so_far))
        else:
            _worked(outcome, rules, marks)
        st.caption(words("calculator.day", day=say_day(rules.day, rules.lang)))
    citations = marks.citations(rules.library)
    if citations:
        answer_marks()
        with st.container(key="citations_calculator"):
            for citation in citations:
                _citation_button(citation)
                if citation.number == st.session_state.get("calculator_cited") and not linked_section():
                    section_panel(citation)


def _worked(worked: Worked, rules: Rules, marks: Marks) -> None:
    if worked.amount is not None:
        st.metric(words(worked.name), Teller(rules).money(worked.amount))
    _write(marks, rules.library, Paragraph((worked.result,)), Items((*worked.formula, *worked.notes, *worked.assumed)))


def _write(marks: Marks, library: Library, *blocks: Block) -> None:
    text = markdown(proven(Draft("calculate", blocks)), marks, lang())
    st.markdown(marked(text, "calculator", marks.citations(library)))


def _citation_button(citation: Citation) -> None:
    def open_it() -> None:
        st.session_state["calculator_cited"] = citation.number
        for name in ("doc", "version", "anchor"):
            st.query_params.pop(name, None)

    st.button(
        user_text(f"[{citation.number}] {citation.title} › {citation.section_path[-1]}"),
        key=f"cite_calculator_{citation.number}",
        icon=":material/menu_book:",
        on_click=open_it,
        type="tertiary",
    )


def _linked() -> None:
    """Show the section that a link within a section asks for."""
    chosen = linked_section()
    if chosen:
        st.markdown(f"#### {words('panel.title')}")
        section_panel(chosen)
