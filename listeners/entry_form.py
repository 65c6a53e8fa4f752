"""The menu of a timeline that puts an entry right, and the form in which that is done."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.entry_form import HIDDEN, KEY, entry_form
from incidents.curating import entry_called, put_right
from incidents.refusal import Refusal
from listeners.clicks import OLD_FORM, Body, chosen, in_form, meant, on_option, once, picked_minute, typed
from listeners.tools import Tools

INSTEAD = "Choose it once more."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `put_right` (its option names the incident and the entry) and for the form."""

    @app.action(ids.PUT_RIGHT)
    async def opened(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_option(body)
        incident = await tools.store.incident(replace(meant(body), entry=int(seen["entry"])))
        entry = entry_called(incident, int(seen["entry"]))
        form = entry_form(incident, entry, page=seen.get("page", 1), response_url=body.get("response_url"))
        await tools.open_form(body, form, INSTEAD)
        return await ack()

    @app.view(ids.ENTRY_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        shown, values, by, at = in_form(view), view["state"]["values"], body["user"]["id"], tools.now()
        entry, ticked = _number(shown["entry"]), chosen(values, ids.ENTRY_MARKS)
        key, hidden = KEY in ticked, HIDDEN in ticked
        minute = picked_minute(values, ids.ENTRY_TIME)
        await tools.store.change(
            replace(meant(body), entry=entry),
            lambda i: put_right(
                i,
                entry,
                text=typed(values, ids.ENTRY_TEXT) if ids.ENTRY_TEXT in values else None,
                time=datetime.fromtimestamp(int(minute) * 60, UTC) if minute else None,
                is_key=key if key != shown["key"] else None,
                is_hidden=hidden if hidden != shown["hidden"] else None,
                by=by,
                at=at,
                seen=shown["seen"],
                page=shown["page"],
                response_url=shown.get("response_url"),
            ),
            once=once(body),
        )
        return await ack()


def _number(entry: Any) -> int:
    """Which entry the form is about."""
    if not isinstance(entry, int):
        raise Refusal(OLD_FORM)
    return entry
