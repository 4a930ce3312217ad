"""Conversations, feedback and gaps, kept in an SQLite file or on a PostgreSQL server.

Importing this package loads SQLAlchemy: the app does, `newtrade ask` does not.
"""

from assistant.storage.conversations import Conversations
from assistant.storage.database import Database
from assistant.storage.feedback import Feedback, Rated, Rating
from assistant.storage.gaps import Gaps
from assistant.storage.opening import Storage, open_storage

__all__ = ["Conversations", "Database", "Feedback", "Gaps", "Rated", "Rating", "Storage", "open_storage"]
