"""Every message and form about status updates, by name."""

import json
from collections.abc import Callable
from typing import Any

from blocks import update_form, updates
from blocks.message import Message
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.status_update import PUBLIC, StatusUpdate, UpdateDraft
from tests.blocks.given import HOSTILE_WORDS
from tests.rules.given import ADA, GRACE, later


def update(text: str = HOSTILE_WORDS, **changed: Any) -> StatusUpdate:
    """One that Ada wrote, posted if nothing else is said."""
    known: dict[str, Any] = {"number": 3, "author_id": ADA, "written_at": later(5), "status": "identified"}
    known |= {"posted_at": later(5), "carried": True, "next_update_at": later(35), "text": text}
    return StatusUpdate(**{**known, **changed})


def told(incident: Incident, *known: StatusUpdate) -> Incident:
    """The same incident with updates."""
    incident.updates = list(known)
    return incident


WAITING = {"posted_at": None, "audience": PUBLIC, "number": 4}
SENT_BACK = {**WAITING, "sent_back_at": later(6), "sent_back_by": GRACE}
DRAFT = UpdateDraft(
    incident_id=42,
    person=ADA,
    view_id="V1",
    text=HOSTILE_WORDS * 40,
    status="monitoring",
    next_in="15m",
    written_at=later(4),
)
VIEW = {"private_metadata": json.dumps({"incident": 42, "seen": 0, "response_url": None})}

MESSAGES: dict[str, Callable[[Incident, Catalog], Message]] = {
    "posted": lambda i, c: updates.posted(i, update()),
    "posted, 12,000 characters": lambda i, c: updates.posted(i, update("&" * 12_000)),
    "posted for customers, approved": lambda i, c: updates.posted(i, update(audience=PUBLIC, approved_by=GRACE)),
    "posted, waits": lambda i, c: updates.posted(i, update("&" * 12_000, **WAITING)),
    "posted, sent back": lambda i, c: updates.posted(i, update(**SENT_BACK)),
    "due": lambda i, c: updates.due(i, leads=True),
    "due, asks the room": lambda i, c: updates.due(i, leads=False),
    "snoozed": lambda i, c: updates.snoozed(i),
    "sent_back": lambda i, c: updates.sent_back(i, 3, GRACE),
    "written": lambda i, c: updates.written(told(i, update())),
    "written, waits": lambda i, c: updates.written(told(i, update(), update(**WAITING))),
}
VIEWS: dict[str, Callable[[Incident, Catalog], dict[str, Any]]] = {
    "writing": lambda i, c: update_form.writing(i, c, now=later(3)),
    "writing, draft": lambda i, c: update_form.writing(i, c, now=later(3), draft=DRAFT),
    "writing, sent back": lambda i, c: update_form.writing(i, c, now=later(3), again=update(**SENT_BACK)),
    "begun_anew": lambda i, c: update_form.begun_anew(i, c, VIEW, now=later(3), kept=DRAFT),
    "overtaken": lambda i, c: update_form.overtaken(told(i, update()), c, VIEW, DRAFT),
}
