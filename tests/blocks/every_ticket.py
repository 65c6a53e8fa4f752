"""Every message and form about tickets, by name."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from blocks import tickets
from blocks.message import Message
from blocks.task_answers import tickets_asked_for
from blocks.tasks import task_list, task_shown
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.task import Task
from incidents.tracker import Tracker
from tests.blocks.given import HOSTILE_WORDS
from tests.rules.given import ADA, later

MESSAGES: dict[str, Callable[[Incident, Catalog], Message]] = {
    "task_list, with tickets": lambda i, c: task_list(_ticketed(i), now=later(60), catalog=_tracked(c)),
    "task_shown, with a ticket": lambda i, c: task_shown(i, _filed(_task(i)), now=later(60)),
    "tickets_asked_for": lambda i, c: tickets_asked_for(_ticketed(i)),
    "ticket_refused": lambda i, c: tickets.ticket_refused(i, _missed(_task(i))),
    "ticket_noted": lambda i, c: tickets.ticket_noted(i, _filed(_task(i))),
    "ticket_reopened": lambda i, c: tickets.ticket_reopened(i, _filed(_task(i))),
    "ticket_late": lambda i, c: tickets.ticket_late(_ticketed(i), _on_its_way(_task(i))),
    "ticket_gone": lambda i, c: tickets.ticket_gone(i, _filed(_task(i))),
}
VIEWS: dict[str, Callable[[Incident, Catalog], dict[str, Any]]] = {
    "ticket_form": lambda i, c: tickets.ticket_form(i, _missed(_task(i))),
}


def _tracked(catalog: Catalog) -> Catalog:
    return replace(catalog, jira=Tracker(project="OPS"))


def _task(incident: Incident) -> Task:
    """One of its tasks; of an incident without, one that is as long as may be."""
    made = Task(number=1, text=HOSTILE_WORDS[:3000], created_at=later(0), created_by=ADA, due_at=later(5))
    return Task(**next(iter(incident.tasks), made).model_dump())


def _ticketed(incident: Incident) -> Incident:
    """Each task another way: filed, refused, on its way, and none asked for."""
    found = Incident(**incident.model_dump(), roles=[])
    found.tasks.extend(Task(**task.model_dump()) for task in incident.tasks)
    ways = itertools.cycle((_filed, _missed, _on_its_way, None))
    for way, task in zip(ways, found.tasks, strict=False):
        if way:
            way(task)
    return found


def _on_its_way(task: Task) -> Task:
    task.ticket_asked_at, task.ticket_asked_by = later(41), ADA
    return task


def _filed(task: Task) -> Task:
    task.ticket_key, task.ticket_url = "OPS-123456", "https://example.atlassian.net/browse/OPS-123456"
    task.ticket_status, task.ticket_notes = "Waiting <for> & review", [f"without priority: {HOSTILE_WORDS}"] * 3
    return _on_its_way(task)


def _missed(task: Task) -> Task:
    """Every kind of field."""
    options = [[str(n), f"{n} {HOSTILE_WORDS}"[:300]] for n in range(250)]
    kinds: dict[str, list[list[str]]] = {"option": options, "options": options}
    task.ticket_refused = [
        {
            "field": f"customfield_{n}",
            "name": "Business unit",
            "why": HOSTILE_WORDS[:300],
            "kind": kind,
            "options": kinds.get(kind, []),
        }
        for n, kind in enumerate(
            ("text", "long", "number", "date", "labels", "option", "options", "user", "users", "datetime", "")
        )
    ]
    task.ticket_filled = {
        "customfield_6": {"kind": "options", "value": "3,240"},
        "customfield_7": {"kind": "user", "value": "ada@example.com"},
        "customfield_8": {"kind": "users", "value": f"{ADA},ada@example.com"},
    }
    return _on_its_way(task)
