"""📌 on a message in the room: the message joins the timeline, and leaves it with the last 📌."""

from datetime import UTC, datetime
from decimal import Decimal

from incidents.change import NOTHING, SILENT, Change
from incidents.effects.documents import FetchPinned
from incidents.incident import Incident
from incidents.shown import documents
from incidents.timeline import TimelineEntry
from incidents.wording import storable

PINNED = "pinned"


def message_time(ts: str) -> datetime:
    """When a message was sent: its `ts` is epoch seconds with six decimals."""
    return datetime.fromtimestamp(float(ts), UTC)


def pin(incident: Incident, *, channel_id: str, message_ts: str, by: str, event_ts: str, at: datetime) -> Change:
    """Somebody put 📌 on a message. Several people's pins count once."""
    return _pinned(incident, channel_id, message_ts, by, event_ts, at, on=True)


def unpin(incident: Incident, *, channel_id: str, message_ts: str, by: str, event_ts: str, at: datetime) -> Change:
    """Somebody took their 📌 away. Events are put in order by `event_ts`, never by arrival."""
    return _pinned(incident, channel_id, message_ts, by, event_ts, at, on=False)


def _pinned(
    incident: Incident, channel_id: str, message_ts: str, by: str, event_ts: str, at: datetime, *, on: bool
) -> Change:
    """Set one person's pin on a message and decide whether the message is on the timeline."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None:
        entry = TimelineEntry(
            kind=PINNED,
            at=message_time(message_ts),
            recorded_at=at,
            channel_id=channel_id,
            message_ts=message_ts,
            removed_at=at,
        )
        incident.timeline.append(entry)
    if by in entry.pins and Decimal(entry.pins[by][0]) >= Decimal(event_ts):
        return NOTHING
    was_shown = entry.shown
    entry.pins = {**entry.pins, by: (event_ts, on)}
    anybody = any(pinned for _, pinned in entry.pins.values())
    entry.removed_at = None if anybody else entry.removed_at or at
    if anybody and entry.text is None:
        return Change(effects=(FetchPinned(channel_id=channel_id, message_ts=message_ts, pinned_by=by),))
    follows = documents(incident) if entry.shown != was_shown else ()
    return Change(effects=follows) or SILENT


def pinned_from_elsewhere(incident: Incident, *, message_ts: str, by: str, at: datetime) -> Change:
    """Whoever pinned it is of another workspace and has no say; what others have pinned stays."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None or by not in entry.pins:
        return NOTHING
    was_shown = entry.shown
    entry.pins = {person: pinned for person, pinned in entry.pins.items() if person != by}
    if not any(pinned for _, pinned in entry.pins.values()):
        entry.removed_at = entry.removed_at or at
    return Change(effects=documents(incident) if entry.shown != was_shown else ()) or SILENT


def pinned_fetched(
    incident: Incident,
    *,
    message_ts: str,
    text: str,
    author_id: str | None,
    author_name: str,
    permalink: str | None = None,
) -> Change:
    """The pinned message is known now: its words, its author, and where it stands."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None:
        return NOTHING
    if not entry.corrections:  # what people have put right stays
        entry.text = storable(text)
    entry.author_id = author_id
    entry.author_name, entry.permalink = storable(author_name), permalink
    return Change(effects=documents(incident)) or SILENT


def pinned_deleted(incident: Incident, *, message_ts: str) -> Change:
    """It was deleted before it could be read; what somebody carried along with it stays."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None or entry.text is not None:
        return NOTHING
    entry.text, entry.author_name = "(deleted before it could be read)", "somebody"
    return Change(effects=documents(incident)) or SILENT
