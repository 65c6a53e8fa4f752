"""Declaring an incident."""

from collections.abc import Sequence
from datetime import datetime

from incidents.bridge import first_bridge
from incidents.carried import Carried, first_entry
from incidents.catalog import Catalog
from incidents.change import Change, Effect, Entry, together
from incidents.effects.digest import RefreshDigest
from incidents.effects.room import OpenChannel
from incidents.incident import Incident
from incidents.leading import first_roles
from incidents.promises import expect_update
from incidents.refs import DECLARED_FROM, ROOMLESS
from incidents.shown import answered
from incidents.wording import storable
from incidents.words import sound_title

COMMAND_LINE = "the command line"


def declare(
    incident: Incident,
    catalog: Catalog,
    *,
    title: str,
    by: str,
    at: datetime,
    severity: str = "",
    summary: str = "",
    services: Sequence[str] = (),
    private: bool = False,
    drill: bool = False,
    response_url: str | None = None,
    source: str = "",
    carried: Carried | None = None,
) -> Change:
    """Fill a new incident and ask for its room; `response_url` is where the declarer waits for the link.

    Where its severity (a key; by default that of the `catalog`) opens no room, the digest message is where it is
    run. A `private` incident has no such message, and so always a room.
    A `drill` has no bridge by itself, since nothing outside may come of it.
    `carried` is the message that it was declared from. `source` says where it was declared when that was not in
    Slack; only then may `by` be empty, since nobody has to be known there.
    """
    incident.title = sound_title(title)
    incident.severity = severity or catalog.default_severity
    incident.summary, incident.services = storable(summary).strip(), list(services)
    incident.private, incident.drill = private, drill
    incident.declared_by, incident.declared_at = by, at
    if source:
        incident.remember(DECLARED_FROM, source)
    expect_update(incident, catalog.update_every(incident.severity), at=at)
    declared = Entry(kind="declared", text=_told(incident, source), at=at, author_id=by or None)
    room = private or catalog.opens_room(incident.severity)
    bridge = first_bridge(incident, () if drill else catalog.bridges_of(services, by), room=room)
    opening = OpenChannel(title=incident.title, response_url=response_url)
    follows = (opening, *bridge) if room else _without_room(incident, response_url)
    read = (first_entry(incident, carried, at=at),) if carried else ()
    declaring = Change(entries=(declared,), effects=(*follows, *read))
    return together((declaring, first_roles(incident, catalog, at=at)))


def _without_room(incident: Incident, response_url: str | None) -> tuple[Effect, ...]:
    incident.remember(ROOMLESS, "yes")
    return (RefreshDigest(), *answered(incident, "declared", response_url=response_url))


def _told(incident: Incident, source: str) -> str:
    """What the timeline says; where nobody is known, the line stands without an author."""
    where, what = f" from {source}" if source else "", "a drill" if incident.drill else "the incident"
    if incident.declared_by:
        return f"declared {what} as {incident.severity}{where}"
    return f"Declared{' a drill' if incident.drill else ''} as {incident.severity}{where}"
