"""What Alembic runs for every command: our tables, on the connection it was given."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - all tables, and the names of their constraints

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
