"""Which incidents a message has to do with."""

from sqlalchemy import select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.carried import SOURCE
from incidents.incident import Incident
from incidents.timeline import TimelineEntry
from storage.database import Transaction
from storage.reading import page
from storage.where import Where, numbered

LATEST = 3


def declared_from(session: Session, channel_id: str, message_ts: str, *, seen_by: str) -> list[Incident]:
    """The latest incidents that were declared from a message, of those that somebody may see."""
    here = select(col(TimelineEntry.incident_id)).where(
        col(TimelineEntry.message_ts) == message_ts,
        col(TimelineEntry.channel_id) == channel_id,
        col(TimelineEntry.kind) == SOURCE,
    )
    found, _ = page(session, select(Incident).where(col(Incident.id).in_(here)), seen_by=seen_by, limit=LATEST)
    return found


def alone(session: Transaction, channel_id: str, message_ts: str, *, seen_by: str) -> list[Incident]:
    """The same, while nobody else declares from it until this transaction ends: of two at once one comes first."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer
        key = f"declared_from:{channel_id}:{message_ts}"
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
    return declared_from(session, channel_id, message_ts, seen_by=seen_by)


def timelines_with(session: Session, channel_id: str, message_ts: str) -> list[Where]:
    """The incidents on whose timeline a message stands, or stood, each with that entry."""
    here = (col(TimelineEntry.message_ts) == message_ts, col(TimelineEntry.channel_id) == channel_id)
    found = session.scalars(select(col(TimelineEntry.incident_id)).where(*here).distinct())
    return [numbered(number, message=(channel_id, message_ts)) for number in found if number is not None]


def entries_in(session: Session, number: int, channel_id: str) -> list[TimelineEntry]:
    """The messages of a channel that stand, or stood, on the timeline of an incident."""
    of_it = (col(TimelineEntry.incident_id) == number, col(TimelineEntry.channel_id) == channel_id)
    found = select(TimelineEntry).where(*of_it, col(TimelineEntry.message_ts).is_not(None))
    return list(session.scalars(found.order_by(col(TimelineEntry.message_ts))))


def is_room(session: Session, channel_id: str) -> bool:
    """Whether a channel is the war room of an incident."""
    return session.scalar(select(col(Incident.id)).where(col(Incident.channel_id) == channel_id)) is not None
