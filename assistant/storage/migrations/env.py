"""What Alembic runs: the revisions, in the transaction that `migrate` has opened."""

from alembic import context

from assistant.storage.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
