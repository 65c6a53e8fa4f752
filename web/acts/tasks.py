"""Acts on tasks: add, finish, reopen, hand on, put off, word anew, drop."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from incidents.change import Change
from incidents.incident import Incident
from incidents.permissions import ANYBODY, CHANGE
from incidents.task_edit import must_read
from incidents.tasks import (
    add_task,
    assign_task,
    drop_task,
    finish_task,
    reopen_task,
    reword_task,
    set_task_due,
)
from incidents.tickets import file_ticket, file_tickets, fill_in
from incidents.times import NEVER, WORK_ENDS
from storage.store import Changed
from web.acts import wanted as w
from web.acts.doing import Act, Doing


async def _add(doing: Doing, wanted: w.NewTask) -> Changed:
    to = await doing.colleague(wanted.person, "person") if wanted.person.strip() else None
    due = await _due(doing, wanted.due)
    text, by, at = wanted.text, doing.person, doing.at
    return await doing.change(lambda i: add_task(i, text, by=by, at=at, assignee=to, due_at=due))


def _simply(rule: Callable[..., Change]) -> Callable[[Doing, Any], Any]:
    async def run(doing: Doing, wanted: w.OneTask) -> Changed:
        return await doing.change(lambda i: rule(i, wanted.task, by=doing.person, at=doing.at))

    return run


async def _take(doing: Doing, wanted: w.SeenTask) -> Changed:
    by, at, seen = doing.person, doing.at, wanted.seen
    return await doing.change(lambda i: assign_task(i, wanted.task, to=by, by=by, at=at, seen=seen))


async def _assign(doing: Doing, wanted: w.AssignedTask) -> Changed:
    to = await doing.colleague(wanted.person, "person") if wanted.person.strip() else None
    by, at, seen = doing.person, doing.at, wanted.seen
    return await doing.change(lambda i: assign_task(i, wanted.task, to=to, by=by, at=at, seen=seen))


async def _put_off(doing: Doing, wanted: w.DueTask) -> Changed:
    due = await _due(doing, wanted.due)
    return await doing.change(lambda i: set_task_due(i, wanted.task, due_at=due, by=doing.person, at=doing.at))


async def _reword(doing: Doing, wanted: w.WordedTask) -> Changed:
    def rule(incident: Incident) -> Change:
        must_read(incident, wanted.task, wanted.seen)
        return reword_task(incident, wanted.task, wanted.text, by=doing.person, at=doing.at)

    return await doing.change(rule)


async def _ticket(doing: Doing, wanted: w.Ticket) -> Changed:
    """One, or all that have none."""
    by, at, catalog, task = doing.person, doing.at, doing.catalog, wanted.task
    if task is None:
        return await doing.change(lambda i: file_tickets(i, catalog, by=by, at=at))
    return await doing.change(lambda i: file_ticket(i, task, catalog, by=by, at=at))


async def _fill(doing: Doing, wanted: w.TicketField) -> Changed:
    """One field at a time; with the last one it is filed."""
    by, at, catalog = doing.person, doing.at, doing.catalog
    answers = {wanted.field: wanted.value}
    return await doing.change(lambda i: fill_in(i, wanted.task, answers, catalog, by=by, at=at, whole=False))


async def _due(doing: Doing, words: str) -> datetime | None:
    return None if words.strip().casefold() in ("", *NEVER) else await doing.moment(words, "due", ends=WORK_ENDS)


def _task(name: str, needs: str, does: str, wants: type[w.Wanted], run: Any, said: str) -> Act:
    return Act(name=name, needs=needs, does=does, wants=wants, run=run, said=lambda i: said)


TASKS = (
    _task("task", CHANGE, "adds a task", w.NewTask, _add, "The task is added."),
    # Doing is free, as in Slack: whoever works on an incident need not be one who commands it.
    _task("task-done", ANYBODY, "finishes a task", w.OneTask, _simply(finish_task), "The task is done."),
    _task("task-take", ANYBODY, "takes a task", w.SeenTask, _take, "The task is yours."),
    _task("task-reopen", CHANGE, "opens a task again", w.OneTask, _simply(reopen_task), "The task is open again."),
    _task("task-assign", CHANGE, "hands a task on", w.AssignedTask, _assign, "The task is handed on."),
    _task("task-due", CHANGE, "says when a task is due", w.DueTask, _put_off, "It is noted when the task is due."),
    _task("task-edit", CHANGE, "words a task anew", w.WordedTask, _reword, "The task is worded anew."),
    _task("task-ticket", CHANGE, "makes tickets of tasks", w.Ticket, _ticket, "It is on its way to Jira."),
    _task("task-ticket-fill", CHANGE, "fills in a ticket's field", w.TicketField, _fill, "It is filled in."),
    _task("task-drop", CHANGE, "drops a task", w.OneTask, _simply(drop_task), "The task is dropped."),
)
