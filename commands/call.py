"""One typed command, as it arrived, and what a command is."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from blocks.message import Message
from incidents.catalog import Catalog
from incidents.permissions import ANYBODY
from storage.store import Store
from storage.where import Where, in_channel, numbered

NAMED = re.compile(r"inc-?(\d{1,30})(?:\s+|$)", re.IGNORECASE)
"""An incident as people name it, with the blanks behind it."""

OpenForm = Callable[[dict[str, Any]], Awaitable[bool]]
"""Opens a modal for whoever typed; False when it came too late."""

Colleague = Callable[[str], Awaitable[None]]
"""Raises a Refusal for whoever cannot be given a part: an app, a stranger, an account that is gone."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """Who typed what and where. `words` is what follows the command's own word, as they typed it.

    `number` is the incident they named first (`/incident INC-42 …`), if they did. `once` marks this very
    command: handing it to `store.change` keeps a command that comes twice from being done twice.
    """

    store: Store
    catalog: Catalog
    at: datetime
    person: str
    channel: str
    words: str
    number: int | None
    once: str
    response_url: str
    open_form: OpenForm
    colleague: Colleague
    pages: str = ""
    """Where people reach the pages, if that is known."""

    @property
    def where(self) -> Where:
        """The incident they mean: the named one if they may see it, else the one of this room."""
        if self.number is None:
            return in_channel(self.channel)
        return numbered(self.number, seen_by=self.person)

    @property
    def first(self) -> str:
        """The first of the words, or nothing."""
        return self.words.split(maxsplit=1)[0] if self.words.strip() else ""

    @property
    def rest(self) -> str:
        """What follows the first of the words."""
        parts = self.words.split(maxsplit=1)
        return parts[1].strip() if len(parts) > 1 else ""

    async def tz(self) -> str | None:
        """The name of the zone in which they live, where we know them."""
        person = (await self.store.people([self.person])).get(self.person)
        return person.tz if person else None


Reply = Message | None
"""What they see privately; None when a form has opened instead."""


Needs = str | Callable[[str], str]
"""The act of `incidents/permissions.py` that a command is, or what tells it from the words that follow."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """A word after `/incident`: how it is written, what it does, what runs it, and what one must be allowed.

    `words`: what its own words do, a line each, for whoever asks for help on it.
    """

    word: str
    usage: str
    does: str
    run: Callable[[Call], Awaitable[Reply]]
    needs: Needs
    words: Mapping[str, str] = field(default_factory=dict)

    def act(self, words: str) -> str:
        """What somebody must be allowed who types it with these words."""
        return self.needs if isinstance(self.needs, str) else self.needs(words)


def unless_alone(act: str) -> Needs:
    """For a command that shows when it stands alone, and does something with words."""
    return lambda words: act if words.strip() else ANYBODY
