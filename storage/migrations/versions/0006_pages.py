"""The pages and the API: who is signed in, and which programs act for whom.

A step may meet what was half done by hand: create with `if_not_exists`, look before adding a column.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXT = sa.String()
Parts = list[sa.Column[Any] | sa.Constraint]

INDEXES = {
    "ix_web_session_person_id": ("web_session", ["person_id"]),
    "ix_api_token_person_id": ("api_token", ["person_id"]),
    "ix_api_answer_asked_at": ("api_answer", ["asked_at"]),
}


def _web_session() -> Parts:
    return [
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("browser", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_web_session"),
    ]


def _login_link() -> Parts:
    return [
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_login_link"),
    ]


def _sign_in_attempt() -> Parts:
    return [
        sa.Column("id", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    ]


def _api_token() -> Parts:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("prefix", TEXT, nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("hash", name="uq_api_token_hash"),
    ]


def _api_answer() -> Parts:
    return [
        sa.Column("key", TEXT, nullable=False),
        sa.Column("call", TEXT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_api_answer"),
    ]


TABLES = {
    "web_session": _web_session,
    "login_link": _login_link,
    "sign_in_attempt": _sign_in_attempt,
    "api_token": _api_token,
    "api_answer": _api_answer,
}
"""New ones."""


def _columns() -> dict[str, list[sa.Column[Any]]]:
    """What each table gets."""
    return {
        "seen": [sa.Column("incident_id", sa.Integer(), nullable=True)],
        "timeline_entry": [
            sa.Column("hidden_at", MOMENT, nullable=True),
            sa.Column("corrections", sa.JSON(), nullable=False, server_default="[]"),
        ],
    }


def upgrade() -> None:
    """Nobody is signed in yet."""
    inspector = sa.inspect(op.get_bind())
    for table, columns in _columns().items():
        present = {column["name"] for column in inspector.get_columns(table)}
        for column in columns:
            if column.name not in present:
                op.add_column(table, column)
    for table, parts in TABLES.items():
        numbered = {"sqlite_autoincrement": True} if table == "api_token" else {}
        op.create_table(table, *parts(), if_not_exists=True, **numbered)
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
