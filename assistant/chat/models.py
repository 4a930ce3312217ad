"""Chat models behind one small protocol; the one file that knows LangChain's."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.chat.settings import ChatSettings
from assistant.chat.task import ChatFailed, Failure
from assistant.chat.waiting import in_time
from kb.errors import NewTradeError


class Chat(Protocol):
    """A model that can be told something and streams what it says."""

    def stream(self, rules: str, message: str) -> Generator[str]:
        """Yield the model's words as they come.

        Args:
            rules: What it has to do.
            message: What it has to do it with.

        Raises:
            ChatFailed: It does not answer, too slowly, or not to the end.
        """
        ...


@dataclass(frozen=True)
class LangChainChat:
    """A chat model of LangChain, or a chain of one with its fallbacks.

    Attributes:
        model: Whatever streams message chunks.
        first_token_s: Seconds to wait for the first word.
        timeout_s: Seconds to wait for the whole.
    """

    model: Any
    first_token_s: float
    timeout_s: float

    def stream(self, rules: str, message: str) -> Generator[str]:
        """Yield the model's words as they come."""
        return in_time(self._words(rules, message), self.first_token_s, self.timeout_s)

    def _words(self, rules: str, message: str) -> Generator[str]:
        from langsmith import tracing_context

        begun, ended = False, ""
        try:
            # A question goes to the model that was set, and nowhere else.
            with tracing_context(enabled=False):
                for chunk in self.model.stream([("system", rules), ("human", message)]):
                    ended = chunk.response_metadata.get("finish_reason") or ended
                    if text := str(chunk.text):
                        begun = True
                        yield text
        except Exception as error:
            raise ChatFailed(_why(error, begun=begun)) from error
        # A stream that says no reason for its end was cut; `length` is an end in the middle too.
        if begun and ended != "stop":
            raise ChatFailed("broken")


def open_chat(settings: ChatSettings) -> LangChainChat:
    """Return the model of the settings, with its fallback.

    Raises:
        NewTradeError: The packages for it are not installed, or its key is missing.
    """
    try:
        import langchain_openai  # noqa: F401 - `init_chat_model` looks for it only when it is too late for a clear word
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise NewTradeError("error.chat-missing", reason=error.name) from error
    first, *further = [
        init_chat_model(
            name,
            model_provider="openai",
            base_url=settings.base_url,
            api_key=settings.key,
            temperature=settings.temperature,
            timeout=settings.first_token_s,
            # Trying again is for the fallback model; behind both stands the answer without a model.
            max_retries=0,
            use_responses_api=False,
        )
        for name in settings.models
    ]
    chain = first.with_fallbacks(further) if further else first
    return LangChainChat(chain, settings.first_token_s * len(settings.models), settings.timeout_s)


def _why(error: Exception, *, begun: bool) -> Failure:
    import openai

    if isinstance(error, openai.APITimeoutError):
        return "slow"
    if begun:
        return "broken"
    if isinstance(error, openai.RateLimitError):
        return "busy"
    if isinstance(error, openai.APIStatusError) and error.status_code < 500:
        return "refused"
    return "down"
