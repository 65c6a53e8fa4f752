"""The form of a task, submitted: a new one is added, one that was there is changed."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.change import Change
from incidents.incident import Incident
from incidents.permissions import CHANGE
from incidents.task_edit import Fields, change_task
from incidents.tasks import add_task
from incidents.times import due_moment
from listeners.clicks import Body, in_form, once, shown_at_first, typed
from listeners.tools import Tools
from storage.where import numbered

View = dict[str, Any]


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the form; what it says of incident, task and message stands in its metadata."""

    @app.view(ids.TASK_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: View) -> BoltResponse:
        known, by, at = in_form(view), body["user"]["id"], tools.now()
        number = known.get("incident") or int(typed(view["state"]["values"], ids.INCIDENT))
        where = numbered(number, seen_by=by)
        await tools.store.permit(CHANGE, by, tools.catalog.permissions, about=where)
        fields = await _fields(tools, view, known, by, at)

        def rule(incident: Incident) -> Change:
            if "task" not in known:
                return _added(incident, fields, known, by, at)
            return change_task(incident, known["task"], wanted=fields, seen=_seen(view, known), by=by, at=at)

        await tools.store.change(where, rule, once=once(body))
        return await ack()


def _added(incident: Incident, fields: Fields, known: dict[str, Any], by: str, at: datetime) -> Change:
    channel, ts = known.get("message", ("", ""))
    return add_task(
        incident,
        fields.text,
        by=by,
        at=at,
        assignee=fields.assignee_id,
        due_at=fields.due_at,
        message=(channel, ts) if channel else None,
        response_url=known.get("response_url"),
    )


async def _fields(tools: Tools, view: View, known: dict[str, Any], by: str, at: datetime) -> Fields:
    """What the form holds now. A time that nobody has touched stays to the second."""
    values = view["state"]["values"]
    due, due_at = typed(values, ids.DUE).strip(), _due(known)
    if due != shown_at_first(view, ids.DUE):
        due_at = due_moment(due, now=at, tz=await tools.tz(by), field=ids.DUE) if due else None
    assignee = typed(values, ids.ASSIGNEE)
    if assignee and assignee != shown_at_first(view, ids.ASSIGNEE):
        await tools.colleague(assignee, ids.ASSIGNEE)
    return Fields(text=typed(values, ids.TASK), assignee_id=assignee or None, due_at=due_at)


def _seen(view: View, known: dict[str, Any]) -> Fields:
    """What the form held when it was opened."""
    assignee = shown_at_first(view, ids.ASSIGNEE) or None
    return Fields(text=shown_at_first(view, ids.TASK), assignee_id=assignee, due_at=_due(known))


def _due(known: dict[str, Any]) -> datetime | None:
    return datetime.fromisoformat(known["due"]) if known.get("due") else None
