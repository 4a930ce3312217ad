"""What a question says: language, dates, codes, document numbers, terms, intent, and what it leaves to the history."""
