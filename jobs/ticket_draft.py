"""What is sent to make a ticket: project and type, what the config says, what people filled in, what we know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from incidents.task import Task
from incidents.ticket_fields import MOMENT, people
from incidents.ticket_places import ticket_place
from incidents.tickets import label
from incidents.tracker import Tracker
from integrations.errors import Rejected, Unavailable
from integrations.jira import Jira
from integrations.jira_fields import BELOW
from jobs.desk import Order
from jobs.people import addressed, known
from jobs.ticket_link import page_of, room_of
from reports.adf import adf
from reports.ticket import description, due_day, summary
from reports.wiki import wiki

PATIENT = 3
"""Tries after which a ticket does without what only makes it better."""


@dataclass
class Draft:
    """What is to be sent, and what had to be left out of it.

    `filled`: fields that people filled in; `wrong`: those of them that name somebody whom Jira does not know.
    """

    fields: dict[str, Any]
    filled: Sequence[str]
    notes: list[str] = field(default_factory=list)
    cloud: bool = True
    wrong: dict[str, str] = field(default_factory=dict)


async def drafted(order: Order, jira: Jira, tracker: Tracker, task: Task) -> Draft:
    """All of it, as far as it is known."""
    incident, desk = order.incident, order.desk
    project, kind = ticket_place(desk.catalog, incident.services)
    severity = desk.catalog.shown_severity(incident.severity)
    called = f"{severity.label} {severity.name}".strip()
    page, room, mark = page_of(incident, desk), room_of(incident, desk), label(incident, task)
    text = description(incident, task, page=page, room=room, severity=called, mark=mark)
    fields: dict[str, Any] = {
        "project": {"key": project},
        "issuetype": {"name": kind},
        "summary": summary(task),
        "description": adf(text) if jira.cloud else wiki(text),
        "labels": [mark, *tracker.labels],
        **tracker.fields,
    }
    if incident.severity in tracker.priorities:
        fields["priority"] = {"name": tracker.priorities[incident.severity]}
    if task.due_at:
        fields["duedate"] = due_day(task.due_at, await _zone(order, task)).isoformat()
    draft = Draft(fields, tuple(task.ticket_filled), cloud=jira.cloud)
    if "assignee" not in task.ticket_filled:
        await _assign(order, jira, task, draft)
    await _fill_in(order, jira, task, draft)
    return draft


async def _zone(order: Order, task: Task) -> str | None:
    """That of whoever has the task, else of whoever asked for the ticket."""
    wanted = [each for each in (task.assignee_id, task.ticket_asked_by) if each]
    met = await known(order.desk, wanted)
    return next((tz for each in wanted if (tz := met[each].tz)), None)


async def _assign(order: Order, jira: Jira, task: Task, draft: Draft) -> None:
    """By their e-mail address. Who is not found there by it is not given the ticket, and that is noted."""
    if task.assignee_id is None:
        return
    try:
        named, who = await _named(order, jira, task.assignee_id)
    except Unavailable:
        if order.attempt.number < PATIENT:
            raise
        named, why = None, "Jira does not say who is who"
    except Rejected:
        named, why = None, "Jira does not let us look for people"
    else:
        why = f"nobody is found in Jira by the e-mail address of {who}"
    if named:
        draft.fields["assignee"] = named
    else:
        draft.notes.append(f"unassigned: {why}")


async def _named(order: Order, jira: Jira, who: str) -> tuple[dict[str, str] | None, str]:
    """Somebody, by Slack id or e-mail address, as Jira names them, and as we do."""
    if "@" in who:
        return await jira.person(who), who
    person = await addressed(order.desk, who)
    name = person.name if person else "who has it here"
    return (await jira.person(person.email) if person and person.email else None), name


async def _fill_in(order: Order, jira: Jira, task: Task, draft: Draft) -> None:
    """What people filled in, as Jira wants it."""
    for name, told in task.ticket_filled.items():
        if told["kind"] not in ("user", "users"):
            draft.fields[name] = _value(told)
            continue
        found = [await _named(order, jira, who) for who in people(told["value"])]
        missing = ", ".join(who for named, who in found if named is None)
        if missing:
            draft.wrong[name] = f"nobody is found in Jira by the e-mail address of {missing}"
        everybody = [named for named, _ in found]
        draft.fields[name] = everybody if told["kind"] == "users" else everybody[0]


def _value(told: dict[str, str]) -> Any:
    """What was typed or chosen."""
    kind, typed = told["kind"], told["value"]
    if kind == "datetime":
        return f"{datetime.strptime(typed, MOMENT):%Y-%m-%dT%H:%M:%S.000+0000}"  # noqa: DTZ007 - it is UTC
    if kind == "option":
        return _choice(typed)
    if kind == "options":
        return [_choice(each) for each in typed.split(",")]
    if kind == "group":
        return {"name": typed}
    if kind == "groups":
        return [{"name": each.strip()} for each in typed.split(",") if each.strip()]
    if kind == "labels":
        return typed.replace(",", " ").split()
    return float(typed) if kind == "number" else typed


def _choice(chosen: str) -> dict[str, Any]:
    id_, _, below = chosen.partition(BELOW)
    return {"id": id_, "child": {"id": below}} if below else {"id": id_}
