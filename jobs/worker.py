"""The worker: claims outbox rows, has them performed, and records what came of it."""

import asyncio
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter

import structlog

from incidents.change import Rule
from incidents.incident import Incident
from integrations.errors import Rejected, Unavailable
from jobs.desk import Attempt, Desk, Job, Order
from jobs.registry import REFUSED, shown_on_card
from storage.store import LeaseLost
from storage.tables import OutboxRow
from storage.where import numbered

AT_ONCE = 24
RENEW_EVERY = 3.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
OUR_FAULTS = 8
"""How often an effect that fails by a fault of ours is tried before it is left for dead."""

log = structlog.get_logger("worker")


@dataclass
class Worker:
    """Performs what is due, side by side, as long as it runs. `name` marks its leases."""

    desk: Desk
    jobs: Mapping[str, Job]
    name: str
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _running: dict[int, tuple[OutboxRow, asyncio.Task[None]]] = field(default_factory=dict)
    _stopping: bool = False

    def ring(self) -> None:
        """Something may be due."""
        self._wake.set()

    @property
    def idle(self) -> bool:
        """Whether nothing is being performed."""
        return not self._running

    async def tick(self) -> None:
        """The clock's bell: something that was postponed may be due."""
        self._wake.set()

    async def run(self) -> None:
        """Until `stop`: claim, perform, wait for the bell."""
        renewing = asyncio.create_task(self._keep_leases())
        try:
            while not self._stopping:
                self._wake.clear()
                with _outlived("claiming"):
                    await self._claim()
                await self._wake.wait()
        finally:
            renewing.cancel()

    async def stop(self, within: float = 3.0) -> None:
        """Take nothing new and finish what was taken; what is still unfinished then is repeated later."""
        self._stopping = True
        self.ring()
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
            task.add_done_callback(lambda _, row_id=row.id or 0: self._done(row_id))  # type: ignore[misc]

    def _done(self, row_id: int) -> None:
        self._running.pop(row_id, None)
        self.ring()  # the lane's next row may go now

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY)
            with _outlived("renewing leases"):
                await self.desk.store.renew([row for row, _ in self._running.values()])

    async def _perform(self, row: OutboxRow) -> None:
        """One try of one row, with one log line at its end."""
        started = perf_counter()
        with structlog.contextvars.bound_contextvars(effect=row.kind, row=row.id, attempt=row.attempts):
            outcome = "not recorded: it is tried again when its lease has run out"
            with _outlived("recording an effect"):
                outcome = await self._try(row)
            log.info("effect", lane=row.lane, outcome=outcome, ms=round((perf_counter() - started) * 1000, 1))

    async def _try(self, row: OutboxRow) -> str:
        store = self.desk.store
        incident = await store.incident(numbered(row.incident_id)) if row.incident_id else None
        attempt = Attempt(row.attempts, row.created_at)
        order = Order(row.effect(), incident, self.desk, attempt)  # type: ignore[arg-type]  # None: of no incident
        try:
            rule = await self.jobs[row.kind](order)
        except Unavailable as error:
            return await self._later(row, error)
        except Rejected as error:
            await store.bury(row, str(error), _afterwards(row, order, incident, error))
            return f"refused: {error}"
        except Exception as error:  # a fault of ours must neither stop the worker nor lose the row
            return await self._our_fault(row, error)
        await store.finish(row, rule)
        return "done"

    async def _later(self, row: OutboxRow, error: Unavailable) -> str:
        wait = error.retry_after if error.retry_after is not None else _backoff(row.attempts)
        await self.desk.store.postpone(row, self.desk.now() + timedelta(seconds=wait), error.reason)
        return f"later: {error.reason}"

    async def _our_fault(self, row: OutboxRow, error: Exception) -> str:
        log.exception("job failed", exc_info=error)
        reason = f"a fault of SignalCraft ({type(error).__name__})"
        if row.attempts >= OUR_FAULTS:
            await self.desk.store.bury(row, reason)
            return f"given up: {reason}"
        return await self._later(row, Unavailable(reason))


@contextmanager
def _outlived(doing: str) -> Iterator[None]:
    """Whatever goes wrong with the store, or with a row that this version cannot read, the worker goes on."""
    try:
        yield
    except LeaseLost:
        log.warning("lease lost", doing=doing)
    except Exception as error:
        log.exception("the worker had a fault", doing=doing, exc_info=error)


def _afterwards(row: OutboxRow, order: Order, incident: Incident | None, error: Rejected) -> Rule | None:
    """What follows a refusal; an effect of no incident has nobody to tell but the log."""
    return REFUSED.get(row.kind, shown_on_card)(order, error) if incident else None


def _backoff(attempts: int) -> float:
    """Seconds until the next try: at most 1 at first, doubling to 60, spread so that crowds do not form."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** max(0, attempts - 1))
    return longest * random.uniform(0.5, 1.0)
