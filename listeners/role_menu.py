"""The menu of a held role on the card: hand it over, take that back, or release it."""

import json
import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.handover import handover_form
from blocks.roles import HAND_OVER, WITHDRAW
from incidents.catalog import Role
from incidents.change import Change
from incidents.handover import must_hold, withdraw_offer
from incidents.incident import Incident
from incidents.roles import release_role
from listeners.clicks import Body, clicked, meant, once, role_word
from listeners.tools import Tools

INSTEAD = "Choose it once more, or say `/incident role {} handover @person`."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `role_menu:…`; the option's value says what the screen showed that was clicked."""

    @app.action(re.compile(f"^{ids.ROLE_MENU}:"))
    async def chosen(ack: AsyncAck, body: Body) -> BoltResponse:
        action = clicked(body)
        role = tools.catalog.role(role_word(action))
        what, _, seen = str(action["selected_option"]["value"]).partition(":")
        by, at = body["user"]["id"], tools.now()

        def change(incident: Incident) -> Change:
            if what == WITHDRAW:
                return withdraw_offer(incident, role, by=by, at=at, seen_asked=seen or None)
            return release_role(incident, role, by=by, at=at, seen_holder=seen or None)

        if what == HAND_OVER:
            await _ask_whom(body, role, seen)
        else:
            await tools.store.change(meant(body), change, once=once(body))
        return await ack()

    async def _ask_whom(body: Body, role: Role, seen_holder: str) -> None:
        incident = await tools.store.incident(meant(body))
        must_hold(incident, role, seen_holder or None)
        metadata = json.dumps({"incident": incident.id, "role": role.key, "holder": seen_holder})
        form = handover_form(incident, role, tools.catalog, metadata, now=tools.now())
        await tools.open_form(body, form, INSTEAD.format(role.key))
