"""Commanding an incident: tasks, what people are reminded of, and who is in the user groups that may do something.

A step may meet what was half done by hand: create with `if_not_exists`, look before adding a column.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXT = sa.String()

INDEXES = {
    "ix_home_tab_opened_at": ("home_tab", ["opened_at"]),
    "ix_incident_remind_at": ("incident", ["remind_at"]),
    "ix_timeline_entry_message_ts": ("timeline_entry", ["message_ts"]),
    "ix_task_incident_id": ("task", ["incident_id"]),
    "ix_task_assignee_id": ("task", ["assignee_id"]),
    "ix_status_update_incident_id": ("status_update", ["incident_id"]),
}


def _columns() -> dict[str, list[sa.Column[Any]]]:
    """What each table gets."""
    return {
        "incident": [
            sa.Column("reminders", sa.JSON(), nullable=False, server_default="{}"),
            sa.Column("remind_at", MOMENT, nullable=True),
            sa.Column("caught_up", sa.JSON(), nullable=False, server_default="{}"),
            sa.Column("impact_started_at", MOMENT, nullable=True),
            sa.Column("acknowledged_at", MOMENT, nullable=True),
            sa.Column("acknowledged_by", TEXT, nullable=True),
            sa.Column("drill", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("updates_written", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("next_update_at", MOMENT, nullable=True),
        ],
        "timeline_entry": [
            sa.Column("before", TEXT, nullable=True),
            sa.Column("after", TEXT, nullable=True),
        ],
        "person": [
            sa.Column("is_bot", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("is_admin", sa.Boolean(), nullable=False, server_default=sa.false()),
        ],
        "incident_role_assignment": [
            sa.Column("account_gone", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("offered_to", TEXT, nullable=True),
            sa.Column("offered_by", TEXT, nullable=True),
            sa.Column("offered_at", MOMENT, nullable=True),
            sa.Column("offer_note", TEXT, nullable=False, server_default=""),
        ],
    }


Parts = list[sa.Column[Any] | sa.Constraint]


def _user_group() -> Parts:
    return [
        sa.Column("id", TEXT, nullable=False),
        sa.Column("handle", TEXT, nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    ]


def _home_tab() -> Parts:
    return [
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("painted_at", MOMENT, nullable=True),
        sa.Column("seen", sa.Integer(), nullable=True),
        sa.Column("shown", TEXT, nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("person_id"),
    ]


def _task() -> Parts:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("text", TEXT, nullable=True),
        sa.Column("assignee_id", TEXT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", TEXT, nullable=True),
        sa.Column("dropped_at", MOMENT, nullable=True),
        sa.Column("carried_at", MOMENT, nullable=True),
        sa.Column("touched_at", MOMENT, nullable=True),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", TEXT, nullable=True),
        sa.Column("message_ts", TEXT, nullable=True),
        sa.Column("permalink", TEXT, nullable=True),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_task_incident_id_incident"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("incident_id", "number", name="uq_task_incident_id_number"),
    ]


def _status_update() -> Parts:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", TEXT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("next_update_at", MOMENT, nullable=True),
        sa.Column("posted_at", MOMENT, nullable=True),
        sa.Column("approved_by", TEXT, nullable=True),
        sa.Column("sent_back_at", MOMENT, nullable=True),
        sa.Column("sent_back_by", TEXT, nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("channel_id", TEXT, nullable=True),
        sa.Column("message_ts", TEXT, nullable=True),
        sa.Column("digest_ts", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_status_update"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_status_update_incident_id_incident"),
        sa.UniqueConstraint("incident_id", "number", name="uq_status_update_incident_id_number"),
    ]


def _update_draft() -> Parts:
    return [
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("view_id", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("next_in", TEXT, nullable=False),
        sa.Column("next_words", TEXT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "person", name="pk_update_draft"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_update_draft_incident_id_incident"),
    ]


TABLES = {
    "user_group": _user_group,
    "home_tab": _home_tab,
    "task": _task,
    "status_update": _status_update,
    "update_draft": _update_draft,
}
"""New ones."""


def upgrade() -> None:
    """Nobody has promised anything yet."""
    inspector = sa.inspect(op.get_bind())
    for table, columns in _columns().items():
        present = {column["name"] for column in inspector.get_columns(table)}
        for column in columns:
            if column.name not in present:
                op.add_column(table, column)
    for table, parts in TABLES.items():
        op.create_table(table, *parts(), if_not_exists=True)
    for name, (table, indexed) in INDEXES.items():
        op.create_index(name, table, indexed, if_not_exists=True)


def downgrade() -> None:
    """Drop the columns, not by a new table: that one would forget which numbers were given."""
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, columns in _columns().items():
        for column in reversed(columns):
            op.drop_column(table, column.name)
