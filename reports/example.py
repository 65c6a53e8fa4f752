"""Post-mortems that were never written: a template is tried with them before it is needed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from incidents.catalog import Catalog
from incidents.incident import RESOLVED, Incident
from incidents.postmortem import SECTIONS, Postmortem
from incidents.role import COMMANDER, IncidentRoleAssignment
from incidents.task import Task
from incidents.timeline import TimelineEntry
from reports.document import Document, document

START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
END = START + timedelta(hours=1)


def examples() -> Iterator[Document]:
    """One in which everything is known, and one in which nothing is."""
    catalog = Catalog()
    yield document(_full(), [_entry()], {"U1": "Ada"}, catalog, now=END)
    yield document(_bare(), [], {}, catalog, now=END)


def _bare() -> Incident:
    return Incident(
        id=42,
        title="Checkout is down",
        severity="sev2",
        declared_by="U1",
        declared_at=START,
        status=RESOLVED,
        resolved_at=END,
        postmortem=Postmortem(drafted_at=END),
    )


def _full() -> Incident:
    found = _bare()
    found.summary, found.resolution, found.users_affected = "Nobody could pay", "Rolled back", "300"
    found.services, found.drill = ["Checkout"], True
    found.impact_started_at, found.acknowledged_at, found.acknowledged_by = START, START, "U1"
    found.roles = [
        IncidentRoleAssignment(role=COMMANDER, user_id="U1", assigned_at=START, assigned_by="U1", released_at=END)
    ]
    found.tasks = [
        Task(number=1, text="Limit the pool", created_at=START, created_by="U1", carried_at=END, due_at=END)
    ]
    found.postmortem = Postmortem(
        drafted_at=END,
        version=1,
        owner_id="U1",
        reviewers=["U1"],
        sections={section.key: f"**{section.title}**" for section in SECTIONS},
        whys=[{"why": "It was full", "evidence": "https://graph.example.com"}],
    )
    return found


def _entry() -> TimelineEntry:
    return TimelineEntry(
        kind="pinned", at=START, recorded_at=START, text="restarted", author_id="U1", message_ts="1.1",
        permalink="https://example.slack.com/archives/C1/p11",
    )  # fmt: skip
