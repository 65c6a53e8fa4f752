"""The one place where an error becomes words for a person, and where nothing is left unanswered."""

import json
import secrets
from typing import Any

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from blocks import answers
from blocks.message import Message
from incidents.refusal import Refusal
from integrations.errors import OutsideError
from integrations.slack import Slack
from storage.store import SeenBefore

Body = dict[str, Any]
log = structlog.get_logger("errors")


def register(app: AsyncApp, slack: Slack) -> None:
    """Turn whatever a listener raised into an answer. An event that failed is left for Slack to send again."""

    @app.error
    async def failed(error: Exception, body: Body) -> BoltResponse | None:
        if isinstance(error, SeenBefore):
            log.info("came twice, done once")
            return _ok()
        if isinstance(error, Refusal):
            log.info("refused", why=type(error).__name__)
            return await _tell(slack, body, error)
        error_id = secrets.token_hex(4)
        log.error("listener failed", error_id=error_id, exc_info=error)
        if "event" in body:
            return None
        sentence = f"That did not work, and nothing was changed. (error {error_id})"
        return await _tell(slack, body, Refusal(sentence))


async def _tell(slack: Slack, body: Body, refused: Refusal) -> BoltResponse:
    """Say it where they are: under a form's field, as the command's answer, or beside the message they clicked."""
    if body.get("type") == "view_submission":
        return _ok({"response_action": "errors", "errors": {_field(body, refused): _in_plain_words(refused)}})
    private = {"response_type": "ephemeral", **answers.refusal(refused).payload()}
    if "command" in body:
        return _ok(private)
    if body.get("response_url"):
        await _beside(slack, body["response_url"], answers.refusal(refused))
    return _ok()


async def _beside(slack: Slack, response_url: str, message: Message) -> None:
    payload = {"response_type": "ephemeral", "replace_original": False, **message.payload()}
    try:
        await slack.respond(response_url, payload)
    except (OutsideError, aiohttp.ClientError) as error:
        log.warning("answer lost", why=str(error))


def _field(body: Body, refused: Refusal) -> str:
    """The block the sentence belongs to; a form's last input when it belongs to none."""
    inputs = [str(block["block_id"]) for block in body["view"]["blocks"] if block["type"] == "input"]
    return next((name for name in inputs if name == refused.field), inputs[-1])


def _in_plain_words(refused: Refusal) -> str:
    return refused.sentence.replace("{person}", "somebody else").replace("`", "")


def _ok(payload: dict[str, Any] | None = None) -> BoltResponse:
    if payload is None:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": ["application/json"]})
