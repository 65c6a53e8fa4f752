"""The outbox: in which order rows are claimed, how a claim ends, and how living effects are coalesced."""

import asyncio
from datetime import timedelta

import pytest

from incidents.change import SILENT, Change
from incidents.effects.bridge import BookmarkBridge
from incidents.effects.digest import EnsureDigestChannel
from incidents.effects.documents import ReadAgain
from incidents.effects.people import AnswerPerson, InvitePeople
from incidents.effects.room import BookmarkCard, OpenChannel, RefreshCard, SetTopic
from incidents.incident import Incident
from storage.store import LeaseLost, Store
from storage.tables import OutboxRow
from storage.where import NEW, numbered
from tests.databases import SettableClock
from tests.storage.given import ask, declare, write


def kinds(rows: list[OutboxRow]) -> list[str]:
    return [row.kind for row in rows]


async def test_a_row_carries_its_effect_and_the_full_name_of_its_lane(store: Store) -> None:
    await store.change(
        NEW, declare("x", InvitePeople(people=("U1", "U2")), AnswerPerson(user_id="U1", answer="a"))
    )
    invite, answer = await store.claim("w", 10)
    assert (invite.lane, answer.lane) == ("INC-1/members", "INC-1/answers/U1")
    effect = invite.effect()
    assert isinstance(effect, InvitePeople)
    assert effect.people == ["U1", "U2"]
    assert (invite.incident_id, invite.attempts, invite.leased_by) == (1, 1, "w")


async def test_a_payload_of_another_version_is_read_and_an_unknown_kind_is_named(store: Store) -> None:
    row = OutboxRow(kind="answer_person", payload={"answer": "a", "colour": "red"})
    assert row.effect() == AnswerPerson(answer="a")
    with pytest.raises(LookupError, match="paint_wall"):
        OutboxRow(id=7, kind="paint_wall").effect()


async def test_only_the_first_row_of_a_lane_is_claimed_while_lanes_run_side_by_side(store: Store) -> None:
    await store.change(NEW, declare("x", BookmarkBridge(), BookmarkCard(), SetTopic()))
    first = await store.claim("w", 10)
    assert kinds(first) == ["bookmark_bridge", "set_topic"]
    assert await store.claim("w", 10) == []
    await store.finish(first[0])
    assert kinds(await store.claim("w", 10)) == ["bookmark_card"]


async def test_no_more_rows_are_claimed_than_asked_for(store: Store) -> None:
    await store.change(NEW, declare("x", OpenChannel(), SetTopic(), RefreshCard()))
    assert kinds(await store.claim("w", 2)) == ["open_channel", "set_topic"]
    assert kinds(await store.claim("w", 2)) == ["refresh_card"]


async def test_the_incident_declared_first_goes_first_whatever_was_asked_for_first(store: Store) -> None:
    await store.change(NEW, declare("one", SetTopic()))
    await store.change(NEW, declare("two", SetTopic(), RefreshCard()))
    await store.change(numbered(1), ask(RefreshCard()))
    assert [(row.incident_id, row.kind) for row in await store.claim("w", 2)] == [
        (1, "set_topic"), (1, "refresh_card"),
    ]  # fmt: skip


async def test_a_postponed_row_waits_for_its_time_and_holds_its_lane(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare("x", BookmarkBridge(), BookmarkCard()))
    (row,) = await store.claim("w", 10)
    await store.postpone(row, clock.now + timedelta(seconds=30), "ratelimited")
    assert await store.claim("w", 10) == []
    assert await store.next_due() == clock.now + timedelta(seconds=30)
    clock.advance(seconds=30)
    (again,) = await store.claim("v", 10)
    assert (again.id, again.attempts, again.last_error, again.leased_by) == (row.id, 2, "ratelimited", "v")


async def test_a_lease_that_ran_out_counts_as_a_try_so_that_the_next_one_looks_first(
    store: Store, clock: SettableClock
) -> None:
    await store.change(NEW, declare("x", SetTopic()))
    (row,) = await store.claim("killed", 10)
    clock.advance(seconds=11)
    (again,) = await store.claim("heir", 10)
    assert (again.id, row.attempts, again.attempts) == (row.id, 1, 2)


async def test_a_dead_row_lets_the_next_pass_and_is_shown_with_its_incident(store: Store) -> None:
    await store.change(NEW, declare("x", BookmarkBridge(), BookmarkCard()))
    (row,) = await store.claim("w", 10)
    await store.bury(row, "channel_not_found", write("The post-mortem could not be posted"))
    assert kinds(await store.claim("w", 10)) == ["bookmark_card"]
    (dead,) = await store.failed(1)
    assert (dead.kind, dead.last_error, dead.attempts) == ("bookmark_bridge", "channel_not_found", 1)
    assert [entry.text for entry in await store.timeline(1)][-1] == "The post-mortem could not be posted"


async def test_finishing_applies_the_rule_in_the_same_transaction(store: Store) -> None:
    def opened(incident: Incident) -> Change:
        incident.channel_id = "C1"
        return write("The room is open", RefreshCard())(incident)

    await store.change(NEW, declare("x", OpenChannel()))
    (row,) = await store.claim("w", 10)
    changed = await store.finish(row, opened)
    assert changed is not None
    assert (changed.incident.channel_id, changed.incident.version) == ("C1", 2)
    assert kinds(await store.claim("w", 10)) == ["refresh_card"]


async def test_when_the_rule_fails_the_row_is_not_done(store: Store) -> None:
    def failing(incident: Incident) -> Change:
        raise ZeroDivisionError

    await store.change(NEW, declare("x", OpenChannel()))
    (row,) = await store.claim("w", 10)
    with pytest.raises(ZeroDivisionError):
        await store.finish(row, failing)
    await store.finish(row)
    assert await store.next_due() is None


async def test_a_worker_that_dies_costs_ten_seconds(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare("x", OpenChannel()))
    await store.claim("dead", 10)
    clock.advance(seconds=9.9)
    assert await store.claim("alive", 10) == []
    assert await store.next_due() == clock.now + timedelta(seconds=0.1)
    clock.advance(seconds=0.1)
    assert kinds(await store.claim("alive", 10)) == ["open_channel"]


async def test_a_renewed_lease_holds(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare("x", OpenChannel(), SetTopic()))
    rows = await store.claim("slow", 10)
    for _ in range(5):
        clock.advance(seconds=3)
        await store.renew(rows)
    assert await store.claim("other", 10) == []


async def test_who_lost_the_lease_can_neither_finish_nor_postpone_nor_bury_nor_renew(
    store: Store, clock: SettableClock
) -> None:
    await store.change(NEW, declare("x", OpenChannel()))
    (stale,) = await store.claim("slow", 10)
    clock.advance(seconds=11)
    (row,) = await store.claim("quick", 10)
    with pytest.raises(LeaseLost):
        await store.finish(stale, write("twice"))
    with pytest.raises(LeaseLost):
        await store.postpone(stale, clock.now, "late")
    with pytest.raises(LeaseLost):
        await store.bury(stale, "late", write("twice"))
    clock.advance(seconds=9)
    await store.renew([stale])
    await store.finish(row, write("once"))
    assert [entry.text for entry in await store.timeline(1)] == ["Ada declared it", "once"]


async def test_a_lease_that_ran_out_unnoticed_may_still_be_finished(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare("x", OpenChannel()))
    (row,) = await store.claim("slow", 10)
    clock.advance(seconds=11)
    await store.finish(row)
    with pytest.raises(LeaseLost):
        await store.finish(row)


async def test_one_waiting_row_of_a_living_effect_is_as_good_as_ten(store: Store) -> None:
    await store.change(NEW, declare("x", RefreshCard(), RefreshCard()))
    for _ in range(10):
        await store.change(numbered(1), ask(RefreshCard(), SetTopic()))
    assert kinds(await store.claim("w", 10)) == ["refresh_card", "set_topic"]


async def test_a_change_during_the_painting_is_painted_afterwards(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare("x", RefreshCard()))
    (painting,) = await store.claim("w", 10)
    for _ in range(3):
        await store.change(numbered(1), ask(RefreshCard()))
    await store.finish(painting)
    assert await store.claim("w", 10) == []
    clock.advance(seconds=2)
    (again,) = await store.claim("w", 10)
    await store.finish(again)
    assert await store.next_due() is None


async def test_a_living_effect_happens_at_once_and_then_at_most_once_in_two_seconds(
    store: Store, clock: SettableClock
) -> None:
    await store.change(NEW, declare("x", RefreshCard()))
    painted = []
    for _ in range(60):
        await store.change(numbered(1), ask(RefreshCard()))
        for row in await store.claim("w", 10):
            painted.append(clock.now)
            await store.finish(row)
        clock.advance(seconds=0.1)
    assert painted[0] == painted[-1] - timedelta(seconds=2) * (len(painted) - 1)
    assert len(painted) == 3


async def test_a_pinned_message_that_is_edited_each_second_is_read_ten_times_a_minute(
    store: Store, clock: SettableClock
) -> None:
    """And another one beside it has its own turn."""
    one, other = [ReadAgain(channel_id="C1", message_ts=ts) for ts in ("1.1", "2.2")]
    await store.change(NEW, declare("x", one))
    read = []
    for _ in range(60):
        await store.change(numbered(1), ask(one, other))
        for row in await store.claim("w", 10):
            read.append(row.lane)
            await store.finish(row)
        clock.advance(seconds=1)
    assert (read.count("INC-1/pins/C1/1.1"), read.count("INC-1/pins/C1/2.2")) == (10, 10)


async def test_after_a_quiet_time_a_living_effect_happens_at_once_again(
    store: Store, clock: SettableClock
) -> None:
    await store.change(NEW, declare("x", RefreshCard()))
    await store.finish((await store.claim("w", 10))[0])
    clock.advance(seconds=5)
    await store.change(numbered(1), ask(RefreshCard()))
    assert kinds(await store.claim("w", 10)) == ["refresh_card"]


async def test_each_incident_has_its_own_card(store: Store) -> None:
    await store.change(NEW, declare("x", RefreshCard()))
    await store.change(NEW, declare("y", RefreshCard()))
    assert [row.lane for row in await store.claim("w", 10)] == ["INC-1/card", "INC-2/card"]


async def test_an_effect_of_no_incident_is_queued_once_for_its_key(store: Store) -> None:
    for _ in range(3):
        await store.enqueue(EnsureDigestChannel(), dedupe_key="digest")
    (row,) = await store.claim("w", 10)
    assert (row.lane, row.incident_id) == ("workspace/digest", None)
    with pytest.raises(ValueError, match="no incident"):
        await store.finish(row, write("x"))
    await store.finish(row)
    assert await store.next_due() is None


async def test_rows_done_long_ago_are_dropped_and_dead_ones_are_kept(store: Store, clock: SettableClock) -> None:
    await store.change(NEW, declare("x", OpenChannel(), SetTopic()))
    done, dead = await store.claim("w", 10)
    await store.finish(done)
    await store.bury(dead, "no")
    clock.advance(seconds=31 * 24 * 3600)
    await store.sweep()
    assert kinds(await store.failed(1)) == ["set_topic"]
    with pytest.raises(LeaseLost):
        await store.finish(done)


async def test_who_waits_in_line_knows_how_many_of_a_kind_are_ahead(store: Store, clock: SettableClock) -> None:
    for title in ("x", "y", "z"):
        await store.change(NEW, declare(title, OpenChannel(), SetTopic()))
    rows = [row for row in await store.claim("w", 10) if row.kind == "open_channel"]
    assert await store.in_line(3, "open_channel") == (2, clock.now)
    await store.finish(rows[0])
    await store.bury(rows[1], "refused")
    await store.postpone(rows[2], clock.now + timedelta(seconds=9), "later")
    assert await store.in_line(3, "open_channel") == (0, clock.now + timedelta(seconds=9))
    assert await store.in_line(1, "open_channel") is None


async def test_what_is_being_done_for_an_incident_is_known_but_not_what_waits_or_came_later(
    store: Store, clock: SettableClock
) -> None:
    await store.change(NEW, declare("x", RefreshCard(), SetTopic()))
    clock.advance(seconds=1)
    since = clock()
    await store.change(numbered(1), ask(InvitePeople(people=("U1",))))

    async def under_way(*besides: str) -> bool:
        return await store.under_way(1, since=since, besides={"other", *besides})

    assert not await under_way()
    rows = {row.kind: row for row in await store.claim("w", 10)}
    await store.finish(rows["set_topic"])
    assert await under_way()
    assert not await under_way("refresh_card"), "the invitation came later"
    clock.advance(seconds=11)
    assert not await under_way(), "whoever did it is gone"


def hidden(incident: Incident) -> Change:
    change = declare("secret", SetTopic(), channel="C2")(incident)
    incident.private = True
    return change


async def test_one_dead_row_is_tried_again_once_and_its_neighbours_are_left_alone(store: Store) -> None:
    await store.change(NEW, declare("x", SetTopic(), InvitePeople(people=("U1",)), channel="C1"))
    await store.enqueue(EnsureDigestChannel())
    dead = {row.kind: row for row in await store.claim("w", 10)}
    for row in dead.values():
        await store.bury(row, "restricted_action")
    topic = dead["set_topic"].id or 0
    counts = await asyncio.gather(*(store.retry_step(topic, lambda _incident: SILENT) for _ in range(4)))
    assert sorted(counts) == [0, 0, 0, 1]
    assert await store.retry_step(dead["ensure_digest_channel"].id or 0, lambda _incident: SILENT) == 1
    assert {row.kind: row.dead_at is None for row in await store.unfinished()} == {
        "set_topic": True,
        "invite_people": False,
        "ensure_digest_channel": True,
    }
    assert await store.retry_step(99, lambda _incident: SILENT) == 0


async def test_whose_rows_they_are_is_for_those_who_may_know_of_the_incident(store: Store) -> None:
    await store.change(NEW, declare("x", SetTopic(), channel="C1"))
    await store.change(NEW, hidden)
    await store.enqueue(EnsureDigestChannel())
    for person, seen in (("U1", {1: True, 2: True, None: True}), ("U2", {1: True, 2: False, None: True})):
        assert {row.incident_id: known for row, known in await store.outbox_of(person, limit=9)} == seen


async def test_the_outbox_is_read_a_page_at_a_time(store: Store) -> None:
    for number in range(5):
        await store.change(NEW, declare("x", SetTopic(), channel=f"C{number}"))
    [refused] = await store.claim("w", 1)
    await store.bury(refused, "restricted_action")
    every = [row.id for row in await store.unfinished()]
    first = [row.id or 0 for row, _ in await store.outbox_of("U1", limit=3)]
    rest = [row.id for row, _ in await store.outbox_of("U1", limit=3, after=first[-1])]
    assert [*first, *rest] == every
    assert [len(await store.outbox_of("U1", limit=3, dead=dead)) for dead in (True, False)] == [1, 3]
