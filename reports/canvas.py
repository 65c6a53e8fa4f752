"""The front page of a war room, as its canvas shows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from incidents.action_items import action_items
from incidents.catalog import Catalog, Role
from incidents.drill import marked
from incidents.earlier_ends import what_fixed
from incidents.incident import Incident
from incidents.timeline import TimelineEntry
from incidents.vacancy import left_by
from incidents.wording import cut, spoken, stamp
from reports.for_canvas import for_canvas
from reports.markdown import link, literal, paragraphs
from reports.tasks import task_line
from reports.told import declarer, name_of, source, told

LATEST = 8
"""Entries of the timeline on the page; all of them stand in the post-mortem."""
TASKS = 20
"""Tasks on the page."""
TITLE, WORDS, ENTRY = 600, 3000, 400
"""Characters of each that a page shows."""
POSTMORTEM = 200_000
"""Characters of the post-mortem on the page."""
MORE = "\n\n_The page ends here; the file in the room has all of it._"
ELSEWHERE = {
    "declared",
    "role",
    "task",
    "bridge",
    "title",
    "summary",
    "services",
    "affected",
    "impact",
    "acknowledged",
    "update",
    "joined",
}
"""Kinds of entries whose outcome has a place of its own on the page."""


def front_page(
    incident: Incident,
    timeline: Sequence[TimelineEntry],
    names: Mapping[str, str],
    catalog: Catalog,
    *,
    links: Mapping[str, str],
    now: datetime,
    postmortem: str = "",
) -> str:
    """Markdown that a canvas takes: where things stand, who does what, where to go, and what came last.

    `names` gives a person's name by Slack id: a page that is written anew at every change mentions nobody, because
    a mention in a canvas calls people. `links` are addresses by what they are called. Times are in UTC.
    After the end the `postmortem` (its Markdown) takes the place of what is of account on the way.
    """
    if postmortem:
        parts = heading(incident, catalog), _state(incident, catalog), _links(links), _written(postmortem)
        return "\n\n".join(part for part in parts if part) + "\n"
    sections = (
        heading(incident, catalog),
        _state(incident, catalog),
        _roles(incident, names, catalog),
        _words(incident),
        _update(incident, names, now),
        _tasks(incident, names, now),
        _links(links),
        _latest(incident, timeline, names, now),
        _times(incident, names, now),
        "_This page is written anew with every change. What shall stay goes into `/incident note`._",
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _written(postmortem: str) -> str:
    """Without its first heading, since the page has one, and as much of it as a page may hold."""
    title, _, body = postmortem.partition("\n")
    shown = body.strip() if len(body) <= POSTMORTEM else body[:POSTMORTEM].rpartition("\n")[0].strip() + MORE
    return f"## {title.removeprefix('# ')}\n\n{for_canvas(shown)}"


def mark(incident: Incident) -> str:
    """What in a heading tells the incident's own page from any other."""
    return f"{incident.ref} ·"


def heading(incident: Incident, catalog: Catalog) -> str:
    severity = catalog.shown_severity(incident.severity)
    words = f"{literal(severity.label)} · {mark(incident)} {literal(cut(incident.title, TITLE))}"
    return "# " + marked(incident, f"{severity.emoji} {words}")


def _state(incident: Incident, catalog: Catalog) -> str:
    severity = catalog.shown_severity(incident.severity)
    facts = [
        f"**Status:** {literal(incident.standing)}",
        f"**Severity:** {literal(severity.label)} {literal(severity.name)}",
    ]
    if incident.services:
        facts.append(f"**Service:** {literal(cut(', '.join(incident.services), ENTRY))}")
    if incident.users_affected:
        facts.append(f"**Users affected:** {literal(cut(incident.users_affected, ENTRY))}")
    if incident.impact_started_at:
        facts.append(f"**Impact:** since {stamp(incident.impact_started_at)}")
    return "\n".join(f"- {fact}" for fact in facts)


def _words(incident: Incident) -> str:
    what = what_fixed(incident) if incident.resolved_at else ""
    fixed = f"**What fixed it:** {paragraphs(cut(what, WORDS))}" if what else ""
    parts = [f"## Summary\n\n{paragraphs(cut(incident.summary, WORDS))}" if incident.summary else "", fixed]
    return "\n\n".join(part for part in parts if part)


def _update(incident: Incident, names: Mapping[str, str], now: datetime) -> str:
    """What people were told last, and when they hear more."""
    update, due = incident.latest_update, incident.next_update_at if incident.is_open else None
    parts = [f"Next update: {due:%Y-%m-%d %H:%M}"] if due else []
    if update and update.posted_at:
        who = literal(names.get(update.author_id, update.author_id))
        parts = [f"{_clock(update.posted_at, now)} {who}: {paragraphs(cut(update.text, WORDS))}", *parts]
    return "## Latest update (UTC)\n\n" + "\n\n".join(parts) if parts else ""


def _roles(incident: Incident, names: Mapping[str, str], catalog: Catalog) -> str:
    lines = []
    for role in catalog.roles:
        holder = incident.holder(role.key)
        if holder or incident.is_open:
            lines.append(f"- {literal(role.name)}: {_holder(incident, role, names)}")
    return "## Roles\n\n" + "\n".join(lines) if lines else ""


def _tasks(incident: Incident, names: Mapping[str, str], now: datetime) -> str:
    """What is still to be done; after the end, what is left to do."""
    tasks = incident.open_tasks if incident.is_open else action_items(incident)
    lines = [f"- {task_line(task, names, now, longest=ENTRY)}" for task in tasks[:TASKS]]
    if len(tasks) > TASKS:
        lines.append(f"- and {len(tasks) - TASKS} more")
    head = "Doing" if incident.is_open else "Action items"
    return f"## {head}\n\n" + "\n".join(lines) if lines else ""


def _holder(incident: Incident, role: Role, names: Mapping[str, str]) -> str:
    """Who holds it, and who is asked to take it over; of a free one, who left it so by going."""
    held, left = incident.holder(role.key), left_by(incident, role.key)
    if held is None:
        return f"free, the account of {literal(names.get(left, left))} was deactivated" if left else "nobody yet"
    who = literal(names.get(held.user_id, held.user_id))
    asked = held.offered_to if incident.is_open else None
    return f"{who} → {literal(names.get(asked, asked))} asked" if asked else who


def _links(links: Mapping[str, str]) -> str:
    return "## Links\n\n" + "\n".join(f"- {link(name, links[name])}" for name in links) if links else ""


def _latest(incident: Incident, timeline: Sequence[TimelineEntry], names: Mapping[str, str], now: datetime) -> str:
    """Newest first: that is what somebody who comes late looks for."""
    entries = [entry for entry in timeline if entry.kind not in ELSEWHERE][-LATEST:]
    lines = [
        f"- {link(_clock(entry.at, now), entry.permalink or '')} {source(incident, entry)}"
        f"{told(entry, names, longest=ENTRY)}"
        for entry in reversed(entries)
    ]
    return "## Latest (UTC)\n\n" + "\n".join(lines) if lines else ""


def _clock(moment: datetime, now: datetime) -> str:
    """The time, and the day where that is not today's."""
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%Y-%m-%d %H:%M}"


def _times(incident: Incident, names: Mapping[str, str], now: datetime) -> str:
    lines = [f"- Declared {incident.declared_at:%Y-%m-%d %H:%M} {declarer(incident, names)}"]
    if incident.acknowledged_at:
        after = spoken(incident.acknowledged_at - incident.declared_at)
        who = name_of(incident.acknowledged_by, names)
        lines.append(f"- Acknowledged {incident.acknowledged_at:%Y-%m-%d %H:%M} by {who}, after {after}")
    if incident.ended_at:
        lasted = spoken(incident.duration(now))
        lines.append(f"- {incident.status.capitalize()} {incident.ended_at:%Y-%m-%d %H:%M}, after {lasted}")
    return "## Times (UTC)\n\n" + "\n".join(lines)
