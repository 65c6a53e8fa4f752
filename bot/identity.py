"""Who we are in the workspace: as Slack says, or, while it does not answer, as it said last."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields

from slack_sdk.web.async_client import AsyncWebClient

from bot.not_started import NotStarted
from integrations.slack import Slack
from integrations.slack_failures import failure, is_down
from jobs.desk import Identity
from storage.store import Store

SOON, WITHIN = 1.0, 10.0
"""Seconds that Slack has to say it: where we know what it said last, and where we do not."""
NAME = "identity"
"""By which the store keeps it."""
NEVER_HEARD = (
    "Slack does not answer ({why}), and this database has not heard of its workspace yet: look at the network, "
    "a proxy and SLACK_API_URL, and start again. After one start that heard Slack it starts without, too."
)
ELSEWHERE = (
    "SLACK_BOT_TOKEN is of the workspace {said.team_url} ({said.team_id}), and this database of {kept.team_url} "
    "({kept.team_id}): take a token of that workspace, or another database (DATABASE_URL)."
)
OTHER_APP = "SLACK_BOT_TOKEN is of another app than Slack let in last with this database: restart SignalCraft."


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack who the bot token belongs to. Raises SlackApiError."""
    answer = await client.auth_test()
    return Identity(
        team_id=str(answer["team_id"]),
        team_url=str(answer["url"]),
        user_id=str(answer["user_id"]),
        bot_id=str(answer["bot_id"]),
    )


async def who_we_are(store: Store, asking: asyncio.Task[Identity]) -> Identity:
    """What Slack says, and else what it said last. Raises what it refused with, and NotStarted."""
    kept = await _kept(store)
    try:
        async with asyncio.timeout(SOON if kept else WITHIN):
            said = await asyncio.shield(asking)
    except Exception as error:
        if not is_down(error):
            raise
        if kept is None:
            raise NotStarted(NEVER_HEARD.format(why=failure("auth.test", error))) from error
        return kept
    await _keep(store, kept, said)
    return said


def confirming(
    me: Identity,
    *,
    store: Store,
    slack: Slack,
    asking: asyncio.Task[Identity],
    ask: Callable[[], Awaitable[Identity]],
) -> Callable[[], Awaitable[None]]:
    """What holds Slack back until it has said that we are still `me`. Raises NotStarted where we are not."""
    slack.held = not _has_said(asking)
    questions: list[Awaitable[Identity]] = [asking]

    async def confirm() -> None:
        said = await (questions.pop() if questions else ask())
        if said != me:
            await _keep(store, me, said)
            raise NotStarted(OTHER_APP)
        slack.held = False

    return confirm


def _has_said(asking: asyncio.Task[Identity]) -> bool:
    return asking.done() and not asking.cancelled() and asking.exception() is None


async def _kept(store: Store) -> Identity | None:
    kept = await store.known(NAME)
    if kept is None:
        return None
    facts = json.loads(kept)
    return Identity(**{field.name: facts[field.name] for field in fields(Identity)})


async def _keep(store: Store, kept: Identity | None, said: Identity) -> None:
    """One workspace per database: ids of another one would mean nothing there."""
    if kept and kept.team_id != said.team_id:
        raise NotStarted(ELSEWHERE.format(said=said, kept=kept))
    if kept != said:
        await store.keep(NAME, json.dumps(asdict(said)))
