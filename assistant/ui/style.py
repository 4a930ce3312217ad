"""The few looks that Streamlit's theme cannot express."""

from pathlib import Path

import streamlit as st

ICON = str(Path(__file__).with_name("icon.svg"))
"""The picture of the browser's tab; an icon by name would be fetched from a server of Google's."""

_CSS = """
<style>
.block-container {padding-top: 1rem; padding-bottom: 7rem; max-width: 1240px;}
.st-key-top_bar h3 {padding: 0; white-space: nowrap;}
[data-testid="stLayoutWrapper"]:has(> .st-key-head) {position: sticky; top: 0; z-index: 90;}
.st-key-head {background: #fbfcfb; padding: 0.5rem 0; gap: 0.4rem;}
.st-key-other_day [data-testid="stAlert"] > div {padding: 0.35rem 0.8rem;}
[data-testid="stChatMessage"] {scroll-margin-top: 8.5rem;}
.stMarkdownBadge {white-space: normal !important;}
[data-testid="stHeaderActionElements"] {display: none;}
[data-testid="stStatusWidget"] {visibility: hidden;}
[data-testid="stMarkdownContainer"]:has(> table) {overflow-x: auto;}
[data-testid="stMarkdownContainer"] td {min-width: 4.5rem;}
.stMultiSelect [data-tag], .stMultiSelect [data-tag] span {white-space: normal; height: auto;}
.st-key-section_panel mark {background: #ffe9a8; color: #16211d; border-radius: 0.2em;}
.st-key-section_panel table {font-size: 0.9rem;}
[class*="st-key-citations_"] button p, [class*="st-key-suggestions_"] button p, .st-key-examples button p {
  text-align: left; white-space: normal;}
[class*="st-key-citations_"] button, [class*="st-key-citations_"] button div {
  justify-content: flex-start; align-items: flex-start; text-align: left;}
[class*="st-key-citations_"] {gap: 0.3rem;}
[class*="st-key-citations_"] button span {align-items: flex-start;}
.st-key-examples button, .st-key-examples button > div {justify-content: flex-start; text-align: left;}
.st-key-examples button {padding: 0.7rem 1rem;}
[class*="st-key-suggestions_"] {gap: 0.5rem;}
[class*="st-key-choices_"] button, [class*="st-key-choices_"] button > div {
  justify-content: flex-start; text-align: left;}
[class*="st-key-choices_"] button p {text-align: left; white-space: normal;}
[class*="st-key-past_open_"] button p {text-align: left; white-space: normal; overflow-wrap: anywhere;}
[class*="st-key-answer_actions_"] {gap: 0.25rem; flex-wrap: wrap;}
.stMain a[href^="#source-"] {background: rgba(47, 158, 122, 0.18); border-radius: 0.4rem;
  padding: 0 0.25rem; text-decoration: underline !important; text-underline-offset: 0.2em; color: inherit;
  white-space: nowrap;}
.st-key-panel_head {justify-content: space-between;}
.st-key-panel_head h4 {padding: 0;}
.versions {display: flex; gap: 3px; margin-top: 0.2rem;}
.versions span {height: 0.6rem; border-radius: 0.3rem; background: rgba(128, 140, 134, 0.45);}
.versions .now {background: rgba(47, 158, 122, 0.4);}
.versions .cited {background: #2f9e7a;}
@media (min-width: 641px) {
  .st-key-section_panel {max-height: calc(100vh - 17rem); overflow-y: auto;}
  [data-testid="stColumn"]:has(.st-key-panel_head) > div {
    position: sticky; top: 7rem; flex: none; height: fit-content;}
  [data-testid="stColumn"]:has([data-testid="stChatMessage"]) {padding-bottom: 12rem;}
  body:has(.st-key-other_day) [data-testid="stColumn"]:has(.st-key-panel_head) > div {top: 8.5rem;}
}
[data-testid="stLayoutWrapper"]:has(> .st-key-moves) {position: absolute;}
@media (max-width: 1199px) {
  .block-container, [data-testid="stBottomBlockContainer"] {padding-left: 2rem; padding-right: 2rem;}
}
@media (max-width: 640px) {
  .block-container {padding: 0.6rem 0.9rem 7rem;}
  [data-testid="stBottomBlockContainer"] {padding-left: 0.9rem; padding-right: 0.9rem;}
  [data-testid="stChatMessage"] {scroll-margin-top: 1rem;}
  body:has(.st-key-other_day) [data-testid="stChatMessage"] {scroll-margin-top: 15rem;}
  .st-key-top_bar {gap: 0.4rem;}
  .st-key-top_bar button {padding: 0.25rem 0.55rem;}
  .st-key-top_bar h3 {font-size: 1.15rem;}
  .st-key-new_conversation button, .st-key-past button {min-width: 2.75rem;}
  .st-key-new_conversation p, .st-key-past p {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;}
  [data-testid="stChatMessage"] > [data-testid^="stChatMessageAvatar"] {display: none;}
  .st-key-panel_empty {display: none;}
  [data-testid="stLayoutWrapper"]:has(> .st-key-head) {position: static;}
  [data-testid="stLayoutWrapper"]:has(> .st-key-head .st-key-other_day) {position: sticky;}
  .st-key-head:has(.st-key-other_day) h3, .st-key-head:has(.st-key-other_day) .st-key-new_conversation {display: none;}
}
@media (prefers-color-scheme: dark) {
  .st-key-head {background: #111815;}
  .stMultiSelect [data-tag], .stMultiSelect [data-tag] * {color: #111815;}
}
</style>
"""

# Documents, lists and changes; colours that are half transparent fit the light and the dark ground.
_READING_CSS = """
<style>
.st-key-top_bar h3 {font-size: 1.4rem;}
.st-key-top_bar [data-testid="stMarkdownContainer"] {margin-bottom: 0;}
.st-key-screens {gap: 0.15rem 0.25rem; flex-wrap: wrap; margin-left: -0.6rem;}
.st-key-screens a {padding: 0.1rem 0.6rem; min-height: 2rem;}
.stPageLink a:focus-visible, .stHtml a:focus-visible, .stHtml summary:focus-visible, .stHtml section:focus-visible {
  outline: 2px solid #2f9e7a; outline-offset: 2px;}
[data-testid="stCaptionContainer"] {color: #4d5a54; opacity: 1 !important;}
.stMain h1 {font-size: 1.7rem; padding: 0.4rem 0 0.5rem; text-wrap: balance;}
.stMain [data-testid="stHeading"] h2 {font-size: 1.3rem; padding: 0.6rem 0 0.5rem;}
.st-key-facts {margin-top: 0.3rem;}
.stHtml h2, .stHtml h3 {margin: 0;}
.stHtml a, [class*="st-key-entry_"] a *, [class*="st-key-hit_"] a *, [class*="st-key-version_"] a * {color: #0b6b53;}
[class*="st-key-entry_"] a, [class*="st-key-hit_"] a, [class*="st-key-version_"] a {
  background: transparent; padding: 0; align-items: flex-start;}
[class*="st-key-entry_"] a:hover p, [class*="st-key-hit_"] a:hover p, [class*="st-key-version_"] a:hover p {
  text-decoration: underline;}
[class*="st-key-entry_"] a *, [class*="st-key-hit_"] a *, [class*="st-key-version_"] a * {
  white-space: normal; overflow: visible; font-weight: 500; line-height: 1.4;}
[class*="st-key-entry_"] a, [class*="st-key-hit_"] a, [class*="st-key-version_"] a {min-height: 1.5rem;}
[class*="st-key-hit_"] {border-left: 3px solid rgba(47, 158, 122, 0.5); padding-left: 0.8rem;}
.st-key-actions, .st-key-back {margin-left: -0.4rem;}
.st-key-actions a, .st-key-back a {background: transparent; padding: 0.2rem 0.4rem;}
.st-key-actions a *, .st-key-back a * {font-weight: 400;}
.snippet {margin: 0.1rem 0;}
.stHtml mark {background: #ffe9a8; color: #16211d; border-radius: 0.2em;}
.contents ol {list-style: none; margin: 0; padding: 0 !important; font-size: 0.9rem;}
.contents li {margin: 0; line-height: 1.35;}
.contents li a {display: block; padding: 0.25rem 0;}
.stHtml .contents a, .stHtml .permalink {color: inherit; text-decoration: none;}
.contents a:hover {text-decoration: underline;}
.label {font-weight: 600; margin: 0 0 0.5rem;}
.contents {overflow-y: auto;}
.text .section {margin: 0 0 2rem; scroll-margin-top: 8.5rem; max-width: 46rem;}
.text .section:focus {outline: none;}
.text .asked {border-left: 3px solid #2f9e7a; padding-left: 0.9rem;}
.text h2 {font-size: 1.2rem; padding: 0 0 0.4rem; text-wrap: balance;}
.difference h3, .changes h3 {font-size: 1.05rem; padding: 0.6rem 0 0.4rem;}
.permalink {font-weight: 400; padding: 0 0.5rem;}
.wide {overflow-x: auto;}
.stHtml table {border-collapse: collapse; font-size: 0.9rem; margin: 0.6rem 0;}
.stHtml th, .stHtml td {border: 1px solid rgba(128, 140, 134, 0.4); padding: 0.35rem 0.6rem; text-align: left;}
@media (max-width: 640px) {
  .measures table {table-layout: fixed; width: 100%; font-size: 0.8rem;}
  .measures th, .measures td {padding: 0.3rem; overflow-wrap: anywhere;}
}
.stHtml p, .stHtml li {line-height: 1.6; overflow-wrap: anywhere;}
.proof {font-size: 0.85rem; opacity: 0.85; margin: 0.3rem 0 0;}
.difference .section {margin: 0 0 1.2rem; max-width: 50rem;}
.stHtml ins {background: rgba(47, 158, 122, 0.25); text-decoration: underline; text-underline-offset: 2px;}
.stHtml del {background: rgba(214, 69, 65, 0.2); text-decoration: line-through;}
.what {border: 1px solid rgba(128, 140, 134, 0.6); border-radius: 0.4rem; padding: 0 0.4rem; font-size: 0.8rem;
  font-weight: 400; white-space: nowrap;}
.what.begins, .what.added {background: rgba(47, 158, 122, 0.18);}
.what.ends, .what.removed {background: rgba(214, 69, 65, 0.15);}
.what.reworded {background: rgba(217, 130, 43, 0.18);}
.changes details {border-bottom: 1px solid rgba(128, 140, 134, 0.3); padding: 0.45rem 0;}
.changes summary {cursor: pointer; font-weight: 500;}
.changes ul {margin: 0.5rem 0; padding-left: 1.2rem !important;}
.changes li {margin: 0 0 0.6rem;}
.count {opacity: 0.8; font-weight: 400; font-size: 0.9rem;}
@media (min-width: 641px) {
  [data-testid="stColumn"]:has(.contents) > div {position: sticky; top: 8rem; flex: none; height: fit-content;}
  .contents {max-height: calc(100vh - 10rem);}
}
@media (max-width: 640px) {
  .contents {max-height: 32vh; border-bottom: 1px solid rgba(128, 140, 134, 0.4);}
  .st-key-other_day {flex-wrap: nowrap;}
  .stHtml th[scope="row"] {min-width: 6.5rem;}
  .text .section {scroll-margin-top: 1rem;}
  body:has(.st-key-other_day) .text .section {scroll-margin-top: 15rem;}
  .st-key-head:has(.st-key-other_day) [data-testid="stElementContainer"]:has(h3) {display: none;}
  .stMain h1 {font-size: 1.4rem;}
}
@media (prefers-color-scheme: dark) {
  [data-testid="stCaptionContainer"] {color: #a9b7b0;}
  .stHtml a, [class*="st-key-entry_"] a *, [class*="st-key-hit_"] a *, [class*="st-key-version_"] a * {color: #5cc7a3;}
}
@media print {
  .st-key-head, .st-key-actions, .st-key-back, .contents, .permalink, [data-testid="stHeader"] {
    display: none !important;}
  [data-testid="stColumn"]:has(.contents) {display: none;}
  .text .section {max-width: none; break-inside: avoid;}
  .text .asked {border: 0; padding: 0;}
  .text a[href^="http"]::after {content: " (" attr(href) ")"; font-size: 0.8em; overflow-wrap: anywhere;}
}
</style>
"""


def apply_style() -> None:
    """Apply the style to the page."""
    st.html(_CSS)
    st.html(_READING_CSS)
