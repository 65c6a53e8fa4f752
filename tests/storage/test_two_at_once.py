"""Changing two incidents in one transaction, timelines that are joined, and one message for two."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from incidents.carried import Carried
from incidents.catalog import Catalog
from incidents.change import SILENT, Change
from incidents.declare import declare as of_catalog
from incidents.effects.room import RefreshCard
from incidents.ending import cancel
from incidents.incident import Incident
from incidents.merging import Both, merge, undo_merge
from incidents.refusal import Refusal
from storage.store import Changed, SeenBefore, Store
from storage.where import NEW, NoSuchIncident, in_channel, new_from, numbered
from tests.storage.given import AT, declare, write


async def declared(store: Store, number: int) -> None:
    for n in range(1, number + 1):
        await store.change(NEW, declare(f"Trouble {n}", channel=f"C{n}"))


def into(one: Incident, other: Incident) -> Both:
    return merge(one, other, by="U1", at=AT)


def apart(one: Incident, other: Incident) -> Both:
    return undo_merge(one, other, merged_at=AT, by="U1", at=AT)


async def test_both_are_changed_or_none(store: Store) -> None:
    await declared(store, 2)
    one, other = await store.change_both(in_channel("C2"), numbered(1), into, once="click")
    assert (one.incident.merged_into, other.incident.id) == (1, 1)
    assert [(await store.incident(numbered(n))).version for n in (1, 2)] == [2, 2]
    lanes = {row.lane for row in await store.unfinished()}
    assert {"INC-1/room", "INC-2/signpost"} <= lanes
    with pytest.raises(SeenBefore):
        await store.change_both(numbered(2), numbered(1), apart, once="click")

    def breaks(one: Incident, other: Incident) -> Both:
        one.title = other.title = "broken"
        raise Refusal("no")

    with pytest.raises(Refusal, match="no"):
        await store.change_both(numbered(1), numbered(2), breaks)
    assert (await store.incident(numbered(1))).title == "Trouble 1"


async def test_one_that_does_not_exist_is_named(store: Store) -> None:
    await declared(store, 1)
    for missing in (numbered(9), numbered(10**12)):
        with pytest.raises(NoSuchIncident, match="There is no INC-"):
            await store.change_both(numbered(1), missing, into)
    with pytest.raises(NoSuchIncident, match="not a war room"):
        await store.change_both(in_channel("C9"), numbered(1), into)


async def test_an_incident_and_itself_is_for_the_rule_to_refuse(store: Store) -> None:
    await declared(store, 1)
    with pytest.raises(Refusal, match="this very incident"):
        await store.change_both(in_channel("C1"), numbered(1), into)


async def test_two_empty_changes_write_nothing_and_may_alter_nothing(store: Store) -> None:
    await declared(store, 2)
    await store.change_both(numbered(2), numbered(1), into)
    await store.change_both(numbered(2), numbered(1), into, once="again")
    assert not await store.seen("again")

    def silently(one: Incident, other: Incident) -> Both:
        other.title = "altered"
        return merge(one, other, by="U1", at=AT)

    with pytest.raises(RuntimeError, match="two empty Changes"):
        await store.change_both(numbered(2), numbered(1), silently)


async def test_opposite_ways_at_once_never_wait_for_each_other(store: Store) -> None:
    await declared(store, 2)
    ways = [(1, 2), (2, 1)] * 10
    merging = [store.change_both(numbered(a), numbered(b), into) for a, b in ways]
    async with asyncio.timeout(10):
        outcomes = await asyncio.gather(*merging, return_exceptions=True)
    assert all(isinstance(o, tuple | Refusal) for o in outcomes), outcomes
    ends = [(await store.incident(numbered(n))).merged_into for n in (1, 2)]
    assert sorted(ends, key=bool)[0] is None
    assert any(ends)


async def test_the_timeline_of_the_other_shows_both_also_by_way_of_a_third(store: Store) -> None:
    await declared(store, 3)
    for number, minutes in ((3, 1), (1, 2), (2, 3)):
        await store.change(numbered(number), write(f"from {number}", at=AT + timedelta(minutes=minutes)))
    await store.change_both(numbered(3), numbered(2), into)
    await store.change_both(numbered(2), numbered(1), into)
    shown = [(e.incident_id, e.text or "") for e in await store.timeline(1)]
    assert [pair for pair in shown if "from" in pair[1]] == [(3, "from 3"), (1, "from 1"), (2, "from 2")]
    assert [pair for pair in shown if "merged" in pair[1]] == [(1, "merged INC-2 into this incident")]
    assert [i.id for i in await store.merged_into(1)] == [2]
    assert (await store.incidents(seen_by=None))[1] == 1

    await store.change_both(numbered(2), numbered(1), apart)
    assert {e.incident_id for e in await store.timeline(1)} == {1}
    assert {e.incident_id for e in await store.timeline(2)} == {2, 3}
    assert (await store.incidents(seen_by=None))[1] == 2


async def test_what_became_private_after_it_was_merged_shows_in_no_public_timeline(store: Store) -> None:
    await declared(store, 2)
    await store.change(numbered(2), write("a secret"))
    await store.change_both(numbered(2), numbered(1), into)

    def hide(incident: Incident) -> Change:
        incident.private = True
        return SILENT

    await store.change(numbered(2), hide)
    assert "a secret" not in [e.text for e in await store.timeline(1)]
    assert await store.merged_into(1) == []
    await store.change(numbered(1), hide)
    assert "a secret" in [e.text for e in await store.timeline(1)]
    assert [i.id for i in await store.merged_into(1)] == [2]


async def test_a_living_effect_of_each_stands_in_its_own_lane(store: Store) -> None:
    await declared(store, 2)
    await store.change_both(numbered(2), numbered(1), into)
    cards = [row.lane for row in await store.unfinished() if row.kind == RefreshCard.kind]
    assert sorted(cards) == ["INC-1/card", "INC-2/card"]


async def test_of_those_who_declare_from_one_message_at_once_one_does(store: Store) -> None:
    alert = Carried(channel_id="C9", message_ts="1.1", text="db1 is down")

    async def declares(person: str) -> object:
        rule = partial(of_catalog, catalog=Catalog(), title="db1", by=person, at=AT, carried=alert)
        return await store.change(new_from("C9", "1.1", seen_by=person), rule, once=f"view:{person}")

    people = [f"U{n}" for n in range(6)]
    came = await asyncio.gather(*map(declares, people), return_exceptions=True)
    [(first, _)] = [(who, one) for who, one in zip(people, came, strict=True) if isinstance(one, Changed)]
    assert next(str(one) for one in came if isinstance(one, Refusal)).startswith("INC-")
    assert sum(isinstance(one, Refusal) for one in came) == 5
    with pytest.raises(SeenBefore):
        await declares(first)
    await store.change(numbered(1), partial(cancel, by="U1", at=AT))
    await declares(next(who for who in people if who != first))
