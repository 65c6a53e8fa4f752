"""How bad an incident is, and changing it."""

from collections.abc import Sequence
from datetime import datetime

from incidents.catalog import Catalog, Severity
from incidents.change import NOTHING, Change, Entry
from incidents.incident import Incident
from incidents.promises import expect_update
from incidents.refusal import OPEN_AGAIN, Refusal
from incidents.roomless import as_bad_as_a_room
from incidents.shown import everywhere, followers
from incidents.status import must_be_open
from incidents.wording import storable


def set_severity(
    incident: Incident,
    severity: str,
    catalog: Catalog,
    *,
    by: str,
    at: datetime,
    why: str = "",
    seen: str | None = None,
    response_url: str | None = None,
) -> Change:
    """Set the severity (a key of the catalog). The same one again changes nothing.

    `seen`: the one that stood in the form in which it was chosen. `response_url`: where the link goes of a room
    that this severity opens.
    """
    must_be_open(incident)
    before = incident.severity
    if severity == before:
        return NOTHING
    if seen not in (None, before):
        raise Refusal(
            f"Somebody has made it {before} since you opened the form, so nothing was changed. {OPEN_AGAIN}",
            field="severity",
        )
    incident.severity = severity = catalog.severity(severity).key  # a form may be older than the config
    expect_update(incident, catalog.update_every(severity), at=at)
    because = f": {told}" if (told := storable(why).strip()) else ""
    text = f"changed severity {before} → {severity}{because}"
    entry = Entry(kind="severity", text=text, at=at, author_id=by, before=before, after=severity)
    opens = catalog.opens_room(severity)
    opening = as_bad_as_a_room(incident, by=by, response_url=response_url) if opens else ()
    return Change(entries=(entry,), effects=(*everywhere(incident), *followers(incident), *opening))


# A suggestion from two plain questions

REACH = {
    "everybody": "Everybody",
    "many": "Many",
    "some": "Some",
    "nobody": "Nobody outside",
}
"""Who is affected?"""
HARM = {
    "around": "There is a way around",
    "stuck": "There is no way around",
    "data": "Data is lost, wrong or at risk",
}
"""How does it hurt?"""
_RANK = {"everybody": 0, "many": 1, "some": 2, "nobody": 3}
"""Of four steps, the worst first, while there is no way around."""


def suggest(worst_first: Sequence[Severity], reach: str, harm: str) -> tuple[Severity, str]:
    """The severity that the answers speak for, and why; with other severities than four, the nearest step."""
    step = 0 if harm == "data" else _RANK[reach]
    if harm == "around" and reach in ("everybody", "many"):
        step += 1
    place = round(step / 3 * (len(worst_first) - 1))
    are = "is" if reach in ("everybody", "nobody") else "are"
    hurt = {"around": "there is a way around", "stuck": "there is no way around", "data": "data is at risk"}[harm]
    return worst_first[place], f"{REACH[reach].lower()} {are} affected and {hurt}"
