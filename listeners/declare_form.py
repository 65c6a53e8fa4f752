"""The declare form, submitted."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.carried import Carried
from incidents.catalog import Catalog
from incidents.declare import declare
from listeners.clicks import Body, in_form, once, ticked, typed
from listeners.tools import Tools
from storage.where import NEW, new_from


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the form. A view is spent when its submission is accepted: twice sent is once declared."""

    @app.view(ids.DECLARE_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        values, metadata = view["state"]["values"], in_form(view)
        message = Carried.unpacked(metadata.get("message"))
        severity = tools.catalog.severity(typed(values, ids.SEVERITY) or tools.catalog.default_severity)
        by, at = body["user"]["id"], tools.now()
        services = _services(tools.catalog, typed(values, ids.SERVICE))
        where = new_from(message.channel_id, message.message_ts, seen_by=by) if message else NEW
        await tools.store.change(
            where,
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


def _services(catalog: Catalog, place: str) -> list[str]:
    """The chosen service; its value is its place in the config, which may have shrunk since."""
    if place.isdigit() and int(place) < len(catalog.services):
        return [catalog.services[int(place)].name]
    return []
