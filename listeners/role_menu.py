"""The menu of a held role on the card."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.roles import release_role
from listeners.clicks import Body, clicked, once, role_word
from listeners.tools import Tools
from storage.where import in_channel


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `role_menu:…`; the option's value says who held the role on the screen that was clicked."""

    @app.action(re.compile(f"^{ids.ROLE_MENU}:"))
    async def release(ack: AsyncAck, body: Body) -> BoltResponse:
        action = clicked(body)
        role = tools.catalog.role(role_word(action))
        seen_holder = str(action["selected_option"]["value"]).partition(":")[2]
        person, at = body["user"]["id"], tools.now()
        await tools.store.change(
            in_channel(body["channel"]["id"]),
            lambda i: release_role(i, role, by=person, at=at, seen_holder=seen_holder or None),
            once=once(body),
        )
        return await ack()
