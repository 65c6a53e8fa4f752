"""Forms about the work: tasks, where people talk, and how it ends."""

from collections.abc import Iterator, Mapping
from typing import Any

from incidents.bridge import LONGEST
from incidents.catalog import PROVIDERS
from incidents.closing import why_not
from incidents.ending import UNDO_FOR
from incidents.meeting import is_starting
from incidents.task import Task
from incidents.ticket_fields import LONGEST as LONGEST_FILLED
from incidents.ticket_fields import means
from incidents.tickets import left_to_file
from web.acts.field import TICKS, Field, Form, choice, hidden, line, person, text, tick
from web.acts.look import Look

DUE = "Such as 30m, 14:30 or tomorrow 9:00, in your own zone. Empty: whenever."


def tasks(look: Look) -> Iterator[Form]:
    """Add one; whatever else is done with one is chosen from a list."""
    incident = look.incident
    if incident.is_open or incident.resolved_at:
        fields = (
            text("text", "What is to be done", required=True),
            person("Who", hint="Empty: nobody yet."),
            line("due", "By when", hint=DUE, longest=150),
        )
        title, button = (
            ("Add a task", "Add task") if incident.is_open else ("Add an action item", "Add action item")
        )
        yield Form(act="task", title=title, button=button, fields=fields)
    left = look.tasks([task for task in incident.open_tasks if incident.is_open or task.carried_at])
    if left:
        task = choice("task", "Task", left)
        yield Form(act="task-done", title="Done", button="It is done", fields=(task,))
        yield Form(act="task-take", title="Take", button="I do it", fields=(task,))
        to = person("To", hint="Empty: nobody.")
        yield Form(act="task-assign", title="Hand on", button="Hand on", fields=(task, to))
        due = line("due", "By when", hint=DUE, longest=150)
        yield Form(act="task-due", title="When it is due", button="Save time", fields=(task, due))
        words = text("text", "What is to be done", required=True)
        yield Form(act="task-edit", title="Rename", button="Save words", fields=(task, words))
        yield Form(act="task-drop", title="Drop", button="Drop it", fields=(task,))
        yield from _tickets(look)
    done = look.tasks([task for task in incident.tasks if task.done_at and not task.dropped_at])
    if done and incident.is_open:
        task = choice("task", "Task", done)
        yield Form(act="task-reopen", title="Open again", button="It is not done", fields=(task,))


def _tickets(look: Look) -> Iterator[Form]:
    """Where there is a tracker: one for a task or for all, and each field that it misses."""
    incident = look.incident
    left = left_to_file(incident, look.catalog)
    if left:
        every = (("", f"All {len(left)} that have none"),) if len(left) > 1 else ()
        task = choice("task", "Task", (*look.tasks(left), *every))
        yield Form(act="task-ticket", title="Create a Jira ticket", button="Create ticket", fields=(task,))
    for one in left:
        for asked in one.ticket_refused:
            if asked.get("kind") and not one.ticket_filled.get(asked["field"]):
                yield _missed(one, asked)


def _missed(task: Task, asked: Mapping[str, Any]) -> Form:
    about = (hidden("task", task.number), hidden("field", asked["field"]))
    name, options = str(asked["name"]), [(str(id_), str(words)) for id_, words in asked.get("options", [])]
    before = str(task.ticket_filled.get(asked["field"], {}).get("value", ""))
    why = str(asked["why"])
    if options:
        value = choice("value", name, options, before, hint=why)
    else:
        kind = text if asked["kind"] == "long" else line
        hint = ". ".join(filter(None, (why.rstrip("."), means(str(asked["kind"]))))) + "."
        value = kind("value", name, before, required=True, longest=LONGEST_FILLED, hint=hint)
    title = f"Task {task.number} in Jira: {name}"
    return Form(
        act="task-ticket-fill",
        title=title,
        button="Fill in",
        fields=(*about, value),
        about=f"{task.number}-{asked['field']}",
    )


def bridge(look: Look) -> Iterator[Form]:
    """Start a meeting, move, end."""
    incident, catalog = look.incident, look.catalog
    if not incident.is_open:
        return
    if catalog.bridges_to_ask(incident.services, incident.declared_by) and not is_starting(incident):
        ways = (("", "as the config says"), *((p, PROVIDERS[p]) for p in catalog.providers if p in PROVIDERS))
        title = "Start another meeting" if incident.conference_url else "Start a meeting"
        fields = (choice("provider", "With", ways),)
        yield Form(act="bridge", title=title, button="Start", fields=fields)
    url = line("url", "Address", required=True, hint=f"At most {LONGEST} characters.", longest=LONGEST)
    yield Form(act="bridge-url", title="Talk at an address", button="Set address", fields=(url,))
    if incident.conference_url or is_starting(incident):
        yield Form(act="bridge-end", title="", button="End the bridge")


def ending(look: Look) -> Iterator[Form]:
    """Resolve, call off, merge; and back."""
    incident = look.incident
    if incident.is_open:
        yield Form(act="resolve", title="Resolve", button="Resolve", fields=tuple(_resolved(look)))
        why = (text("why", "Why, if you say so"),)
        yield Form(act="cancel", title="A false alarm", button="Cancel the incident", fields=why)
        into = (line("into", "The other incident", required=True, hint="Such as INC-7.", longest=150),)
        yield Form(act="merge", title="It is a part of another", button="Merge", fields=into)
        return
    if incident.ended_at and look.now - incident.ended_at <= UNDO_FOR:
        ended = (hidden("ended_at", incident.ended_at.isoformat()),)
        yield Form(act="undo", title="", button="Undo: it has not ended", fields=ended)
    if not why_not(incident, look.catalog):
        sure = tick("sure", "I am sure: nobody can write there any more")
        yield Form(act="close", title="All is said", button="Archive the room", fields=(sure,))
    why = (text("why", "What happened, if you say so"),)
    yield Form(act="reopen", title="It broke again", button="Reopen", fields=why)


def _resolved(look: Look) -> Iterator[Field]:
    yield text("resolution", "What fixed it")
    yield line("users_affected", "How many users were affected", look.incident.users_affected, longest=300)
    left = look.tasks(look.incident.open_tasks)
    if left:
        label = "Open tasks become action items, except those that you tick"
        yield Field(name="left", label=label, kind=TICKS, options=left)
