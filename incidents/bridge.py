"""The bridge: where people of an incident talk to each other, as somebody says it or the config does."""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from incidents.catalog import PROVIDERS
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.drill import must_make_no_meeting
from incidents.effects.room import RefreshCard
from incidents.incident import Incident
from incidents.meeting import ask_for_one, is_starting, keep_ways, moved, provider_name
from incidents.refusal import Refusal
from incidents.shown import has_room
from incidents.status import must_be_open

LONGEST = 150
"""Characters of an address: with it a topic keeps a hundred for everything else."""
_SOUND = re.compile(r"https?://[^\s<>|\"]+", re.IGNORECASE)


def bridge_url(word: str) -> str:
    """The address somebody means, or a refusal. It is shown to everybody, so it may hold no password."""
    url = word.strip().strip("<>").partition("|")[0]
    parts = urlsplit(url) if _SOUND.fullmatch(url) else None
    if parts is None or not parts.hostname:
        raise Refusal(
            "A bridge is a web address such as `https://meet.example.com/checkout`. "
            "`new`, `zoom` or `meet` starts a meeting, `end` takes the bridge away."
        )
    if parts.username or parts.password:
        raise Refusal("That address holds a name or a password, and everybody would see it. Leave it out.")
    if len(url) > LONGEST:
        raise Refusal(f"That address is {len(url)} characters long; in a topic there is room for {LONGEST}.")
    return url


def first_bridge(incident: Incident, ways: Sequence[str], *, room: bool = True) -> tuple[Effect, ...]:
    """With the declaring: an address is there at once, a provider is asked beside the room.

    An incident without a room keeps no host busy until somebody asks, or a room opens after all.
    """
    if ways and ways[0] not in PROVIDERS:
        incident.conference_url = ways[0]
        return ()
    if not room:
        keep_ways(incident, ways)
        return ()
    return ask_for_one(incident, ways) if ways else ()


def start_bridge(incident: Incident, ways: Sequence[str], *, by: str, at: datetime) -> Change:
    """The card's button, which spoke of an incident without a bridge."""
    if incident.conference_url or is_starting(incident):
        raise Refusal(f"{incident.ref} has a bridge already: somebody was faster.")
    return ask_bridge(incident, ways, by=by, at=at)


def ask_bridge(incident: Incident, ways: Sequence[str], *, by: str, at: datetime) -> Change:
    """A person wants a meeting. One that runs ends when the new one is there."""
    must_be_open(incident)
    if not ways or ways[0] in PROVIDERS:
        must_make_no_meeting(incident)
    if is_starting(incident):
        raise Refusal(f"A bridge for {incident.ref} is being started already.")
    if not ways:
        raise Refusal("No provider of meetings is set up here. `/incident bridge https://…` sets an address.")
    if ways[0] not in PROVIDERS:
        return set_bridge(incident, ways[0], by=by, at=at)
    card = (RefreshCard(),) if has_room(incident) else ()
    entry = Entry(kind="bridge", text=f"asked {provider_name(ways[0])} for a bridge", at=at, author_id=by)
    return Change(entries=(entry,), effects=(*ask_for_one(incident, ways), *card))


def set_bridge(incident: Incident, url: str, *, by: str, at: datetime) -> Change:
    """Start the bridge at an address, or move it there."""
    must_be_open(incident)
    if incident.conference_url == url:
        return NOTHING
    text = "moved the bridge to" if incident.conference_url else "started the bridge"
    before = incident.conference_url or ""
    entry = Entry(kind="bridge", text=f"{text} {url}", at=at, author_id=by, before=before, after=url)
    return Change(entries=(entry,), effects=moved(incident, url))


def end_bridge(incident: Incident, *, by: str, at: datetime) -> Change:
    """Take the bridge away; a meeting made for it ends for everybody."""
    must_be_open(incident)
    if incident.conference_url is None and not is_starting(incident):
        raise Refusal(f"{incident.ref} has no bridge, so there is none to end.")
    before = incident.conference_url or ""
    entry = Entry(kind="bridge", text="ended the bridge", at=at, author_id=by, before=before, after="")
    return Change(entries=(entry,), effects=moved(incident, None))
