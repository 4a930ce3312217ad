"""The picture of a document's versions."""

from datetime import date
from typing import Any

from building import Base

from assistant.ui.version_chart import version_chart

TODAY = date(2026, 6, 1)


def rows(chart: Any) -> list[Any]:
    """Return what each layer of a picture shows."""
    return [layer.data.values for layer in chart.layer]


def test_each_version_is_a_bar_from_its_first_to_its_last_day(base: Base):
    history = base.library().history("refund", "zh")
    bars, today = rows(version_chart(history, TODAY, TODAY, "zh"))
    first, second = bars
    assert (first["version"], first["start"], first["end"]) == ("2024年1月1日", "2024-01-01", "2024-12-31")
    assert (second["start"], second["end"]) == ("2025-01-01", "2027-06-01")
    assert first["colour"] != second["colour"]
    assert today == [{"day": "2026-06-01"}]


def test_the_readers_day_has_a_line_of_its_own_and_its_version_stands_out(base: Base):
    history = base.library().history("refund", "en")
    past = rows(version_chart(history, date(2024, 10, 31), TODAY, "en"))
    assert past[1:] == [[{"day": "2026-06-01"}], [{"day": "2024-10-31"}]]
    now = rows(version_chart(history, TODAY, TODAY, "en"))
    assert past[0][0]["colour"] == now[0][1]["colour"]


def test_a_day_far_ahead_lies_within_the_picture(base: Base):
    history = base.library().history("refund", "zh")
    bars = rows(version_chart(history, date(2035, 1, 1), TODAY, "zh"))[0]
    assert bars[1]["end"] > "2035-01-01"
