"""The names behind the ids in a message: people, channels and user groups, as everybody may read them."""

from collections.abc import Collection, Mapping
from typing import Any

from blocks.reading import UNSEEN, all_of, grouped, mentioned, rooms
from integrations.errors import Rejected
from jobs.desk import Desk
from jobs.people import names

MOST_CHANNELS = 20
"""Asked of Slack for one message, each by a call; what else it names keeps the name that Slack wrote."""


async def named_in(desk: Desk, message: Mapping[str, Any], *, here: str | None = None) -> dict[str, str]:
    """By id. Private channels stay unnamed but for the one in which it is read (`here`)."""
    words, author = all_of(message), message.get("user")
    people = await names(desk, {*mentioned(words), *([author] if author else [])})
    channels = list(dict.fromkeys(rooms(words)))[:MOST_CHANNELS]
    found = {each: name for each in channels if (name := await _channel(desk, each, here))}
    return {**people, **found, **await _groups(desk, grouped(words))}


async def _channel(desk: Desk, channel: str, here: str | None) -> str:
    """Nothing where Slack does not say: the name in the message counts then; of private ones there is none."""
    try:
        info = (await desk.slack.call("conversations.info", channel=channel))["channel"]
    except Rejected:
        return ""
    return UNSEEN if info.get("is_private") and channel != here else str(info.get("name") or "")


async def _groups(desk: Desk, ids: Collection[str]) -> dict[str, str]:
    if not ids:
        return {}
    try:
        listed = (await desk.slack.call("usergroups.list", include_disabled=True))["usergroups"]
    except Rejected:
        return {}
    return {group["id"]: str(group["handle"]) for group in listed if group["id"] in ids}
