"""Our retrieval as a LangChain retriever, for anyone who builds on it."""

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.retrieval.search import Found


class SectionRetriever(BaseRetriever):
    """Sections in force on a day as LangChain documents; metadata holds the address and the score.

    Attributes:
        find: From a question to sections, such as `Assistant.search` with a day bound to it.
    """

    find: Callable[[str], Found]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: object
    ) -> list[Document]:
        return [
            Document(
                page_content=f"{hit.section.heading}\n\n{hit.section.body}",
                metadata={"address": str(hit.address), "title": hit.version.title, "score": hit.score},
            )
            for hit in self.find(query).hits
        ]
