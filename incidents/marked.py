"""A reaction on a message makes it a task; taken away before anybody touched the task, it takes that along.

Another one makes it an action item, also after the end.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from incidents.change import NOTHING, SILENT, Change, Entry, together
from incidents.effects.tasks import FetchTask
from incidents.incident import Incident
from incidents.shown import tasks
from incidents.task import Task
from incidents.tasks import LONGEST, MOST, called, numbered, told
from incidents.wording import cut, one_line


def mark(
    incident: Incident,
    *,
    channel_id: str,
    message_ts: str,
    by: str,
    event_ts: str,
    at: datetime,
    item: bool = False,
) -> Change:
    """Somebody put the reaction on a message. However many do, it is one task; `item`: an action item."""
    return _marked(incident, (channel_id, message_ts), by, event_ts, at, on=True, item=item)


def unmark(
    incident: Incident,
    *,
    channel_id: str,
    message_ts: str,
    by: str,
    event_ts: str,
    at: datetime,
    item: bool = False,
) -> Change:
    """Somebody took theirs away. Events are put in order by `event_ts`, never by arrival."""
    return _marked(incident, (channel_id, message_ts), by, event_ts, at, on=False, item=item)


def marks_seen(
    incident: Incident, *, channel_id: str, message_ts: str, markers: Mapping[str, bool], asked_at: datetime
) -> Change:
    """Who has marked a message, as Slack told at a moment: whatever is heard of later counts more.

    `markers`: by person, whether they made it an action item.
    """
    where, stamp = (channel_id, message_ts), f"{asked_at.timestamp():.6f}"
    known = {who for task in _made_of(incident, *where)[:1] for who in marking(task)}
    on, off = sorted(markers.keys() - known), sorted(known - markers.keys())
    put_on = [_marked(incident, where, who, stamp, asked_at, on=True, item=markers[who]) for who in on]
    taken = [_marked(incident, where, who, stamp, asked_at, on=False, item=False) for who in off]
    return together([*put_on, *taken])


def marking(task: Task) -> set[str]:
    """Whose reactions stand for it."""
    return {who for who, (_, on) in task.marks.items() if on}


def task_fetched(incident: Incident, *, channel_id: str, message_ts: str, text: str, permalink: str) -> Change:
    """The message is known now: what a reaction made of it becomes a task that people see."""
    made = _made_of(incident, channel_id, message_ts)
    for task in made:
        task.permalink = permalink
    waiting = [task for task in made if task.text is None]
    if not waiting:
        return Change(effects=tasks(incident)) if made else NOTHING
    (task,) = waiting
    task.text = cut(one_line(text), LONGEST)
    if task.dropped_at:
        return SILENT
    # It was wanted before the end and nobody has seen it yet, or it is one from the beginning.
    task.carried_at = task.carried_at or incident.resolved_at
    return _appears(incident, task)


def marked_from_elsewhere(
    incident: Incident, *, channel_id: str, message_ts: str, by: str, at: datetime
) -> Change:
    """Whoever marked it is of another workspace and has no say; what others have marked stays."""
    found = [task for task in _made_of(incident, channel_id, message_ts) if by in task.marks]
    for task in found:
        task.marks = {person: marked for person, marked in task.marks.items() if person != by}
        others = [person for person, (_, marked) in task.marks.items() if marked]
        if task.text is None and not others:
            task.dropped_at = at
        if task.created_by == by:
            task.created_by = next(iter(others), by)
    return SILENT if found else NOTHING


def task_vanished(incident: Incident, *, channel_id: str, message_ts: str, at: datetime) -> Change:
    """The message was deleted before it could be read. A task that somebody has worded stays."""
    waiting = [task for task in _made_of(incident, channel_id, message_ts) if task.text is None]
    for task in waiting:
        task.dropped_at = at
    return SILENT if waiting else NOTHING


def _marked(
    incident: Incident, message: tuple[str, str], by: str, event_ts: str, at: datetime, *, on: bool, item: bool
) -> Change:
    """Note one person's reaction, and decide whether the message is a task.

    An ended incident gets no new ones, but a resolved one action items.
    """
    known = _made_of(incident, *message)
    lives = incident.is_open or (item and incident.resolved_at is not None)
    if not known and (not lives or len(incident.tasks) >= MOST):
        return NOTHING
    if not known:
        known = [_waiting(*message, by, at, item=item)]
        incident.tasks += known
    task = known[0]
    if by in task.marks and Decimal(task.marks[by][0]) >= Decimal(event_ts):
        return NOTHING
    task.marks = {**task.marks, by: (event_ts, on)}
    wanted = any(marked for _, marked in task.marks.values())
    if task.touched_at or not lives:
        return SILENT
    if on and task.text is None:
        task.dropped_at = None
        return Change(effects=(FetchTask(channel_id=message[0], message_ts=message[1], marked_by=by),))
    if wanted == (task.dropped_at is None):
        return SILENT
    task.dropped_at = None if wanted else at
    return _appears(incident, task) if wanted else _disappears(incident, task, by, at)


def _waiting(channel_id: str, message_ts: str, by: str, at: datetime, *, item: bool) -> Task:
    """As if dropped, until the order of the reactions is known."""
    made = Task(created_at=at, created_by=by, channel_id=channel_id, message_ts=message_ts, dropped_at=at)
    made.carried_at = at if item else None
    return made


def _appears(incident: Incident, task: Task) -> Change:
    number = task.number or numbered(incident, task)
    text = f"added {called(task)} {number}: {told(task)}"
    entry = Entry(kind="task", text=text, at=task.created_at, author_id=task.created_by)
    return Change((entry,), tasks(incident))


def _disappears(incident: Incident, task: Task, by: str, at: datetime) -> Change:
    if task.number is None:
        return SILENT
    entry = Entry(kind="task", text=f"dropped task {task.number}: {told(task)}", at=at, author_id=by)
    return Change((entry,), tasks(incident))


def _made_of(incident: Incident, channel_id: str, message_ts: str) -> list[Task]:
    return [task for task in incident.tasks if (task.channel_id, task.message_ts) == (channel_id, message_ts)]
