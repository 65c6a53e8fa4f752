"""The form that hands a role over, and the answer of whoever is asked to take it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.handover import accept_role, decline_role, offer_role
from listeners.clicks import Body, in_form, meant, on_button, once, typed
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the form, and for `accept_role` and `decline_role` under the offer."""

    @app.view(ids.HANDOVER_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        values, seen = view["state"]["values"], in_form(view)
        role = tools.catalog.shown_role(seen["role"])
        whom, note = typed(values, ids.PERSON), typed(values, ids.NOTE)
        await tools.colleague(whom, ids.PERSON)
        by, at, holder = body["user"]["id"], tools.now(), seen["holder"] or None
        await tools.store.change(
            meant(body),
            lambda i: offer_role(i, role, to=whom, by=by, at=at, note=note, seen_holder=holder),
            once=once(body),
        )
        return await ack()

    @app.action(ids.ACCEPT_ROLE)
    async def accepted(ack: AsyncAck, body: Body) -> BoltResponse:
        await _answered(body, accept_role)
        return await ack()

    @app.action(ids.DECLINE_ROLE)
    async def declined(ack: AsyncAck, body: Body) -> BoltResponse:
        await _answered(body, decline_role)
        return await ack()

    async def _answered(body: Body, rule: Any) -> None:
        seen = on_button(body)
        role = tools.catalog.shown_role(seen["role"])
        by, at, place = body["user"]["id"], tools.now(), body["container"]
        seen_at = f"{place['channel_id']} {place['message_ts']}"
        await tools.store.change(
            meant(body),
            lambda i: rule(i, role, by=by, at=at, seen_holder=seen["holder"], seen_at=seen_at),
            once=once(body),
        )
