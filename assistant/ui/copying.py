"""Buttons that put an answer, or the link that asks for it again, on the clipboard, in the browser itself."""

import streamlit as st

from assistant.conversations import Exchange
from assistant.ui.state import words
from kb.dates import say_day
from kb.messages import say

_HTML = """
<div class="row"><button type="button" class="copy"></button><button type="button" class="share"></button>
<span class="said" role="status"></span></div>
"""
_CSS = """
.row {display: flex; gap: 0.25rem; align-items: center; flex-wrap: wrap;}
button {font: inherit; font-size: 0.875rem; color: inherit; background: transparent; border: 0;
  border-radius: 0.5rem; cursor: pointer; min-height: 2.5rem; padding: 0.25rem 0.6rem;}
button:hover {background: var(--st-secondary-background-color);}
button:focus-visible {outline: 2px solid #2f9e7a; outline-offset: 2px;}
.said {font-size: 0.875rem;}
"""
_JS = """
async function put(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy");
}
export default function ({ data, parentElement }) {
  const said = parentElement.querySelector(".said");
  const wire = (name, text, done) => {
    const button = parentElement.querySelector(name);
    button.textContent = data.words[name.slice(1)];
    button.onclick = async () => {
      try {
        await put(text());
        said.textContent = done;
      } catch {
        said.textContent = data.words.failed;
      }
      setTimeout(() => { said.textContent = ""; }, 4000);
    };
  };
  wire(".copy", () => data.text, data.words.copied);
  wire(".share", () => location.origin + location.pathname + data.link, data.words.shared);
}
"""
_buttons = st.components.v2.component("newtrade_copy", html=_HTML, css=_CSS, js=_JS)


def copy_buttons(place: int, text: str, link: str) -> None:
    """Show the buttons.

    Args:
        place: Of the answer in the conversation.
        text: What is copied.
        link: Query of the address that is shared; the page's own address goes before it.
    """
    said = {name: words(f"copy.{name}") for name in ("copy", "share", "copied", "shared", "failed")}
    _buttons(key=f"copy_{place}", data={"text": text, "link": link, "words": said}, width="content")


def copied_text(exchange: Exchange) -> str:
    """Return an answer as it is copied: question, day, text, and where each mark stands."""
    answer, lang = exchange.answer, exchange.answer.lang
    status = say(f"status.{answer.status}", lang)
    rules = say("export.by-the-rules", lang, status=status, day=say_day(answer.as_of, lang))
    lines = [exchange.question, "", rules, "", answer.text]
    if answer.citations:
        lines += ["", say("export.sources", lang)]
    for citation in answer.citations:
        names = "；" if lang == "zh" else "; "
        rests = names.join(instrument.name for instrument in citation.instruments)
        days = say("cite.in-force", lang, days=citation.in_force.say(lang))
        path = " › ".join((citation.title, citation.section_path[-1]))
        lines.append(f"[{citation.number}] {' · '.join(part for part in (path, rests, days) if part)}")
    return "\n".join(lines)
