"""Filing a ticket for something that is left to do: once, whatever gets lost on the way."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from incidents.change import Rule
from incidents.task import Task
from incidents.tickets import (
    label,
    ticket_filed,
    ticket_let_go,
    ticket_refused,
    ticket_sending,
    ticket_unsent,
    ticket_went_along,
)
from integrations.errors import Rejected, Unavailable
from integrations.jira import Jira
from integrations.jira_answers import Issue
from jobs.desk import Order
from jobs.ticket_draft import Draft, drafted
from jobs.ticket_refusals import ALWAYS, explained, fields_of, off_the_screen
from reports.adf import adf
from reports.rich import parts
from storage.where import numbered

TRIES = 4
NOT_SET_UP = "tickets are not set up here any more"
PRIVATE = "the incident has become private, and nothing of it leaves its room"


async def file_ticket(order: Order) -> Rule | None:
    """Look first whether it is there. Whatever was sent may exist, so from then on a search comes before a try."""
    if order.incident.merged_into is not None:
        return partial(ticket_went_along, number=order.effect.task)
    try:
        return await _file(order)
    except Rejected as error:  # before anything was sent anew
        return not_filed(order, error)


def not_filed(order: Order, error: Rejected) -> Rule | None:
    """It could not even be tried. Whoever asked hears so, and asks again; an earlier try may have made it."""
    told = {"field": "", "why": error.detail or error.code}
    return partial(ticket_refused, number=order.effect.task, refused=[told], perhaps_there=True)


async def _file(order: Order) -> Rule | None:
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
    draft = await drafted(order, jira, tracker, task)
    if draft.wrong:
        error = Rejected("nobody", answer={"errors": draft.wrong})
        return _refused(order, number, explained(error, draft, await fields_of(order, jira, draft, error)))
    await _about_to_send(order, task)
    try:
        made = await _sent(order, jira, draft)
    except Unavailable as error:
        if error.undone:
            await order.desk.store.change(_where(order), lambda i: ticket_unsent(i, number))
        raise
    if isinstance(made, Issue):
        return _filed(order, number, made, draft.notes)
    return _refused(order, number, made)


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


async def _sent(order: Order, jira: Jira, draft: Draft) -> Issue | list[dict[str, Any]]:
    """The ticket, or why there is none. What a project has no more is left out, though somebody filled it in."""
    for _ in range(2):
        try:
            return await _send(jira, draft)
        except Rejected as error:
            refused = error
        try:
            known = await fields_of(order, jira, draft, refused)
        except Unavailable as error:
            raise Unavailable(error.reason, error.retry_after, undone=True) from None
        out = off_the_screen(refused, draft, known)
        if not out:
            break
        _leave_out(draft, {name: refused.answer["errors"][name] for name in out})
    return explained(refused, draft, known)


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
            _leave_out(draft, {name: why})
    return (len(draft.notes), draft.fields) != before


def _leave_out(draft: Draft, errors: Mapping[str, str]) -> None:
    for name, why in errors.items():
        draft.fields.pop(name, None)
        draft.notes.append(f"without {name}: {why}")
