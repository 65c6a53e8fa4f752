"""The buttons around a status update: approve it, send it back, put off the one that is due."""

from dataclasses import replace

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.promises import snooze
from incidents.updates import approve, send_back
from listeners.clicks import Body, meant, on_button, once
from listeners.tools import Tools
from storage.where import Where


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `approve_update`, `send_back_update` (the value names the update) and `snooze_update`."""

    async def permit(by: str, where: Where, *, waits: bool = False) -> None:
        for each in (await tools.store.incident(where)).updates:
            if each.number == where.update:
                await tools.may_tell(by, each.audience, about=where, waits=waits)

    @app.action(ids.APPROVE_UPDATE)
    async def approved(ack: AsyncAck, body: Body) -> BoltResponse:
        number, by, at = _update(body), body["user"]["id"], tools.now()
        where = replace(meant(body), update=number)
        await permit(by, where)
        await tools.store.change(where, lambda i: approve(i, number, by=by, at=at), once=once(body))
        return await ack()

    @app.action(ids.SEND_BACK_UPDATE)
    async def sent_back(ack: AsyncAck, body: Body) -> BoltResponse:
        number, by, at = _update(body), body["user"]["id"], tools.now()
        where = replace(meant(body), update=number)
        await permit(by, where, waits=True)
        await tools.store.change(where, lambda i: send_back(i, number, by=by, at=at), once=once(body))
        return await ack()

    @app.action(ids.SNOOZE_UPDATE)
    async def put_off(ack: AsyncAck, body: Body) -> BoltResponse:
        seen, by, at = on_button(body), body["user"]["id"], tools.now()
        url = body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: snooze(i, due=seen["due"], by=by, at=at, response_url=url),
            once=once(body),
        )
        return await ack()


def _update(body: Body) -> int:
    """The update that the value names beside its incident."""
    return int(on_button(body)["update"])
