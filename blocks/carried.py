"""Reading a message that somebody picks: its words wherever an alert has put them, its author, a title."""

import re
from collections.abc import Mapping
from typing import Any

from blocks.reading import NO_WORDS, said
from incidents.carried import Carried
from incidents.wording import cut, one_line

Json = Mapping[str, Any]
TITLE = 80
_EMOJI = re.compile(r":[a-z0-9_+'-]+:")
_MARKUP = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")


def carried(message: Json, channel_id: str, names: Mapping[str, str] | None = None) -> Carried:
    """A message as Slack hands it over with a shortcut, or as it was read."""
    author = message.get("user")
    profile = message.get("bot_profile") or {}
    name = (names or {}).get(author or "") or message.get("username") or profile.get("name") or ""
    return Carried(
        channel_id=channel_id,
        message_ts=str(message["ts"]),
        text=said(message, names),
        author_id=None if message.get("bot_id") else author,
        author_name=str(name),
    )


def title_of(words: str) -> str:
    """The first line that says something, without markup: what the incident may be called."""
    lines = (one_line(_MARKUP.sub("", _EMOJI.sub(" ", line))) for line in words.splitlines())
    first = next((line for line in lines if any(c.isalnum() for c in line)), "")
    if len(first) <= TITLE or first == NO_WORDS:
        return "" if first == NO_WORDS else first
    short = first[: TITLE + 1].rsplit(maxsplit=1)[0]
    return cut(short if len(short) > TITLE // 2 else first[:TITLE], TITLE)
