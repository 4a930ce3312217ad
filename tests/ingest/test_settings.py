from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.settings import PROJECT, Settings


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWTRADE_DATA")


def test_nothing_need_be_set():
    settings = Settings()
    assert settings.kb == PROJECT / "kb"
    assert settings.index == PROJECT / "data" / "index"
    assert settings.embedding == "packaged"
    assert settings.chroma_url == ""
    assert settings.database == ""


def test_the_environment_is_heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("NEWTRADE_DATA", str(tmp_path))
    monkeypatch.setenv("NEWTRADE_KEEP", "5")
    settings = Settings()
    assert settings.index == tmp_path / "index"
    assert settings.keep == 5


def test_a_dot_env_file_is_heard_and_the_environment_is_stronger(monkeypatch: pytest.MonkeyPatch):
    Path(".env").write_text("NEWTRADE_LANG=en\nNEWTRADE_EMBEDDING=sentence-transformers:x\nOTHER=1\n")
    monkeypatch.setenv("NEWTRADE_LANG", "zh")
    settings = Settings()
    assert settings.lang == "zh"
    assert settings.embedding == "sentence-transformers:x"


@pytest.mark.parametrize(("name", "value"), [("KEEP", "1"), ("KEEP", "many"), ("LANG", "fr")])
def test_a_setting_that_makes_no_sense_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(f"NEWTRADE_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_settings_never_change():
    with pytest.raises(ValidationError):
        Settings().keep = 3
