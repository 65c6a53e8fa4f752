"""Tickets for what is left to do: asked for, filed in the tracker, and what it refuses made good here."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from incidents.catalog import Catalog
from incidents.change import NOTHING, SILENT, Change, Effect, Entry
from incidents.effects.people import AnswerPerson
from incidents.effects.tasks import FileTicket, LinkTicket
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.shown import tasks
from incidents.task import Task
from incidents.tasks import still_open, told
from incidents.ticket_fields import sound
from incidents.wording import cut

NO_TRACKER = "Tickets are not set up here, so nothing was filed. Action items live here all the same."
DRILL = "A drill makes no tickets: they would be real work for somebody."
FIELD = "ticket_field"


def label(incident: Incident, task: Task) -> str:
    """By which its ticket is found again. Another installation with the same numbers has other ones.

    It stays the same where its task goes on in another incident: a ticket may have been made under it.
    """
    if task.ticket_label:
        return task.ticket_label
    again = f"-{task.ticket_times}" if task.ticket_times else ""
    return f"signalcraft-inc-{incident.id}-{task.number}-{_made(incident)}{again}"


def mark(incident: Incident) -> str:
    """By which the tracker knows a link to this incident again, so that it is there once."""
    return f"signalcraft-inc-{incident.id}-{_made(incident)}"


def _made(incident: Incident) -> str:
    return hashlib.sha256(incident.declared_at.isoformat().encode()).hexdigest()[:6]


def can_be_filed(incident: Incident, task: Task, catalog: Catalog) -> bool:
    """Whether a ticket may be asked for: it is still to be done, and has none nor is one on its way."""
    none = not task.has_ticket and not task.ticket_on_its_way
    return bool(catalog.jira) and not incident.drill and not incident.private and task.is_open and none


def left_to_file(incident: Incident, catalog: Catalog) -> list[Task]:
    """Those for which one click asks for a ticket each."""
    return [task for task in incident.open_tasks if can_be_filed(incident, task, catalog)]


def file_ticket(incident: Incident, number: int, catalog: Catalog, *, by: str, at: datetime) -> Change:
    """Ask for a ticket of this task, or once more after it was refused or deleted there."""
    _must_be_possible(incident, catalog)
    task = still_open(incident, number)
    if task.ticket_on_its_way:
        raise Refusal(f"The ticket of task {number} is on its way already, so nothing was done.")
    if task.has_ticket:
        raise Refusal(f"Task {number} is {task.ticket_key} already: {task.ticket_url}")
    return Change(effects=(*_asked(task, by, at), *tasks(incident)))


def file_tickets(incident: Incident, catalog: Catalog, *, by: str, at: datetime) -> Change:
    """The same for all that have none."""
    _must_be_possible(incident, catalog)
    wanted = left_to_file(incident, catalog)
    if not wanted:
        none = "has a ticket, or one on its way" if incident.open_tasks else "is still to be done"
        every = "Every open task of" if incident.open_tasks else "Nothing of"
        raise Refusal(f"{every} {incident.ref} {none}, so nothing was done.")
    asked = [effect for task in wanted for effect in _asked(task, by, at)]
    return Change(effects=(*asked, *tasks(incident)))


def fill_in(
    incident: Incident,
    number: int,
    answers: Mapping[str, str],
    catalog: Catalog,
    *,
    by: str,
    at: datetime,
    whole: bool = True,
) -> Change:
    """What the tracker missed, by the ids of its fields, as it is typed or chosen; then it is filed.

    Unless it comes `whole`, the others may follow later.
    """
    _must_be_possible(incident, catalog)
    task = still_open(incident, number)
    if task.ticket_on_its_way or (task.has_ticket and not task.ticket_refused):
        raise Refusal(f"Task {number} is {task.ticket_key or 'on its way'} already, so nothing was done.")
    asked = {each["field"]: each for each in task.ticket_refused if each.get("kind")}
    for field in answers:
        if field not in asked:
            sentence = "Jira does not ask for that field any more. Open the form again."
            raise Refusal(sentence, field=_beside(field, whole))
    filled = {
        field: {"kind": str(asked[field]["kind"]), "value": sound(asked[field], typed, _beside(field, whole))}
        for field, typed in answers.items()
        if typed.strip()
    }
    missing = next((f for f, each in asked.items() if f not in filled and f not in task.ticket_filled), None)
    if missing and (whole or not filled):
        raise Refusal(f"{asked[missing]['name']} is needed.", field=_beside(missing, whole))
    task.ticket_filled = {**task.ticket_filled, **filled}
    if missing:
        return Change(effects=tasks(incident), silent=True)
    return Change(effects=(*_asked(task, by, at), *tasks(incident)))


def ticket_sending(incident: Incident, number: int, *, seen: datetime | None, at: datetime) -> Change:
    """It is about to be sent: from now on it may exist without our knowing.

    Nothing, where somebody was faster; where it has become private meanwhile, or the task goes on elsewhere.
    """
    task = _task(incident, number)
    not_from_here = incident.private or incident.merged_into is not None
    if task is None or not_from_here or task.ticket_key or task.ticket_sent_at != seen:
        return NOTHING
    task.ticket_sent_at = at
    return SILENT


def ticket_unsent(incident: Incident, number: int) -> Change:
    """It is certain that nothing was made."""
    task = _task(incident, number)
    if task is None or task.ticket_sent_at is None:
        return NOTHING
    task.ticket_sent_at = None
    return SILENT


def ticket_let_go(incident: Incident, number: int) -> Change:
    """It is wanted no more: its task was done before it was filed. Whoever opens that again may ask again."""
    task = _task(incident, number)
    if task is None or task.ticket_key or task.ticket_asked_at is None:
        return NOTHING
    task.ticket_asked_at = task.ticket_sent_at = None
    return Change(effects=tasks(incident), silent=True)


def ticket_went_along(incident: Incident, number: int) -> Change:
    """Its task goes on in the incident that this one was merged into, and it is filed there."""
    return ticket_let_go(incident, number) if incident.merged_into is not None else NOTHING


def ticket_filed(
    incident: Incident,
    number: int,
    *,
    ticket: Mapping[str, str],
    notes: Sequence[str],
    at: datetime,
) -> Change:
    """It is there: `ticket` is its id, key and url. What had to be left out is noted."""
    task = _task(incident, number)
    if task is None or task.ticket_key:
        return NOTHING
    task.ticket_id, task.ticket_key, task.ticket_url = ticket["id"], ticket["key"], ticket["url"]
    task.ticket_notes, task.ticket_refused, task.ticket_sent_at = list(notes), [], None
    text = f"filed {task.ticket_key} for task {number}: {told(task)}"
    entry = Entry(kind="task", text=text, at=at, author_id=task.ticket_asked_by)
    noted = _answer(task, "ticket_noted") if notes else ()
    return Change((entry,), (LinkTicket(task=number), *noted, *tasks(incident)))


def ticket_unlinked(incident: Incident, number: int, *, key: str, why: str) -> Change:
    """It is there all the same, and its text leads to the incident; so nobody is bothered, and it is noted."""
    task = _task(incident, number)
    if task is None or task.ticket_key != key:
        return NOTHING
    note = f"without a link to the incident beside its text: {why}"
    if note in task.ticket_notes:
        return NOTHING
    task.ticket_notes = [*task.ticket_notes, note]
    return SILENT


def ticket_refused(
    incident: Incident, number: int, *, refused: Sequence[Mapping[str, Any]], perhaps_there: bool = False
) -> Change:
    """The tracker does not take it. Whoever asked hears why, field by field, and what to do.

    `perhaps_there`: an earlier try may have made it all the same, so that the next one looks first.
    """
    task = _task(incident, number)
    if task is None or task.ticket_key:
        return NOTHING
    task.ticket_refused = [dict(each) for each in refused]
    task.ticket_sent_at = task.ticket_sent_at if perhaps_there else None
    return Change(effects=(*_answer(task, "ticket_refused"), *tasks(incident)), silent=True)


def ticket_late(incident: Incident, number: int) -> Change:
    """The tracker does not answer. Of several that wait whoever asked for the first one hears it, for all."""
    waiting = [task for task in incident.tasks if task.ticket_on_its_way and task.is_open]
    if not waiting or waiting[0].number != number:
        return NOTHING
    return Change(effects=_answer(waiting[0], "ticket_late"), silent=True)


def _must_be_possible(incident: Incident, catalog: Catalog) -> None:
    if catalog.jira is None:
        raise Refusal(NO_TRACKER)
    if incident.drill:
        raise Refusal(DRILL)
    if incident.private:
        raise Refusal(f"{incident.ref} is private, so nothing of it leaves its room, and no ticket was made.")


def _asked(task: Task, by: str, at: datetime) -> tuple[Effect, ...]:
    task.ticket_asked_at, task.ticket_asked_by = at, by
    task.ticket_refused, task.ticket_notes = [], []
    if task.ticket_gone_at:  # another one takes its place
        task.ticket_id = task.ticket_key = task.ticket_url = task.ticket_status = None
        task.ticket_gone_at = task.ticket_closed_at = task.ticket_sent_at = None
        task.ticket_times, task.ticket_label = task.ticket_times + 1, None
    return (FileTicket(task=task.number or 0),)


def _answer(task: Task, answer: str) -> tuple[Effect, ...]:
    by = task.ticket_asked_by
    return (AnswerPerson(user_id=by, answer=answer, detail=str(task.number)),) if by else ()


def _beside(field: str, whole: bool) -> str:
    """Where a refusal stands: at the field in a form of several, or at the one value there is."""
    return f"{FIELD}:{field}" if whole else "value"


def _task(incident: Incident, number: int) -> Task | None:
    return next((each for each in incident.tasks if each.number == number and each.dropped_at is None), None)


def refused_words(task: Task) -> str:
    """Why it is not there, in one line."""
    return cut("; ".join(why_not(each).rstrip(".") for each in task.ticket_refused), 300)


def why_not(refused: Mapping[str, Any]) -> str:
    """Of which field, and why; `Requestor is required.` names its field already."""
    name, why = str(refused.get("name") or ""), str(refused["why"])
    return why if not name or name.casefold() in why.casefold() else f"{name}: {why}"
