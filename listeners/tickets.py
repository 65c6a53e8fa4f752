"""Asking for tickets: for one task, for all, and filling in what the tracker misses."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.tickets import can_be_filled, ticket_form
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.tasks import found
from incidents.tickets import file_ticket, file_tickets, fill_in
from listeners.clicks import Body, chosen, in_form, meant, on_button, once, picked_people, typed
from listeners.tools import Tools

INSTEAD = "Click once more."
NOTHING_MISSING = "Nothing can be filled in here any more. `/incident task` shows how things are."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the buttons under the list and under what whoever asked was told, and for the form."""

    @app.action(ids.FILE_TICKETS)
    async def every(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        where = meant(body)
        await tools.store.change(where, lambda i: file_tickets(i, tools.catalog, by=by, at=at), once=once(body))
        return await ack()

    @app.action(ids.FILE_TICKET)
    async def one(ack: AsyncAck, body: Body) -> BoltResponse:
        number, by, at = int(on_button(body)["task"]), body["user"]["id"], tools.now()
        where = meant(body)
        await tools.store.change(
            where, lambda i: file_ticket(i, number, tools.catalog, by=by, at=at), once=once(body)
        )
        return await ack()

    @app.action(ids.OPEN_TICKET_FORM)
    async def form(ack: AsyncAck, body: Body) -> BoltResponse:
        incident = await tools.store.incident(meant(body))
        await open_ticket_form(tools, body, incident, int(on_button(body)["task"]))
        return await ack()

    @app.view(ids.TICKET_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        known, by, at = in_form(view), body["user"]["id"], tools.now()
        number, answers, where = int(known["task"]), _answers(view["state"]["values"]), meant(body)
        await tools.store.change(
            where, lambda i: fill_in(i, number, answers, tools.catalog, by=by, at=at), once=once(body)
        )
        return await ack()


async def open_ticket_form(tools: Tools, body: Body, incident: Incident, number: int) -> None:
    """For whoever clicked; what it asks for was learnt when Jira refused, so that nobody waits for Jira."""
    task = found(incident, number)
    if not can_be_filled(task):
        raise Refusal(NOTHING_MISSING)
    await tools.open_form(body, ticket_form(incident, task), INSTEAD)


def _answers(values: dict[str, Any]) -> dict[str, str]:
    """By the ids of the fields, which stand in those of the blocks."""
    blocks = [block for block in values if block.partition(":")[0] == ids.TICKET_FIELD]
    return {
        each.partition(":")[2]: ",".join(chosen(values, each) or picked_people(values, each))
        or typed(values, each)
        for each in blocks
    }
