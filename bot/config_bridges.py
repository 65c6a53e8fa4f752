"""What the config file says of bridges: in which order they are sought, and the standing ones."""

import re

from bot.config_ids import PERSON, PERSON_MEANS
from bot.config_table import Table
from incidents.bridge import LONGEST, bridge_url
from incidents.catalog import BRIDGES, OwnBridge
from incidents.refusal import Refusal

PEOPLE_KEYS = ("id", "bridge")
BRIDGE_MEANS = "the address of a standing meeting, such as https://meet.example.com/incidents"
NONE = "none"
BRIDGES_MEAN = "a way to a bridge: zoom, meet, room (the standing meeting), or none"
HOST = re.compile(r"[^@\s/?#<>]+@[^@\s/?#<>]+\.[^@\s/?#<>]+")
HOST_MEANS = "the e-mail address of somebody in the Zoom account"


def order(top: Table) -> tuple[str, ...]:
    """The order in which a bridge is sought; the one word `none` means that nobody starts one by itself."""
    if "bridges" not in top:
        return BRIDGES
    found = top.texts("bridges", BRIDGES_MEAN, re.compile("|".join((*BRIDGES, NONE))))
    if NONE in found and len(found) > 1:
        top.wrong("bridges", f"must hold “{NONE}” alone, or be {BRIDGES_MEAN}")
    return tuple(way for way in found if way != NONE)


def own_bridges(top: Table) -> tuple[OwnBridge, ...]:
    found: dict[str, OwnBridge] = {}
    for table in top.tables("people", PEOPLE_KEYS):
        person = table.text("id", PERSON_MEANS, limit=20, pattern=PERSON)
        if "bridge" not in table:
            table.wrong("bridge", f"is missing: {BRIDGE_MEANS}")
        if person and person in found:
            table.wrong("id", f"repeats the person {person}")
        found.setdefault(person, OwnBridge(person=person, url=standing(table) or ""))
    return tuple(found.values())


def standing(table: Table) -> str | None:
    """The standing bridge of everybody, or of a service."""
    if "bridge" not in table:
        return None
    url = table.text("bridge", BRIDGE_MEANS, limit=LONGEST)
    try:
        return bridge_url(url) if url else None
    except Refusal as refusal:
        table.wrong("bridge", f"must be {BRIDGE_MEANS}: {refusal.sentence.rstrip('.')}")
        return None


def zoom_hosts(top: Table) -> tuple[str, ...]:
    """Who hosts meetings at Zoom, one each at a time."""
    return top.texts("zoom_hosts", HOST_MEANS, HOST)
