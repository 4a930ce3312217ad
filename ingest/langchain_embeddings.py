"""Our engines as LangChain's `Embeddings`, for anything built on it."""

from langchain_core.embeddings import Embeddings

from ingest.embedding import NamedEmbeddings


class LangChainEmbeddings(Embeddings):
    """An engine behind LangChain's interface.

    Args:
        engine: The engine.
    """

    def __init__(self, engine: NamedEmbeddings) -> None:
        self._engine = engine

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts to be found."""
        return self._engine.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return self._engine.embed_query(text)
