"""Homes are read with a constant number of queries, and the clock finds those that are behind."""

from datetime import timedelta

import pytest

from incidents.catalog import Catalog
from incidents.ending import resolve
from incidents.home import SHOWN
from incidents.reviewing import set_owner
from storage.store import SeenBefore, Store
from storage.where import NEW, NoSuchIncident, numbered
from tests.databases import SettableClock
from tests.storage.given import AT, declare, retitle, take
from tests.storage.test_listing import altered, queries

CATALOG = Catalog()


async def _painted(store: Store, person: str) -> None:
    known, _ = await store.home(person, CATALOG)
    assert known
    known.painted_at, known.shown = store.clock(), "x"
    await store.painted(known)


async def _behind(store: Store) -> list[str]:
    return await store.outdated_homes(store.clock() - timedelta(hours=1), 9)


async def test_the_worst_come_first_and_only_what_they_may_see(store: Store) -> None:
    for severity in ("sev3", "sev1", "sev9", "sev1", "sev2"):
        await store.change(NEW, declare(severity))
        await store.change(numbered((await store.incidents(seen_by=None))[1]), altered(severity=severity))
    await store.change(numbered(4), altered(private=True))
    await store.change(numbered(5), take("scribe", "U2"))
    _, seen = await store.home("U2", CATALOG)
    assert [each.id for each in seen.open] == [2, 5, 1, 3]
    assert (seen.opened, [each.id for each in seen.mine.roles]) == (4, [5])
    _, of_the_declarer = await store.home("U1", CATALOG)
    assert of_the_declarer.opened == 5


async def test_ic_24_a_home_of_five_hundred_costs_as_many_queries_as_one_of_ten(store: Store) -> None:
    counts = set()
    for more in (10, 490):
        for _ in range(more):
            await store.change(NEW, declare())
        await store.change(numbered(1), altered(status="resolved", resolved_at=AT))
        await store.change(numbered(more), take("scribe" if more == 10 else "liaison", "U1"))
        await store.open_home("U1", once=f"{more}")
        with queries(store) as made:
            _, seen = await store.home("U1", CATALOG)
        counts.add(len(made))
    assert (len(seen.open), seen.opened, len(seen.mine.roles), len(seen.mine.owed)) == (SHOWN, 499, 2, 1)
    assert len(counts) == 1
    assert counts.pop() <= 20


async def test_a_home_is_behind_after_any_change_until_it_is_painted(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare())
    await store.open_home("U1", once="a")
    with pytest.raises(SeenBefore):
        await store.open_home("U1", once="a")
    assert [row.kind for row in await store.unfinished()] == ["refresh_home"]
    assert await _behind(store) == []  # its first painting is on the way
    await _painted(store, "U1")
    assert await _behind(store) == []
    await store.change(numbered(1), retitle("another"))
    await store.open_home("U2", once="b")
    await _painted(store, "U2")
    assert await _behind(store) == ["U1"]
    await store.change(numbered(1), retitle("a third"))
    assert await _behind(store) == ["U1", "U2"]
    clock.advance(seconds=3601)
    assert await _behind(store) == []
    await store.close_home("U1")
    assert (await store.home("U1", CATALOG))[0] is None


async def test_what_was_painted_before_it_was_opened_anew_is_not_taken_for_it(
    store: Store, clock: SettableClock
) -> None:
    await store.open_home("U1", once="a")
    known, _ = await store.home("U1", CATALOG)
    assert known
    clock.advance(seconds=1)
    await store.open_home("U1", once="b")
    known.shown = "old"
    await store.painted(known)
    again, _ = await store.home("U1", CATALOG)
    assert again
    assert (again.shown, again.painted_at) == ("", None)


async def test_ic_42_whatever_a_home_says_is_theirs_they_can_look_at_and_the_other_way_round(store: Store) -> None:
    await store.change(NEW, declare("Secret checkout"))
    await store.change(numbered(1), altered(private=True))
    await store.change(numbered(1), lambda i: resolve(i, by="U1", at=AT))
    await store.change(numbered(1), lambda i: set_owner(i, "U2", by="U1", at=AT))
    _, seen = await store.home("U2", CATALOG)
    assert [each.id for each in seen.mine.owed] == [1]
    assert (await store.incident(numbered(1, seen_by="U2"))).id == 1
    await store.change(numbered(1), lambda i: set_owner(i, "U1", by="U1", at=AT))
    with pytest.raises(NoSuchIncident):
        await store.incident(numbered(1, seen_by="U2"))
    _, seen = await store.home("U2", CATALOG)
    assert seen.mine.owed == []
