"""The one place where an error becomes words for a person, and where nothing is left unanswered."""

import asyncio
import json
import secrets
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from blocks import answers
from blocks.message import Message
from incidents.effects.people import AnswerPerson
from incidents.refusal import Refusal
from integrations.errors import OutsideError
from integrations.slack import Slack
from storage.store import CommitUnknown, SeenBefore, Store

Body = dict[str, Any]
SAY_WITHIN = 1.5
"""Seconds: the ack of the click is due in three."""

log = structlog.get_logger("errors")


def register(app: AsyncApp, slack: Slack, store: Store) -> None:
    """Turn whatever a listener raised into an answer. An event that failed is left for Slack to send again."""

    async def tell(body: Body, refused: Refusal) -> BoltResponse:
        """Where they are: under a form's field, as the command's answer, or beside what they clicked.

        On their home, or in a form without a field, nothing can be said, so it comes by direct message.
        """
        if body.get("type") == "view_submission" and _inputs(body):
            return _ok({"response_action": "errors", "errors": {_field(body, refused): _in_plain_words(refused)}})
        message = answers.refusal(refused)
        if "command" in body:
            return _ok({"response_type": "ephemeral", **message.payload()})
        nowhere = body.get("type") == "view_submission" or (body.get("view") or {}).get("type") == "home"
        if nowhere or (body.get("response_url") and not await _said(slack, body["response_url"], message)):
            effect = AnswerPerson(user_id=body["user"]["id"], answer="refused", detail=message.text)
            await store.enqueue(effect, dedupe_key=f"refused:{body.get('trigger_id')}")
        return _ok()

    @app.error
    async def failed(error: Exception, body: Body) -> BoltResponse | None:
        if isinstance(error, SeenBefore):
            log.info("came twice, done once")
            return _ok()
        if isinstance(error, Refusal):
            log.info("refused", why=type(error).__name__)
            return await tell(body, error)
        error_id = secrets.token_hex(4)
        log.error("listener failed", error_id=error_id, exc_info=error)
        if "event" in body:
            return None
        return await tell(body, Refusal(f"{_what_is_known(error)} (error {error_id})"))


def _what_is_known(error: Exception) -> str:
    if isinstance(error, CommitUnknown):
        return "The database went away at the last moment, so this may or may not be done: look first."
    return "That did not work, and nothing was changed."


async def _said(slack: Slack, response_url: str, message: Message) -> bool:
    """Say it at once; False when Slack does not take it while the click still waits for its ack."""
    payload = {"response_type": "ephemeral", "replace_original": False, **message.payload()}
    try:
        async with asyncio.timeout(SAY_WITHIN):
            await slack.respond(response_url, payload)
    except (OutsideError, TimeoutError) as error:
        log.warning("said later", why=str(error) or type(error).__name__)
        return False
    return True


def _inputs(body: Body) -> list[str]:
    """Where something can be written in a form; a sentence can only stand beside one."""
    return [str(block["block_id"]) for block in body["view"]["blocks"] if block["type"] == "input"]


def _field(body: Body, refused: Refusal) -> str:
    """The block the sentence belongs to; a form's last input when it belongs to none."""
    inputs = _inputs(body)
    return next((name for name in inputs if refused.field in (name, name.partition(":")[0])), inputs[-1])


def _in_plain_words(refused: Refusal) -> str:
    return refused.sentence.replace("{person}", "somebody else").replace("`", "")


def _ok(payload: dict[str, Any] | None = None) -> BoltResponse:
    if payload is None:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": ["application/json"]})
