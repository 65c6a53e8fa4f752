"""The first tables: incident, roles, timeline, alert groups, people, and the outbox with its helpers.

A step may meet what was half done by hand: create with `if_not_exists`, look before adding a column.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("released_at IS NULL")
UNFINISHED = sa.text("done_at IS NULL AND dead_at IS NULL")


def upgrade() -> None:
    """Create everything."""
    create_incident()
    create_role_assignment()
    create_timeline_entry()
    create_alert_group()
    create_person()
    create_outbox()
    create_keys()


def downgrade() -> None:
    """Drop everything, what points to something before what it points to."""
    for table in (
        "workspace_value",
        "seen",
        "outbox",
        "person",
        "alert_group",
        "timeline_entry",
        "incident_role_assignment",
        "incident",
    ):
        op.drop_table(table, if_exists=True)


def create_incident() -> None:
    """Incidents, whose numbers are never given twice."""
    create(
        "incident",
        number(),
        *texts("title", "summary", "severity", "status"),
        needed("services", sa.JSON()),
        *texts("users_affected", "declared_by"),
        needed("declared_at", MOMENT),
        maybe("resolved_at", MOMENT),
        *texts("resolution"),
        maybe("cancelled_at", MOMENT),
        *texts("cancel_reason"),
        maybe("status_before_end", sa.String()),
        maybe("channel_id", sa.String()),
        maybe("channel_name", sa.String()),
        maybe("room_ready_at", MOMENT),
        maybe("conference_url", sa.String()),
        needed("refs", sa.JSON()),
        needed("version", sa.Integer()),
        maybe("changed_at", MOMENT),
        sqlite_autoincrement=True,
    )
    index("ix_incident_channel_id", "incident", ["channel_id"], unique=True)


def create_role_assignment() -> None:
    """Who holds which role, with one holder at a time."""
    create(
        "incident_role_assignment",
        number(),
        maybe("incident_id", sa.Integer()),
        *texts("role", "user_id"),
        needed("assigned_at", MOMENT),
        *texts("assigned_by"),
        maybe("released_at", MOMENT),
        maybe("released_by", sa.String()),
        of_incident("incident_role_assignment"),
    )
    index("ix_incident_role_assignment_incident_id", "incident_role_assignment", ["incident_id"])
    index(
        "uq_incident_role_assignment_holder",
        "incident_role_assignment",
        ["incident_id", "role"],
        unique=True,
        where=OPEN,
    )


def create_timeline_entry() -> None:
    """The timeline, with a message in it once."""
    unique = ("incident_id", "channel_id", "message_ts")
    create(
        "timeline_entry",
        number(),
        maybe("incident_id", sa.Integer()),
        *texts("kind"),
        maybe("text", sa.String()),
        needed("at", MOMENT),
        needed("recorded_at", MOMENT),
        maybe("author_id", sa.String()),
        maybe("author_name", sa.String()),
        maybe("subject_id", sa.String()),
        maybe("channel_id", sa.String()),
        maybe("message_ts", sa.String()),
        maybe("permalink", sa.String()),
        needed("pins", sa.JSON()),
        maybe("removed_at", MOMENT),
        of_incident("timeline_entry"),
        sa.UniqueConstraint(*unique, name="uq_timeline_entry_incident_id_channel_id_message_ts"),
    )
    index("ix_timeline_entry_incident_id", "timeline_entry", ["incident_id"])
    index("ix_timeline_entry_at", "timeline_entry", ["at"])


def create_alert_group() -> None:
    """Alerts that tell of one trouble."""
    create(
        "alert_group",
        number(),
        *texts("key", "title"),
        needed("opened_at", MOMENT),
        maybe("resolved_at", MOMENT),
        maybe("incident_id", sa.Integer()),
        of_incident("alert_group"),
        sa.UniqueConstraint("key", name="uq_alert_group_key"),
    )
    index("ix_alert_group_incident_id", "alert_group", ["incident_id"])


def create_person() -> None:
    """People by their Slack id."""
    create(
        "person",
        sa.Column("id", sa.String(), primary_key=True),
        maybe("team_id", sa.String()),
        *texts("name"),
        *(maybe(name, sa.String()) for name in ("email", "tz", "phone")),
        needed("deleted", sa.Boolean()),
        needed("updated_at", MOMENT),
    )


def create_outbox() -> None:
    """Effects that must still happen, and those that did."""
    create(
        "outbox",
        number(),
        maybe("incident_id", sa.Integer()),
        *texts("lane", "kind"),
        needed("payload", sa.JSON()),
        needed("created_at", MOMENT),
        needed("due_at", MOMENT),
        needed("attempts", sa.Integer()),
        maybe("lease_until", MOMENT),
        maybe("leased_by", sa.String()),
        maybe("last_error", sa.String()),
        maybe("done_at", MOMENT),
        maybe("dead_at", MOMENT),
        maybe("dedupe_key", sa.String()),
        of_incident("outbox"),
        sa.UniqueConstraint("dedupe_key", name="uq_outbox_dedupe_key"),
        sqlite_autoincrement=True,
    )
    index("ix_outbox_incident_id", "outbox", ["incident_id"])
    index("ix_outbox_latest", "outbox", ["lane", "kind", "done_at"])
    index("ix_outbox_unfinished", "outbox", ["lane", "id"], where=UNFINISHED)


def create_keys() -> None:
    """Spent once-keys and workspace values."""
    create("seen", sa.Column("key", sa.String(), primary_key=True), needed("at", MOMENT))
    index("ix_seen_at", "seen", ["at"])
    create("workspace_value", sa.Column("name", sa.String(), primary_key=True), *texts("value"))


def create(table: str, *parts: Any, **options: Any) -> None:
    """A table, unless it is there."""
    op.create_table(table, *parts, if_not_exists=True, **options)


def index(name: str, table: str, columns: list[str], *, unique: bool = False, where: Any = None) -> None:
    """An index, over some rows only where `where` is given, unless it is there."""
    op.create_index(
        name, table, columns, unique=unique, if_not_exists=True, sqlite_where=where, postgresql_where=where
    )


def number() -> sa.Column[Any]:
    """The number by which the database knows a row."""
    return sa.Column("id", sa.Integer(), primary_key=True)


def texts(*names: str) -> list[sa.Column[Any]]:
    """Columns of text that is always there."""
    return [needed(name, sa.String()) for name in names]


def needed(name: str, kind: Any) -> sa.Column[Any]:
    """A column that always has a value."""
    return sa.Column(name, kind, nullable=False)


def maybe(name: str, kind: Any) -> sa.Column[Any]:
    """A column that may be empty."""
    return sa.Column(name, kind, nullable=True)


def of_incident(table: str) -> sa.ForeignKeyConstraint:
    """The link to the incident that the row belongs to."""
    return sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=f"fk_{table}_incident_id_incident")
