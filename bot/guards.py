"""Who may speak to us: people of this workspace."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from incidents.person import is_stranger
from incidents.refusal import Refusal
from storage.store import Store

Body = dict[str, Any]
REACTIONS = ("reaction_added", "reaction_removed")


def register(app: AsyncApp, store: Store, *, team_id: str) -> None:
    """People of other workspaces meet our buttons in shared channels; they are told, and nothing changes.

    Their reactions do nothing, without a word.
    """

    @app.middleware
    async def ours(body: Body, next_: Callable[[], Awaitable[None]]) -> BoltResponse | None:
        if "event" in body:
            if await _reacts_from_elsewhere(body, store, team_id):
                return BoltResponse(status=200, body="")
        elif _home(body) not in (None, team_id):
            raise Refusal(
                "SignalCraft belongs to another workspace than yours, so nothing was changed. "
                "Ask somebody of that workspace to do it."
            )
        await next_()
        return None


def _home(body: Body) -> str | None:
    """The workspace of whoever it is: beside their id, or where the whole request is only about them."""
    user = body.get("user")
    if not isinstance(user, dict):
        return body.get("team_id") or None
    return user.get("team_id") or (body.get("team") or {}).get("id") or None


async def _reacts_from_elsewhere(body: Body, store: Store, team_id: str) -> bool:
    """Slack says only their id; whom we have never met is looked at before anything of it is shown."""
    event = body["event"]
    if not body.get("is_ext_shared_channel") or event.get("type") not in REACTIONS:
        return False
    known = await store.people([event["user"]])
    return any(is_stranger(person, team_id) for person in known.values())
