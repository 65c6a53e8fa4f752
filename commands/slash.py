"""The one `/incident` listener: finds the command, lets it run, and gives the only ack."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from blocks.reading import readable
from commands.call import NAMED, Call, Colleague, Reply
from commands.guide import guide
from commands.registry import COMMANDS
from incidents.catalog import Catalog
from incidents.refusal import Refusal
from integrations.slack_forms import open_form
from storage.store import Store

_ABOUT_NONE = {"declare", "merge", "list", "mine", "stats", "follow", "unfollow", "help"}
"""Commands about no one incident, or another than the room's; to all others one that is named comes first."""
_RAW = {"role", "task", "postmortem", "invite", "merge", "list", "follow", "unfollow"}
"""Commands that read mentions (of people, groups, rooms); all others get plain words."""


def register(
    app: AsyncApp,
    *,
    store: Store,
    catalog: Catalog,
    client: AsyncWebClient,
    now: Callable[[], datetime],
    colleague: Colleague,
    pages: str = "",
) -> None:
    """Listen for `/incident`."""

    @app.command("/incident")
    async def incident(ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        async def form(view: dict[str, Any]) -> bool:
            return await open_form(client, body["trigger_id"], view)

        number, word, words = parse(body.get("text") or "")
        structlog.contextvars.bind_contextvars(command=_known(word))
        call = Call(
            store=store,
            catalog=catalog,
            at=now(),
            person=body["user_id"],
            channel=body["channel_id"],
            words=words if word in _RAW else readable(words),
            number=number,
            once=f"command:{body['trigger_id']}",
            response_url=body["response_url"],
            open_form=form,
            colleague=colleague,
            pages=pages,
        )
        reply = await _run(call, word)
        return await ack(response_type="ephemeral", **reply.payload()) if reply else await ack()


def parse(text: str) -> tuple[int | None, str, str]:
    """`INC-42 severity sev1` → (42, "severity", "sev1"). Alone, an incident's name asks for its status."""
    rest = text.strip()
    named = NAMED.match(rest)
    if named:
        rest = rest[named.end() :].strip()
    word, words = [*rest.split(maxsplit=1), "", ""][:2]
    number = int(named.group(1)) if named else None
    return number, word.casefold() or ("status" if named else ""), words


def _known(word: str) -> str:
    """The command as the log may name it: other words are what somebody wrote, and stay out of it."""
    return word if any(c.word == word for c in COMMANDS) else "help"


async def _run(call: Call, word: str) -> Reply:
    if not word:
        return guide(COMMANDS)
    command = next((c for c in COMMANDS if c.word == word), None)
    named_last = NAMED.match(call.words)
    if command and named_last and call.number is None and word not in _ABOUT_NONE:
        number, rest = named_last.group(1), call.words[named_last.end() :].strip()
        raise Refusal(
            f"The incident comes first, so nothing was changed. Did you mean `/incident INC-{number} {word}`"
            f"{' with what follows' if rest else ''}?"
        )
    if command is None:
        return guide(COMMANDS, unknown=readable(word))
    await call.store.permit(command.act(call.words), call.person, call.catalog.permissions, about=call.where)
    return await command.run(call)
