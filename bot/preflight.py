"""Looks at everything a start needs, and says of each thing that is wrong how it is mended."""

import asyncio
import email.utils
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import aiohttp
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot import preflight_here
from bot.manifest import manifest_path
from bot.preflight_asked import TOKENS, asked
from bot.preflight_meetings import meetings
from bot.preflight_named import digest, named
from bot.preflight_sign_in import sign_in
from bot.settings import Settings
from bot.tickets import examined
from incidents.catalog import Catalog
from incidents.installation import Finding
from web.heard import Heard

PATIENCE = 10.0
SKEW = 5.0
"""Seconds our clock may differ from Slack's: events are put in order by Slack's, everything else by ours."""
REINSTALL = (
    "open the app at https://api.slack.com/apps, paste manifest.yml under App Manifest, and install it again"
)
DISPENSABLE = {
    "canvases:read": "war rooms have no front page",
    "canvases:write": "war rooms have no front page",
    "users:read.email": "tickets in Jira are given to nobody",
}
"""Scopes that somebody may leave out of the app: without them one feature is missing, and nothing else."""

Look = Callable[[], Awaitable[Finding]]


async def preflight(
    settings: Settings, catalog: Catalog, *, heard: Callable[[], Heard] | None = None
) -> list[Finding]:
    """Every finding, in the order in which things are needed; nothing is changed.

    `heard`: what a bot that runs hears of Slack. Its port and its app-level token are in use, and so beyond doubt.
    """
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        slack = AsyncWebClient(settings.bot_token, base_url=settings.api_url, session=session, retry_handlers=[])
        looks: list[Look] = [
            lambda: asyncio.to_thread(preflight_here.database, settings),
            lambda: _bot_token(slack),
            lambda: _scopes(slack),
            lambda: clock(slack),
            lambda: digest(slack, catalog.digest_channel),
        ]
        if heard is None:
            looks.insert(4, lambda: _app_token(slack, settings.app_token))
        found = [await look() for look in looks]
        found += [each for each in [await named(slack, catalog)] if each]
    if heard is None:
        found += await asyncio.to_thread(preflight_here.pages, settings)
    else:
        found += [preflight_here.connections(heard()), preflight_here.envelopes(heard())]
    found += [each async for each in sign_in(settings, ask=heard is None)]
    found += [each async for each in meetings(settings.access, catalog)]
    return found + [each async for each in examined(settings.access, catalog)]


async def _bot_token(slack: AsyncWebClient) -> Finding:
    async def ask() -> Finding:
        answer = await slack.auth_test()
        if not answer.get("bot_id"):
            return Finding("bot token", False, f"is not a bot's: take {TOKENS['SLACK_BOT_TOKEN']}")
        return Finding("bot token", True, f"{answer['user']} in {answer['team']}")

    return await asked("bot token", ask)


async def _scopes(slack: AsyncWebClient) -> Finding:
    async def ask() -> Finding:
        header = (await slack.auth_test()).headers.get("x-oauth-scopes", "")
        granted = {scope.strip() for scope in header.split(",") if scope.strip()}
        manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
        wanted = set(manifest["oauth_config"]["scopes"]["bot"])
        missing = sorted(wanted - granted)
        if set(missing) - set(DISPENSABLE):
            return Finding("scopes", False, f"missing {', '.join(missing)}: {REINSTALL}")
        if missing:
            lost = ", ".join(dict.fromkeys(DISPENSABLE[scope] for scope in missing))
            return Finding("scopes", True, f"without {', '.join(missing)}: {lost}")
        more = sorted(granted - wanted)
        return Finding(
            "scopes",
            True,
            f"all {len(wanted)} of the manifest" + (f"; not needed: {', '.join(more)}" if more else ""),
        )

    return await asked("scopes", ask)


async def clock(slack: AsyncWebClient) -> Finding:
    """Whether our clock agrees with Slack's, within a few seconds."""

    async def ask() -> Finding:
        told = (await slack.api_test()).headers.get("Date", "")
        if not told:
            return Finding("clock", True, "Slack did not say what time it has")
        skew = abs((datetime.now(UTC) - email.utils.parsedate_to_datetime(told)).total_seconds())
        if skew > SKEW:
            return Finding(
                "clock", False, f"differs from Slack's by {skew:.0f} s: switch on time synchronisation (NTP)"
            )
        return Finding("clock", True, "agrees with Slack's")

    return await asked("clock", ask)


async def _app_token(slack: AsyncWebClient, app_token: str) -> Finding:
    async def ask() -> Finding:
        await slack.apps_connections_open(app_token=app_token)
        return Finding("app-level token", True, "opens Socket Mode connections")

    return await asked("app-level token", ask, "SLACK_APP_TOKEN")
