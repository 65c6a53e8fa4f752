"""The form of a status update: kept while somebody writes, and submitted."""

import re
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.update_form import NONE, begun_anew, overtaken
from incidents.incident import RESOLVED, Incident
from incidents.permissions import CHANGE, RESOLVE
from incidents.status_update import INTERNAL, PUBLIC, UpdateDraft
from incidents.times import moment
from incidents.updates import write_update
from integrations.slack_forms import update_form
from listeners.clicks import Body, clicked, in_form, meant, typed
from listeners.tools import Tools
from storage.updates import sent
from storage.where import Where


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for what is typed and chosen in the form, for a draft that is discarded, and for its submission."""
    _while_writing(app, tools)
    _when_sent(app, tools)


def _while_writing(app: AsyncApp, tools: Tools) -> None:
    @app.action({"block_id": re.compile(f"^{ids.UPDATE_TEXT}:"), "action_id": ids.VALUE})
    @app.action({"block_id": ids.UPDATE_STATUS, "action_id": ids.VALUE})
    @app.action({"block_id": ids.UPDATE_AUDIENCE, "action_id": ids.VALUE})
    @app.action({"block_id": ids.UPDATE_NEXT, "action_id": ids.VALUE})
    @app.action({"block_id": ids.UPDATE_AT, "action_id": ids.VALUE})
    async def writing(ack: AsyncAck, body: Body) -> BoltResponse:
        view, action = body["view"], clicked(body)
        draft = _typed(body, datetime.fromtimestamp(float(action["action_ts"]), UTC))
        incident = await tools.store.incident(meant(body))
        if action["block_id"] == ids.UPDATE_STATUS and draft.text.strip() == _began_with(view).strip():
            form = begun_anew(incident, tools.catalog, view, now=tools.now(), kept=draft)
            await update_form(tools.client, view, form)
            return await ack()
        await tools.store.keep_draft(draft)
        if _overtaken(incident, view):
            await update_form(tools.client, view, overtaken(incident, tools.catalog, view, draft))
        return await ack()

    @app.action(ids.DISCARD_DRAFT)
    async def discard(ack: AsyncAck, body: Body) -> BoltResponse:
        incident = await tools.store.incident(meant(body))
        await tools.store.drop_draft(incident.id or 0, body["user"]["id"])
        form = begun_anew(incident, tools.catalog, body["view"], now=tools.now())
        await update_form(tools.client, body["view"], form)
        return await ack()


def _when_sent(app: AsyncApp, tools: Tools) -> None:
    @app.view(ids.UPDATE_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        where, by, at = meant(body), body["user"]["id"], tools.now()
        incident, draft = await tools.store.incident(where), _typed(body, at)
        if await tools.store.seen(sent(view["id"])):
            return await ack()
        if _overtaken(incident, view) and incident.is_open:
            return await ack(response_action="update", view=overtaken(incident, tools.catalog, view, draft))
        await _permit(tools, incident, draft, _moved(draft, view), about=where)
        next_at = await _next_at(tools, draft, at)
        await tools.store.change(
            where,
            lambda i: write_update(
                i,
                draft.text,
                tools.catalog,
                by=by,
                at=at,
                status=_moved(draft, view),
                audience=draft.audience,
                next_at=next_at,
                seen=_metadata(view)["seen"],
                response_url=_metadata(view).get("response_url"),
            ),
            once=sent(view["id"]),
        )
        await tools.store.drop_draft(incident.id or 0, by)
        return await ack()


async def _permit(tools: Tools, incident: Incident, draft: UpdateDraft, moved: str, *, about: Where) -> None:
    """They may write for these readers, and may move the incident on to where they have `moved` it, or end it."""
    waits = tools.catalog.wants_second_person(draft.audience, incident.severity)
    await tools.may_tell(draft.person, draft.audience, about=about, waits=waits, field=ids.UPDATE_AUDIENCE)
    if moved:
        act = RESOLVE if moved == RESOLVED else CHANGE
        policy, field = tools.catalog.permissions, ids.UPDATE_STATUS
        await tools.store.permit(act, draft.person, policy, about=about, field=field)


async def _next_at(tools: Tools, draft: UpdateDraft, at: datetime) -> datetime | None:
    """A time that was typed wins over what was chosen; both are read in the writer's own zone."""
    words = draft.next_words.strip() or draft.next_in
    if draft.status == RESOLVED or words == NONE:
        return None
    return moment(words, now=at, tz=await tools.tz(draft.person), field=ids.UPDATE_AT)


def _typed(body: Body, at: datetime) -> UpdateDraft:
    """What stands in the form."""
    values = {block.partition(":")[0]: held for block, held in body["view"]["state"]["values"].items()}
    return UpdateDraft(
        incident_id=int(_metadata(body["view"])["incident"]),
        person=body["user"]["id"],
        view_id=body["view"]["id"],
        text=typed(values, ids.UPDATE_TEXT),
        status=typed(values, ids.UPDATE_STATUS),
        audience=PUBLIC if typed(values, ids.UPDATE_AUDIENCE) == PUBLIC else INTERNAL,
        next_in=typed(values, ids.UPDATE_NEXT),
        next_words=typed(values, ids.UPDATE_AT),
        written_at=at,
    )


def _began_with(view: dict[str, Any]) -> str:
    """The words that were in the form when nobody had written in it yet; a draft is somebody's own."""
    if any(block["block_id"] == "draft" for block in view["blocks"]):
        return ""
    text = next(b for b in view["blocks"] if b["block_id"].partition(":")[0] == ids.UPDATE_TEXT)
    return str(text["element"].get("initial_value") or "")


def _overtaken(incident: Incident, view: dict[str, Any]) -> bool:
    return bool(incident.latest_update_number != _metadata(view)["seen"])


def _moved(draft: UpdateDraft, view: dict[str, Any]) -> str:
    """The status that the writer has chosen. What stood there already is no choice: somebody may have moved on."""
    return "" if draft.status == _metadata(view).get("stood") else draft.status


def _metadata(view: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = in_form(view)
    return found
