"""Opening a form at once, or changing it while somebody writes: the only calls that a door makes itself."""

import asyncio
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
    try:
        async with asyncio.timeout(within):
            await client.views_open(trigger_id=trigger_id, view=view)
    except TimeoutError:
        return False
    except TROUBLE as error:
        failed = failure("views.open", error)
        if isinstance(failed, Unavailable) or failed.code in TOO_LATE:
            return False
        raise failed from error
    return True


async def update_form(
    client: AsyncWebClient, shown: dict[str, Any], view: dict[str, Any], *, within: float = WITHIN
) -> bool:
    """Change a modal that is `shown`, as it was reported with a click in it. What was typed stays.

    False when it has changed or was closed since, took too long, or Slack has trouble: the next click tells anew.
    Raises `Rejected` when Slack refuses the form itself.
    """
    try:
        async with asyncio.timeout(within):
            await client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
    except TimeoutError:
        return False
    except TROUBLE as error:
        failed = failure("views.update", error)
        if isinstance(failed, Unavailable) or failed.code in OUTRUN:
            return False
        raise failed from error
    return True
