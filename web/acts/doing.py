"""An act, and what it has at hand while it is done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from incidents.catalog import Catalog
from incidents.change import Rule
from incidents.permissions import telling
from incidents.person import must_be_colleague
from incidents.refusal import Refusal
from incidents.times import exact_moment, moment
from incidents.wording import cut, storable
from storage.store import Changed
from storage.where import Where
from web.acts.wanted import Wanted
from web.front import Front

ME = "me"


@dataclass(frozen=True, kw_only=True)
class Doing:
    """Who does something, when, and to which incident. `once` marks this very form or call."""

    front: Front
    person: str
    at: datetime
    where: Where
    once: str | None

    @property
    def catalog(self) -> Catalog:
        """The choices of this installation."""
        return self.front.catalog

    async def change(self, rule: Rule, *, where: Where | None = None) -> Changed:
        """Apply the rule, once."""
        return await self.front.store.change(where or self.where, rule, once=self.once)

    async def permit(self, act: str, *, field: str | None = None) -> None:
        """Raise the Refusal of whoever may not do this, too."""
        policy = self.catalog.permissions
        await self.front.store.permit(act, self.person, policy, about=self.where, field=field)

    async def may_tell(self, audience: str, *, waits: bool = False, field: str | None = None) -> None:
        """Raise the Refusal of whoever may not post an update for these readers, or let it wait."""
        await self.permit(telling(audience, self.catalog.permissions, waits=waits), field=field)

    async def moment(self, words: str, field: str, *, past: bool = False, ends: time | None = None) -> datetime:
        """The time that they mean, read in their own zone; one that is written out whole counts to the second."""
        exact = exact_moment(words, now=self.at, past=past, field=field)
        if exact:
            return exact
        return moment(words, now=self.at, tz=await self.tz(), past=past, field=field, ends=ends)

    async def tz(self) -> str | None:
        """The name of their zone."""
        me = (await self.front.store.people([self.person])).get(self.person)
        return me.tz if me else None

    async def colleague(self, word: str, field: str) -> str:
        """The Slack id of the one person whom they name. Only who is known here can be: nobody waits for Slack."""
        word = storable(word)
        if word.casefold() == ME or word == self.person:
            return self.person
        found = await self.front.store.people_called(word)
        if not found:
            raise Refusal(
                f"Nobody is known here as “{cut(word, 40)}”, so nothing was changed. "
                "Choose one of the names that are offered.",
                field=field,
            )
        if len(found) > 1:
            ids = " or ".join(person.id for person in found[:5])
            raise Refusal(
                f"Several people are called “{cut(word, 40)}”, so nothing was changed. Say {ids}.", field=field
            )
        must_be_colleague(found[0], self.front.team_id, field=field)
        return found[0].id


Run = Callable[[Doing, Any], Awaitable[Changed]]
Needs = str | Callable[[Any], str]
"""The act of `incidents/permissions.py` that it is, or what tells it from what is wanted."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something people do with an incident. `name` stands in its address, `does` says it in a few words.

    `wants` is what it takes; `said` is what they read when it is done. `page` is where its form stands, below the
    incident's own address; blank: on that page itself.
    """

    name: str
    needs: Needs
    does: str
    wants: type[Wanted]
    run: Run
    said: Callable[[Any], str]
    page: str = ""

    def needed(self, wanted: Wanted) -> str:
        """What somebody must be allowed who wants this."""
        return self.needs if isinstance(self.needs, str) else self.needs(wanted)
