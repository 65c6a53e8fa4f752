"""The form in which everything of an incident is changed: opened from the card, and submitted."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.edit_form import edit_form
from incidents import editing
from incidents.catalog import Catalog
from incidents.editing import Editor, edit
from listeners.clicks import Body, chosen, in_form, meant, once, picked_minute, typed
from listeners.tools import Tools

INSTEAD = "Click once more, or say `/incident edit`."
TYPED = (ids.TITLE, ids.SUMMARY, ids.SEVERITY, ids.STATUS, ids.USERS_AFFECTED)


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `open_edit` (its value is the number) and for the form. Who only looks at it changes nothing."""

    @app.action(ids.OPEN_EDIT)
    async def opened(ack: AsyncAck, body: Body) -> BoltResponse:
        incident = await tools.store.incident(meant(body))
        form = edit_form(incident, tools.catalog, response_url=body.get("response_url"))
        await tools.open_form(body, form, INSTEAD)
        return await ack()

    @app.view(ids.EDIT_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        metadata, by, at = in_form(view), body["user"]["id"], tools.now()
        values, response_url = _values(view["state"]["values"], tools.catalog), metadata.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: edit(
                Editor(incident=i, catalog=tools.catalog, by=by, at=at, response_url=response_url),
                values,
                metadata["shown"],
            ),
            once=once(body),
        )
        return await ack()


def _values(state: dict[str, Any], catalog: Catalog) -> dict[str, str]:
    """What the form holds, by the names of `incidents/editing.py`: only of fields that it had."""
    values = {name: typed(state, name) for name in TYPED if name in state}
    values = {name: value for name, value in values.items() if value or name not in editing.WHILE_OPEN}
    if ids.SERVICES in state:
        places = [int(place) for place in chosen(state, ids.SERVICES)]
        names = {catalog.services[place].name for place in places if place < len(catalog.services)}
        values[editing.SERVICES] = "\n".join(sorted(names))
    if ids.IMPACT in state:
        values[editing.IMPACT] = picked_minute(state, ids.IMPACT)
    return values
