"""Opening a form at once: the only call that a door makes itself, since triggers live for three seconds."""

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from integrations.errors import Rejected

TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "invalid_trigger"}


async def open_form(client: AsyncWebClient, trigger_id: str, view: dict[str, Any]) -> bool:
    """Open a modal. False when the trigger had died; raises `Rejected` when Slack refuses the form itself."""
    try:
        await client.views_open(trigger_id=trigger_id, view=view)
    except SlackApiError as error:
        code = str(error.response.get("error"))
        if code in TOO_LATE:
            return False
        details = (error.response.get("response_metadata") or {}).get("messages") or []
        raise Rejected(code, "; ".join(map(str, details))) from error
    return True
