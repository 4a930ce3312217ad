from functools import partial

from asking import DAY

from assistant.pipeline import Assistant
from assistant.retrieval.langchain_retriever import SectionRetriever


def test_sections_come_as_langchain_documents_best_first_with_their_address(assistant: Assistant):
    retriever = SectionRetriever(find=partial(assistant.search, as_of=DAY))
    documents = retriever.invoke("9810有金额限制吗")
    assert documents[0].metadata["address"] == "overseas@2024-01-01#limits"
    assert documents[0].metadata["title"] == "海外仓目录条目"
    assert "15万美元" in documents[0].page_content
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_a_question_that_is_none_finds_no_documents(assistant: Assistant):
    assert SectionRetriever(find=partial(assistant.search, as_of=DAY)).invoke("？？") == []
