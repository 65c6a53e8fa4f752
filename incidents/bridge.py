"""The bridge: where people of an incident talk to each other."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from incidents.change import NOTHING, Change, Effect, Entry
from incidents.effects import BookmarkBridge
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.shown import everywhere
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
            "A bridge is a web address, for example `/incident bridge https://meet.example.com/checkout`."
        )
    if parts.username or parts.password:
        raise Refusal("That address holds a name or a password, and everybody would see it. Leave it out.")
    if len(url) > LONGEST:
        raise Refusal(f"That address is {len(url)} characters long; in a topic there is room for {LONGEST}.")
    return url


def set_bridge(incident: Incident, url: str, *, by: str, at: datetime) -> Change:
    """Start the bridge, or move it to another address."""
    must_be_open(incident)
    if incident.conference_url == url:
        return NOTHING
    text = "moved the bridge to" if incident.conference_url else "started the bridge"
    incident.conference_url = url
    entry = Entry(kind="bridge", text=f"{text} {url}", at=at, author_id=by)
    return Change(entries=(entry,), effects=_shown(incident))


def end_bridge(incident: Incident, *, by: str, at: datetime) -> Change:
    """Take the bridge away."""
    must_be_open(incident)
    if incident.conference_url is None:
        raise Refusal(f"{incident.ref} has no bridge. `/incident bridge https://…` starts one.")
    incident.conference_url = None
    entry = Entry(kind="bridge", text="ended the bridge", at=at, author_id=by)
    return Change(entries=(entry,), effects=_shown(incident))


def _shown(incident: Incident) -> tuple[Effect, ...]:
    bookmark = (BookmarkBridge(),) if incident.channel_id else ()
    return (*everywhere(incident), *bookmark)
