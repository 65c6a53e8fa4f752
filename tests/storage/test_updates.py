"""Status updates and drafts in the store: the latest comes along, and each draft is kept until it is sent."""

from datetime import timedelta

from incidents.catalog import Catalog
from incidents.change import Rule
from incidents.effects.updates import PostUpdate
from incidents.status_update import UpdateDraft
from incidents.updates import update_shown, write_update
from storage.store import Store
from storage.updates import sent
from storage.where import NEW, numbered
from tests.storage.given import AT, declare


def says(text: str, minutes: int) -> Rule:
    return lambda i: write_update(i, text, Catalog(), by="U1", at=AT + timedelta(minutes=minutes))


def draft(text: str, minutes: int = 0, *, person: str = "U1", view: str = "V1") -> UpdateDraft:
    at = AT + timedelta(minutes=minutes)
    return UpdateDraft(incident_id=1, person=person, view_id=view, text=text, status="identified", written_at=at)


async def test_of_many_updates_the_latest_comes_along_and_any_other_where_it_is_named(store: Store) -> None:
    await store.change(NEW, declare("x"))
    for number in range(1, 30):
        await store.change(numbered(1), says(f"update {number}", number))
    assert [u.text for u in (await store.incident(numbered(1))).updates] == ["update 29"]
    assert [u.number for u in (await store.incident(numbered(1, update=7))).updates] == [7, 29]
    [listed], _ = await store.incidents(seen_by=None)
    assert listed.latest_update
    assert listed.latest_update_number == 29
    assert [u.number for u in await store.posted_updates(1, limit=3)] == [29, 28, 27]


async def test_what_came_of_posting_one_is_kept_with_that_one_though_it_is_no_longer_the_latest(
    store: Store,
) -> None:
    await store.change(NEW, declare("x", channel="C1"))
    await store.change(numbered(1), says("first", 1))
    await store.change(numbered(1), says("second", 2))
    [row] = [row for row in await store.claim("worker", 50) if row.kind == PostUpdate.kind]
    assert row.effect() == PostUpdate(update=1)
    await store.finish(row, lambda i: update_shown(i, number=1, channel="C1", ts="1.1"))
    assert [(u.number, u.message_ts) for u in await store.updates(1)] == [(2, None), (1, "1.1")]


async def test_each_has_a_draft_of_their_own_and_the_latest_letters_count_however_they_arrive(
    store: Store,
) -> None:
    await store.change(NEW, declare("x"))
    await store.keep_draft(draft("db1 is", 2))
    await store.keep_draft(draft("db1", 1))
    await store.keep_draft(draft("other", 1, person="U2", view="V2"))
    kept = await store.draft(1, "U1")
    assert kept
    assert kept.text == "db1 is"
    await store.drop_draft(1, "U1")
    assert await store.draft(1, "U1") is None
    assert await store.draft(1, "U2")


async def test_letters_that_come_after_a_form_was_sent_are_no_draft(store: Store) -> None:
    await store.change(NEW, declare("x"))
    await store.keep_draft(draft("db1 is back"))
    await store.change(numbered(1), says("db1 is back", 1), once=sent("V1"))
    assert await store.draft(1, "U1") is None
    await store.keep_draft(draft("db1 is back", 2))
    assert await store.draft(1, "U1") is None
    await store.keep_draft(draft("a new one", 3, view="V2"))
    assert await store.draft(1, "U1")
