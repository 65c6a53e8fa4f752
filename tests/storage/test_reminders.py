"""Reminders in the store: found when they are due, taken once, and awake again when a person does anything."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

from incidents.catalog import Catalog
from incidents.change import SILENT, Change, Entry
from incidents.due import fire
from incidents.incident import Incident
from incidents.reminders import GRACE, remind
from storage.store import Store
from storage.where import NEW, numbered
from tests.databases import SettableClock
from tests.storage.given import AT, declare, write


def reminded(incident: Incident) -> Change:
    remind(incident, "again", at=AT + timedelta(minutes=5))
    return SILENT


def again(incident: Incident, about: str, catalog: Catalog, at: datetime) -> Change:
    remind(incident, about, at=at + timedelta(minutes=5))
    return Change(entries=(Entry(kind="note", text="reminded", at=at),))


def fired(incident: Incident, minutes: float = 5) -> Change:
    return fire(incident, Catalog(), at=AT + timedelta(minutes=minutes), rules={"again": again})


async def test_what_is_due_is_found_and_only_one_of_two_who_look_takes_it(store: Store) -> None:
    for title in ("one", "two"):
        await store.change(NEW, declare(title))
    await store.change(numbered(2), reminded)
    assert await store.to_remind(AT + timedelta(minutes=4)) == []
    assert await store.to_remind(AT + timedelta(minutes=5)) == [2]
    both = await asyncio.gather(*(store.change(numbered(2), fired) for _ in range(2)))
    assert sorted(bool(one.change) for one in both) == [False, True]
    assert len([e for e in await store.timeline(2) if e.text == "reminded"]) == 1


async def test_it_sleeps_until_a_person_does_something(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare("one"))
    await store.change(numbered(1), reminded)
    for minutes in range(5, 30, 5):
        await store.change(numbered(1), partial(fired, minutes=minutes))
    assert len([e for e in await store.timeline(1) if e.text == "reminded"]) == 3
    assert await store.to_remind(AT + timedelta(days=1)) == []
    await store.change(numbered(1), write("somebody is back"))
    incident = await store.incident(numbered(1))
    assert incident.remind_at == clock() + GRACE
