"""Filing a ticket for something that is left to do: once, whatever gets lost on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from incidents.change import Rule
from incidents.task import Task
from incidents.ticket_places import ticket_place
from incidents.tickets import label, ticket_filed, ticket_let_go, ticket_refused, ticket_sending, ticket_unsent
from incidents.tracker import Tracker
from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.jira import Jira
from integrations.jira_answers import Asked, Issue
from jobs.desk import Order
from jobs.people import addressed
from jobs.ticket_link import page_of, room_of
from reports.adf import adf
from reports.rich import parts
from reports.ticket import description, summary
from reports.wiki import wiki
from storage.where import numbered

ALWAYS = ("project", "issuetype", "summary")
"""Without these there is no ticket; whatever else Jira does not take is left out, if that helps."""
TRIES = 4
NOT_SET_UP = "tickets are not set up here any more"
PRIVATE = "the incident has become private, and nothing of it leaves its room"


@dataclass
class Draft:
    """What is to be sent, and what had to be left out of it."""

    fields: dict[str, Any]
    filled: Sequence[str]
    notes: list[str] = field(default_factory=list)
    cloud: bool = True


async def file_ticket(order: Order) -> Rule | None:
    """Look first whether it is there. Whatever was sent may exist, so from then on a search comes before a try."""
    task, jira, tracker = _task(order), order.desk.tickets, order.desk.catalog.jira
    if task is None or task.ticket_key or task.ticket_asked_at is None:
        return None
    number = task.number or 0
    if jira is None or tracker is None or order.incident.private:
        why = PRIVATE if order.incident.private else NOT_SET_UP
        return _refused(order, number, [{"field": "", "why": why}])
    if task.ticket_sent_at:
        found = await _left_behind(order, jira, task)
        if found:
            return _filed(order, number, found, ())
    if not task.is_open:
        return partial(ticket_let_go, number=number)
    draft = await _draft(order, jira, tracker, task)
    await _about_to_send(order, task)
    try:
        made = await _send(jira, draft)
    except Unavailable as error:
        if error.undone:
            await order.desk.store.change(_where(order), lambda i: ticket_unsent(i, number))
        raise
    except Rejected as error:
        return _refused(order, number, await _explained(order, jira, draft, error))
    return _filed(order, number, made, draft.notes)


def _task(order: Order) -> Task | None:
    """As it is now, unless it was dropped meanwhile."""
    wanted = order.effect.task
    return next((task for task in order.incident.tasks if task.number == wanted and task.shown), None)


def _where(order: Order) -> Any:
    return numbered(order.incident.id or 0)


def _filed(order: Order, number: int, issue: Issue, notes: Sequence[str]) -> Rule:
    ticket = {"id": issue.id, "key": issue.key, "url": issue.url}
    return partial(ticket_filed, number=number, ticket=ticket, notes=tuple(notes), at=order.desk.now())


def _refused(order: Order, number: int, refused: Sequence[dict[str, Any]]) -> Rule:
    return partial(ticket_refused, number=number, refused=refused)


async def _left_behind(order: Order, jira: Jira, task: Task) -> Issue | None:
    """What an earlier try has made, whose answer was lost; a search may not know of it at once."""
    sent = task.ticket_sent_at or order.desk.now()
    wait = (sent + timedelta(seconds=jira.lag) - order.desk.now()).total_seconds()
    if wait > 0:
        raise Unavailable("jira: an answer was lost, so its search is asked first, which is behind", wait)
    return await jira.find(label(order.incident, task))


async def _about_to_send(order: Order, task: Task) -> None:
    """Written down before it is sent, since whoever dies in between could not say so."""
    number, seen, at = task.number or 0, task.ticket_sent_at, order.desk.now()
    changed = await order.desk.store.change(_where(order), lambda i: ticket_sending(i, number, seen=seen, at=at))
    if not changed.change:
        raise Unavailable("jira: another process files this ticket", 1)


async def _draft(order: Order, jira: Jira, tracker: Tracker, task: Task) -> Draft:
    """Project and type, what the config says, what somebody has filled in, and what we know ourselves."""
    incident, desk = order.incident, order.desk
    project, kind = ticket_place(desk.catalog, incident.services)
    severity = desk.catalog.shown_severity(incident.severity)
    called = f"{severity.label} {severity.name}".strip()
    page, room = page_of(incident, desk), room_of(incident, desk)
    text = description(incident, task, page=page, room=room, severity=called)
    fields: dict[str, Any] = {
        "project": {"key": project},
        "issuetype": {"name": kind},
        "summary": summary(task),
        "description": adf(text) if jira.cloud else wiki(text),
        "labels": [label(incident, task), *tracker.labels],
        **tracker.fields,
    }
    if incident.severity in tracker.priorities:
        fields["priority"] = {"name": tracker.priorities[incident.severity]}
    if task.due_at:
        fields["duedate"] = task.due_at.date().isoformat()
    draft = Draft(fields, tuple(task.ticket_filled), cloud=jira.cloud)
    await _assign(order, jira, task, draft)
    fields |= {name: _value(told) for name, told in task.ticket_filled.items()}
    return draft


async def _assign(order: Order, jira: Jira, task: Task, draft: Draft) -> None:
    """By their e-mail address. Who is not found there by it is not given the ticket, and that is noted."""
    if task.assignee_id is None:
        return
    person = await addressed(order.desk, task.assignee_id)
    try:
        named = await jira.person(person.email) if person and person.email else None
    except Rejected:
        named = None
    if named:
        draft.fields["assignee"] = named
    else:
        name = person.name if person else "who has it here"
        draft.notes.append(f"unassigned: nobody is found in Jira by the e-mail address of {name}")


def _value(told: dict[str, str]) -> Any:
    """What somebody filled in, as Jira wants it."""
    kind, typed = told["kind"], told["value"]
    if kind == "option":
        return {"id": typed}
    if kind == "options":
        return [{"id": each} for each in typed.split(",")]
    if kind == "labels":
        return typed.replace(",", " ").split()
    return float(typed) if kind == "number" else typed


async def _send(jira: Jira, draft: Draft) -> Issue:
    """Without what Jira does not take, where the ticket can be without it. A refused try has made nothing."""
    for _ in range(TRIES - 1):
        try:
            return await jira.create(draft.fields)
        except Rejected as error:
            if not _mended(draft, error.answer.get("errors") or {}):
                raise
    return await jira.create(draft.fields)


def _mended(draft: Draft, errors: dict[str, str]) -> bool:
    """Whether there is another way to say it, or something to be left out; else it is up to people."""
    before = len(draft.notes), draft.fields.copy()
    for name, why in errors.items():
        value = draft.fields.get(name)
        if draft.cloud and isinstance(value, str) and "Atlassian Document" in why:
            draft.fields[name] = adf(parts(value))
        elif name in draft.fields and name not in ALWAYS and name not in draft.filled:
            del draft.fields[name]
            draft.notes.append(f"without {name}: {why}")
    return (len(draft.notes), draft.fields) != before


async def _explained(order: Order, jira: Jira, draft: Draft, error: Rejected) -> list[dict[str, Any]]:
    """Field by field, by the names that people know, with what each may hold. Sentences about none come last."""
    errors: dict[str, str] = error.answer.get("errors") or {}
    known = await _known(jira, draft) if errors else {}
    told = [_field(name, why, known.get(name)) for name, why in errors.items()]
    words = [each for each in error.answer.get("messages") or [] if each]
    told += [{"field": "", "why": each} for each in words]
    return told or [{"field": "", "why": error.detail or error.code}]


def _field(name: str, why: str, asked: Asked | None) -> dict[str, Any]:
    if asked is None or name in ALWAYS:
        return {"field": name, "name": name, "why": why, "kind": ""}
    kind = "" if asked.kind.startswith("option") and not asked.options else asked.kind
    options = [list(each) for each in asked.options]
    return {"field": name, "name": asked.name, "why": why, "kind": kind, "options": options}


async def _known(jira: Jira, draft: Draft) -> dict[str, Asked]:
    try:
        asked = await jira.questions(draft.fields["project"]["key"], draft.fields["issuetype"]["name"])
    except OutsideError:
        return {}  # then the fields go by their ids
    return {each.id: each for each in asked}
