"""A message that somebody carries into an incident: the alert it was declared from, or a line for its timeline."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Self

from incidents.change import NOTHING, Change
from incidents.effects.documents import FetchPinned
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.pins import PINNED, STAYS, message_time, pin
from incidents.refusal import Refusal
from incidents.shown import documents
from incidents.timeline import TimelineEntry
from incidents.wording import cut, storable

SOURCE = "source"
"""The kind of the entry that is the message from which an incident was declared."""
WORDS = 1000
"""Characters of a message that a form or a button carries along; the rest is read where the bot may read it."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Where a message stands, who wrote it, and what it said then, as Slack told with the click."""

    channel_id: str
    message_ts: str
    text: str = ""
    author_id: str | None = None
    author_name: str = ""

    def packed(self) -> dict[str, Any]:
        """As a form or a button carries it."""
        return {**asdict(self), "text": cut(storable(self.text), WORDS), "author_name": cut(self.author_name, 80)}

    @classmethod
    def unpacked(cls, told: dict[str, Any] | None) -> Self | None:
        """What came back, also from a form of another version; None where there was no message."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: value for name, value in told.items() if name in known}) if told else None


def first_entry(incident: Incident, carried: Carried, *, at: datetime) -> FetchPinned:
    """It is the first line of the timeline of what was declared from it, with its own time; its link follows."""
    incident.timeline.append(
        TimelineEntry(
            kind=SOURCE,
            at=message_time(carried.message_ts),
            recorded_at=at,
            channel_id=carried.channel_id,
            message_ts=carried.message_ts,
            pins={STAYS: ("0", True)},
            text=storable(carried.text),
            author_id=carried.author_id,
            author_name=storable(carried.author_name) or None,
        )
    )
    return FetchPinned(channel_id=carried.channel_id, message_ts=carried.message_ts)


def add_to_timeline(
    incident: Incident,
    carried: Carried,
    *,
    by: str,
    event_ts: str,
    at: datetime,
    response_url: str | None = None,
) -> Change:
    """As if they had put 📌 on it, from wherever it stands: so 📌 and this never make two lines."""
    was_shown = any(e.message_ts == carried.message_ts and e.shown for e in incident.timeline)
    where = {"channel_id": carried.channel_id, "message_ts": carried.message_ts}
    pinned = pin(incident, **where, by=by, event_ts=event_ts, at=at, by_hand=True)
    entry = next(e for e in incident.timeline if e.message_ts == carried.message_ts)
    if entry.text is None and entry.kind == PINNED and carried.text:
        entry.text, entry.author_id = storable(carried.text), carried.author_id
        entry.author_name = storable(carried.author_name) or None
    told = AnswerPerson(user_id=by, answer="added", response_url=response_url)
    follows = documents(incident) if entry.shown and not was_shown else ()
    return Change(effects=(*pinned.effects, *follows, told))


def must_be_first(known: Iterable[Incident]) -> None:
    """Two people with the same alert before them need one incident; `known` were declared from it."""
    before = next((incident for incident in known if incident.is_open), None)
    if before:
        raise Refusal(
            f"{before.ref} was declared from this message meanwhile, so nothing was declared. "
            f"`/incident {before.ref} room` leads there; `/incident declare` opens another one all the same.",
            field="title",
        )


def declared_before(incident: Incident, *, by: str, response_url: str | None = None) -> Change:
    """Somebody wants to declare from a message that this incident was declared from: they hear of it instead."""
    return Change(effects=(AnswerPerson(user_id=by, answer="declared_before", response_url=response_url),))


def cannot_be_read(incident: Incident, *, message_ts: str, permalink: str) -> Change:
    """It stands where the bot is not: what was carried along stays, with a link to the rest."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None:
        return NOTHING
    entry.permalink = permalink
    if entry.text is None:
        entry.text, entry.author_name = "(a message that SignalCraft cannot read)", "somebody"
    return Change(effects=documents(incident), silent=True)
