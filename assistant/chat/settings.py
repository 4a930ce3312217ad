"""Settings of the chat model, from the environment (`NEWTRADE_CHAT_…`) or a `.env` file; by default there is none."""

import os

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.errors import NewTradeError

OPENAI = "https://api.openai.com/v1"


class ChatSettings(BaseSettings):
    """Which chat model words the answers, where it is reached, and how long to wait for it.

    Attributes:
        model: Name of the model at its server; empty: no model.
        base_url: Address of an OpenAI-compatible server.
        key_variable: Name of the environment variable that holds the key; the key itself is no setting.
        first_token_s: Seconds to wait for the first word of a model.
        timeout_s: Seconds to wait for the whole answer.
        fallback_model: A further model of the same server, asked when the first fails before its first word.
        temperature: Sent with each request; `none` leaves it to the server.
    """

    model_config = SettingsConfigDict(
        env_prefix="NEWTRADE_CHAT_", env_file=".env", env_parse_none_str="none", extra="ignore", frozen=True
    )

    model: str = ""
    base_url: str = OPENAI
    key_variable: str = "NEWTRADE_CHAT_KEY"
    first_token_s: float = Field(default=10, gt=0)
    timeout_s: float = Field(default=45, gt=0)
    fallback_model: str = ""
    temperature: float | None = 0

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("an address begins with http:// or https://")
        return value or OPENAI

    @property
    def models(self) -> tuple[str, ...]:
        """The models in the order in which they are asked."""
        return tuple(name for name in (self.model, self.fallback_model) if name)

    @property
    def key(self) -> str:
        """The key.

        Raises:
            NewTradeError: OpenAI itself is asked, and there is none; other servers may do without.
        """
        key = os.environ.get(self.key_variable, "")
        if not key and self.base_url == OPENAI:
            raise NewTradeError("error.chat-key", variable=self.key_variable)
        return key or "none"


def load_chat_settings() -> ChatSettings:
    """Read the settings.

    Raises:
        NewTradeError: One of them has a wrong value.
    """
    try:
        return ChatSettings()
    except ValidationError as error:
        found = error.errors()[0]
        name = "NEWTRADE_CHAT_" + "_".join(map(str, found["loc"])).upper()
        raise NewTradeError("error.setting", name=name, reason=found["msg"]) from error
