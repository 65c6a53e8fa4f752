"""Private incidents, and who is in their rooms.

A step may meet what was half done by hand: look before adding a column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every incident there is so far is a public one."""
    present = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("incident")}
    for column in (
        sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("insiders", sa.JSON(), nullable=False, server_default="{}"),
    ):
        if column.name not in present:
            op.add_column("incident", column)


def downgrade() -> None:
    """Drop the columns, not by a new table: that one would forget which numbers were given."""
    for name in ("insiders", "private"):
        op.drop_column("incident", name)
