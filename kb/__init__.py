"""The knowledge base: its content, and the domain of documents, versions, sections and citations."""
