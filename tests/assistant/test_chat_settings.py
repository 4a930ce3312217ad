import pytest

from assistant.chat.settings import OPENAI, load_chat_settings
from kb.errors import NewTradeError


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)


def test_by_default_there_is_no_model():
    settings = load_chat_settings()
    assert settings.model == ""
    assert settings.models == ()


def test_the_environment_names_model_server_and_key(monkeypatch: pytest.MonkeyPatch):
    for name, value in {
        "NEWTRADE_CHAT_MODEL": "one",
        "NEWTRADE_CHAT_FALLBACK_MODEL": "two",
        "NEWTRADE_CHAT_BASE_URL": "http://127.0.0.1:8001/v1",
        "NEWTRADE_CHAT_TIMEOUT_S": "30",
        "NEWTRADE_CHAT_TEMPERATURE": "none",
        "NEWTRADE_CHAT_KEY": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    settings = load_chat_settings()
    assert settings.models == ("one", "two")
    assert (settings.base_url, settings.timeout_s, settings.temperature) == ("http://127.0.0.1:8001/v1", 30, None)
    assert settings.key == "secret"
    assert "secret" not in repr(settings)


def test_the_key_may_stand_under_another_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NEWTRADE_CHAT_KEY_VARIABLE", "OUR_KEY")
    monkeypatch.setenv("OUR_KEY", "secret")
    assert load_chat_settings().key == "secret"


def test_an_empty_address_is_that_of_openai(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NEWTRADE_CHAT_BASE_URL", "")
    assert load_chat_settings().base_url == OPENAI


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWTRADE_CHAT_TIMEOUT_S", "soon"),
        ("NEWTRADE_CHAT_TIMEOUT_S", "0"),
        ("NEWTRADE_CHAT_FIRST_TOKEN_S", "-1"),
        ("NEWTRADE_CHAT_BASE_URL", "ftp://x"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(NewTradeError) as raised:
        load_chat_settings()
    assert name in raised.value.message("en")
