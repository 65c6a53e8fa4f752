"""Followers: who is invited to new war rooms.

A step may meet what was half done by hand: create with `if_not_exists`, look before adding a column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and its index."""
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slack_id", "severity", "service", name="uq_follower_slack_id_severity_service"),
        if_not_exists=True,
    )
    op.create_index("ix_follower_slack_id", "follower", ["slack_id"], if_not_exists=True)


def downgrade() -> None:
    """Drop the table, and its index with it."""
    op.drop_table("follower")
