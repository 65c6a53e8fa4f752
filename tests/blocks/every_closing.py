"""What is said around the archive of a room, and of a published post-mortem."""

from collections.abc import Callable
from datetime import timedelta

from blocks import closing
from blocks.message import Message
from incidents.catalog import Catalog
from incidents.habits import Writing
from incidents.incident import Incident
from incidents.postmortem import Postmortem
from incidents.refs import NOTICE_ENDED
from tests.blocks.given import HOSTILE_WORDS
from tests.rules.given import ADA, later

PAGES = "https://incidents.example.com"
WEEK_OF_QUIET = Catalog(writing=Writing(archive_after=timedelta(days=7)))


def _published(incident: Incident) -> Incident:
    found = Incident(**incident.model_dump(), roles=[])
    found.status, found.resolved_at = "resolved", later(60)
    sections = {"summary": HOSTILE_WORDS}
    found.postmortem = Postmortem(state="published", drafted_at=later(60), sections=sections)
    return found


def _noticed(incident: Incident, ended: str) -> Incident:
    """Its room was told that it will be archived, and that ended so."""
    found = Incident(**incident.model_dump(), roles=[])
    found.remember(NOTICE_ENDED, ended)
    return found


MESSAGES: dict[str, Callable[[Incident, Catalog], Message]] = {
    "published": lambda i, c: closing.published(_published(i), c, pages=PAGES, at_home=f"{PAGES}/p1"),
    "published, written again": lambda i, c: closing.published(i, c, pages=PAGES, at_home=""),
    "notice": lambda i, c: closing.notice(i, WEEK_OF_QUIET, at=later(60)),
    "notice, kept open": lambda i, c: closing.notice(_noticed(i, f"kept {ADA}"), c, at=later(60)),
    "notice, somebody was there": lambda i, c: closing.notice(_noticed(i, "heard"), c, at=later(60)),
    "notice, it goes on": lambda i, c: closing.notice(_noticed(i, "off"), c, at=later(60)),
    "close_asked": lambda i, c: closing.close_asked(i),
    "closing_now": lambda i, c: closing.closing_now(i),
    "closed_by": lambda i, c: closing.closed_by(_published(i), ADA, pages=PAGES),
}
