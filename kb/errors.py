"""Errors whose message is meant for the person who meets them."""

from kb.messages import DEFAULT_LANG, Lang, say


class NewTradeError(Exception):
    """A failure that a person can do something about.

    Args:
        key: Entry of `kb/messages.yaml` that says what happened and what to do.
        values: What the entry's placeholders stand for.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(say(key, DEFAULT_LANG, **values))

    def message(self, lang: Lang) -> str:
        """Say the error in a language."""
        return say(self.key, lang, **self.values)


class LibraryError(NewTradeError):
    """The files of the knowledge base cannot be read as a library."""


class IndexUnavailableError(NewTradeError):
    """There is no index that can serve, or it does not fit the settings."""


class StorageError(NewTradeError):
    """A folder cannot be read or written."""
