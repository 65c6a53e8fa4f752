"""Status updates: written, looked at by a second person where that is wanted, and posted exactly once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from incidents.change import Change
from incidents.effects.people import AnswerPerson
from incidents.effects.updates import FollowUp, PostUpdate
from incidents.incident import RESOLVED, Incident
from incidents.refs import ROOMLESS
from incidents.refusal import Refusal
from incidents.reminders import reminded_at
from incidents.room import card_posted, room_opened
from incidents.roomless import digest_posted
from incidents.status import set_status
from incidents.status_update import PUBLIC
from incidents.updates import approve, send_back, update_shown, write_update
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
    line,
    only,
    without_room,
)

LOOKED_AT = replace(CATALOG, second_person=(PUBLIC,))


def writes(found: Incident, text: str = "The cause is known", *, at: datetime = AT, **more: Any) -> Change:
    return write_update(found, text, CATALOG, by=ADA, at=at, **more)


def waits(found: Incident) -> Change:
    return write_update(found, "It is fixed for all", LOOKED_AT, by=ADA, at=AT, audience=PUBLIC, next_at=later(30))


def test_an_update_is_posted_in_the_room_and_under_the_digest_message_and_stands_on_the_timeline() -> None:
    found = incident()
    change = writes(found, " The cause is known\n", next_at=later(30))
    assert line(change) == "posted an update: The cause is known"
    assert only(change, PostUpdate).update == only(change, FollowUp).update == 1
    assert {"refresh_card", "set_topic", "refresh_digest", "refresh_canvas"} < {*kinds(change)}
    assert kinds(change).index("refresh_digest") < kinds(change).index("follow_up")
    assert found.latest_update
    assert (found.latest_update.posted_at, found.latest_update.status) == (AT, "investigating")
    assert found.next_update_at == reminded_at(found, "update") == later(30)


def test_only_the_latest_one_is_carried_along() -> None:
    found = incident()
    for number in range(3):
        writes(found, f"update {number}", at=later(number))
    assert [u.number for u in found.updates if u.carried] == [3] == [found.latest_update_number]
    assert found.next_update_at is None
    assert reminded_at(found, "update") is None


def test_an_update_moves_the_status_on() -> None:
    found = incident()
    change = writes(found, status="identified")
    assert found.status == "identified"
    assert [e.text for e in change.entries] == [
        "changed status investigating → identified",
        "posted an update: The cause is known",
    ]


def test_where_the_incident_was_moved_on_meanwhile_an_update_does_not_move_it_back() -> None:
    found = incident()
    waits(found)
    set_status(found, "identified", by=GRACE, at=later(1))
    approve(found, 1, by=GRACE, at=later(2))
    assert found.latest_update
    assert (found.status, found.latest_update.status) == ("identified", "identified")


def test_with_the_status_resolved_it_ends_the_incident_and_says_what_fixed_it() -> None:
    found = incident()
    change = writes(found, "Restarted db1", status=RESOLVED, response_url="https://hooks/1")
    assert found.resolved_at == AT
    assert found.resolution == "Restarted db1"
    assert line(change) == "resolved the incident: Restarted db1"
    assert only(change, AnswerPerson).response_url == "https://hooks/1"
    assert {"post_update", "refresh_postmortem"} < {*kinds(change)}


def test_a_private_incident_tells_the_digest_nothing_and_one_without_a_room_posts_in_none() -> None:
    assert "follow_up" not in kinds(writes(incident(private=True)))
    roomless = without_room(refs={ROOMLESS: "yes", "digest": "1.1"})
    assert kinds(writes(roomless)) == ["refresh_digest", "follow_up"]


def test_what_was_written_before_room_and_digest_message_were_there_is_posted_once_they_are() -> None:
    found = without_room()
    writes(found)
    room_opened(found, channel_id=ROOM, name="inc-42")
    assert only(card_posted(found, ts="1.1", room=ROOM), PostUpdate).update == 1
    update_shown(found, number=1, channel=ROOM, ts="1.2")
    assert "post_update" not in kinds(card_posted(found, ts="1.3", room=ROOM)), "a card that is posted anew"
    assert only(digest_posted(found, ts="2.1", channel="CDIGEST"), FollowUp).update == 1
    update_shown(found, number=1, digest_ts="2.2")
    assert kinds(digest_posted(found, ts="2.3", channel="CDIGEST")) == []


def test_what_waits_for_a_second_person_is_looked_at_in_whichever_room_it_is_now() -> None:
    found = incident(private=True)
    waits(found)
    update_shown(found, number=1, channel="COLD", ts="1.1")
    assert only(card_posted(found, ts="1.2", room=ROOM), PostUpdate).update == 1
    assert kinds(digest_posted(found, ts="2.1", channel="CDIGEST")) == []


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00"])
def test_an_update_needs_words(text: str) -> None:
    with pytest.raises(Refusal, match="What is new"):
        writes(incident(), text)


def test_after_the_end_nothing_is_posted() -> None:
    found = incident(status="resolved", resolved_at=AT)
    with pytest.raises(Refusal, match="INC-42 is resolved"):
        writes(found)
    assert found.updates == []


def test_whoever_did_not_see_the_latest_one_is_told() -> None:
    found = incident()
    writes(found, seen=0)
    with pytest.raises(Refusal, match="Somebody posted an update meanwhile"):
        writes(found, seen=0)
    assert writes(found, seen=1)


def test_an_update_for_customers_waits_for_a_second_person_where_that_is_wanted() -> None:
    found = incident(next_update_at=later(5))
    change = waits(found)
    assert line(change) == "wrote an update that waits for a second person"
    assert "follow_up" not in kinds(change)
    assert only(change, PostUpdate).update == 1
    assert found.latest_update is None
    assert [u.number for u in found.waiting_updates] == [1]
    assert found.next_update_at == later(5)
    assert write_update(found, "For us", LOOKED_AT, by=ADA, at=AT)
    assert found.latest_update_number == 2


def test_a_severity_can_want_a_second_person_as_well() -> None:
    found = incident(severity="sev1")
    write_update(found, "x", replace(CATALOG, second_person=("sev1",)), by=ADA, at=AT)
    assert found.waiting_updates


def test_whoever_approves_is_kept_and_it_is_posted_once_under_two_approvals_at_once() -> None:
    found = incident()
    waits(found)
    change = approve(found, 1, by=GRACE, at=later(10))
    assert {"post_update", "follow_up"} < {*kinds(change)}
    assert change.entries[-1].author_id == ADA
    assert found.latest_update
    assert (found.latest_update.approved_by, found.latest_update.posted_at) == (GRACE, later(10))
    assert found.next_update_at == later(30)
    with pytest.raises(Refusal, match="posted already") as refused:
        approve(found, 1, by=LINUS, at=later(10))
    assert refused.value.person == GRACE


def test_a_promise_that_ran_out_while_it_waited_counts_from_the_posting() -> None:
    found = incident()
    waits(found)
    approve(found, 1, by=GRACE, at=later(45))
    assert found.next_update_at == later(75)


def test_what_waited_while_a_newer_one_was_posted_takes_back_neither_its_promise_nor_its_status() -> None:
    found = incident()
    write_update(found, "we think", LOOKED_AT, by=ADA, at=AT, audience=PUBLIC, status="identified")
    writes(found, "it is fixed", at=later(5), status="monitoring", next_at=later(30))
    change = approve(found, 1, by=GRACE, at=later(9))
    assert line(change) == "posted an update: we think"
    assert (found.status, found.next_update_at) == ("monitoring", later(30))
    assert reminded_at(found, "update") == later(30)


def test_nobody_approves_their_own_words() -> None:
    found = incident()
    waits(found)
    with pytest.raises(Refusal, match="somebody else has to look"):
        approve(found, 1, by=ADA, at=later(1))


def test_what_is_sent_back_is_told_to_its_author_and_can_be_approved_no_more() -> None:
    found = incident()
    waits(found)
    change = send_back(found, 1, by=GRACE, at=later(1))
    assert (line(change), change.entries[0].subject_id) == ("sent back the update of", ADA)
    told = only(change, AnswerPerson)
    assert (told.user_id, told.answer, told.detail) == (ADA, "update_sent_back", f"1 {GRACE}")
    assert found.waiting_updates == []
    for again in (approve, send_back):
        with pytest.raises(Refusal, match="was sent back"):
            again(found, 1, by=LINUS, at=later(2))


def test_its_author_can_take_it_back_and_hears_nothing_of_it() -> None:
    found = incident()
    waits(found)
    change = send_back(found, 1, by=ADA, at=later(1))
    assert line(change) == "took back an update before it was posted"
    assert "answer_person" not in kinds(change)


def test_what_waits_when_the_incident_ends_is_not_posted() -> None:
    found = incident()
    waits(found)
    found.status, found.resolved_at = RESOLVED, later(1)
    with pytest.raises(Refusal, match="is resolved"):
        approve(found, 1, by=GRACE, at=later(2))


def test_where_its_messages_stand_is_remembered() -> None:
    found = incident()
    writes(found)
    assert update_shown(found, number=1, channel="C042", ts="1.1").silent
    assert update_shown(found, number=1, digest_ts="2.2").silent
    assert found.latest_update
    assert (found.latest_update.channel_id, found.latest_update.message_ts) == ("C042", "1.1")
    assert found.latest_update.digest_ts == "2.2"
    assert not update_shown(found, number=9, ts="1.1")
