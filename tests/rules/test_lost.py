"""A room that is closed to the bot: told once, to whoever leads, and the incident goes on."""

import pytest

from incidents.change import NOTHING, SILENT
from incidents.effects.people import AnswerPerson, BringOver
from incidents.effects.room import OpenChannel
from incidents.ending import reopen, resolve, undo_end
from incidents.lost import ARCHIVED, GONE, REMOVED, new_room, room_back, room_lost
from incidents.refs import ENDED_BEFORE, LOST
from incidents.refusal import Refusal
from incidents.room import card_posted
from incidents.severity import set_severity
from tests.rules.given import (
    ADA,
    AT,
    CATALOG,
    GRACE,
    LINUS,
    ROOM,
    incident,
    kinds,
    later,
    led_by,
    line,
    only,
    without_room,
)


def test_the_commander_is_told_and_the_timeline_says_who_did_it():
    found = led_by(GRACE)
    change = room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    assert line(change) == "archived the war room"
    assert change.entries[0].author_id == LINUS
    told = only(change, AnswerPerson)
    assert (told.user_id, told.answer, told.detail) == (GRACE, "room_lost", LINUS)


def test_without_a_commander_the_declarer_is_told():
    assert only(room_lost(incident(), how=REMOVED, by=LINUS, at=AT), AnswerPerson).user_id == ADA


def test_a_room_that_slack_no_longer_knows_has_no_culprit():
    change = room_lost(incident(), how=GONE, at=AT)
    assert line(change) == "The war room is closed to the bot"
    assert change.entries[0].author_id is None


def test_it_is_told_once_however_it_is_noticed():
    found = incident()
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    assert not room_lost(found, how=REMOVED, by=LINUS, at=AT)
    assert not room_lost(found, how=GONE, at=AT)


def test_the_room_of_an_ended_incident_may_be_archived_and_is_noted_without_a_word():
    found = incident()
    resolve(found, by=ADA, at=AT)
    assert room_lost(found, how=ARCHIVED, by=LINUS, at=AT) == SILENT
    assert found.refs[LOST] == ARCHIVED
    assert not room_lost(without_room(), how=GONE, at=AT)


def test_ic_33_changes_of_an_incident_without_its_room_go_to_the_digest_alone():
    found = incident()
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    found.remember("digest", "1.1")
    assert kinds(set_severity(found, "sev1", CATALOG, by=ADA, at=later(1))) == ["refresh_digest"]


def test_a_bot_that_is_let_in_again_brings_everything_in_step():
    found = incident(refs={"card": "1.1"})
    room_lost(found, how=REMOVED, by=LINUS, at=AT)
    assert kinds(room_back(found)) == [
        "refresh_card", "set_topic", "refresh_digest", "examine_room", "refresh_canvas"
    ]  # fmt: skip
    assert found.refs == {"card": "1.1"}
    assert not room_back(found)
    resolve(found, by=ADA, at=later(1))
    room_lost(found, how=REMOVED, by=LINUS, at=later(2))
    assert "refresh_postmortem" in kinds(room_back(found))


def test_a_new_room_forgets_what_stood_in_the_old_one():
    found = incident(refs={"card": "1.1", "bookmark": "Bk1", "digest": "2.2", "digest_channel": "C9"})
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    change = new_room(found, lost=ROOM, by=ADA, at=later(1), response_url="https://hooks/1")
    assert only(change, OpenChannel).response_url == "https://hooks/1"
    assert (found.channel_id, found.channel_name, found.room_ready_at) == (None, None, None)
    assert found.refs == {"digest": "2.2", "digest_channel": "C9", "room_before": ROOM}
    assert line(change) == "went on in a new war room"


def test_whoever_was_in_the_closed_room_is_brought_into_the_new_one():
    found = incident()
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    change = new_room(found, lost=ROOM, by=ADA, at=later(1))
    assert kinds(change)[:2] == ["open_channel", "bring_over"]
    assert only(change, BringOver) == BringOver(channel_id=ROOM, invited_by=ADA)


def test_a_private_room_that_is_closed_cannot_be_read_any_more():
    found = incident(private=True)
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    assert "bring_over" not in kinds(new_room(found, lost=ROOM, by=ADA, at=later(1)))


def test_a_second_click_or_a_room_that_came_back_opens_no_other_room():
    found = incident()
    with pytest.raises(Refusal, match="has a room again"):
        new_room(found, lost=ROOM, by=ADA, at=AT)
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    new_room(found, lost=ROOM, by=ADA, at=AT)
    with pytest.raises(Refusal, match="has a room again"):
        new_room(found, lost=ROOM, by=GRACE, at=AT)


def test_an_incident_that_ended_meanwhile_needs_no_new_room():
    found = incident()
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    resolve(found, by=ADA, at=later(1))
    assert LOST in found.refs
    with pytest.raises(Refusal, match="is resolved, so no new room"):
        new_room(found, lost=ROOM, by=ADA, at=later(2))


def ended(**changed):
    """INC-42, resolved after a minute."""
    found = incident(**changed)
    resolve(found, by=ADA, at=later(1))
    return found


def test_reopened_after_its_room_was_closed_it_goes_on_in_a_new_one_that_names_the_old():
    for how in (ARCHIVED, REMOVED, GONE):
        found = ended(refs={"card": "1.1"})
        room_lost(found, how=how, at=later(2))
        change = reopen(found, by=GRACE, at=later(9), response_url="https://hooks/1")
        assert only(change, OpenChannel) == OpenChannel(
            title=found.title, asked_by=GRACE, response_url="https://hooks/1"
        )
        assert "refresh_card" not in kinds(change)
        assert (found.is_open, found.channel_id) == (True, None)
        found.forget(ENDED_BEFORE)  # what was said of its end
        assert found.refs == {"room_before": ROOM}


def test_an_undo_after_the_archive_opens_a_new_room_as_well():
    found = ended()
    room_lost(found, how=ARCHIVED, at=later(2))
    assert "open_channel" in kinds(undo_end(found, ended_at=later(1), by=ADA, at=later(3)))


def test_a_room_closed_without_our_knowing_turns_up_after_the_reopening_and_nobody_has_to_click():
    found = ended()
    assert "refresh_card" in kinds(reopen(found, by=GRACE, at=later(9)))
    change = room_lost(found, how=ARCHIVED, at=later(9), room=ROOM)
    assert only(change, OpenChannel).asked_by == GRACE
    assert line(change) == "The war room had been closed, so another one was opened"
    assert room_lost(found, how=ARCHIVED, at=later(9), room=ROOM) == NOTHING  # the next failing step


def test_once_its_card_was_brought_in_step_a_reopened_one_is_as_any_other():
    found = ended(refs={"card": "1.1"})
    reopen(found, by=GRACE, at=later(9))
    assert card_posted(found, ts="1.1", room=ROOM) == SILENT
    assert card_posted(found, ts="1.1", room=ROOM) == NOTHING
    assert kinds(room_lost(found, how=ARCHIVED, at=later(20))) == ["answer_person", "refresh_digest"]


def test_what_failed_in_an_earlier_room_says_nothing_of_this_one():
    found = incident(channel_id="C043", refs={"room_before": ROOM})
    assert room_lost(found, how=ARCHIVED, at=AT, room=ROOM) == NOTHING


def test_one_that_ended_before_its_room_was_there_gets_it_when_it_is_reopened():
    found = without_room()
    resolve(found, by=ADA, at=later(1))
    change = reopen(found, by=GRACE, at=later(2))
    assert only(change, OpenChannel).asked_by == GRACE
