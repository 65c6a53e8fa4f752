"""From what the store knows to what programs read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from incidents import person as people
from incidents.curating import is_put_right
from incidents.incident import Incident
from incidents.inlaid import in_words
from incidents.postmortem import PostmortemEdit
from incidents.status_update import StatusUpdate
from incidents.task import Task
from incidents.timeline import TimelineEntry
from web.addresses import web_address
from web.api import shown
from web.front import Front
from web.pages.war import War

People = Mapping[str, people.Person]


def person(id: str, known: People) -> shown.Person:
    """Somebody, by name as far as we know it."""
    return shown.Person(id=id, name=known[id].name if id in known else None)


def perhaps(id: str | None, known: People) -> shown.Person | None:
    return person(id, known) if id else None


def listed(incident: Incident, known: People, front: Front) -> shown.ListedIncident:
    """As a list shows it."""
    return shown.ListedIncident(**_in_short(incident, known, front))


def whole(war: War, front: Front) -> shown.Incident:
    """All that is known of how it stands."""
    incident, known = war.incident, war.read.people
    latest = incident.latest_update
    return shown.Incident(
        **_in_short(incident, known, front),
        summary=war.words(incident.summary),
        users_affected=incident.users_affected,
        impact_started_at=incident.hurts_since,
        resolution=war.words(incident.resolution),
        cancel_reason=war.words(incident.cancel_reason),
        merged_into=incident.merged_into,
        roles=[
            shown.HeldRole(
                role=held.role,
                person=person(held.user_id, known),
                since=held.assigned_at,
                asked=perhaps(held.offered_to, known),
            )
            for held in incident.held_now
        ],
        latest_update=update(latest, war) if latest else None,
        open_tasks=len(incident.open_tasks),
        room_id=incident.channel_id,
        room_url=war.room_url or None,
        bridge_url=war.bridge_url or None,
        failures=list(war.failures),
        version=incident.version,
    )


def _in_short(incident: Incident, known: People, front: Front) -> dict[str, Any]:
    return {
        "number": incident.id,
        "ref": incident.ref,
        "title": incident.title,
        "severity": incident.severity,
        "status": incident.status,
        "services": incident.services,
        "private": incident.private,
        "drill": incident.drill,
        "declared_at": incident.declared_at,
        "declared_by": perhaps(incident.declared_by, known),
        "acknowledged_at": incident.acknowledged_at,
        "ended_at": incident.ended_at,
        "commander": perhaps(incident.leader, known),
        "next_update_at": incident.next_update_at,
        "url": f"{front.url}/incidents/{incident.id}",
    }


def update(told: StatusUpdate, war: War) -> shown.StatusUpdate:
    """A status update."""
    known = war.read.people
    return shown.StatusUpdate(
        number=told.number,
        text=war.words(told.text),
        status=told.status,
        audience=told.audience,
        author=person(told.author_id, known),
        written_at=told.written_at,
        posted_at=told.posted_at,
        approved_by=perhaps(told.approved_by, known),
        next_update_at=told.next_update_at,
    )


def entry(line: TimelineEntry, war: War) -> shown.Entry:
    """A line of the timeline; whoever has no Slack id is known by the name alone."""
    return shown.Entry(
        id=line.id or 0,
        at=line.at,
        kind=line.kind,
        source=line.told_by,
        text=war.words(in_words(line.text or "", war.name)),
        author=perhaps(line.author_id, war.read.people),
        author_name=war.who(line) or None,
        permalink=web_address(line.permalink) or None,
        key=line.is_key,
        corrected=is_put_right(line),
        edited=line.edited,
    )


def task(one: Task, war: War) -> shown.Task:
    """A task."""
    known = war.read.people
    return shown.Task(
        number=one.number or 0,
        text=war.words(one.words),
        assignee=perhaps(one.assignee_id, known),
        due_at=one.due_at,
        created_at=one.created_at,
        done_at=one.done_at,
        done_by=perhaps(one.done_by, known),
        action_item=one.carried_at is not None,
        ticket=_ticket(one),
        ticket_missing=[_missing(each) for each in one.ticket_refused],
    )


def edit(one: PostmortemEdit, known: People) -> shown.PostmortemEdit:
    """What was changed in a post-mortem, by whom."""
    return shown.PostmortemEdit(
        id=one.id or 0,
        at=one.at,
        by=person(one.by, known),
        section=one.section,
        version=one.version,
        before=one.before,
        after=one.after,
    )


def _ticket(one: Task) -> shown.Ticket | None:
    if not one.has_ticket:
        return None
    return shown.Ticket(
        key=one.ticket_key or "",
        url=one.ticket_url or "",
        status=one.ticket_status or "",
        notes=one.ticket_notes,
    )


def _missing(refused: Mapping[str, Any]) -> shown.TicketField:
    return shown.TicketField(
        field=str(refused["field"]),
        name=str(refused.get("name") or ""),
        why=str(refused["why"]),
        fillable=bool(refused.get("kind")),
        options=dict(refused.get("options") or []),
    )


def cursor(line: TimelineEntry) -> str:
    """By which the entries before this one are asked for."""
    return f"{_plain(line.at)}~{line.id}"


def _plain(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
