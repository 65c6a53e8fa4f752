"""Declaring an incident."""

from collections.abc import Sequence
from datetime import datetime

from incidents.change import Change, Entry
from incidents.effects import OpenChannel
from incidents.incident import Incident
from incidents.wording import storable
from incidents.words import sound_title


def declare(
    incident: Incident,
    *,
    title: str,
    severity: str,
    by: str,
    at: datetime,
    summary: str = "",
    services: Sequence[str] = (),
    bridge: str | None = None,
    response_url: str | None = None,
) -> Change:
    """Fill a new incident and ask for its room; `response_url` is where the declarer waits for the link.

    `bridge`: the standing room where people of this service talk, where the config names one.
    """
    incident.title = sound_title(title)
    incident.severity = severity
    incident.summary = storable(summary).strip()
    incident.services = list(services)
    incident.conference_url = bridge
    incident.declared_by = by
    incident.declared_at = at
    declared = Entry(kind="declared", text=f"declared the incident as {severity}", at=at, author_id=by)
    return Change(entries=(declared,), effects=(OpenChannel(response_url=response_url),))
