"""📌 outside of a war room: which incident it belongs to is asked, or it waits for one that is declared soon."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from incidents.carried import Carried, add_to_timeline
from incidents.change import NOTHING, SILENT, Change
from incidents.columns import UTCDateTime
from incidents.effects.offers import OfferEarlier
from incidents.incident import Incident
from incidents.pins import pin
from incidents.refs import EARLIER, EARLIER_BY, EARLIER_PINS
from incidents.refusal import Refusal

LASTS = timedelta(hours=2)
"""How long before it is declared something may be pinned that belongs to an incident."""


NONE_LEFT = (
    "None of them has its 📌 any more, or that is longer ago than a day, so nothing was added. “Add to timeline” "
    "in the menu of a message puts it there."
)


class PinElsewhere(SQLModel, table=True):
    """Somebody's latest 📌 on a message outside of a war room, on or off: by `event_ts`, as all pins."""

    __tablename__ = "pin_elsewhere"

    channel_id: str = Field(primary_key=True)
    message_ts: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    event_ts: str
    on: bool
    at: datetime = Field(sa_type=UTCDateTime, index=True)


def add_pinned(
    incident: Incident, *, channel_id: str, message_ts: str, by: str, at: datetime, response_url: str | None
) -> Change:
    """Whoever pinned it says that it belongs here."""
    message = Carried(channel_id=channel_id, message_ts=message_ts)
    return add_to_timeline(incident, message, by=by, event_ts=_stamp(at), at=at, response_url=response_url)


def earlier_offered(incident: Incident, *, room: str, ts: str, messages: Sequence[tuple[str, str]]) -> Change:
    """The room was asked whether these (channel and ts) belong to it."""
    if incident.channel_id != room:
        return NOTHING
    incident.remember(EARLIER, ts)
    incident.remember(EARLIER_PINS, _in_words(messages))
    return SILENT


def earlier_pins(incident: Incident) -> list[tuple[str, str]]:
    """Those that were offered, while nobody has added them. Raises a Refusal where somebody was faster."""
    if EARLIER_BY in incident.refs:
        raise Refusal(f"They are on the timeline of {incident.ref} already.")
    pairs = (each.partition("/") for each in incident.refs.get(EARLIER_PINS, "").split())
    return [(channel, ts) for channel, _, ts in pairs]


def add_earlier(incident: Incident, *, channel_id: str, message_ts: str, by: str, at: datetime) -> Change:
    """One of them joins the timeline."""
    where = {"channel_id": channel_id, "message_ts": message_ts}
    return pin(incident, **where, by=by, event_ts=_stamp(at), at=at, by_hand=True)


def earlier_added(incident: Incident, *, by: str, added: Sequence[tuple[str, str]]) -> Change:
    """Those that were still pinned did: the message that asked says how many."""
    if EARLIER_BY in incident.refs:
        return NOTHING
    if not added:
        raise Refusal(NONE_LEFT)
    incident.remember(EARLIER_PINS, _in_words(added))
    incident.remember(EARLIER_BY, by)
    return Change(effects=(OfferEarlier(),))


def _in_words(messages: Sequence[tuple[str, str]]) -> str:
    return " ".join("/".join(message) for message in messages)


def _stamp(at: datetime) -> str:
    return f"{at.timestamp():.6f}"
