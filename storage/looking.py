"""What people look at, lists and homes, as async calls of the store."""

from collections.abc import Collection
from datetime import datetime

from incidents.catalog import Catalog
from incidents.effects.home import RefreshHome
from incidents.home import Home, Mine
from incidents.incident import Incident
from incidents.insights import Asked, Source
from incidents.listing import Wanted
from incidents.person import Person
from incidents.timeline import TimelineEntry
from incidents.weekly import Left
from storage import carried, homes, insights, keeping, listing, outbox, reading, war_room, weekly
from storage.database import Transaction
from storage.tables import HomeTab
from storage.threads import Threads
from storage.war_room import WarRoom
from storage.where import Where


class Looking(Threads):
    """The part of the store that doors ask on behalf of somebody who looks."""

    async def listed(self, wanted: Wanted, *, seen_by: str) -> tuple[list[Incident], int]:
        """The page of a list that this person wants, of what they may see, and how many there are in all."""
        return await self._read(lambda s: listing.listed(s, wanted, seen_by=seen_by))

    async def war_room(
        self, number: int, *, seen_by: str | None, before: tuple[datetime, int] | None = None
    ) -> WarRoom:
        """All that the page of an incident shows; of the timeline the last entries, or those `before` one.

        Raises NoSuchIncident, also where they may not see it.
        """
        return await self._read(lambda s: war_room.war_room(s, number, seen_by=seen_by, before=before))

    async def figures_of(self, asked: Asked, *, seen_by: str | None, until: datetime) -> Source:
        """What the figures of a time are made from, of what this person may see. None sees nothing private."""
        return await self._read(lambda s: insights.source(s, asked, seen_by=seen_by, until=until))

    async def left_of_the_week(self, until: datetime, catalog: Catalog) -> Left:
        """What is open then, and which post-mortems are owed, of what everybody may know."""
        return await self._read(lambda s: weekly.left(s, until, catalog))

    async def versions(self, numbers: Collection[int]) -> dict[int, int]:
        """How often each of these incidents was changed; those that there are."""
        return await self._read(lambda s: war_room.versions(s, numbers))

    async def declared_from(self, channel_id: str, message_ts: str, *, seen_by: str) -> list[Incident]:
        """The latest incidents that were declared from a message, of those that this person may see."""
        return await self._read(lambda s: carried.declared_from(s, channel_id, message_ts, seen_by=seen_by))

    async def hidden(self, incident_id: int) -> list[TimelineEntry]:
        """What somebody has taken out of sight of an incident's timeline."""
        return await self._read(lambda s: reading.hidden(s, incident_id))

    async def known_people(self, team_id: str, *, limit: int = 500) -> list[Person]:
        """Those who can be given a part, of whom we know, by name."""
        return await self._read(lambda s: keeping.known_people(s, team_id, limit))

    async def minds_who_comes(self, channel_id: str, ready_before: datetime, *, invited: bool) -> bool:
        """Whether it is of account who joins a channel: a private room, or one that was ready before then."""
        return await self._read(lambda s: reading.minds_who_comes(s, channel_id, ready_before, invited=invited))

    async def timelines_with(self, channel_id: str, message_ts: str) -> list[Where]:
        """The incidents on whose timeline a message stands, or stood, each with that entry."""
        return await self._read(lambda s: carried.timelines_with(s, channel_id, message_ts))

    async def entries_in(self, number: int, channel_id: str) -> list[TimelineEntry]:
        """The messages of a channel that stand, or stood, on the timeline of an incident."""
        return await self._read(lambda s: carried.entries_in(s, number, channel_id))

    async def is_room(self, channel_id: str) -> bool:
        """Whether a channel is a war room."""
        return await self._read(lambda s: carried.is_room(s, channel_id))

    async def open_home(self, person: str, *, once: str) -> None:
        """Somebody looks at their home: it is painted, and kept in step for a while. Raises SeenBefore."""

        def work(session: Transaction) -> None:
            now = self.clock()
            keeping.spend(session, once, now)
            homes.opened(session, person, now)
            outbox.enqueue(session, RefreshHome(user_id=person), dedupe_key=None, now=now)

        await self._write(work)

    async def home(self, person: str, catalog: Catalog) -> tuple[HomeTab | None, Home]:
        """How their home was last shown, and what belongs into it now."""
        return await self._read(lambda s: homes.looked_at(s, person, catalog, self.clock()))

    async def mine(self, person: str, catalog: Catalog) -> Mine:
        """What is theirs, the worst first."""
        return await self._read(lambda s: homes.mine(s, person, catalog, self.clock()))

    async def painted(self, home: HomeTab) -> None:
        """Remember what a home shows, unless it was opened anew meanwhile."""
        await self._write(lambda s: homes.painted(s, home))

    async def close_home(self, person: str) -> None:
        """Their home cannot be shown, so nobody keeps it in step."""
        await self._write(lambda s: homes.closed(s, person))

    async def outdated_homes(self, since: datetime, limit: int) -> list[str]:
        """Whose home was opened since then and may be behind; the one that waits longest comes first."""
        return await self._read(lambda s: homes.outdated(s, since, limit))
