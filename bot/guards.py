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
SAID = ("message_changed", "message_deleted")
"""Of all that is said around us, only what becomes of it is looked at."""
OF_OURS = ("member_joined_channel", "member_left_channel")
"""What we do ourselves, and want to hear of all the same."""


def register(app: AsyncApp, store: Store, *, team_id: str) -> None:
    """People of other workspaces meet our buttons in shared channels; they are told, and nothing changes.

    Their reactions do nothing, without a word.
    """

    @app.middleware
    async def ours(
        body: Body, context: dict[str, Any], next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        if "event" in body:
            if _idle(body["event"], context) or await _reacts_from_elsewhere(body, store, team_id):
                return BoltResponse(status=200, body="")
        elif _home(body) not in (None, team_id):
            raise Refusal(
                "SignalCraft belongs to another workspace than yours, so nothing was changed. "
                "Ask somebody of that workspace to do it."
            )
        await next_()
        return None


def _idle(event: dict[str, Any], context: dict[str, Any]) -> bool:
    """Words in a channel, and whatever we have done ourselves. Slack names the author of what was deleted."""
    if event.get("type") == "message" and event.get("subtype") not in SAID:
        return True
    own = context.get("user_id") == context["bot_user_id"] or event.get("bot_id") == context["bot_id"]
    return own and event.get("type") not in OF_OURS and event.get("subtype") != "message_deleted"


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
