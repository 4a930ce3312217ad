"""The app's entry: wiring only."""

import streamlit as st

from assistant.ui.failing import show
from assistant.ui.frame_words import speak
from assistant.ui.navigation import navigate
from assistant.ui.screens import screen
from assistant.ui.state import lang, served, words
from assistant.ui.style import ICON, apply_style

st.set_page_config(page_title="NewTrade 新贸通", page_icon=ICON, layout="wide")
apply_style()
speak(lang())
served()
# In the order of the links; the names are what `link` and `href` take.
page = navigate(
    {
        "ask": st.Page(screen("chat"), title=words("app.page-ask"), url_path="ask", default=True),
        "formats": st.Page(screen("formats"), title=words("app.page-formats"), url_path="formats"),
        "calculators": st.Page(screen("calculators"), title=words("app.page-calculators"), url_path="calculators"),
        "library": st.Page(screen("library"), title=words("app.page-library"), url_path="library"),
        "whats-new": st.Page(screen("whats_new"), title=words("app.page-whats-new"), url_path="whats-new"),
        "about": st.Page(screen("about"), title=words("app.page-about"), url_path="about"),
    }
)
show(page)
