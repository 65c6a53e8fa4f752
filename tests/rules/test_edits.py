"""A pinned message edited or deleted in Slack: what stands on the timeline then, and what is kept for admins."""

from itertools import permutations
from typing import Any

import pytest

from incidents.curating import correct_entry
from incidents.incident import Incident
from incidents.pins import message_deleted, message_edited, pin, pinned_fetched, unpin
from incidents.timeline import TimelineEntry
from tests.rules.given import ADA, AT, GRACE, ROOM, incident, kinds, later

TS = "1772440200.000100"


def fetched(found: Incident, text: str, **known: Any) -> Any:
    return pinned_fetched(
        found,
        message_ts=TS,
        text=text,
        author_id=GRACE,
        author_name="Grace",
        permalink="https://p",
        at=later(5),
        **known,
    )


def pinned(text: str = "restarted db1") -> tuple[Incident, TimelineEntry]:
    found = incident()
    pin(found, channel_id=ROOM, message_ts=TS, by=ADA, event_ts="10.1", at=AT)
    fetched(found, text)
    (entry,) = found.timeline
    entry.id = 7
    return found, entry


def edited(found: Incident) -> Any:
    return message_edited(found, channel_id=ROOM, message_ts=TS)


def deleted(found: Incident) -> Any:
    return message_deleted(found, message_ts=TS, at=later(6), author_id=GRACE)


def test_ic_45_an_edited_message_is_read_anew_and_shows_the_new_text_with_a_mark():
    found, entry = pinned()
    assert kinds(edited(found)) == ["read_again"]
    assert kinds(fetched(found, "restarted db2", edited=True)) == ["refresh_canvas"]
    assert (entry.text, entry.told) == ("restarted db2", "restarted db2 (edited)")
    assert entry.history == [
        {"did": "edited", "at": later(5).isoformat(), "before": "restarted db1", "after": "restarted db2"}
    ]


def test_the_same_edit_again_changes_nothing():
    found, entry = pinned()
    fetched(found, "restarted db2", edited=True)
    assert fetched(found, "restarted db2", edited=True).effects == ()
    assert len(entry.history) == 1


def test_a_message_edited_before_it_was_first_read_is_as_its_author_left_it():
    found = incident()
    pin(found, channel_id=ROOM, message_ts=TS, by=ADA, event_ts="10.1", at=AT)
    assert kinds(edited(found)) == ["read_again"], "an edit while it is being read is not lost"
    fetched(found, "restarted db2", edited=True)
    assert (found.timeline[0].told, found.timeline[0].history) == ("restarted db2", [])


def test_words_that_people_put_right_stay_and_the_edit_goes_into_the_history():
    found, entry = pinned()
    correct_entry(found, 7, text="restarted the first database", by=ADA, at=later(2))
    fetched(found, "restarted db2", edited=True)
    assert entry.told == "restarted the first database"
    assert [(done["before"], done["after"]) for done in entry.history] == [("restarted db1", "restarted db2")]
    assert [(done["did"], done["by"]) for done in entry.corrections] == [("corrected", ADA)]
    fetched(found, "restarted db3", edited=True)
    assert entry.history[-1]["before"] == "restarted db2"


def test_what_the_author_takes_out_of_a_message_is_not_quoted_by_what_people_have_put_right():
    found, entry = pinned("the password is hunter2")
    correct_entry(found, 7, text="hunter2 was the password", by=ADA, at=later(2))
    correct_entry(found, 7, text="Grace shared the login", by=ADA, at=later(3), time=later(1))
    fetched(found, "(removed)", edited=True)
    assert entry.told == "Grace shared the login", "words that were meant stay"
    assert "hunter2" not in str((entry.text, entry.corrections))
    assert [(done["did"], done["time_after"]) for done in entry.corrections][1] == (
        "corrected",
        later(1).isoformat(),
    )
    assert [done["before"] for done in entry.history] == ["hunter2 was the password", "the password is hunter2"]
    fetched(found, "(removed for good)", edited=True)
    assert (entry.told, len(entry.history)) == ("Grace shared the login", 3)


def test_where_people_have_put_right_only_the_time_the_words_follow_their_author():
    found, entry = pinned("the password is hunter2")
    correct_entry(found, 7, text="the password is hunter2", time=later(1), by=ADA, at=later(2))
    fetched(found, "(removed)", edited=True)
    assert (entry.told, entry.at) == ("(removed) (edited)", later(1))
    assert "hunter2" not in str((entry.text, entry.corrections))
    fetched(found, "(nothing)", edited=True)
    assert entry.text == "(nothing)"


def test_of_a_message_that_is_edited_all_the_time_the_first_words_and_the_latest_are_kept():
    found, entry = pinned("progress 0")
    for n in range(1, 101):
        fetched(found, f"progress {n}", edited=True)
    kept = [done["before"] for done in entry.history]
    assert (kept[0], kept[1:]) == ("progress 0", [f"progress {n}" for n in range(81, 100)])
    deleted(found)
    assert [done["did"] for done in entry.history] == ["edited"] * 19 + ["deleted"]
    assert entry.history[0]["before"] == "progress 0"


def test_ic_45_a_deleted_message_keeps_time_and_author_and_loses_its_words():
    found, entry = pinned()
    assert kinds(deleted(found)) == ["refresh_canvas"]
    assert (entry.told, entry.author_id, entry.shown) == ("(this message was deleted)", GRACE, True)
    assert [(done["did"], done["before"]) for done in entry.history] == [("deleted", "restarted db1")]


def test_a_deleted_message_leaves_no_word_in_what_people_have_put_right():
    found, entry = pinned("the password is hunter2")
    correct_entry(found, 7, text="the password hunter2 was leaked", by=ADA, at=later(2))
    deleted(found)
    everybody = str((entry.text, entry.told, entry.corrections))
    assert "hunter2" not in everybody
    assert [(done["did"], done["by"]) for done in entry.corrections] == [("corrected", ADA)], "who did so is kept"
    assert "hunter2 was leaked" in str(entry.history)
    assert "the password is hunter2" in str(entry.history)


def test_a_deleted_message_may_be_put_into_other_words():
    found, entry = pinned()
    deleted(found)
    correct_entry(found, 7, text="somebody restarted the database", by=ADA, at=later(7))
    assert entry.told == "somebody restarted the database"


def test_deleted_before_it_was_read_it_says_so_with_its_author():
    found = incident()
    pin(found, channel_id=ROOM, message_ts=TS, by=ADA, event_ts="10.1", at=AT)
    deleted(found)
    fetched(found, "read before it was deleted")
    (entry,) = found.timeline
    assert (entry.told, entry.author_id, entry.history) == ("(deleted before it could be read)", GRACE, [])


def test_words_that_nobody_pins_any_more_go_too():
    found, entry = pinned()
    unpin(found, channel_id=ROOM, message_ts=TS, by=ADA, event_ts="10.2", at=later(1))
    assert deleted(found).silent
    pin(found, channel_id=ROOM, message_ts=TS, by=ADA, event_ts="10.3", at=later(7))
    assert entry.told == "(this message was deleted)"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_ic_45_edit_and_deletion_end_the_same_in_whatever_order_they_are_told(order):
    found, entry = pinned()
    steps = (lambda: edited(found), lambda: fetched(found, "restarted db2", edited=True), lambda: deleted(found))
    for number in order:
        steps[number]()
    assert entry.told == "(this message was deleted)"
    assert not deleted(found), "and again it changes nothing"


def test_what_does_not_stand_on_a_timeline_is_of_no_account():
    found = incident()
    assert not edited(found)
    assert not deleted(found)
