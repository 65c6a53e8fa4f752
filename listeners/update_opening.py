"""The buttons that open the form of a status update."""

from dataclasses import replace

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.update_form import writing
from incidents.status import must_be_open
from listeners.clicks import Body, meant, on_button
from listeners.tools import Tools
from storage.where import Where

INSTEAD = "Click once more, or say `/incident update` with what is new."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `open_update` (this room's incident) and `write_update` (its value names the incident).

    The value may also name an update that was sent back: its author has the words again.
    """

    async def write(body: Body, where: Where) -> None:
        by = body["user"]["id"]
        incident = await tools.store.incident(where)
        must_be_open(incident)
        draft = await tools.store.draft(incident.id or 0, by)
        again = next((u for u in incident.updates if u.number == where.update and u.author_id == by), None)
        url = body.get("response_url")
        form = writing(incident, tools.catalog, now=tools.now(), draft=draft, again=again, response_url=url)
        await tools.open_form(body, form, INSTEAD)

    @app.action(ids.OPEN_UPDATE)
    async def from_card(ack: AsyncAck, body: Body) -> BoltResponse:
        await write(body, meant(body))
        return await ack()

    @app.action(ids.WRITE_UPDATE)
    async def from_elsewhere(ack: AsyncAck, body: Body) -> BoltResponse:
        number = on_button(body).get("update")
        await write(body, replace(meant(body), update=int(number) if number else None))
        return await ack()
