"""The post-mortem: what people write of an incident, and where that stands.

A step may meet what was half done by hand: create with `if_not_exists`, look before adding a column.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXT = sa.String()
Parts = list[sa.Column[Any] | sa.Constraint]

INDEXES: dict[str, tuple[str, list[str]]] = {
    "ix_task_ticket_key": ("task", ["ticket_key"]),
    "ix_postmortem_edit_incident_id": ("postmortem_edit", ["incident_id"]),
    "ix_kept_file_incident_id": ("kept_file", ["incident_id"]),
    "ix_pin_elsewhere_at": ("pin_elsewhere", ["at"]),
}


def _postmortem() -> Parts:
    return [
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("whys", sa.JSON(), nullable=False),
        sa.Column("owner_id", TEXT, nullable=True),
        sa.Column("reviewers", sa.JSON(), nullable=False),
        sa.Column("approved", sa.JSON(), nullable=False),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by", TEXT, nullable=True),
        sa.Column("waived_at", MOMENT, nullable=True),
        sa.Column("waived_by", TEXT, nullable=True),
        sa.Column("waive_reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("incident_id", name="pk_postmortem"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_postmortem_incident_id_incident"),
    ]


def _postmortem_edit() -> Parts:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("section", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("before", TEXT, nullable=False),
        sa.Column("after", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_postmortem_edit"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_postmortem_edit_incident_id_incident"),
    ]


UNIQUE = {"ix_timeline_entry_once": ("timeline_entry", ["incident_id", "once"])}


def _kept_file() -> Parts:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", TEXT, nullable=False),
        sa.Column("message_ts", TEXT, nullable=False),
        sa.Column("slack_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.Column("refused", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_file"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_kept_file_incident_id_incident"),
        sa.UniqueConstraint(
            "incident_id",
            "channel_id",
            "message_ts",
            "slack_id",
            name="uq_kept_file_incident_id_channel_id_message_ts_slack_id",
        ),
    ]


def _file_bytes() -> Parts:
    return [
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", name="pk_file_bytes"),
        sa.ForeignKeyConstraint(["file_id"], ["kept_file.id"], name="fk_file_bytes_file_id_kept_file"),
    ]


def _pin_elsewhere() -> Parts:
    return [
        sa.Column("channel_id", TEXT, nullable=False),
        sa.Column("message_ts", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("event_ts", TEXT, nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "message_ts", "person_id", name="pk_pin_elsewhere"),
    ]


def _kept_document() -> Parts:
    return [
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "name", name="pk_kept_document"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_kept_document_incident_id_incident"),
    ]


def _postmortem_text() -> Parts:
    return [
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("incident_id", name="pk_postmortem_text"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_postmortem_text_incident_id_incident"),
    ]


TABLES = {
    "kept_document": _kept_document,
    "postmortem": _postmortem,
    "postmortem_edit": _postmortem_edit,
    "kept_file": _kept_file,
    "file_bytes": _file_bytes,
    "pin_elsewhere": _pin_elsewhere,
    "postmortem_text": _postmortem_text,
}
"""New ones."""


IN_POSTGRES = (
    "CREATE INDEX IF NOT EXISTS ix_postmortem_text_words ON postmortem_text"
    " USING gin (to_tsvector('simple', regexp_replace(words, '\\W+', ' ', 'g')))"
)
IN_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS postmortem_fts USING fts5(words, content='postmortem_text',"
    " content_rowid='incident_id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER IF NOT EXISTS postmortem_text_insert AFTER INSERT ON postmortem_text BEGIN"
    " INSERT INTO postmortem_fts(rowid, words) VALUES (new.incident_id, new.words); END",
    "CREATE TRIGGER IF NOT EXISTS postmortem_text_delete AFTER DELETE ON postmortem_text BEGIN"
    " INSERT INTO postmortem_fts(postmortem_fts, rowid, words) VALUES ('delete', old.incident_id, old.words); END",
    "CREATE TRIGGER IF NOT EXISTS postmortem_text_update AFTER UPDATE ON postmortem_text BEGIN"
    " INSERT INTO postmortem_fts(postmortem_fts, rowid, words) VALUES ('delete', old.incident_id, old.words);"
    " INSERT INTO postmortem_fts(rowid, words) VALUES (new.incident_id, new.words); END",
)


def _full_text() -> None:
    """What finds words in them. SQLite may be built without; then they are looked through one by one."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute(IN_POSTGRES)
    elif bind.scalar(sa.text("SELECT sqlite_compileoption_used('ENABLE_FTS5')")):
        for statement in IN_SQLITE:
            bind.exec_driver_sql(statement)


def _ticket() -> list[sa.Column[Any]]:
    """What a task gets."""
    return [
        sa.Column("ticket_asked_at", MOMENT, nullable=True),
        sa.Column("ticket_asked_by", TEXT, nullable=True),
        sa.Column("ticket_sent_at", MOMENT, nullable=True),
        sa.Column("ticket_id", TEXT, nullable=True),
        sa.Column("ticket_key", TEXT, nullable=True),
        sa.Column("ticket_url", TEXT, nullable=True),
        sa.Column("ticket_status", TEXT, nullable=True),
        sa.Column("ticket_closed_at", MOMENT, nullable=True),
        sa.Column("ticket_gone_at", MOMENT, nullable=True),
        sa.Column("ticket_times", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("ticket_notes", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("ticket_refused", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("ticket_filled", sa.JSON(), nullable=False, server_default="{}"),
    ]


def _columns() -> dict[str, list[sa.Column[Any]]]:
    """What each table gets."""
    return {
        "task": _ticket(),
        "incident": [sa.Column("came", sa.JSON(), nullable=False, server_default="[]")],
        "timeline_entry": [
            sa.Column("source", TEXT, nullable=True),
            sa.Column("once", TEXT, nullable=True),
            sa.Column("is_key", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("edited", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("deleted_at", MOMENT, nullable=True),
            sa.Column("history", sa.JSON(), nullable=False, server_default="[]"),
            sa.Column("files", sa.JSON(), nullable=False, server_default="[]"),
            sa.Column("by_hand", sa.JSON(), nullable=True),
        ],
    }


def upgrade() -> None:
    """Nothing is written yet; of what is resolved already, the draft is made when somebody first writes."""
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
    for name, (table, indexed) in UNIQUE.items():
        op.create_index(name, table, indexed, unique=True, if_not_exists=True)
    _full_text()


def downgrade() -> None:
    """Drop the columns, not by a new table: that one would forget which numbers were given."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE IF EXISTS postmortem_fts")
    for name, (table, _) in (INDEXES | UNIQUE).items():
        op.drop_index(name, table)
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, columns in _columns().items():
        for column in reversed(columns):
            op.drop_column(table, column.name)
