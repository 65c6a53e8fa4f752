"""📌: which messages are on the timeline, whoever pinned them and in whatever order Slack told us."""

import json
from itertools import permutations

import pytest

from incidents.change import Change
from incidents.ending import resolve
from incidents.incident import Incident
from incidents.pins import message_time, pin, pinned_fetched, pinned_from_elsewhere, pins_seen, unpin
from tests.rules.given import ADA, AT, GRACE, LINUS, ROOM, incident, kinds, later

TS = "1772440200.000100"


def put(found: Incident, by: str, event_ts: str, ts: str = TS) -> Change:
    return pin(found, channel_id=ROOM, message_ts=ts, by=by, event_ts=event_ts, at=AT)


def take(found: Incident, by: str, event_ts: str, ts: str = TS) -> Change:
    return unpin(found, channel_id=ROOM, message_ts=ts, by=by, event_ts=event_ts, at=later(1))


def fetch(found: Incident, text: str = "restarted db", ts: str = TS) -> Change:
    return pinned_fetched(
        found, message_ts=ts, text=text, author_id=GRACE, author_name="Grace", permalink="https://p"
    )


def pinned() -> Incident:
    found = incident()
    put(found, ADA, "10.1")
    fetch(found)
    return found


def shown(found: Incident) -> list[str | None]:
    return [entry.text for entry in found.timeline if entry.shown]


def test_a_pinned_message_is_fetched_and_stands_at_its_own_time():
    found = incident()
    change = put(found, ADA, "10.1")
    assert kinds(change) == ["fetch_pinned"]
    assert (change.effects[0].channel_id, change.effects[0].message_ts) == (ROOM, TS)
    (entry,) = found.timeline
    assert (entry.kind, entry.at, entry.recorded_at) == ("pinned", message_time(TS), AT)
    assert not entry.shown, "not before its words are known"


def test_a_fetched_message_is_shown_with_words_author_and_link():
    (entry,) = pinned().timeline
    assert (entry.text, entry.author_id, entry.author_name) == ("restarted db", GRACE, "Grace")
    assert (entry.permalink, entry.shown) == ("https://p", True)


def test_ic_43_the_pins_of_several_people_make_one_line():
    found = pinned()
    change = put(found, GRACE, "10.2")
    assert [(each.pinned_by, each.is_read) for each in change.effects] == [(GRACE, True)], "whoever that is"
    assert put(found, GRACE, "10.3").silent
    assert shown(found) == ["restarted db"]


def test_two_people_at_once_still_make_one_line():
    found = incident()
    put(found, ADA, "10.1")
    put(found, GRACE, "10.2")
    fetch(found)
    fetch(found)
    assert shown(found) == ["restarted db"]


def test_ic_45_the_line_leaves_with_the_last_pin_and_not_before():
    found = pinned()
    put(found, GRACE, "10.2")
    assert take(found, ADA, "10.3")
    assert shown(found) == ["restarted db"]
    assert take(found, GRACE, "10.4"), "the change must be kept"
    assert shown(found) == []
    assert found.timeline[0].removed_at == later(1)


def test_ic_45_a_message_pinned_again_comes_back_without_being_fetched_again():
    found = pinned()
    take(found, ADA, "10.2")
    change = put(found, ADA, "10.3")
    assert change, "the change must be kept"
    assert kinds(change) == ["refresh_canvas", "mark_taken"]
    assert shown(found) == ["restarted db"]


def test_a_pin_taken_away_before_the_words_came_leaves_nothing():
    found = incident()
    put(found, ADA, "10.1")
    assert take(found, ADA, "10.2")
    assert fetch(found)
    assert shown(found) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_ic_45_the_order_of_the_events_counts_and_never_the_order_of_arrival(order):
    """Pinned, taken away, pinned again: two sockets may deliver these in any order."""
    found = incident()
    events = [lambda: put(found, ADA, "10.1"), lambda: take(found, ADA, "10.2"), lambda: put(found, ADA, "10.3")]
    for number in order:
        events[number]()
    fetch(found)
    assert shown(found) == ["restarted db"]


def test_ic_45_taken_away_last_stays_away_also_when_it_arrived_first():
    found = incident()
    assert take(found, ADA, "10.2").silent
    assert not put(found, ADA, "10.1")
    fetch(found)
    assert shown(found) == []


def test_times_of_events_are_compared_as_numbers():
    found = incident()
    put(found, ADA, "999999999.9")
    take(found, ADA, "1000000000.1")
    fetch(found)
    assert shown(found) == []


def test_ic_26_the_same_event_again_changes_nothing():
    found = pinned()
    assert not put(found, ADA, "10.1")
    assert not take(found, ADA, "10.1")


def test_pins_survive_the_database_which_knows_no_tuples():
    found = pinned()
    found.timeline[0].pins = json.loads(json.dumps(found.timeline[0].pins))
    assert not put(found, ADA, "10.1")
    assert take(found, ADA, "10.2")
    assert shown(found) == []


def test_a_message_in_a_thread_is_its_own_line():
    found = pinned()
    put(found, ADA, "10.2", ts="1772440260.000200")
    fetch(found, "and the cache", ts="1772440260.000200")
    assert shown(found) == ["restarted db", "and the cache"]


def test_after_resolving_a_pin_refreshes_the_post_mortem():
    found = pinned()
    resolve(found, by=ADA, at=later(30))
    assert kinds(take(found, ADA, "10.2")) == ["refresh_canvas", "refresh_postmortem", "mark_taken"]
    assert kinds(put(found, ADA, "10.3")) == ["refresh_canvas", "refresh_postmortem", "mark_taken"]
    assert kinds(put(found, GRACE, "10.4")) == ["fetch_pinned"], "a second pin shows nothing new"
    assert kinds(fetch(found, "edited")) == ["refresh_canvas", "refresh_postmortem"]


def test_ic_48_the_mark_comes_only_with_the_words_and_goes_with_the_last_pin():
    found = incident()
    assert "mark_taken" not in kinds(put(found, ADA, "10.1")), "nothing is stored yet"
    assert "mark_taken" in kinds(fetch(found))
    assert "mark_taken" not in kinds(put(found, GRACE, "10.2"))
    assert "mark_taken" not in kinds(take(found, ADA, "10.3"))
    assert "mark_taken" in kinds(take(found, GRACE, "10.4"))


def test_somebodys_two_emoji_and_skin_tones_are_pins_of_their_own():
    found = pinned()
    where = {"channel_id": ROOM, "message_ts": TS, "by": ADA, "at": AT}
    pin(found, **where, event_ts="11.1", emoji="pushpin::skin-tone-3")
    pin(found, **where, event_ts="11.2", emoji="memo")
    take(found, ADA, "11.3")
    unpin(found, **where, event_ts="11.4", emoji="memo")
    assert shown(found) == ["restarted db"]
    unpin(found, **where, event_ts="11.5", emoji="pushpin::skin-tone-3")
    assert shown(found) == []


def test_whoever_is_of_another_workspace_has_no_say_with_any_emoji():
    found = pinned()
    pin(found, channel_id=ROOM, message_ts=TS, by=GRACE, at=AT, event_ts="11.2", emoji="memo")
    take(found, ADA, "11.3")
    pinned_from_elsewhere(found, message_ts=TS, by=GRACE, at=AT)
    assert shown(found) == []


def test_words_of_a_message_that_nobody_pinned_are_dropped():
    found = incident()
    assert not fetch(found)
    assert found.timeline == []


def seen(found: Incident, *pinners: str, minutes: float = 1) -> Change:
    return pins_seen(found, channel_id=ROOM, message_ts=TS, pinners=pinners, asked_at=later(minutes))


def test_reading_a_room_again_adds_and_takes_away_what_was_missed():
    found = incident()
    assert kinds(seen(found, ADA)) == ["fetch_pinned"]
    fetch(found)
    assert not seen(found, ADA, minutes=2), "nothing is new"
    assert seen(found, minutes=3)
    assert shown(found) == []


def test_what_is_heard_after_the_room_was_read_counts_more_and_what_was_before_less():
    found = incident()
    seen(found, ADA)
    fetch(found)
    earlier, after = f"{later(0).timestamp()}", f"{later(2).timestamp()}"
    assert not take(found, ADA, earlier)
    assert shown(found) == ["restarted db"]
    assert take(found, ADA, after)
    assert shown(found) == []


def test_a_pin_by_hand_has_no_reaction_that_could_be_missing_until_there_is_one():
    found = incident()
    where = {"channel_id": ROOM, "message_ts": TS, "at": AT}
    pin(found, **where, by=ADA, event_ts="10.1", by_hand=True)
    fetch(found)
    seen(found)
    assert shown(found) == ["restarted db"]
    pin(found, **where, by=ADA, event_ts="11.1")
    seen(found, minutes=2)
    assert shown(found) == []


def test_of_pins_from_before_this_was_kept_none_is_taken_away_by_reading():
    found = pinned()
    found.timeline[0].by_hand = None
    assert not seen(found)
    assert shown(found) == ["restarted db"]


def by_hand(found: Incident, minutes: float) -> Change:
    where = {"channel_id": ROOM, "message_ts": TS, "by": ADA, "at": later(minutes)}
    return unpin(found, **where, event_ts=f"{later(minutes).timestamp():.6f}", by_hand=True)


def test_what_was_taken_away_by_hand_stays_away_whatever_reaction_is_still_there():
    found = pinned()
    by_hand(found, 1)
    assert shown(found) == []
    for minutes in (2, 3):
        assert not seen(found, ADA, minutes=minutes)
        assert shown(found) == []
    put(found, ADA, f"{later(4).timestamp()}")
    assert shown(found) == ["restarted db"], "a new 📌 counts"
    seen(found, minutes=5)
    assert shown(found) == [], "and may be missing later"


def test_once_the_reaction_is_gone_the_next_one_counts_though_its_event_was_missed():
    found = pinned()
    by_hand(found, 1)
    assert seen(found, minutes=2).silent, "the change must be kept"
    seen(found, ADA, minutes=3)
    assert shown(found) == ["restarted db"]


def test_by_hand_all_of_somebodys_pins_go_whatever_emoji_they_are():
    found = pinned()
    where = {"channel_id": ROOM, "message_ts": TS, "at": AT}
    pin(found, **where, by=ADA, event_ts="11.1", emoji="bookmark")
    pin(found, **where, by=ADA, event_ts="11.2", emoji="pushpin::skin-tone-3")
    pin(found, **where, by=GRACE, event_ts="11.3", emoji="bookmark")
    by_hand(found, 1)
    assert [pinner for pinner, (_, on) in found.timeline[0].pins.items() if on] == [f"{GRACE} bookmark"]
    unpin(found, **where, by=GRACE, event_ts="12.1", emoji="bookmark")
    assert shown(found) == []
    seen(found, f"{ADA} bookmark", ADA)
    assert shown(found) == []


def test_where_it_was_not_kept_how_pins_came_one_taken_away_by_hand_takes_no_other_along():
    found = pinned()
    put(found, GRACE, "10.2")
    found.timeline[0].by_hand = None
    by_hand(found, 1)
    seen(found, ADA, minutes=2)
    assert shown(found) == ["restarted db"], "Grace's is there, and may have been chosen by hand"
    take(found, GRACE, f"{later(3).timestamp()}")
    seen(found, ADA, minutes=4)
    assert shown(found) == []


def test_ic_40_whose_pin_it_is_is_asked_by_their_id_whatever_emoji_they_took():
    found = incident()
    change = pin(found, channel_id=ROOM, message_ts=TS, by=LINUS, at=AT, event_ts="10.1", emoji="bookmark")
    assert change.effects[0].pinned_by == LINUS


def test_a_message_stands_at_the_very_microsecond_of_its_ts():
    assert message_time("1711846740.123456").isoformat() == "2024-03-31T00:59:00.123456+00:00"
