"""Fixtures for all tests: each gets a library, settings and folders of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import Base, FakeEmbeddings, Workshop
from chromadb.api.shared_system_client import SharedSystemClient

from ingest.settings import Settings


@pytest.fixture(autouse=True)
def bare_environment(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No setting of this machine reaches a test, and no test reaches this machine's data.

    Evaluations and browser tests run on the real thing.
    """
    if any(request.node.get_closest_marker(name) for name in ("evals", "browser")):
        return
    for name in [name for name in os.environ if name.startswith("NEWTRADE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NEWTRADE_DATA", str(tmp_path_factory.getbasetemp() / "data"))


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A small library in two languages, a fake engine, and nothing indexed yet."""
    yield Workshop(tmp_path)
    SharedSystemClient.clear_system_cache()  # Chroma keeps every folder open that it ever opened


@pytest.fixture
def base(workshop: Workshop) -> Base:
    """The files of the small library."""
    return workshop.base


@pytest.fixture
def settings(workshop: Workshop) -> Settings:
    """Settings that point at the small library and at an empty folder for data."""
    return workshop.settings


@pytest.fixture
def embeddings(workshop: Workshop) -> FakeEmbeddings:
    """The fake engine."""
    return workshop.engine
