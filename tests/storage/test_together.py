"""Many at once: tasks, threads and processes on one database."""

import asyncio
import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import make_url

from incidents.effects.room import RefreshCard
from incidents.ending import resolve
from incidents.postmortem import SECTIONS
from incidents.refusal import Refusal
from incidents.writing import write_section
from storage.changing import change
from storage.claiming import LEASE, claim
from storage.database import Database, Transaction
from storage.store import SeenBefore, Store
from storage.where import NEW, in_channel, numbered
from tests.databases import SettableClock
from tests.storage.given import AT, ask, declare, pin, take, write


async def test_of_fifty_people_who_take_one_role_exactly_one_has_it(store: Store) -> None:
    await store.change(NEW, declare())
    taking = [store.change(numbered(1), take("commander", f"U{n}")) for n in range(50)]
    outcomes = await asyncio.gather(*taking, return_exceptions=True)
    assert [isinstance(outcome, Refusal) for outcome in outcomes].count(True) == 49
    incident = await store.incident(numbered(1))
    assert (len(incident.roles), incident.version) == (1, 2)


async def test_of_people_who_write_different_parts_at_once_nobody_loses_a_word(store: Store) -> None:
    await store.change(NEW, declare())
    await store.change(numbered(1), partial(resolve, by="U1", at=AT))
    parts = [section.key for section in SECTIONS]
    writing = [
        store.change(numbered(1), partial(write_section, key=key, text=f"About {key}", by="U1", at=AT))
        for key in parts
    ]
    await asyncio.gather(*writing)
    written = (await store.incident(numbered(1))).postmortem
    assert written is not None
    assert written.sections == {key: f"About {key}" for key in parts}
    assert written.version == len(parts)


async def test_ic_32_two_instances_share_roles_and_once_keys(database_url: str, clock: SettableClock) -> None:
    one, other = Store(database_url, clock=clock), Store(database_url, clock=clock)
    await asyncio.gather(one.start(), other.start())
    await one.change(NEW, declare(), once="view-1")
    with pytest.raises(SeenBefore):
        await other.change(NEW, declare(), once="view-1")
    taking = [s.change(numbered(1), take("scribe", f"U{n}")) for n in range(10) for s in (one, other)]
    outcomes = await asyncio.gather(*taking, return_exceptions=True)
    assert [isinstance(outcome, Refusal) for outcome in outcomes].count(True) == 19
    await asyncio.gather(one.close(), other.close())


async def test_one_event_that_comes_on_twenty_sockets_at_once_is_taken_once(store: Store) -> None:
    coming = [store.change(NEW, declare(), once="trigger-1") for _ in range(20)]
    outcomes = await asyncio.gather(*coming, return_exceptions=True)
    assert [isinstance(outcome, SeenBefore) for outcome in outcomes].count(True) == 19
    assert (await store.incidents(seen_by=None))[1] == 1


async def test_pins_of_one_message_by_many_people_at_once_make_one_row(store: Store) -> None:
    await store.change(NEW, declare(channel="C1"))
    pinning = [store.change(in_channel("C1", message="1.1"), pin("C1", "1.1", str(n))) for n in range(20)]
    await asyncio.gather(*pinning)
    assert len(await store.timeline(1)) == 2


async def test_a_card_that_is_being_claimed_at_this_moment_is_painted_once_more(
    postgres_url: str, clock: SettableClock
) -> None:
    store, other = Store(postgres_url, clock=clock), Database(postgres_url)
    await store.start()
    await store.change(NEW, declare("x", RefreshCard()))
    with Transaction(other.engine) as claiming_now:
        assert claim(claiming_now, "other", 10, clock.now)
        await asyncio.wait_for(store.change(numbered(1), ask(RefreshCard())), 2)
        claiming_now.commit()
    clock.advance(seconds=20)
    (first,) = await store.claim("w", 10)
    await store.finish(first)
    clock.advance(seconds=2)
    assert len(await store.claim("w", 10)) == 1
    await store.close()


async def test_a_claim_that_passes_by_a_card_just_being_coalesced_is_called_back(
    postgres_url: str, clock: SettableClock
) -> None:
    store, other = Store(postgres_url, clock=clock), Database(postgres_url)
    await store.start()
    await store.change(NEW, declare("x", RefreshCard()))
    with Transaction(other.engine, autoflush=False) as changing_now:
        change(changing_now, numbered(1), ask(RefreshCard()), clock=clock, once=None)
        assert await asyncio.wait_for(store.claim("w", 10), 2) == []
        assert changing_now.wakes
        changing_now.commit()
    assert len(await store.claim("w", 10)) == 1
    assert await store.next_due() == clock.now + LEASE
    await store.close()


async def test_ic_58_twenty_writers_and_a_backup_lose_nothing(
    sqlite_url: str, clock: SettableClock, tmp_path: Path
) -> None:
    stores = [Store(sqlite_url, clock=clock) for _ in range(20)]
    await asyncio.gather(*(store.start() for store in stores))
    await stores[0].change(NEW, declare())
    done = threading.Event()

    def back_up() -> int:
        copies = 0
        while not done.is_set():
            with sqlite3.connect(str(make_url(sqlite_url).database)) as source:
                source.backup(sqlite3.connect(tmp_path / f"backup-{copies}.db"), pages=1)
            copies += 1
        return copies

    backup = asyncio.create_task(asyncio.to_thread(back_up))
    writing = [store.change(numbered(1), write(f"line {n}")) for store in stores for n in range(10)]
    await asyncio.gather(*writing)
    done.set()
    assert await backup > 0
    assert len(await stores[0].timeline(1)) == 201
    assert (await stores[0].incident(numbered(1))).version == 201
    await asyncio.gather(*(store.close() for store in stores))


async def test_closing_finishes_what_was_taken(database_url: str, clock: SettableClock) -> None:
    store = Store(database_url, clock=clock)
    await store.start()
    await store.change(NEW, declare())
    taken = [asyncio.create_task(store.change(numbered(1), write(str(n), RefreshCard()))) for n in range(4)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*taken)
    with pytest.raises(RuntimeError):
        await store.ping()
