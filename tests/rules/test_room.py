"""The room as it comes into being: people first, each step once, and every failure told."""

from incidents.effects.people import AnswerPerson, InvitePeople
from incidents.effects.room import RenameRoom
from incidents.ending import resolve
from incidents.room import (
    card_pinned,
    card_posted,
    channel_renamed,
    remembered,
    room_failed,
    room_opened,
)
from tests.rules.given import ADA, AT, GRACE, LINUS, ROOM, incident, kinds, later, only, without_room


def test_ic_05_the_incident_is_bound_to_the_channel_by_its_id():
    found = without_room()
    room_opened(found, channel_id="C7", name="inc-42-checkout-2")
    assert (found.channel_id, found.channel_name) == ("C7", "inc-42-checkout-2")


def test_people_come_before_anything_else():
    change = room_opened(without_room(), channel_id="C7", name="inc-42")
    shown = ["refresh_card", "set_topic", "answer_person", "refresh_digest"]
    assert kinds(change) == ["invite_people", *shown, "invite_followers"]
    assert change.effects[0] == InvitePeople(people=(ADA,))


def test_ic_37_the_declarer_is_invited_first_and_nobody_twice():
    change = room_opened(without_room(), channel_id="C7", name="inc-42", people=(GRACE, ADA, LINUS, GRACE))
    assert only(change, InvitePeople).people == (ADA, GRACE, LINUS)


def test_the_declarer_gets_the_link_where_they_wait():
    change = room_opened(without_room(), channel_id="C7", name="inc-42", response_url="https://hooks/1")
    answer = only(change, AnswerPerson)
    assert (answer.user_id, answer.answer, answer.response_url) == (ADA, "declared", "https://hooks/1")


def test_a_room_found_twice_is_opened_once():
    found = without_room()
    room_opened(found, channel_id="C7", name="inc-42")
    assert not room_opened(found, channel_id="C8", name="inc-42-2")
    assert found.channel_id == "C7"


def test_an_incident_resolved_before_its_room_existed_gets_its_post_mortem_with_it():
    found = without_room()
    resolve(found, by=ADA, at=later(1))
    room_opened(found, channel_id="C7", name="inc-42")
    assert "refresh_postmortem" in kinds(card_posted(found, ts="1.1", room="C7"))


def test_where_no_room_can_be_made_the_declarer_hears_why_and_the_digest_carries_it():
    change = room_failed(without_room(), why="restricted_action", response_url="https://hooks/1")
    answer = only(change, AnswerPerson)
    assert (answer.answer, answer.detail, answer.user_id) == ("no_room", "restricted_action", ADA)
    assert kinds(change) == ["answer_person", "refresh_digest"]


def test_a_posted_card_is_pinned_and_bookmarked_once():
    found = incident()
    assert kinds(card_posted(found, ts="1.1", room=ROOM)) == ["pin_card", "bookmark_card", "refresh_canvas"]
    assert found.refs == {"card": "1.1"}
    assert not card_posted(found, ts="1.1", room=ROOM)


def test_a_card_in_a_room_that_was_left_meanwhile_is_nothing_to_go_by():
    found = incident()
    assert not card_posted(found, ts="1.1", room="COTHER")
    assert found.refs == {}


def test_a_card_posted_anew_after_somebody_deleted_it_is_pinned_again():
    found = incident(refs={"card": "1.1", "digest": "2.2"})
    assert kinds(card_posted(found, ts="1.2", room=ROOM)) == ["pin_card", "bookmark_card", "refresh_canvas"]
    assert found.refs == {"card": "1.2", "digest": "2.2"}


def test_the_room_is_ready_when_the_card_is_pinned_the_first_time():
    found = incident()
    assert kinds(card_pinned(found, at=later(0.1))) == ["offer_earlier"]
    assert not card_pinned(found, at=later(5))
    assert found.room_ready_at == later(0.1)


def test_references_are_remembered_by_name_beside_the_others():
    found = incident(refs={"card": "1.1"})
    before = found.refs
    assert remembered(found, room=found.channel_id, digest="2.2", digest_channel="C1").silent
    assert found.refs == {"card": "1.1", "digest": "2.2", "digest_channel": "C1"}
    assert before == {"card": "1.1"}, "a new dict, or the database would not notice"
    assert not remembered(found, room=found.channel_id, digest="2.2")


def test_ic_07_a_renamed_room_stays_bound_by_its_id():
    found = incident()
    assert channel_renamed(found, name="payments-fire").silent
    assert (found.channel_id, found.channel_name) == ("C042", "payments-fire")
    assert not channel_renamed(found, name="payments-fire")


def test_the_duration_counts_from_declaring():
    assert incident().duration(later(12)) == later(12) - AT


def test_a_room_named_by_an_older_title_follows_the_new_one() -> None:
    found = without_room()
    change = room_opened(found, channel_id="C7", name="inc-42-old", title="an older title")
    assert only(change, RenameRoom).title == found.title
    assert "rename_room" not in kinds(room_opened(without_room(), channel_id="C7", name="x", title=found.title))


def test_ic_42_what_was_made_in_a_room_that_was_left_meanwhile_is_not_taken_for_the_next_ones():
    found = incident()
    assert not remembered(found, room="C_LEFT", canvas="F1")
    assert "canvas" not in found.refs
