"""Merging: which incident another one turned out to be, and since when.

A step may meet what was half done by hand: look before adding a column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = (("merged_at", sa.DateTime(timezone=True)), ("merged_into", sa.Integer()))


def upgrade() -> None:
    """Add the columns and the index by which a timeline finds what belongs to it."""
    present = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("incident")}
    for name, kind in COLUMNS:
        if name not in present:
            op.add_column("incident", sa.Column(name, kind, nullable=True))
    op.create_index("ix_incident_merged_into", "incident", ["merged_into"], if_not_exists=True)


def downgrade() -> None:
    """Take them away. What was merged is left as ended by its status alone, so it is called cancelled."""
    op.execute(
        "UPDATE incident SET status = 'cancelled', cancelled_at = merged_at, "
        "cancel_reason = 'merged into INC-' || merged_into WHERE merged_at IS NOT NULL"
    )
    op.drop_index("ix_incident_merged_into", "incident", if_exists=True)
    for name, _ in COLUMNS:
        op.drop_column("incident", name)
