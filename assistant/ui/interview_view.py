"""The interview on the screen: one question at a time as buttons, a way back, then the result with its proof."""

import streamlit as st

from assistant.draft import Draft
from assistant.skills.choose.asking import told
from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.rules import Question, next_question
from assistant.skills.choose.saying import Result
from assistant.steps.marks import Marks, markdown, proven
from assistant.ui.answer_view import marked, user_text
from assistant.ui.formats_address import close_proof, facts, is_open, keep_facts, keep_formats, keep_view, open_proof
from assistant.ui.moves import answer_marks
from assistant.ui.proof_view import proof_view
from assistant.ui.state import assistant, day, lang, words
from kb.citation import Citation
from kb.model import Version


def interview_view() -> None:
    """Show the interview."""
    given = facts()
    if not given.told:
        st.markdown(words("formats.intro"))
    question = next_question(given)
    if question:
        _ask(question, given)
    else:
        _result(given)
    if given.told:
        with st.container(key="interview_way", horizontal=True):
            st.button(words("formats.back"), icon=":material/arrow_back:", key="interview_back", on_click=_back)
            st.button(words("formats.anew"), icon=":material/restart_alt:", key="interview_anew", on_click=_anew)


def _ask(question: Question, given: Facts) -> None:
    for slot, value in given.told:
        phrase = words("formats.unsure") if value == UNSURE else told(slot, value, lang())
        st.markdown(f":material/check: {user_text(phrase)}")
    st.caption(words("formats.step", number=len(given.told) + 1))
    st.header(words(f"choose.ask-{question.slot}"), anchor=False)
    with st.container(key="interview_choices"):
        for value in (*question.choices, UNSURE):
            label = words("formats.unsure") if value == UNSURE else told(question.slot, value, lang())
            st.button(
                user_text(label),
                key=f"choice_{question.slot}_{value}",
                on_click=_tell,
                args=(question.slot, value),
                width="stretch",
                type="tertiary" if value == UNSURE else "secondary",
            )


def _result(given: Facts) -> None:
    library = assistant().index.library
    result = Result(library, given, day(), lang())
    draft = result.draft()
    if draft is None:
        st.info(words("formats.no-result"))
        return
    marks, blocks = Marks(), proven(draft)
    text = markdown(blocks, marks, lang())
    citations = marks.citations(library)
    st.markdown(marked(text, "result", citations))
    answer_marks()
    sources = [source for piece in Draft(draft.by, blocks).pieces for source in piece.sources]
    with st.container(key="citations_result", gap=None):
        for citation in citations:
            _citation(citation)
            if is_open(str(citation.number)):
                proof_view(sources)
    compared = result.compared
    if len(compared) > 1:
        st.button(
            words("formats.compare-these"),
            key="compare_these",
            icon=":material/table_chart:",
            on_click=_compare,
            args=(compared,),
        )


def _citation(citation: Citation) -> None:
    version = assistant().index.library.version(citation.document, citation.version, citation.lang)
    if version is None:
        return
    st.button(
        user_text(f"[{citation.number}] {citation.title} › {citation.section_path[-1]}"),
        key=f"cite_result_{citation.number}",
        icon=":material/menu_book:",
        on_click=open_proof,
        args=(version, citation.anchor, str(citation.number)),
        type="tertiary",
    )


def _compare(versions: tuple[Version, ...]) -> None:
    keep_formats(versions)
    keep_view("compare")


def _tell(slot: str, value: str) -> None:
    keep_facts(facts().with_(slot, value))
    close_proof()


def _back() -> None:
    keep_facts(Facts(facts().told[:-1]))
    close_proof()


def _anew() -> None:
    keep_facts(Facts())
    close_proof()
