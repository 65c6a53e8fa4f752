"""An incident without a war room: it is run from its digest message, until a room is opened for it."""

from datetime import datetime

from incidents.change import NOTHING, SILENT, Change, Effect, Entry
from incidents.effects.room import OpenChannel
from incidents.incident import Incident
from incidents.lost import new_room
from incidents.refs import LOST, ROOMLESS
from incidents.shown import has_room, postmortem, updates_in_public
from incidents.status import must_be_open


def open_room(incident: Incident, *, by: str, at: datetime, response_url: str | None = None) -> Change:
    """Somebody wants a room where there is none, or none any more. Whoever asked hears when it is there."""
    if has_room(incident):
        return NOTHING
    must_be_open(incident)
    if LOST in incident.refs:
        return new_room(incident, lost=incident.channel_id or "", by=by, at=at, response_url=response_url)
    entry = Entry(kind="room", text="asked for a war room", at=at, author_id=by)
    return Change(
        entries=(entry,), effects=(OpenChannel(title=incident.title, asked_by=by, response_url=response_url),)
    )


def as_bad_as_a_room(incident: Incident, *, by: str, response_url: str | None) -> tuple[Effect, ...]:
    """The severity has become one that opens a room."""
    if ROOMLESS not in incident.refs:
        return ()
    return (OpenChannel(title=incident.title, asked_by=by, response_url=response_url),)


def digest_posted(incident: Incident, *, ts: str, channel: str) -> Change:
    """The digest message is known, so that what waited for it can stand under it: an update, and a post-mortem.

    The post-mortem stands there only where there is no room.
    """
    if incident.refs.get("digest") == ts and incident.refs.get("digest_channel") == channel:
        return NOTHING
    incident.remember("digest", ts)
    incident.remember("digest_channel", channel)
    waited = postmortem(incident) if ROOMLESS in incident.refs else ()
    return Change(effects=(*updates_in_public(incident), *waited)) or SILENT
