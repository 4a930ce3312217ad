"""What Streamlit says by itself, in the reader's language: its buttons, its calendar, that the server is gone."""

import json

import streamlit as st

from assistant.ui.state import FIRST_DAY, LAST_DAY
from kb.messages import Lang, say

_OUTSIDE = f": Date set outside allowed range. Please select a date between {FIRST_DAY} and {LAST_DAY}."

_SAID = {
    "Send message": "frame.send",
    "Choose date": "frame.date",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "frame.date-keys",
    "Previous month": "frame.previous-month",
    "Next month": "frame.next-month",
    "yyyy": "frame.year",
    "mm": "frame.month",
    "dd": "frame.day",
    "Empty": "frame.empty",
    "Error": "frame.error",
    _OUTSIDE: "frame.outside",
    f"Error{_OUTSIDE}": "frame.error-outside",
    "Close": "frame.close",
    "Open": "frame.open",
    "Clear all": "frame.clear",
    "Choose an option": "frame.choose",
    "Choose options": "frame.choose",
    "Skip to main content": "frame.skip",
    "Selected values": "frame.selected",
    "Increment": "frame.more",
    "Decrement": "frame.less",
    "Press Enter to apply": "frame.enter",
    "Press Ctrl+Enter to apply": "frame.control-enter",
    "Press ⌘+Enter to apply": "frame.command-enter",
    "Connection error": "frame.lost",
    "Streamlit server is not responding. Are you connected to the internet?": "frame.lost-text",
}
"""Streamlit's own words, for which it has no setting → our message."""

_BEGINS = {"Choose date, ": "frame.date-of", "Selected Date: ": "frame.date-selected"}
"""How a text or a name of Streamlit's begins that goes on with a month or a day."""

_NAMES_BEGIN = {
    "Remove ": "frame.remove",
    "year, ": "frame.year-of",
    "month, ": "frame.month-of",
    "day, ": "frame.day-of",
}
"""How a name of Streamlit's begins, never a text, that goes on with one of ours."""

_TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}
"""The language by its name in browsers; the English is the one that writes a day as our texts do."""

_SCRIPT = """
<script>
(() => {
  const tag = %s, says = new Map(Object.entries(%s)), begins = %s, namesBegin = {...begins, ...%s};
  const format = (day, how) => new Intl.DateTimeFormat(tag, how).format(day);
  const dayOf = (said) => /* "November 1, 2026" */
    /^[A-Z][a-z]+ [0-9]+, [0-9]+$/.test(said) ? format(new Date(said), {dateStyle: "long"}) : said;
  const monthOf = (said) => { /* "11 – November" */
    const number = /^([0-9]+) – [A-Z][a-z]+$/.exec(said)?.[1];
    return number ? `${number} – ${format(new Date(2000, number - 1), {month: "long"})}` : said;
  };
  const ours = (said, begins) => {
    const before = Object.keys(begins).find((before) => said.startsWith(before));
    return says.get(said) ?? (before ? begins[before] + dayOf(said.slice(before.length)) : monthOf(said));
  };
  const kept = (window.newtradeSaid ??= new WeakMap()); /* what Streamlit said where our words stand */
  const one = (node, begins) => { /* a text or an attribute */
    const before = kept.get(node), now = node.nodeValue;
    const said = before?.ours === now ? before.said : now;
    const after = ours(said, begins);
    if (after !== now) node.nodeValue = after;
    if (after !== said) kept.set(node, {said, ours: after});
  };
  const kinds = ["aria-label", "aria-valuetext", "placeholder"];
  const part = (element) => {
    if (element.getAttribute("aria-label")?.endsWith(" icon")) { /* it stands beside words that say the same */
      element.removeAttribute("aria-label");
      element.setAttribute("aria-hidden", "true");
    }
    for (const kind of kinds) if (element.hasAttribute(kind)) one(element.getAttributeNode(kind), namesBegin);
    for (const child of element.childNodes) if (child.nodeType === 3) one(child, begins);
  };
  const all = (element) => {
    part(element);
    element.querySelectorAll(["span, h2, div, a, p, strong", ...kinds.map((kind) => `[${kind}]`)]).forEach(part);
  };
  window.newtradeFrame?.disconnect();
  window.newtradeFrame = new MutationObserver((changes) => changes.forEach(({target, addedNodes}) => {
    const element = target.nodeType === 1 ? target : target.parentElement;
    if (element) part(element);
    addedNodes.forEach((added) => { if (added.nodeType === 1) all(added); });
  }));
  window.newtradeFrame.observe(document.body,
    {subtree: true, childList: true, characterData: true, attributeFilter: kinds});
  all(document.body);
  document.documentElement.lang = tag;
  if (navigator.language === tag) return;
  /* Calendars speak the browser's language, but the reader has chosen one here. */
  for (const [name, value] of Object.entries({language: tag, languages: Object.freeze([tag])}))
    Object.defineProperty(navigator, name, {configurable: true, get: () => value});
  window.dispatchEvent(new Event("languagechange"));
  window.dispatchEvent(new Event("afterprint")); /* on which Streamlit draws all anew, and asks for the language */
})();
</script>
"""


def speak(lang: Lang) -> None:
    """Let the frame around our screens speak the reader's language, and tell the browser which one that is."""
    words = (_changed(_SAID, lang), _changed(_BEGINS, lang), _changed(_NAMES_BEGIN, lang))
    st.html(_SCRIPT % (json.dumps(_TAGS[lang]), *words), unsafe_allow_javascript=True)


def _changed(words: dict[str, str], lang: Lang) -> str:
    """Return our words for Streamlit's, for use in a script."""
    changed = {english: say(key, lang, first=FIRST_DAY, last=LAST_DAY) for english, key in words.items()}
    return json.dumps(changed, ensure_ascii=False).replace("<", "\\u003c")
