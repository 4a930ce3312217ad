"""From the words and vector of a question to ranked sections in force on a day."""
