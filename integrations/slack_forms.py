"""Opening a form at once, or changing it while somebody writes: the only calls that a door makes itself."""

import asyncio
from collections.abc import Awaitable, Collection
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from integrations.errors import Unavailable
from integrations.slack_failures import TROUBLE, failure

TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "invalid_trigger"}
OUTRUN = {"hash_conflict", "not_found"}
"""It was changed, or closed, while the change was on its way."""
WITHIN = 2.0
"""Seconds. Slack gives up on the ack and on the trigger after three, so a slower form counts as too late."""


async def open_form(
    client: AsyncWebClient, trigger_id: str, view: dict[str, Any], *, within: float = WITHIN
) -> bool:
    """Open a modal. False when it came too late for its trigger, took longer than `within` seconds, or Slack has
    trouble: a fresh click may work. Raises `Rejected` when Slack refuses the form itself.
    """
    opening = client.views_open(trigger_id=trigger_id, view=view)
    return await _in_time(opening, within, "views.open", TOO_LATE)


async def update_form(
    client: AsyncWebClient, shown: dict[str, Any], view: dict[str, Any], *, within: float = WITHIN
) -> bool:
    """Change a modal that is `shown`, as it was reported with a click in it. What was typed stays.

    False when it has changed or was closed since, took too long, or Slack has trouble: the next click tells anew.
    Raises `Rejected` when Slack refuses the form itself.
    """
    update = client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
    return await _in_time(update, within, "views.update", OUTRUN)


async def _in_time(call: Awaitable[object], within: float, method: str, outdated: Collection[str]) -> bool:
    """Whether it was done. `outdated` are the codes by which Slack says that it came too late."""
    try:
        async with asyncio.timeout(within):
            await call
    except TimeoutError:
        return False
    except TROUBLE as error:
        failed = failure(method, error)
        if isinstance(failed, Unavailable) or failed.code in outdated:
            return False
        raise failed from error
    return True
