"""The post-mortem document, from what the incident and its timeline know."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from incidents.action_items import action_items
from incidents.catalog import Catalog
from incidents.drill import marked
from incidents.grade import Line, passed
from incidents.incident import Incident
from incidents.refs import DECLARED_FROM
from incidents.role import IncidentRoleAssignment
from incidents.timeline import TimelineEntry
from incidents.wording import cut, spoken, stamp
from reports.markdown import link, literal, paragraphs
from reports.tasks import task_line

BLANK = "_To be filled in._"


def postmortem(
    incident: Incident,
    timeline: Sequence[TimelineEntry],
    names: Mapping[str, str],
    catalog: Catalog,
    *,
    now: datetime,
    ending: str = "",
) -> str:
    """Markdown with Summary, Impact, Root Cause (5 Whys), Timeline and Action Items; times in UTC.

    `ending` comes last: the grade of a drill (`graded`).
    `names` gives a person's name by Slack id. What nobody knows yet is marked as a blank.
    """
    sections = (
        _heading(incident),
        _summary(incident),
        _impact(incident, names, catalog, now),
        _root_cause(),
        _people(incident, names, catalog),
        _timeline(incident, timeline, names),
        _action_items(incident, names, now),
    )
    return "\n\n".join(sections) + "\n" + ending


def _heading(incident: Incident) -> str:
    return "# " + marked(incident, f"Post-mortem {incident.ref}: {literal(incident.title)}")


def graded(lines: Sequence[Line]) -> str:
    """How well a drill went, as the last section; nothing for a real incident."""
    told = (f"- {'✅' if line.passed else '❌'} **{line.about}:** {literal(line.figure)}" for line in lines)
    return f"\n## Grade: {passed(lines)}\n\n" + "\n".join(told) + "\n" if lines else ""


def _summary(incident: Incident) -> str:
    happened = paragraphs(incident.summary) or BLANK
    fixed = paragraphs(incident.resolution) or BLANK
    return f"## Summary\n\n{happened}\n\n**What fixed it:** {fixed}"


def _impact(incident: Incident, names: Mapping[str, str], catalog: Catalog, now: datetime) -> str:
    severity = catalog.shown_severity(incident.severity)
    services = ", ".join(literal(s) for s in incident.services) or BLANK
    ended = stamp(incident.ended_at) if incident.ended_at else "still open"
    facts = (
        f"**Duration:** {spoken(incident.duration(now))} ({stamp(incident.declared_at)} to {ended})",
        *_hurt(incident, now),
        *_seen(incident, names),
        f"**Severity:** {literal(severity.label)} {literal(severity.name)}",
        f"**Users affected:** {literal(incident.users_affected) or BLANK}",
        f"**Services:** {services}",
    )
    return "## Impact\n\n" + "\n".join(f"- {fact}" for fact in facts)


def _hurt(incident: Incident, now: datetime) -> tuple[str, ...]:
    """Where somebody has said that it began before or after it was declared."""
    since = incident.impact_started_at
    return (f"**Impact:** {spoken(incident.impact(now))}, since {stamp(since)}",) if since else ()


def _seen(incident: Incident, names: Mapping[str, str]) -> tuple[str, ...]:
    if incident.acknowledged_at is None:
        return ()
    after = spoken(incident.acknowledged_at - incident.declared_at)
    return (f"**Acknowledged:** after {after}, by {name_of(incident.acknowledged_by, names)}",)


def _root_cause() -> str:
    whys = "\n".join(f"{n}. Why? {BLANK}" for n in range(1, 6))
    return f"## Root Cause (5 Whys)\n\n{whys}"


def _people(incident: Incident, names: Mapping[str, str], catalog: Catalog) -> str:
    lines = [f"- Declared {declarer(incident, names)}"]
    titles = {role.key: role.name for role in catalog.roles}
    days = {incident.declared_at.date(), *(a.released_at.date() for a in incident.roles if a.released_at)}
    form = "%H:%M" if len(days) == 1 else "%Y-%m-%d %H:%M"
    for key in dict.fromkeys((*titles, *(a.role for a in incident.roles))):
        held = [a for a in incident.roles if a.role == key]
        if held:
            holders = _holders(held, names, form)
            lines.append(f"- {literal(titles.get(key, key))}: {holders}")
    head = "## People (UTC)" if any(a.released_at for a in incident.roles) else "## People"
    return f"{head}\n\n" + "\n".join(lines)


def _holders(held: Sequence[IncidentRoleAssignment], names: Mapping[str, str], form: str) -> str:
    """`Ada`, where nobody else held it and she did to the end; else who did from when until when."""
    if len({each.user_id for each in held}) == 1 and held[-1].released_at is None:
        return name_of(held[-1].user_id, names)
    return ", ".join(f"{name_of(each.user_id, names)} {_term(each, form)}" for each in held)


def _term(held: IncidentRoleAssignment, form: str) -> str:
    since = held.assigned_at.strftime(form)
    return f"{since}–{held.released_at.strftime(form)}" if held.released_at else f"from {since}"


def _timeline(incident: Incident, timeline: Sequence[TimelineEntry], names: Mapping[str, str]) -> str:
    """A line an entry, oldest first; the day stands with each time when the incident spans days."""
    if not timeline:
        return "## Timeline\n\nNothing was recorded."
    days = {entry.at.date() for entry in timeline}
    form = "%H:%M" if len(days) == 1 else "%Y-%m-%d %H:%M"
    head = f"## Timeline (UTC, {min(days):%Y-%m-%d})" if len(days) == 1 else "## Timeline (UTC)"
    lines = (f"- {e.at.strftime(form)} {source(incident, e)}{told(e, names)}" for e in timeline)
    return f"{head}\n\n" + "\n".join(lines)


def _action_items(incident: Incident, names: Mapping[str, str], now: datetime) -> str:
    """The tasks that were left to do, with owner and due time, and what of them has been done since."""
    lines = [
        f"- [{'x' if task.done_at else ' '}] {task_line(task, names, now)}" for task in action_items(incident)
    ]
    return "## Action Items\n\n" + ("\n".join(lines) or f"- [ ] {BLANK}")


def source(incident: Incident, entry: TimelineEntry) -> str:
    """Which incident a line comes from, where that was merged into this one."""
    return f"(INC-{entry.incident_id}) " if entry.incident_id not in (None, incident.id) else ""


def told(entry: TimelineEntry, names: Mapping[str, str], *, longest: int | None = None) -> str:
    """One entry as a line of Markdown, without its time; its text is cut after `longest` characters."""
    known = names.get(entry.author_id or "") or entry.author_name or entry.author_id
    author, text = literal(known or ""), literal(cut(entry.text or "", longest) if longest else entry.text or "")
    if entry.message_ts:
        words = f"📌 {author}: {text}"
        return f"{words} ({link('message', entry.permalink)})" if entry.permalink else words
    subject = f" {name_of(entry.subject_id, names)}" if entry.subject_id else ""
    return f"{author} {text}{subject}".lstrip()


def declarer(incident: Incident, names: Mapping[str, str]) -> str:
    """`by Ada`, or from where nobody in person declared it."""
    source = incident.refs.get(DECLARED_FROM)
    where = f"from {literal(source)}" if source else ""
    by = f"by {name_of(incident.declared_by, names)}" if incident.declared_by or not source else ""
    return f"{by} {where}".strip()


def name_of(user_id: str | None, names: Mapping[str, str]) -> str:
    """How a document calls somebody, in Markdown."""
    return literal(names.get(user_id or "") or user_id or "somebody")
