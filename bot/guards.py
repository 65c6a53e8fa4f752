"""Who may speak to us."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.refusal import Refusal


def register(app: AsyncApp, *, team_id: str) -> None:
    """People of other workspaces meet our buttons in shared channels; they are told, and nothing changes."""

    @app.middleware
    async def ours(body: dict[str, Any], next_: Callable[[], Awaitable[None]]) -> None:
        user = body.get("user")
        home = user.get("team_id") if isinstance(user, dict) else body.get("team_id")
        if home and home != team_id and "event" not in body:
            raise Refusal(
                "SignalCraft belongs to another workspace than yours, so nothing was changed. "
                "Ask somebody of that workspace to do it."
            )
        await next_()
