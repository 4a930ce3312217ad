"""The app's entry: wiring only."""

import streamlit as st

from assistant.ui.about_page import about_page
from assistant.ui.calculators_page import calculators_page
from assistant.ui.chat_page import chat_page
from assistant.ui.formats_page import formats_page
from assistant.ui.library_page import library_page
from assistant.ui.navigation import navigate
from assistant.ui.state import words
from assistant.ui.style import apply_style
from assistant.ui.whats_new_page import whats_new_page

st.set_page_config(page_title="NewTrade 新贸通", page_icon=":material/package_2:", layout="wide")
apply_style()
# In the order of the links; the names are what `link` and `href` take.
page = navigate(
    {
        "ask": st.Page(chat_page, title=words("app.page-ask"), url_path="ask", default=True),
        "formats": st.Page(formats_page, title=words("app.page-formats"), url_path="formats"),
        "calculators": st.Page(calculators_page, title=words("app.page-calculators"), url_path="calculators"),
        "library": st.Page(library_page, title=words("app.page-library"), url_path="library"),
        "whats-new": st.Page(whats_new_page, title=words("app.page-whats-new"), url_path="whats-new"),
        "about": st.Page(about_page, title=words("app.page-about"), url_path="about"),
    }
)
page.run()
