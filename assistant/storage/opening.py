"""Open what the settings name: the database, brought to the tables of today, and what is kept in it."""

from dataclasses import dataclass

from assistant.storage.conversations import Conversations
from assistant.storage.database import Database
from assistant.storage.feedback import Feedback
from assistant.storage.gaps import Gaps
from assistant.storage.migrate import migrate
from ingest.settings import Settings


@dataclass(frozen=True)
class Storage:
    """Everything that is kept of people's questions."""

    database: Database
    conversations: Conversations
    feedback: Feedback
    gaps: Gaps

    @classmethod
    def on(cls, database: Database) -> "Storage":
        """Bring a database to the tables of today and open it.

        Raises:
            StorageError: It cannot be reached, read or changed, or a newer release of NewTrade has written it.
        """
        migrate(database)
        return cls(database, Conversations(database), Feedback(database), Gaps(database))


def open_storage(settings: Settings) -> Storage:
    """Open the database that the settings name: `database`, or an SQLite file in the data folder.

    Raises:
        StorageError: It cannot be opened; the message says why and what to do.
    """
    return Storage.on(Database(settings.database) if settings.database else Database.in_folder(settings.data))
