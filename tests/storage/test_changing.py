"""Altering incidents: what a rule sees, what is written, and when nothing is."""

import asyncio

import pytest

from incidents.change import NOTHING, Change
from incidents.effects.documents import FetchPinned
from incidents.effects.room import OpenChannel, RefreshCard
from incidents.incident import Incident
from incidents.refusal import Refusal
from storage.store import SeenBefore, Store
from storage.where import NEW, NoSuchIncident, in_channel, in_room_called, numbered
from tests.databases import SettableClock
from tests.storage.given import AT, ask, declare, pin, retitle, take, write


async def test_a_new_incident_gets_its_number_from_the_database_and_its_first_entry(store: Store) -> None:
    changed = await store.change(NEW, declare("The shop is slow"))
    assert (changed.incident.ref, changed.incident.title, changed.incident.version) == (
        "INC-1",
        "The shop is slow",
        1,
    )
    assert [entry.text for entry in await store.timeline(1)] == ["Ada declared it"]


async def test_what_comes_back_is_usable_after_the_commit(store: Store) -> None:
    await store.change(NEW, declare())
    changed = await store.change(numbered(1), take("commander", "U7"))
    holder = changed.incident.holder("commander")
    assert holder is not None
    assert (holder.user_id, holder.incident_id) == ("U7", 1)


async def test_each_change_raises_the_version_and_says_when(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare())
    clock.advance(seconds=60)
    await store.change(numbered(1), retitle("The shop is down"))
    incident = await store.incident(numbered(1))
    assert (incident.title, incident.version, incident.changed_at) == ("The shop is down", 2, clock.now)


async def test_an_entry_keeps_the_time_of_the_event_beside_the_time_of_writing(
    store: Store, clock: SettableClock
) -> None:
    await store.change(NEW, declare())
    (entry,) = await store.timeline(1)
    assert (entry.at, entry.recorded_at, entry.author_id) == (AT, clock.now, "U1")


async def test_an_incident_is_found_by_its_room_and_its_number(store: Store) -> None:
    await store.change(NEW, declare(channel="C1"))
    assert (await store.incident(in_channel("C1"))).id == (await store.incident(numbered(1))).id == 1


async def test_of_two_rooms_of_one_name_the_newer_is_meant_for_the_other_is_gone(store: Store) -> None:
    for channel in ("C1", "C2"):
        await store.change(NEW, declare(channel=channel, name="inc-checkout"))
    assert (await store.incident(in_room_called("inc-checkout"))).id == 2
    with pytest.raises(NoSuchIncident, match="not a war room"):
        await store.incident(in_room_called("inc-search"))


async def test_an_unknown_number_and_an_ordinary_channel_are_refused_in_words(store: Store) -> None:
    with pytest.raises(NoSuchIncident, match="There is no INC-99"):
        await store.change(numbered(99), retitle("x"))
    with pytest.raises(NoSuchIncident, match="not a war room"):
        await store.incident(in_channel("C9"))


async def test_an_empty_change_writes_nothing_and_does_not_spend_its_key(store: Store) -> None:
    await store.change(NEW, declare())
    changed = await store.change(numbered(1), lambda _incident: NOTHING, once="event-1")
    assert (changed.change, changed.incident.version, changed.incident.roles) == (NOTHING, 1, [])
    assert not await store.seen("event-1")


async def test_a_rule_that_alters_the_incident_in_silence_is_a_fault_and_changes_nothing(store: Store) -> None:
    await store.change(NEW, declare("Before"))

    def silent(incident: Incident) -> Change:
        incident.title = "After"
        return NOTHING

    with pytest.raises(RuntimeError, match="empty Change"):
        await store.change(numbered(1), silent)
    assert (await store.incident(numbered(1))).title == "Before"


async def test_when_the_rule_refuses_nothing_is_written(store: Store) -> None:
    await store.change(NEW, declare())

    def half(incident: Incident) -> Change:
        incident.title = "Half done"
        raise Refusal("No.")

    with pytest.raises(Refusal):
        await store.change(numbered(1), half, once="trigger-1")
    assert (await store.incident(numbered(1))).title == "The database is down"
    assert not await store.seen("trigger-1")


async def test_ic_48_a_failed_insert_leaves_no_trace_and_the_second_try_leaves_one_row(store: Store) -> None:
    await store.change(NEW, declare(channel="C1"))

    def without_a_kind(incident: Incident) -> Change:
        change = pin("C1", "1.1", "first try")(incident)
        incident.timeline[0].kind = None
        return change

    with pytest.raises(Exception, match=r"(?i)not.null"):
        await store.change(in_channel("C1", message="1.1"), without_a_kind, once="event-1")
    await store.change(in_channel("C1", message="1.1"), pin("C1", "1.1", "second try"), once="event-1")
    assert [entry.text for entry in await store.timeline(1)] == ["Ada declared it", "second try"]


async def test_ic_26_an_event_delivered_twice_is_taken_once(store: Store) -> None:
    await store.change(NEW, declare())
    await store.change(numbered(1), write("hello"), once="event-1")
    with pytest.raises(SeenBefore):
        await store.change(numbered(1), write("hello"), once="event-1")
    assert len(await store.timeline(1)) == 2
    assert await store.seen("event-1")


async def test_ic_28_a_form_sent_twice_makes_one_incident_and_the_next_form_one_more(store: Store) -> None:
    sent = [store.change(NEW, declare(), once=view) for view in ("view-1", "view-1", "view-2")]
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [isinstance(outcome, SeenBefore) for outcome in outcomes].count(True) == 1
    assert (await store.incidents(seen_by=None))[1] == 2


async def test_a_pinned_message_is_loaded_alone_and_altered_in_place(store: Store) -> None:
    await store.change(NEW, declare(channel="C1"))
    for ts, text in (("1.1", "one"), ("2.2", "two"), ("1.1", "one, edited")):
        await store.change(in_channel("C1", message=ts), pin("C1", ts, text))
    shown = await store.timeline(1)
    assert [(entry.text, entry.message_ts) for entry in shown[1:]] == [("one, edited", "1.1"), ("two", "2.2")]
    assert shown[1].pins == {"U1": ["1.1", True]}


async def test_the_rule_of_an_effect_about_a_message_sees_that_message(store: Store) -> None:
    await store.change(NEW, declare(channel="C1"))
    await store.change(in_channel("C1", message="1.1"), pin("C1", "1.1", "one"))
    await store.change(numbered(1), ask(FetchPinned(channel_id="C1", message_ts="1.1")))
    (row,) = await store.claim("w", 10)
    await store.finish(row, pin("C1", "1.1", "one, fetched"))
    assert [entry.text for entry in await store.timeline(1)] == ["Ada declared it", "one, fetched"]


async def test_the_bell_rings_after_a_commit_with_effects_and_only_then(store: Store) -> None:
    rung = asyncio.Event()
    store.ring = rung.set
    await asyncio.sleep(0.05)  # a fresh listener rings once, in case it missed something
    rung.clear()
    await store.change(NEW, declare())
    await asyncio.sleep(0.05)
    assert not rung.is_set()
    await store.change(numbered(1), ask(OpenChannel(), RefreshCard()))
    await asyncio.wait_for(rung.wait(), 1)


async def test_a_caller_who_gives_up_waiting_does_not_tear_the_change(store: Store) -> None:
    await store.change(NEW, declare())
    waiting = asyncio.create_task(store.change(numbered(1), write("still written")))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await store.change(numbered(1), write("afterwards"))
    for _ in range(100):  # it may be on its way still, on another connection
        texts = [entry.text for entry in await store.timeline(1)]
        version = (await store.incident(numbered(1))).version
        if version == len(texts):
            break
        await asyncio.sleep(0.01)
    assert texts in (
        ["Ada declared it", "still written", "afterwards"],
        ["Ada declared it", "afterwards", "still written"],  # two connections: the lock goes to either first
        ["Ada declared it", "afterwards"],
    )
    assert version == len(texts)
