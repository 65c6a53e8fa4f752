"""`/incident task …`: what is to be done, by whom and by when; add, finish, hand on, put off, word anew, drop."""

import re
from collections.abc import Awaitable, Callable

from blocks.reading import mentioned, readable
from blocks.task_answers import task_said, tickets_asked_for
from blocks.tasks import task_shown, tasks_asked_for
from commands.call import Call, Command, Reply
from commands.task_words import wanted
from commands.whom import one_person
from incidents.change import Change
from incidents.incident import Incident
from incidents.listing import page_of
from incidents.permissions import ANYBODY, CHANGE
from incidents.refusal import Refusal
from incidents.tasks import (
    add_task,
    assign_task,
    drop_task,
    finish_task,
    reopen_task,
    reword_task,
    set_task_due,
    task_of,
)
from incidents.tickets import file_ticket, file_tickets
from incidents.times import NEVER, due_moment
from incidents.wording import cut

ALONE = "`/incident task` shows the tasks; `/incident help task` what can be done with them."
NUMBER = re.compile(r"#?(\d{1,6})(?:\s+|$)")


async def run(call: Call) -> Reply:
    """By the first word: a number shows one, nothing shows all."""
    word = call.first.casefold()
    if word in DOES:
        return await DOES[word](call)
    if not word:
        return await _list(call)
    if NUMBER.fullmatch(word):
        return await _one(call)
    typed = cut(readable(call.words), 60)
    raise Refusal(f"Did you mean `/incident task add {typed}`? {ALONE}")


async def _add(call: Call) -> Reply:
    people = await call.store.people(mentioned(call.rest))
    task = wanted(call.rest, {user: person.name for user, person in people.items()})
    if task.assignee:
        await call.colleague(task.assignee)
    due_at = due_moment(task.due, now=call.at, tz=await call.tz()) if task.due else None
    changed = await call.store.change(
        call.where,
        lambda i: add_task(i, task.text, by=call.person, at=call.at, assignee=task.assignee, due_at=due_at),
        once=call.once,
    )
    return task_said(changed.incident, changed.incident.tasks[-1])


async def _done(call: Call) -> Reply:
    _only_one(call)
    return await _changed(call, lambda i, n, _: finish_task(i, n, by=call.person, at=call.at))


async def _reopen(call: Call) -> Reply:
    _only_one(call)
    return await _changed(call, lambda i, n, _: reopen_task(i, n, by=call.person, at=call.at))


async def _drop(call: Call) -> Reply:
    _only_one(call)
    return await _changed(call, lambda i, n, _: drop_task(i, n, by=call.person, at=call.at))


async def _edit(call: Call) -> Reply:
    return await _changed(call, lambda i, n, rest: reword_task(i, n, rest, by=call.person, at=call.at), whole=True)


async def _assign(call: Call) -> Reply:
    number, who = _numbered(call.rest)
    to: str | None = call.person
    if who.casefold() in ("nobody", "none"):
        to = None
    elif who and who.casefold() != "me":
        to = one_person(who, f"Or say `/incident task assign {number} me`, or `nobody`.")
        await call.colleague(to)
    return await _changed(call, lambda i, n, _: assign_task(i, n, to=to, by=call.person, at=call.at))


async def _take(call: Call) -> Reply:
    _only_one(call)
    return await _changed(call, lambda i, n, _: assign_task(i, n, to=call.person, by=call.person, at=call.at))


async def _ticket(call: Call) -> Reply:
    """For one by its number, for all that have none."""
    if call.rest.casefold() in ("", "all"):
        changed = await call.store.change(
            call.where, lambda i: file_tickets(i, call.catalog, by=call.person, at=call.at), once=call.once
        )
        return tickets_asked_for(changed.incident)
    _only_one(call)
    return await _changed(call, lambda i, n, _: file_ticket(i, n, call.catalog, by=call.person, at=call.at))


async def _due(call: Call) -> Reply:
    number, words = _numbered(call.rest)
    if not words:
        raise Refusal(f"By when? For example `/incident task due {number} 30m`, or `never`.")
    due_at = None if words.casefold() in NEVER else due_moment(words, now=call.at, tz=await call.tz())
    return await _changed(call, lambda i, n, _: set_task_due(i, n, due_at=due_at, by=call.person, at=call.at))


async def _changed(call: Call, rule: Callable[[Incident, int, str], Change], *, whole: bool = False) -> Reply:
    number, rest = _numbered(call.rest)
    changed = await call.store.change(call.where, lambda i: rule(i, number, readable(rest)), once=call.once)
    return task_said(changed.incident, task_of(changed.incident, number), whole=whole)


async def _list(call: Call) -> Reply:
    page = page_of(call.rest or "1")
    if page is None:
        raise Refusal("A further page of tasks is a number: `/incident task list 2`.")
    incident = await call.store.incident(call.where)
    gone = await call.store.deactivated(incident.taking_part)
    return tasks_asked_for(incident, page, now=call.at, gone=gone)


async def _one(call: Call) -> Reply:
    number, _ = _numbered(call.words)
    incident = await call.store.incident(call.where)
    gone = await call.store.deactivated(incident.taking_part)
    return task_shown(incident, task_of(incident, number), now=call.at, gone=gone)


def _only_one(call: Call) -> None:
    """Of `done 1, 2` the second must not be left undone in silence."""
    number, rest = _numbered(call.rest.replace(",", " "))
    if NUMBER.match(rest.removeprefix("and ").lstrip()):
        raise Refusal(f"One task at a time, so nothing was changed: `/incident task {call.first} {number}`.")


def _numbered(words: str) -> tuple[int, str]:
    """The number that words begin with, and what follows it."""
    read = NUMBER.match(words)
    if read is None:
        raise Refusal(f"Which task? Say its number, as in `/incident task done 3`. {ALONE}")
    return int(read[1]), words[read.end() :].strip()


DOES: dict[str, Callable[[Call], Awaitable[Reply]]] = {
    "add": _add,
    "done": _done,
    "reopen": _reopen,
    "take": _take,
    "assign": _assign,
    "due": _due,
    "edit": _edit,
    "drop": _drop,
    "ticket": _ticket,
    "list": _list,
}


def _needs(words: str) -> str:
    """Looking is free, and so is doing: whoever works on an incident need not be one who commands it."""
    word = words.partition(" ")[0].casefold()
    return ANYBODY if word in ("", "list", "take", "done") or NUMBER.fullmatch(word) else CHANGE


TASK = Command(
    word="task",
    usage="task [add text [@person] [due 30m]|done 3|reopen 3|assign 3 @person|due 3 14:30|edit 3 text|drop 3"
    "|ticket 3]",
    does="alone shows who does what; else adds a task, finishes it, hands it on, says when it is due, or files it",
    run=run,
    needs=_needs,
)
