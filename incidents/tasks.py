"""What people do with tasks: add, finish, hand on, put off, word anew, drop."""

from datetime import datetime

from incidents.action_items import not_done
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.effects.people import AnswerPerson
from incidents.effects.tasks import FetchTask
from incidents.incident import Incident
from incidents.inlaid import of_moment
from incidents.refusal import Refusal
from incidents.shown import into_the_room, replied, tasks
from incidents.status import must_be_open
from incidents.task import Task
from incidents.task_reminders import expect
from incidents.wording import cut, one_line

LONGEST = 3000
"""Characters of a task; what is shown of it in lists is less."""
MOST = 500
"""Tasks of one incident: more would be a slip, or somebody's prank."""
TOLD = 200
"""Characters of a task in a line of the timeline."""
HOW = "For example `/incident task add restart db1 @grace due 30m`."


def add_task(
    incident: Incident,
    text: str,
    *,
    by: str,
    at: datetime,
    assignee: str | None = None,
    due_at: datetime | None = None,
    message: tuple[str, str] | None = None,
    response_url: str | None = None,
) -> Change:
    """One more thing to do. `message`: channel and ts of what it was made of, whose link is then looked up.

    `response_url`: who adds it elsewhere than in the room is answered there.
    """
    may_begin(incident)
    words = sound_words(text)
    _must_be_new(incident, words, message)
    task = Task(text=words, assignee_id=assignee, created_at=at, created_by=by, touched_at=at, due_at=due_at)
    link: tuple[Effect, ...] = ()
    if message:
        task.channel_id, task.message_ts = message
        link = (FetchTask(channel_id=message[0], message_ts=message[1]),)
    task.carried_at = at if incident.resolved_at else None
    incident.tasks.append(task)
    number = numbered(incident, task)
    due = f", due {of_moment(due_at)}" if due_at else ""
    what = f"{called(task)} {number}"
    text = f"added {what} ({told(task)}{due}) for" if assignee else f"added {what}: {told(task)}{due}"
    entry = Entry(kind="task", text=text, at=at, author_id=by, subject_id=assignee)
    expect(incident, task)
    answer = replied(by, "task_added", response_url, str(number))
    return Change((entry,), (*_given(incident, task, by), *link, *answer, *tasks(incident)))


def _must_be_new(incident: Incident, words: str, message: tuple[str, str] | None) -> None:
    """Two who make a task of one message, or one who does so again, get one; in other words it is another."""
    of_it = [each for each in incident.tasks if message and (each.channel_id, each.message_ts) == message]
    before = next((each for each in of_it if each.text == words and not each.dropped_at), None)
    if before:
        raise Refusal(f"This message is task {before.number} of {incident.ref} already, so nothing was added.")


def finish_task(
    incident: Incident, number: int, *, by: str, at: datetime, response_url: str | None = None
) -> Change:
    """It is done. Whoever says so a moment later hears by whom it was. Away from the room an answer follows."""
    task = found(incident, number)
    if task.done_at and task.done_by == by:
        return NOTHING
    if task.done_at:
        who = "{person} was faster" if task.done_by else f"{task.ticket_key or 'its ticket'} was closed in Jira"
        raise Refusal(f"Task {number} is done already: {who}.", person=task.done_by)
    task.done_at, task.done_by, task.touched_at = at, by, at
    expect(incident, task)
    entry = Entry(kind="task", text=f"finished task {number}: {told(task)}", at=at, author_id=by)
    return Change((entry,), (*tasks(incident), *replied(by, "task_done", response_url, str(number))))


def reopen_task(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """It is not done after all."""
    task = found(incident, number)
    if task.done_at is None:
        return NOTHING
    not_done(incident, task, at=at)
    expect(incident, task)
    entry = Entry(kind="task", text=f"reopened task {number}: {told(task)}", at=at, author_id=by)
    return Change((entry,), tasks(incident))


def assign_task(
    incident: Incident, number: int, *, to: str | None, by: str, at: datetime, seen: str | None = None
) -> Change:
    """Give it to somebody, or to nobody (None). `seen`: who had it (or "") on the screen that was clicked."""
    task = still_open(incident, number)
    before = task.assignee_id
    if before == to:
        return NOTHING
    if seen is not None and (before or "") != seen:
        whose = "belongs to {person} now" if before else "belongs to nobody now"
        raise Refusal(f"Task {number} {whose}, so it was left alone.", person=before)
    task.assignee_id, task.touched_at = to, at
    entries = _handed_on(task, before, by, at)
    return Change(entries, (*_given(incident, task, by), *tasks(incident)))


def set_task_due(incident: Incident, number: int, *, due_at: datetime | None, by: str, at: datetime) -> Change:
    """When it should be done; None: whenever."""
    task = still_open(incident, number)
    before = task.due_at
    if before == due_at:
        return NOTHING
    task.due_at, task.touched_at = due_at, at
    expect(incident, task)
    words = f"changed when task {number} is due: {_due(before)} → {_due(due_at)}"
    return Change((Entry(kind="task", text=words, at=at, author_id=by),), tasks(incident))


def reword_task(incident: Incident, number: int, text: str, *, by: str, at: datetime) -> Change:
    """Say better what is to be done."""
    task, words = found(incident, number), sound_words(text)
    if words == task.text:
        return NOTHING
    before, task.text, task.touched_at = told(task), words, at
    entry = Entry(kind="task", text=f"changed task {number}: {before} → {told(task)}", at=at, author_id=by)
    return Change((entry,), tasks(incident))


def drop_task(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """It need not be done, or was added by mistake."""
    task = still_open(incident, number)
    task.dropped_at = task.touched_at = at
    expect(incident, task)
    entry = Entry(kind="task", text=f"dropped task {number}: {told(task)}", at=at, author_id=by)
    return Change((entry,), tasks(incident))


def may_begin(incident: Incident) -> None:
    """Refuse a new task of an incident that was called off or merged, or of one that has far too many.

    Of a resolved one it is an action item from the beginning.
    """
    if not incident.resolved_at:
        must_be_open(incident)
    if len(incident.tasks) >= MOST:
        raise Refusal(f"{incident.ref} has {MOST} tasks, which is all it may have, so none was added.")


def numbered(incident: Incident, task: Task) -> int:
    """Give a task its number: one more than any task has had, also one that was dropped since.

    The incident is locked meanwhile, and the database insists that no number comes twice.
    """
    task.number = max((each.number or 0 for each in incident.tasks), default=0) + 1
    return task.number


def sound_words(text: str) -> str:
    """What is to be done, on one line, or a refusal."""
    words = one_line(text)
    if not words:
        raise Refusal(f"What is to be done? {HOW}", field="task")
    if len(words) > LONGEST:
        raise Refusal(f"A task has at most {LONGEST:,} characters, and this has {len(words):,}.", field="task")
    return words


def task_of(incident: Incident, number: int) -> Task:
    """The task of this number, also one that was dropped, or a refusal."""
    task = next((each for each in incident.tasks if each.number == number), None)
    if task is None:
        raise Refusal(
            f"{incident.ref} has no task {number}. `/incident {incident.ref} task` shows those it has."
            if incident.tasks
            else f"{incident.ref} has no tasks yet. {HOW}"
        )
    return task


def found(incident: Incident, number: int) -> Task:
    """The same, where it may still be changed."""
    task = task_of(incident, number)
    if task.dropped_at:
        raise Refusal(f"Task {number} was dropped, so nothing was changed.")
    if task.carried_at is None:
        must_be_open(incident)
    return task


def still_open(incident: Incident, number: int) -> Task:
    """The same, where it is not done yet."""
    task = found(incident, number)
    if task.done_at:
        raise Refusal(
            f"Task {number} is done, so nothing was changed. "
            f"`/incident {incident.ref} task reopen {number}` opens it again."
        )
    return task


def called(task: Task) -> str:
    """What it is: a task while something burns, an action item after."""
    return "action item" if task.carried_at else "task"


def told(task: Task) -> str:
    """As much of it as a line of the timeline says."""
    return cut(task.words, TOLD)


def _handed_on(task: Task, before: str | None, by: str, at: datetime) -> tuple[Entry, ...]:
    """Who had it and who has it now: a line names one of them, so it may take two."""
    to, what = task.assignee_id, f"task {task.number}"

    def line(text: str, subject: str | None = None) -> Entry:
        return Entry(kind="task", text=text, at=at, author_id=by, subject_id=subject)

    if to == by:
        over = line(f"took {what} ({told(task)}) over from", before)
        return (over if before else line(f"took {what}: {told(task)}"),)
    if to is None and before == by:
        return (line(f"gave {what} back: {told(task)}"),)
    lost = (line(f"took {what} ({told(task)}) away from", before),) if before not in (None, by) else ()
    return (*lost, line(f"gave {what} ({told(task)}) to", to)) if to else lost


def _given(incident: Incident, task: Task, by: str) -> tuple[Effect, ...]:
    """Whoever has a task belongs into the room, and hears of it where somebody else gave it to them."""
    to = task.assignee_id
    if to is None or to == by:
        return ()
    answer = AnswerPerson(user_id=to, answer="task_given", detail=f"{task.number} {by}")
    return (*into_the_room(incident, to), answer)


def _due(moment: datetime | None) -> str:
    return of_moment(moment) if moment else "whenever"
