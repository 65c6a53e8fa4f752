"""What is left to do at the end of a week, on both databases."""

from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.change import Rule
from incidents.ending import resolve
from incidents.habits import Writing
from incidents.incident import RESOLVED
from incidents.reviewing import publish, set_owner, waive
from incidents.tasks import add_task, finish_task
from storage.store import Store
from storage.where import numbered
from tests.storage.given import AT, take
from tests.storage.test_insights import declared

WEEK = timedelta(days=7)
UNTIL = AT + 5 * WEEK


async def resolved(store: Store, *, ago: timedelta, **known: object) -> int:
    """One that was resolved so long before the end of the week."""
    return await declared(store, status=RESOLVED, resolved_at=UNTIL - ago, **known)


async def test_open_ones_of_any_week_are_left_and_the_oldest_come_first(store: Store) -> None:
    young = await declared(store, declared_at=UNTIL - timedelta(hours=1))
    old = [await declared(store) for _ in range(5)]
    for known in ({"private": True}, {"drill": True}, {"declared_at": UNTIL}):
        await declared(store, **known)
    await resolved(store, ago=WEEK)
    found = await store.left_of_the_week(UNTIL, Catalog())
    assert found.opened == 6
    assert {each.id for each in found.open} == {*old}
    assert young not in {each.id for each in found.open}


async def test_post_mortems_of_the_week_are_owed_by_who_led_or_else_declared(store: Store) -> None:
    led = await resolved(store, ago=timedelta(days=6))
    await store.change(numbered(led), take("commander", "U2"))
    alone = await resolved(store, ago=timedelta(hours=1))
    for known in ({"private": True}, {"drill": True}):
        await resolved(store, ago=timedelta(days=1), **known)
    await resolved(store, ago=WEEK + timedelta(minutes=1))
    await resolved(store, ago=timedelta())
    found = await store.left_of_the_week(UNTIL, Catalog())
    assert [(each.id, person) for each, person in found.owed] == [(led, "U2"), (alone, "U1")]


async def test_a_post_mortem_that_people_write_is_owed_until_it_is_published_or_waived(store: Store) -> None:
    async def ended(by: str) -> int:
        number = await declared(store)
        await store.change(numbered(number), lambda i: resolve(i, by=by, at=UNTIL - 5 * WEEK))
        return number

    left, published, waived, given = [await ended("U1") for _ in range(4)]
    await store.change(numbered(published), lambda i: publish(i, by="U1", at=UNTIL - WEEK))
    await store.change(numbered(waived), lambda i: waive(i, "once is enough", by="U1", at=UNTIL - WEEK))
    await store.change(numbered(given), lambda i: set_owner(i, "U2", by="U1", at=UNTIL - WEEK))
    found = await store.left_of_the_week(UNTIL, Catalog())
    assert [(each.id, person) for each, person in found.owed] == [(left, "U1"), (given, "U2")]
    assert [each.id for each in (await store.mine("U2", Catalog())).owed] == [given]
    lenient = Catalog(writing=Writing(waived_for=("sev1", "sev2", "sev3", "sev4")))
    assert (await store.left_of_the_week(UNTIL, lenient)).owed == []


async def test_action_items_are_late_however_long_ago_their_incident_was_resolved(store: Store) -> None:
    number = await resolved(store, ago=20 * WEEK)
    hidden = [await resolved(store, ago=WEEK, **known) for known in ({"private": True}, {"drill": True})]
    still_open = await declared(store)
    for each in (number, *hidden, still_open):
        await store.change(numbered(each), add("old", due=UNTIL - 9 * WEEK))
    await store.change(numbered(number), add("older", due=UNTIL - 10 * WEEK))
    await store.change(numbered(number), add("not yet", due=UNTIL + WEEK))
    await store.change(numbered(number), add("whenever", due=None))
    await store.change(numbered(number), add("done", due=UNTIL - WEEK))
    await store.change(numbered(number), lambda i: finish_task(i, 5, by="U1", at=UNTIL))
    found = await store.left_of_the_week(UNTIL, Catalog())
    assert [(each.id, task.words) for each, task in found.late] == [(number, "older"), (number, "old")]
    assert found.lates == 2


def add(text: str, *, due: datetime | None) -> Rule:
    return lambda i: add_task(i, text, by="U1", at=AT, due_at=due)
