"""Every message about past post-mortems that were looked for, by name."""

from collections.abc import Callable

from blocks.found import postmortems_found
from blocks.message import Message
from incidents.catalog import Catalog
from incidents.found import FOUND, Found
from incidents.incident import Incident
from incidents.listing import LONGEST
from tests.blocks.given import HOSTILE_WORDS

PAGES = "https://incidents.example.com"
LOOKED_FOR = HOSTILE_WORDS[:LONGEST]
MESSAGES: dict[str, Callable[[Incident, Catalog], Message]] = {
    "postmortems_found": lambda i, c: postmortems_found([_hit(i)], "disk full", c, pages=PAGES),
    "postmortems_found, many": lambda i, c: postmortems_found([_long(i)] * FOUND, LOOKED_FOR, c, pages=PAGES),
    "postmortems_found, no pages": lambda i, c: postmortems_found([_long(i)] * 9, "disk", c),
    "postmortems_found, none": lambda i, c: postmortems_found([], LOOKED_FOR, c, pages=PAGES),
}


def _hit(incident: Incident) -> Found:
    return Found(
        incident=incident, snippet=((False, "… because the "), (True, "disk"), (False, " of db1 was full"))
    )


def _long(incident: Incident) -> Found:
    """In a private one, in words that are as long as may be."""
    private = incident.model_copy(update={"private": True})
    return Found(incident=private, snippet=((False, "the "), (True, "disk"), (False, HOSTILE_WORDS)) * 14)
