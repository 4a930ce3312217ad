"""How soon the first screen can be read and the first question is answered, against what Streamlit alone takes.

The numbers are logged (`pytest tests/load --log-cli-level=INFO`); `docs/evaluation/app.md` tells of one such run.
"""

import logging
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from people import Person
from running import running_app

from ingest.settings import PROJECT, Settings
from ingest.sync import sync
from kb.messages import say

pytestmark = pytest.mark.slow

FILING = "9810出口海外仓还要备案吗？"


def streamlit_s() -> float:
    """Return how long importing Streamlit takes, in a process of its own."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import streamlit"], check=True, timeout=120)
    return time.perf_counter() - began


def test_the_first_screen_does_not_wait_for_the_index(tmp_path: Path):
    sync(Settings(_env_file=None, kb=PROJECT / "kb", data=tmp_path, embedding="packaged", chroma_url=""))
    streamlit_s()
    paints, answers, units = [], [], []
    for _ in range(3):
        units.append(streamlit_s())
        began = time.perf_counter()
        with running_app(tmp_path) as app, Person(app.address) as person:
            up = time.perf_counter() - began
            screen = person.open()
            assert say("chat.welcome", "zh") in screen.said
            paints.append(up + screen.first_s)
            answer = person.ask(screen, FILING)
            assert "2024年12月15日" in answer.text
            answers.append(time.perf_counter() - began)
    unit = statistics.median(units)
    logging.getLogger(__name__).info(
        "importing Streamlit %.2f s; from the start to the first text %.1f times, to the first answer %.1f times",
        unit,
        statistics.median(paints) / unit,
        statistics.median(answers) / unit,
    )
    assert statistics.median(paints) < statistics.median(answers)
    assert statistics.median(paints) < 8 * unit
