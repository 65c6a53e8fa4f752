"""Looks at what the config names in Slack: the digest channel, people and user groups."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from blocks.text import is_channel_id
from bot.preflight_asked import asked, code
from incidents.catalog import Catalog
from incidents.follower import is_group
from incidents.installation import Finding

MOST, AT_ONCE = 50, 5
"""People who are looked at: each costs a call, of which Slack takes 100 a minute."""
PAGE = 999
UNKNOWN = {"user_not_found": "unknown", "user_not_visible": "not visible to the bot"}
UNSAID = {"missing_scope", "ratelimited"}
"""Refusals that say nothing about whoever was asked for; a missing scope has its own line."""


async def digest(slack: AsyncWebClient, name: str) -> Finding:
    """Whether the bot is in the digest channel, or what becomes of it at the start."""
    about = "digest channel"

    async def ask() -> Finding:
        async for each in _ours(slack):
            if name in (each["id"], each["name"]) and not each["is_archived"]:
                return Finding(about, True, f"the bot is in {name}")
        if is_channel_id(name):
            return Finding(about, False, f"the bot is not in {name}: invite it there")
        return await _not_ours(slack, about, name)

    return await asked(about, ask)


async def _ours(slack: AsyncWebClient) -> AsyncIterator[dict[str, str]]:
    cursor = ""
    while True:
        page = await slack.users_conversations(types="public_channel", limit=200, cursor=cursor)
        for each in page["channels"]:
            yield each
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            return


async def _not_ours(slack: AsyncWebClient, about: str, name: str) -> Finding:
    """One page tells where there are fewer channels than that; more would take minutes in a big workspace."""
    page = await slack.conversations_list(types="public_channel", limit=PAGE)
    there = next((each for each in page["channels"] if each["name"] == name), None)
    if there:
        how = "is archived: unarchive it and" if there["is_archived"] else "is there without the bot:"
        return Finding(about, False, f"#{name} {how} invite the bot, or name another as digest_channel")
    if page["response_metadata"]["next_cursor"]:
        said = f"the bot makes #{name} at the start; if it exists already, invite the bot there"
        return Finding(about, True, said)
    return Finding(about, True, f"#{name} does not exist yet: the bot makes it at the start")


async def named(slack: AsyncWebClient, catalog: Catalog) -> Finding | None:
    """Whether Slack knows everybody whom the config names; None where it names nobody."""
    where = dict(reversed(list(_named(catalog))))  # the first place of each
    if not where:
        return None

    async def ask() -> Finding:
        people, groups = ([each for each in where if is_group(each) is kind] for kind in (False, True))
        wrong = await _people(slack, people[:MOST]) | await _groups(slack, groups)
        if wrong:
            each = ", ".join(f"{who} ({where[who]}) is {why}" for who, why in wrong.items())
            return Finding("named in config", False, f"{each}: correct signalcraft.toml")
        more = f"; of {len(people)} people the first {MOST} were looked at" if len(people) > MOST else ""
        return Finding("named in config", True, f"nobody whom Slack does not know{more}")

    return await asked("named in config", ask)


def _named(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Slack ids, and where in the config each stands."""
    for service in catalog.services:
        yield from ((each, service.name) for each in (*service.people, *filter(None, [service.group])))
    yield from ((each.slack_id, "followers") for each in catalog.followers)
    yield from ((each.person, "people") for each in catalog.own_bridges)
    yield from ((each, "permissions") for each in catalog.permissions.named)


async def _people(slack: AsyncWebClient, people: Collection[str]) -> dict[str, str]:
    turns = asyncio.Semaphore(AT_ONCE)

    async def look(person: str) -> str | None:
        async with turns:
            return await _person(slack, person)

    found = await asyncio.gather(*map(look, people))
    return {person: wrong for person, wrong in zip(people, found, strict=True) if wrong}


async def _person(slack: AsyncWebClient, person: str) -> str | None:
    """What is wrong with them; None also where Slack would not say."""
    try:
        answer = await slack.users_info(user=person)
    except SlackApiError as error:
        if code(error) not in UNKNOWN.keys() | UNSAID:
            raise
        return UNKNOWN.get(code(error))
    return "deactivated" if answer["user"].get("deleted") else None


async def _groups(slack: AsyncWebClient, groups: Collection[str]) -> dict[str, str]:
    """Of one list. Without the scope nobody can say; the line of the scopes names it."""
    if not groups:
        return {}
    try:
        known = [each["id"] for each in (await slack.usergroups_list())["usergroups"]]
    except SlackApiError as error:
        if code(error) in UNSAID:
            return {}
        if code(error) != "plan_upgrade_required":
            raise
        known = []  # such a plan has no user groups
    return {group: "unknown or disabled" for group in groups if group not in known}
