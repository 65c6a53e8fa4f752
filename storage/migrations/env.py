"""What Alembic runs for every command: our tables, on the connection it was given."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - all tables, and the names of their constraints
from storage.migrations import told_by_classes

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    include_name=told_by_classes,
)
with context.begin_transaction():
    context.run_migrations()
