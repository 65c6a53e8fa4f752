"""A ticket that was asked for before its incident was merged is looked for by the label that it got then.

A step may meet what was half done by hand: look before adding a column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is written yet: without one the label is made of incident and task."""
    present = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("task")}
    if "ticket_label" not in present:
        op.add_column("task", sa.Column("ticket_label", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("task", "ticket_label")
