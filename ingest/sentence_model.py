"""Any sentence-transformers model, from a hub or a local folder, behind LangChain's `Embeddings`."""

from sentence_transformers import SentenceTransformer

from kb.errors import NewTradeError


class SentenceModelEmbeddings:
    """A `SentenceTransformer`; the prompts the model defines for queries and documents are honoured.

    Args:
        model: Hub name such as `BAAI/bge-m3`, or a local folder.

    Raises:
        NewTradeError: The model cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        try:
            self._model = SentenceTransformer(model, device="cpu")
        except Exception as error:  # a damaged model fails in whatever library reads the damaged part
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise NewTradeError("error.embedding-unloadable", name=model, reason=reason) from error
        self.name = f"sentence-transformers/{model}"
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts to be found."""
        found: list[list[float]] = self._model.encode_document(texts, normalize_embeddings=True).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        found: list[float] = self._model.encode_query(text, normalize_embeddings=True).tolist()
        return found
