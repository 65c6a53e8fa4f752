"""The card's button that takes a vacant role."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.roles import take_role
from listeners.clicks import Body, clicked, meant, once, role_word
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `take_role:…`; where the incident has no room, the value is its number."""

    @app.action(re.compile(f"^{ids.TAKE_ROLE}:"))
    async def take(ack: AsyncAck, body: Body) -> BoltResponse:
        role = tools.catalog.role(role_word(clicked(body)))
        person, at, response_url = body["user"]["id"], tools.now(), body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: take_role(i, role, by=person, at=at, response_url=response_url),
            once=once(body),
        )
        return await ack()
