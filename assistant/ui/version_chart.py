"""The versions of a document as bars over time, with lines for today and for the reader's day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kb.dates import say_day
from kb.messages import Lang, say
from kb.model import Version

if TYPE_CHECKING:
    import altair

_IN_FORCE, _OTHER, _TODAY, _CHOSEN = "#2f9e7a", "#9aa8a2", "#7a8580", "#d9822b"
"""Colours that stand out on a light and on a dark ground."""

_AHEAD = timedelta(days=365)
"""How far a version without a last day reaches beyond the last line."""


def version_chart(history: tuple[Version, ...], on: date, today: date, lang: Lang) -> "altair.LayerChart":
    """Return the picture.

    Args:
        history: Versions of one document, oldest first.
        on: The reader's day; what is in force on it stands out.
        today: Its line is dashed.
        lang: Language of the labels.
    """
    import altair as alt

    open_end = max(on, today, *(version.day for version in history)) + _AHEAD
    rows = [
        {
            "version": say_day(version.day, lang),
            "start": version.day.isoformat(),
            "end": (version.in_force.end or open_end).isoformat(),
            "colour": _IN_FORCE if version.in_force.contains(on) else _OTHER,
            "days": version.in_force.say(lang),
        }
        for version in history
    ]
    names = [row["version"] for row in rows]
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(cornerRadius=4, height=18)
        .encode(
            x=alt.X("start:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True)),
            x2="end:T",
            y=alt.Y("version:N", title=None, sort=names, axis=alt.Axis(labelLimit=160)),
            color=alt.Color("colour:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("version:N", title=say("reading.tip-version", lang)),
                alt.Tooltip("days:N", title=say("reading.tip-days", lang)),
            ],
        )
    )
    lines = [_line(today, _TODAY, [4, 3])]
    if on != today:
        lines.append(_line(on, _CHOSEN, [1, 0]))
    return alt.LayerChart(layer=[bars, *lines], height=max(70, 38 * len(history) + 30))


def _line(on: date, colour: str, dash: list[int]) -> "altair.Chart":
    import altair as alt

    data = alt.InlineData(values=[{"day": on.isoformat()}])
    line: alt.Chart = alt.Chart(data).mark_rule(color=colour, strokeDash=dash, strokeWidth=2).encode(x="day:T")
    return line
