"""The app's entry: wiring only."""

import streamlit as st

from assistant.ui.calculators_page import calculators_page
from assistant.ui.chat_page import chat_page
from assistant.ui.formats_page import formats_page
from assistant.ui.state import words
from assistant.ui.style import apply_style

st.set_page_config(page_title="NewTrade 新贸通", page_icon=":material/package_2:", layout="wide")
apply_style()
pages = [
    st.Page(chat_page, title=words("app.page-ask"), url_path="ask", default=True),
    st.Page(formats_page, title=words("app.page-formats"), url_path="formats"),
    st.Page(calculators_page, title=words("app.page-calculators"), url_path="calculators"),
]
page = st.navigation(pages, position="hidden")
page.run()
