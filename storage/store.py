"""The store: everything that is remembered, as async calls over its own threads."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from incidents.alert_group import AlertGroup
from incidents.change import Effect, Rule, RuleOfTwo
from incidents.follower import Follower
from incidents.incident import Incident
from incidents.permissions import Policy
from incidents.person import Person
from incidents.timeline import TimelineEntry
from incidents.user_group import UserGroup
from storage import changing, claiming, following, keeping, listing, outbox, permitting, reading
from storage.changing import Changed, Clock
from storage.claiming import LeaseLost
from storage.database import CommitUnknown, Transaction
from storage.dead import GivenUp, makes_good
from storage.elsewhere import Elsewhere, forget_pins_before
from storage.files import Files
from storage.keeping import SeenBefore
from storage.kept import Kept
from storage.looking import Looking
from storage.postmortems import Postmortems
from storage.programs import Programs, forget_answers_before
from storage.searching import Searching
from storage.sessions import end_if_gone
from storage.tables import OutboxRow
from storage.tickets import Tickets
from storage.updates import UpdateStore, forget_drafts_before
from storage.ways_in import WaysIn, forget_ways_in
from storage.where import Where, load, numbered

__all__ = ["Changed", "Clock", "CommitUnknown", "LeaseLost", "SeenBefore", "Store"]

SEEN_KEPT = timedelta(days=1)
DONE_KEPT = timedelta(days=30)


class Store(
    Looking, Postmortems, Searching, Kept, Files, Elsewhere, WaysIn, Programs, UpdateStore, GivenUp, Tickets
):
    """The one way to the database, over its own threads."""

    # Incidents

    async def change(self, where: Where, rule: Rule, *, once: str | None = None) -> Changed:
        """The one way to alter an incident. Raises NoSuchIncident, SeenBefore and what the rule raises."""
        return await self._write(lambda s: changing.change(s, where, rule, clock=self.clock, once=once))

    async def change_both(
        self, where: Where, other: Where, rule: RuleOfTwo, *, once: str | None = None
    ) -> tuple[Changed, Changed]:
        """Alter two incidents in one transaction; both are locked. Raises as `change` does."""
        return await self._write(
            lambda s: changing.change_both(s, where, other, rule, clock=self.clock, once=once)
        )

    async def incident(self, where: Where) -> Incident:
        """One incident with its roles and tasks. Raises NoSuchIncident."""
        return await self._read(lambda s: load(s, where))

    async def incidents(
        self, *, seen_by: str | None, open_only: bool = True, limit: int = 50, offset: int = 0
    ) -> tuple[list[Incident], int]:
        """A page of what this person may see, newest first, with roles and tasks, and how many there are in all.

        Only our own work, of which nobody is told, may see all (None).
        """
        read = partial(reading.incidents, seen_by=seen_by, open_only=open_only, limit=limit, offset=offset)
        return await self._read(read)

    async def timeline(self, incident_id: int) -> list[TimelineEntry]:
        """What people see of the timeline, by the time of the events, with that of what was merged into it."""
        return await self._read(lambda s: reading.timeline(s, incident_id))

    async def merged_into(self, incident_id: int) -> list[Incident]:
        """The incidents that were merged into this one."""
        return await self._read(lambda s: reading.merged_into(s, incident_id))

    async def to_remind(self, now: datetime) -> list[int]:
        """The numbers of the incidents with a reminder that is due by now."""
        return await self._read(lambda s: reading.to_remind(s, now))

    async def concerned(self, person: str) -> list[int]:
        """The numbers of open incidents in which somebody has a part, or is asked to take over a role."""
        return await self._read(lambda s: listing.concerned(s, person))

    async def alert_group(self, key: str) -> AlertGroup | None:
        """An alert group with its incident and that one's roles."""
        return await self._read(lambda s: keeping.alert_group(s, key))

    # People, workspace values, once-keys

    async def people(self, ids: Collection[str]) -> dict[str, Person]:
        """Those of the people that are known, by Slack id."""
        return await self._read(lambda s: keeping.people(s, ids))

    async def deactivated(self, ids: Collection[str]) -> set[str]:
        """Those of the people whose accounts were deactivated, as far as we know."""
        return {user_id for user_id, person in (await self.people(ids)).items() if person.deleted}

    async def people_called(self, word: str) -> list[Person]:
        """Whom somebody means by a Slack id, a name or an e-mail address."""
        return await self._read(lambda s: keeping.people_called(s, word))

    async def save_person(self, person: Person) -> None:
        """Insert or update, unless what is stored is newer. Who is deactivated is signed out everywhere."""

        def work(session: Transaction) -> None:
            keeping.save_person(session, person)
            if person.deleted:
                end_if_gone(session, person.id, self.clock())

        await self._write(work)
        if person.deleted:
            self.signed_out()

    async def follow(self, followers: Sequence[Follower], *, once: str) -> int:
        """Keep who follows what; how many were new. Raises SeenBefore."""

        def work(session: Transaction) -> int:
            keeping.spend(session, once, self.clock())
            return sum(following.follow(session, each) for each in followers)

        return await self._write(work)

    async def unfollow(
        self, who: Sequence[str], severity: str | None = None, service: str | None = None, *, once: str
    ) -> int:
        """Drop all that these follow, or one pair of severity and service; how many. Raises SeenBefore."""

        def work(session: Transaction) -> int:
            keeping.spend(session, once, self.clock())
            return sum(following.unfollow(session, each, severity, service) for each in who)

        return await self._write(work)

    async def followers(self, slack_id: str | None = None) -> list[Follower]:
        """All followers, or what one of them follows."""
        return await self._read(lambda s: following.followers(s, slack_id))

    async def permit(
        self,
        act: str,
        person: str,
        policy: Policy,
        *,
        about: Where | None = None,
        admin: bool | None = None,
        field: str | None = None,
    ) -> None:
        """Raise the Refusal they deserve, if they do; `about` is the incident that it concerns, if it is one.

        `admin`: whether they are one of the workspace; None: as far as we know. `field`: where they asked for it.
        """
        if policy.asks(act):
            refusal = await self._read(
                lambda s: permitting.refusal(s, act, person, policy, about=about, admin=admin)
            )
            if refusal:
                refusal.field = field
                raise refusal

    async def save_group(self, group: UserGroup) -> None:
        """Keep who is in a user group, unless what is stored is newer."""
        await self._write(lambda s: permitting.save_group(s, group))

    async def known(self, name: str) -> str | None:
        """A workspace value."""
        return await self._read(lambda s: keeping.known(s, name))

    async def keep(self, name: str, value: str) -> None:
        """Set a workspace value."""
        await self._write(lambda s: keeping.keep(s, name, value))

    async def take(self, name: str, value: str, *, over: str | None) -> bool:
        """Set a workspace value unless it is no longer what was read (`over`); whether that was done."""
        return await self._write(lambda s: keeping.take(s, name, value, over=over))

    async def spend(self, key: str) -> None:
        """Spend a once-key for something that changes no incident. Raises SeenBefore."""
        await self._write(lambda s: keeping.spend(s, key, self.clock()))

    async def declared_with(self, key: str, *, seen_by: str) -> Incident:
        """The incident that was declared with a once-key. Raises NoSuchIncident."""

        def look(session: Session) -> Incident:
            return load(session, numbered(keeping.declared_with(session, key) or 0, seen_by=seen_by))

        return await self._read(look)

    async def seen(self, key: str) -> bool:
        """Whether a once-key was spent."""
        return await self._read(lambda s: keeping.seen(s, key))

    async def ping(self) -> None:
        """Write something: a server that only answers reads is not healthy. Raises when it refuses."""
        await self._write(lambda s: keeping.keep(s, "pinged_at", self.clock().isoformat()))

    # The outbox

    async def enqueue(self, effect: Effect, *, dedupe_key: str | None = None) -> None:
        """Queue an effect that belongs to no incident, once for each dedupe key."""
        await self._write(lambda s: outbox.enqueue(s, effect, dedupe_key=dedupe_key, now=self.clock()))

    async def claim(self, worker: str, limit: int) -> list[OutboxRow]:
        """Lease up to `limit` due rows for 10 s, at most one a lane, in the order of their ids."""
        return await self._write(lambda s: claiming.claim(s, worker, limit, self.clock()))

    async def renew(self, rows: Sequence[OutboxRow]) -> None:
        """Prolong the leases to 10 s from now, where they are still held."""
        await self._write(lambda s: claiming.renew(s, rows, self.clock()))

    async def finish(self, row: OutboxRow, rule: Rule | None = None) -> Changed | None:
        """Mark the row as done and apply the rule to its incident, in one transaction. Raises LeaseLost."""

        def work(session: Transaction) -> Changed | None:
            if row.incident_id and makes_good(session, row):
                changing.looks_other(session, row.incident_id)  # its page showed that
            claiming.done(session, row, self.clock())
            return self._apply(session, row, rule)

        return await self._write(work)

    async def postpone(self, row: OutboxRow, due_at: datetime, error: str) -> None:
        """Free the row for a later try. Raises LeaseLost."""
        await self._write(lambda s: claiming.postpone(s, row, due_at, error))

    async def bury(self, row: OutboxRow, error: str, rule: Rule | None = None) -> None:
        """Give the row up, so that the next in its lane may pass, and apply the rule. Raises LeaseLost."""

        def work(session: Transaction) -> None:
            claiming.dead(session, row, error, self.clock())
            if row.incident_id:
                changing.looks_other(session, row.incident_id)  # its page shows what could not be done
            self._apply(session, row, rule)

        await self._write(work)

    async def in_line(self, incident_id: int, kind: str) -> tuple[int, datetime] | None:
        """How many unfinished effects of a kind are ahead of this incident's own, and when that is due next."""
        return await self._read(lambda s: outbox.in_line(s, incident_id, kind))

    async def under_way(self, incident_id: int, *, since: datetime, besides: Collection[str]) -> bool:
        """Whether anything that was queued before `since` is being done at this moment, these kinds apart."""
        return await self._read(lambda s: outbox.under_way(s, incident_id, since, besides, self.clock()))

    async def is_waiting(self, incident_id: int, kinds: Collection[str]) -> bool:
        """Whether any effect of these kinds is still to be done for this incident."""
        return await self._read(lambda s: outbox.is_waiting(s, incident_id, kinds))

    async def next_due(self) -> datetime | None:
        """When it is worth claiming again; in the past when it already is; None when nothing waits."""
        return await self._read(claiming.next_due)

    async def sweep(self) -> None:
        """Drop spent keys older than a day, ways in that are over, rows done and drafts left over 30 days ago."""

        def work(session: Transaction) -> None:
            keeping.forget_before(session, self.clock() - SEEN_KEPT)
            claiming.drop_done_before(session, self.clock() - DONE_KEPT)
            forget_drafts_before(session, self.clock() - DONE_KEPT)
            forget_ways_in(session, self.clock())
            forget_pins_before(session, self.clock() - SEEN_KEPT)
            forget_answers_before(session, self.clock() - SEEN_KEPT)

        await self._write(work)

    def _apply(self, session: Transaction, row: OutboxRow, rule: Rule | None) -> Changed | None:
        """An effect about a message or an update brings the timeline entry or the update along."""
        if rule is None:
            return None
        if row.incident_id is None:
            raise ValueError(f"outbox row {row.id} belongs to no incident that a rule could change")
        message = {"channel_id": row.payload.get("channel_id"), "message": row.payload.get("message_ts")}
        update = row.payload.get("update")
        incident = load(session, Where(number=row.incident_id, update=update, **message), lock=True)
        return changing.apply(session, incident, rule, now=self.clock())
