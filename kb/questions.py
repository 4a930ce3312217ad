"""How people ask for the sections of a document: indexed with them, never shown as their text."""

from pydantic import ConfigDict, RootModel

from kb.messages import Lang


class Questions(RootModel[dict[str, dict[Lang, tuple[str, ...]]]]):
    """Anchor → language → phrasings."""

    model_config = ConfigDict(frozen=True)

    def of(self, anchor: str, lang: Lang) -> tuple[str, ...]:
        """Return the phrasings for a section in a language."""
        return self.root.get(anchor, {}).get(lang, ())

    def all(self, lang: Lang) -> tuple[str, ...]:
        """Return the phrasings for every section in a language."""
        return tuple(phrasing for by_lang in self.root.values() for phrasing in by_lang.get(lang, ()))
