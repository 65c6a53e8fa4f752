"""The menu of a task in the list, and the button under what somebody was told of theirs."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.task_forms import task_form
from blocks.tasks import DONE, DROP, EDIT, FILL, TAKE, TICKET
from incidents.change import Change
from incidents.incident import Incident
from incidents.permissions import CHANGE
from incidents.tasks import assign_task, drop_task, finish_task, found
from incidents.tickets import file_ticket
from incidents.times import zone
from listeners.clicks import Body, clicked, meant, on_button, once
from listeners.tickets import open_ticket_form
from listeners.tools import Tools

INSTEAD = "Choose it once more."

Choice = Callable[[Incident, int, str, str, datetime], Change]
"""Is given the incident, the task's number, who had it on the screen that was clicked, by whom, and when."""

CHOICES: dict[str, Choice] = {
    DONE: lambda i, number, _, by, at: finish_task(i, number, by=by, at=at),
    TAKE: lambda i, number, seen, by, at: assign_task(i, number, to=by, by=by, at=at, seen=seen),
    DROP: lambda i, number, _, by, at: drop_task(i, number, by=by, at=at),
}


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `task_menu:…`, whose option says what to do with which task, and for `task_done`."""

    @app.action(re.compile(f"^{ids.TASK_MENU}:"))
    async def chosen(ack: AsyncAck, body: Body) -> BoltResponse:
        what, number, seen = [*str(clicked(body)["selected_option"]["value"]).split(":"), "", ""][:3]
        by, at = body["user"]["id"], tools.now()
        where = meant(body)
        if what in (EDIT, DROP, TICKET, FILL):
            await tools.store.permit(CHANGE, by, tools.catalog.permissions, about=where)
        if what == EDIT:
            await _edit(tools, body, await tools.store.incident(where), int(number))
        elif what == FILL:
            await open_ticket_form(tools, body, await tools.store.incident(where), int(number))
        elif what == TICKET:
            ask = partial(file_ticket, number=int(number), catalog=tools.catalog, by=by, at=at)
            await tools.store.change(where, ask, once=once(body))
        elif what in CHOICES:  # else it was a link
            rule = CHOICES[what]
            await tools.store.change(where, lambda i: rule(i, int(number), seen, by, at), once=once(body))
        return await ack()

    @app.action(ids.TASK_DONE)
    async def done(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_button(body)
        by, at, response_url = body["user"]["id"], tools.now(), body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: finish_task(i, int(seen["task"]), by=by, at=at, response_url=response_url),
            once=once(body),
        )
        return await ack()


async def _edit(tools: Tools, body: Body, incident: Incident, number: int) -> None:
    task = found(incident, number)
    due = task.due_at.isoformat() if task.due_at else None
    metadata = json.dumps({"incident": incident.id, "task": number, "due": due})
    form = task_form(incident, metadata, zone=zone(await tools.tz(body["user"]["id"])), task=task)
    await tools.open_form(body, form, INSTEAD)
