"""What Streamlit says by itself, in the reader's language: names of its buttons, and that the server is gone."""

import json

import streamlit as st

from kb.messages import LANGS, Lang, say

_SAID = {
    "Send message": "frame.send",
    "Choose date": "frame.date",
    "Previous month": "frame.previous-month",
    "Next month": "frame.next-month",
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

_BEGINS = {"Remove ": "frame.remove"}
"""How a name of Streamlit's begins that goes on with one of ours, in the same way."""

_TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}

_SCRIPT = """
<script>
(() => {
  document.documentElement.lang = %s;
  const says = %s, begins = Object.entries(%s);
  const named = (name) => {
    const [before, after] = (name && begins.find(([before]) => name.startsWith(before))) || [];
    return says[name] ?? (before && after + name.slice(before.length));
  };
  const one = (part) => {
    if (part.getAttribute("aria-label")?.endsWith(" icon")) { /* it stands beside words that say the same */
      part.removeAttribute("aria-label");
      part.setAttribute("aria-hidden", "true");
    }
    for (const kind of ["aria-label", "placeholder"]) {
      const name = named(part.getAttribute(kind));
      if (name) part.setAttribute(kind, name);
    }
    const text = part.childNodes.length === 1 && part.firstChild.nodeType === 3 ? says[part.firstChild.data] : null;
    if (text) part.firstChild.data = text;
  };
  const all = (part) => {
    one(part);
    part.querySelectorAll("[aria-label], [placeholder], span, h2, div, a").forEach(one);
  };
  window.newtradeFrame?.disconnect();
  window.newtradeFrame = new MutationObserver((changes) => changes.forEach(({target, addedNodes}) => {
    const part = target.nodeType === 1 ? target : target.parentElement;
    if (part) one(part);
    addedNodes.forEach((added) => { if (added.nodeType === 1) all(added); });
  }));
  window.newtradeFrame.observe(document.body,
    {subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label", "placeholder"]});
  all(document.body);
})();
</script>
"""


def speak(lang: Lang) -> None:
    """Let the frame around our screens speak the reader's language, and tell the browser which one that is."""
    st.html(
        _SCRIPT % (json.dumps(_TAGS[lang]), _changed(_SAID, lang), _changed(_BEGINS, lang)),
        unsafe_allow_javascript=True,
    )


def _changed(words: dict[str, str], lang: Lang) -> str:
    """Return Streamlit's words, as far as the reader's differ, for use in a script."""
    said = {said: say(key, lang) for english, key in words.items() for said in _spellings(english, key)}
    changed = {before: after for before, after in said.items() if before != after}
    return json.dumps(changed, ensure_ascii=False).replace("<", "\\u003c")


def _spellings(english: str, key: str) -> tuple[str, ...]:
    """Return Streamlit's words and all of ours: the reader may change the language."""
    return english, *(say(key, lang) for lang in LANGS)
