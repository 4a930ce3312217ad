"""From the files of the knowledge base to an index that answers searches."""
