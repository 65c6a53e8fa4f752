"""The worker: claims outbox rows, has them performed, and records what came of it."""

import asyncio
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from time import perf_counter

import structlog
from sqlalchemy.exc import SQLAlchemyError

from incidents.change import Rule
from incidents.effects import EFFECTS
from incidents.incident import Incident
from integrations.errors import Rejected, Unavailable
from integrations.slack_limits import TURN
from jobs.desk import Attempt, Desk, Job, Order
from jobs.registry import DELAYED, REFUSED, TOLD_THEIR_PLACE, shown_on_card
from storage.store import CommitUnknown, LeaseLost
from storage.tables import OutboxRow
from storage.where import numbered

AT_ONCE = 24
RENEW_EVERY = 3.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
SHORTEST_WAIT = 0.2
OUR_FAULTS = 8
"""How often an effect that fails by a fault of ours is tried before it is left for dead."""
FAULT = "a fault of SignalCraft"
TOLD_AT = 2
"""After how many tries somebody who waits is told that it takes longer."""
LONG_WAIT = 5.0
"""Seconds of waiting that are told at once to whoever stands in line."""

log = structlog.get_logger("worker")


@dataclass
class Worker:
    """Performs what is due, side by side, as long as it runs. `name` marks its leases."""

    desk: Desk
    jobs: Mapping[str, Job]
    name: str
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _running: dict[int, tuple[OutboxRow, asyncio.Task[None]]] = field(default_factory=dict)
    _claiming: bool = False
    _stopping: bool = False
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        """Something may be due."""
        self._wake.set()

    @property
    def idle(self) -> bool:
        """Whether nothing is being claimed or performed."""
        return not self._claiming and not self._running

    async def tick(self) -> None:
        """The clock's bell: something that was postponed may be due."""
        self._wake.set()

    async def run(self) -> None:
        """Until `stop`: claim, perform, wait for the bell."""
        renewing = asyncio.create_task(self._keep_leases())
        try:
            while not self._stopping:
                self._wake.clear()
                self._claiming = True
                with _outlived("claiming"):
                    await self._claim()
                self._claiming = False
                await self._wake.wait()
        finally:
            renewing.cancel()
            self._ended.set()

    async def stop(self, within: float = 2.0) -> None:
        """Take nothing new and finish what was taken; what is still unfinished then is repeated later."""
        self._stopping = True
        self.ring()
        with suppress(TimeoutError):  # a claim under way still brings rows that are ours to finish
            async with asyncio.timeout(within):
                await self._ended.wait()
        tasks = [task for _, task in self._running.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=within)
        for task in tasks:
            task.cancel()

    async def _claim(self) -> None:
        free = AT_ONCE - len(self._running)
        if free <= 0:
            return
        for row in await self.desk.store.claim(self.name, free):
            task = asyncio.create_task(self._perform(row))
            self._running[row.id or 0] = (row, task)
            task.add_done_callback(partial(self._done, row.id or 0))

    def _done(self, row_id: int, task: asyncio.Task[None]) -> None:
        full = len(self._running) >= AT_ONCE
        self._running.pop(row_id, None)
        if full:  # there was no room for all; for its lane's next row the store rings
            self.ring()

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY)
            with _outlived("renewing leases"):
                await self.desk.store.renew([row for row, _ in self._running.values()])

    async def _perform(self, row: OutboxRow) -> None:
        """One try of one row, with one log line at its end."""
        started = perf_counter()
        TURN.set(row.id)  # this task's own: where calls are counted, what was wanted first goes first
        with structlog.contextvars.bound_contextvars(effect=row.kind, row=row.id, attempt=row.attempts):
            outcome = "not recorded: it is tried again when its lease has run out"
            with _outlived("recording an effect"):
                outcome = await self._try(row)
            say = log.info if outcome == "done" or outcome.startswith("later") else log.warning
            say("effect", lane=row.lane, outcome=outcome, ms=round((perf_counter() - started) * 1000, 1))

    async def _try(self, row: OutboxRow) -> str:
        """Perform and record. Raises LeaseLost, and the database's errors when even a failure cannot be noted."""
        store = self.desk.store
        about = numbered(row.incident_id, update=row.payload.get("update")) if row.incident_id else None
        incident = await store.incident(about) if about else None
        try:
            order = Order(row.effect(), incident, self.desk, Attempt(row.attempts, row.created_at))  # type: ignore[arg-type]  # None: of no incident
            rule = await self.jobs[row.kind](order)
            await store.finish(row, rule)
        except Unavailable as error:
            return await self._later(row, error)
        except Rejected as error:
            await store.bury(row, str(error), _afterwards(row, incident, self.desk, error))
            return f"refused: {error}"
        except LeaseLost:
            raise
        except (SQLAlchemyError, CommitUnknown, OSError) as error:
            return await self._later(row, Unavailable(f"the database or the network ({type(error).__name__})"))
        except Exception as error:  # a fault of ours must neither stop the worker nor lose the row
            return await self._our_fault(row, incident, error)
        return "done"

    async def _later(self, row: OutboxRow, error: Unavailable) -> str:
        wait = _backoff(row.attempts) if error.retry_after is None else max(error.retry_after, SHORTEST_WAIT)
        await self.desk.store.postpone(row, self.desk.now() + timedelta(seconds=wait), error.reason)
        tell = DELAYED.get(row.kind)
        long_line = row.kind in TOLD_THEIR_PLACE and row.attempts == 1 and wait >= LONG_WAIT
        if tell and row.incident_id and (row.attempts == TOLD_AT or long_line):
            await self.desk.store.change(numbered(row.incident_id), tell(row.effect()))
        return f"later: {error.reason}"

    async def _our_fault(self, row: OutboxRow, incident: Incident | None, error: Exception) -> str:
        log.exception("job failed", exc_info=error)
        reason = f"{FAULT} ({type(error).__name__})"
        # Tries that Slack's outage has cost do not count against us.
        if row.attempts >= OUR_FAULTS and (row.last_error or "").startswith(FAULT):
            await self.desk.store.bury(row, reason, _afterwards(row, incident, self.desk, Rejected(reason)))
            return f"given up: {reason}"
        return await self._later(row, Unavailable(reason))


@contextmanager
def _outlived(doing: str) -> Iterator[None]:
    """Whatever goes wrong with the store, or with a row that this version cannot read, the worker goes on."""
    try:
        yield
    except LeaseLost:
        log.warning("lease lost", doing=doing)
    except (SQLAlchemyError, CommitUnknown, OSError) as error:
        log.warning("the store is out of reach", doing=doing, why=type(error).__name__)
    except Exception as error:
        log.exception("the worker had a fault", doing=doing, exc_info=error)


def _afterwards(row: OutboxRow, incident: Incident | None, desk: Desk, error: Rejected) -> Rule | None:
    """What follows a refusal. An effect of no incident, or of an unknown kind, has only the log to tell."""
    if incident is None or row.kind not in EFFECTS:
        return None
    order = Order(row.effect(), incident, desk, Attempt(row.attempts, row.created_at))
    return REFUSED.get(row.kind, shown_on_card)(order, error)


def _backoff(attempts: int) -> float:
    """Seconds until the next try: at most 1 at first, doubling to 60, spread so that crowds do not form."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** max(0, attempts - 1))
    return longest * random.uniform(0.5, 1.0)
