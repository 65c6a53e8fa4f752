"""The room's front page in the channel's canvas, wherever the workspace has canvases."""

from datetime import datetime, timedelta
from typing import Any

import structlog

from incidents.change import Rule
from incidents.refs import CANVAS, UNDER
from incidents.room import remembered
from integrations.errors import Rejected, Unavailable
from jobs.desk import Desk, Order
from jobs.people import names_in
from jobs.posts import link_to
from jobs.written import written_document
from reports.canvas import front_page, mark
from storage.store import Store

ABSENT = "canvases_absent"
"""The workspace value that says since when we know of no canvases here."""
ASK_AGAIN = timedelta(days=1)
NOT_HERE = {
    "canvas_disabled_user_team",
    "team_tier_cannot_create_channel_canvases",
    "missing_scope",
    "unknown_method",
}
"""The workspace's plan, its admins, an app installed from an older manifest: nothing that one room could mend."""
NOT_IN_THIS_ROOM = {"restricted_action", "free_team_canvas_tab_already_exists"}
GONE = {"canvas_not_found", "canvas_deleted"}
STUMBLES = 4
"""Slack also says canvas_editing_failed where the same words pass a moment later."""

log = structlog.get_logger("canvas")


async def refresh_canvas(order: Order) -> Rule | None:
    """Write the page, and make its canvas first where there is none. Without canvases a room lacks nothing."""
    room = order.incident.channel_id
    if room is None or await _absent(order.desk):
        return None
    try:
        canvas = await _in_step(order)
    except Rejected as error:
        if error.code in NOT_HERE:
            await _noted_absent(order.desk, error)
        elif error.code not in NOT_IN_THIS_ROOM:
            raise
        return None
    return (lambda i: remembered(i, room=room, **{CANVAS: canvas})) if canvas else None


async def delete_canvas(order: Order, channel: str) -> None:
    """Take our page out of a room that the incident has left. People's own stays."""
    canvas = await _present(order, channel)
    if canvas.get("file_id") and await _ours(order, canvas["file_id"]):
        try:
            await order.desk.slack.call("canvases.delete", canvas_id=canvas["file_id"])
        except Rejected as error:
            if error.code not in GONE:
                raise


async def look_again(store: Store) -> None:
    """At a start the plan or the scopes may be others than before."""
    if await store.known(ABSENT):
        await store.keep(ABSENT, "")


async def _absent(desk: Desk) -> bool:
    since = await desk.store.known(ABSENT)
    return bool(since) and desk.now() - datetime.fromisoformat(str(since)) < ASK_AGAIN


async def _noted_absent(desk: Desk, error: Rejected) -> None:
    log.warning("no canvases here: war rooms do without, until a restart or tomorrow", why=str(error))
    await desk.store.keep(ABSENT, desk.now().isoformat())


async def _in_step(order: Order) -> str | None:
    """The id of the canvas that is in step now; None where the channel has one that is not ours."""
    content = {"type": "markdown", "markdown": await _page(order)}
    known = order.incident.refs.get(CANVAS)
    if known and await _written(order, known, content):
        return known
    return await _created(order, content) or await _adopted(order, content)


async def _page(order: Order) -> str:
    incident, desk = order.incident, order.desk
    timeline = await desk.store.timeline(incident.id or 0)
    known = await names_in(desk, incident, timeline)
    written = (await written_document(order))[0] if incident.resolved_at else ""
    return front_page(
        incident, timeline, known, desk.catalog, links=_links(order), now=desk.now(), postmortem=written
    )


def _links(order: Order) -> dict[str, str]:
    incident = order.incident
    here = UNDER not in incident.refs  # else it stands under the digest message
    posts = {"Incident card": incident.refs.get("card"), "Post-mortem": here and incident.refs.get("postmortem")}
    links = {name: link_to(order, ts) for name, ts in posts.items() if ts}
    return links | ({"Bridge": incident.conference_url} if incident.conference_url else {})


async def _written(order: Order, canvas: str, content: dict[str, str]) -> bool:
    """Replace all of it; False when somebody has deleted it."""
    change = {"operation": "replace", "document_content": content}
    try:
        await order.desk.slack.call("canvases.edit", canvas_id=canvas, changes=[change])
    except Rejected as error:
        if error.code == "canvas_editing_failed" and order.attempt.number <= STUMBLES:
            raise Unavailable(str(error)) from error
        if error.code not in GONE:
            raise
        return False
    return True


async def _created(order: Order, content: dict[str, str]) -> str | None:
    """A new canvas of the channel; None when it has one."""
    try:
        answer = await order.desk.slack.call(
            "conversations.canvases.create",
            channel_id=order.incident.channel_id,
            title=order.incident.ref,
            document_content=content,
        )
    except Rejected as error:
        if error.code != "channel_canvas_already_exists":
            raise
        return None
    return str(answer["canvas_id"])


async def _adopted(order: Order, content: dict[str, str]) -> str | None:
    """The one that the channel has, where it is empty or came from an earlier try: people's own stays theirs."""
    canvas = await _present(order, str(order.incident.channel_id))
    file_id = canvas.get("file_id")
    if file_id is None or not (canvas.get("is_empty") or await _ours(order, file_id)):
        return None
    return str(file_id) if await _written(order, file_id, content) else None


async def _present(order: Order, channel: str) -> dict[str, Any]:
    """The canvas that a channel has, as far as Slack tells."""
    answer = await order.desk.slack.call("conversations.info", channel=channel)
    return (answer["channel"].get("properties") or {}).get("canvas") or {}


async def _ours(order: Order, canvas: str) -> bool:
    """Whether it has the heading of this incident's page."""
    criteria = {"section_types": ["h1"], "contains_text": mark(order.incident)}
    answer = await order.desk.slack.call("canvases.sections.lookup", canvas_id=canvas, criteria=criteria)
    return bool(answer.get("sections"))
