"""What the workspace noted of the bot's calls, and how deep they stand one after another."""

from functools import cache
from typing import Any

import aiohttp

Call = dict[str, Any]


async def calls_of(session: aiohttp.ClientSession, url: str) -> list[Call]:
    """All of them, in order of start."""
    async with session.get(f"{url}_control/calls") as response:
        return list((await response.json())["calls"])


def depth(calls: list[Call], last: Call) -> int:
    """How many calls stand one after another up to this one: each began after the one before had ended."""

    @cache
    def up_to(at: int) -> int:
        begun = calls[at]["started"]
        before = [i for i, call in enumerate(calls) if call["ended"] is not None and call["ended"] <= begun]
        return 1 + max((up_to(i) for i in before), default=0)

    return up_to(calls.index(last))
