"""The declare form, submitted."""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.carried import Carried
from incidents.catalog import Catalog
from incidents.declare import declare
from incidents.refusal import Refusal
from listeners.clicks import Body, once, ticked, typed
from listeners.tools import Tools
from storage.where import NEW


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the form. A view is spent when its submission is accepted: twice sent is once declared."""

    @app.view(ids.DECLARE_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        values, metadata = view["state"]["values"], json.loads(view["private_metadata"] or "{}")
        message = Carried.unpacked(metadata.get("message"))
        severity = tools.catalog.severity(typed(values, ids.SEVERITY) or tools.catalog.default_severity)
        by, at = body["user"]["id"], tools.now()
        services = _services(tools.catalog, typed(values, ids.SERVICE))
        await _not_declared_before(tools, message, by)
        await tools.store.change(
            NEW,
            lambda incident: declare(
                incident,
                tools.catalog,
                title=typed(values, ids.TITLE),
                severity=severity.key,
                by=by,
                at=at,
                summary=typed(values, ids.SUMMARY),
                services=services,
                private=ticked(values, ids.PRIVATE),
                drill=ticked(values, ids.DRILL),
                response_url=metadata.get("response_url"),
                carried=message,
            ),
            once=once(body),
        )
        return await ack()


async def _not_declared_before(tools: Tools, message: Carried | None, by: str) -> None:
    """Two people with the same alert before them need one incident."""
    if message is None:
        return
    known = await tools.store.declared_from(message.channel_id, message.message_ts, seen_by=by)
    before = next((incident for incident in known if incident.is_open), None)
    if before:
        raise Refusal(
            f"{before.ref} was declared from this message meanwhile, so nothing was declared. "
            f"`/incident {before.ref} room` leads there; `/incident declare` opens another one all the same.",
            field=ids.TITLE,
        )


def _services(catalog: Catalog, place: str) -> list[str]:
    """The chosen service; its value is its place in the config, which may have shrunk since."""
    if place.isdigit() and int(place) < len(catalog.services):
        return [catalog.services[int(place)].name]
    return []
