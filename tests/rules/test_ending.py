"""How an incident ends, and how an ending is taken back while there is time."""

import pytest

from incidents.earlier_ends import earlier_ends, what_fixed
from incidents.effects.people import AnswerPerson
from incidents.ending import cancel, reopen, resolve, undo_end
from incidents.incident import Incident
from incidents.posting import postmortem_posted, postmortem_uploaded
from incidents.refusal import Refusal
from incidents.reviewing import approve_postmortem, ask_review
from incidents.wording import stamp
from tests.rules.given import ADA, AT, GRACE, incident, kinds, later, line, only, without_room

SHOWN = ["refresh_card", "set_topic", "refresh_digest", "refresh_canvas"]


def resolved(minutes: float = 30, **more: str) -> Incident:
    found = incident(status="monitoring")
    resolve(found, by=ADA, at=later(minutes), **more)
    return found


def test_resolving_stops_the_clock_and_asks_for_the_post_mortem():
    found = incident()
    change = resolve(found, by=GRACE, at=later(63), resolution=" Rolled back ", users_affected=" 300 ")
    assert (found.status, found.resolved_at, found.is_open) == ("resolved", later(63), False)
    assert (found.resolution, found.users_affected) == ("Rolled back", "300")
    assert found.duration(later(999)) == later(63) - AT
    assert [entry.text for entry in change.entries] == [
        "set the users affected to 300",
        "resolved the incident: Rolled back",
    ]
    assert kinds(change) == [*SHOWN, "refresh_postmortem"]


def test_resolving_without_a_word_is_fine():
    assert line(resolve(incident(), by=ADA, at=later(1))) == "resolved the incident"


def test_resolving_by_command_keeps_what_was_known_of_the_users():
    found = incident(users_affected="About 300")
    resolve(found, by=ADA, at=later(1))
    assert found.users_affected == "About 300"


def test_a_form_is_answered_where_it_came_from():
    answer = only(resolve(incident(), by=GRACE, at=AT, response_url="https://hooks/1"), AnswerPerson)
    assert (answer.user_id, answer.answer, answer.response_url) == (GRACE, "resolved", "https://hooks/1")


def test_resolving_before_the_room_exists_leaves_the_post_mortem_waiting_for_it():
    assert kinds(resolve(without_room(), by=ADA, at=AT)) == ["refresh_postmortem"]


@pytest.mark.parametrize("end", [resolve, cancel])
def test_an_incident_ends_once(end):
    with pytest.raises(Refusal, match="INC-42 is resolved"):
        end(resolved(), by=GRACE, at=later(31))


def test_cancelling_is_a_false_alarm_and_owes_no_post_mortem():
    found = incident(status="identified")
    change = cancel(found, by=GRACE, at=later(2), reason=" only a test ")
    assert (found.status, found.cancelled_at, found.resolved_at) == ("cancelled", later(2), None)
    assert (found.cancel_reason, found.ended_at, found.is_open) == ("only a test", later(2), False)
    assert line(change) == "cancelled it as a false alarm: only a test"
    assert kinds(change) == SHOWN


def test_a_post_mortem_that_was_taken_back_hears_that_it_was_a_false_alarm_after_all():
    found = resolved(30)
    postmortem_posted(found, ts="1.1", edition="a")
    undo_end(found, ended_at=later(30), by=ADA, at=later(31))
    assert kinds(cancel(found, by=ADA, at=later(32))) == [*SHOWN, "refresh_postmortem"]


def test_cancelling_needs_no_reason():
    assert line(cancel(incident(), by=ADA, at=AT)) == "cancelled it as a false alarm"


def test_undo_takes_resolving_back_and_the_clock_runs_on():
    found = resolved(30, resolution="Rolled back")
    change = undo_end(found, ended_at=later(30), by=GRACE, at=later(35))
    assert (found.status, found.is_open, found.resolution) == ("monitoring", True, "")
    assert found.duration(later(40)) == later(40) - AT
    assert line(change) == "took back resolving the incident"
    assert kinds(change) == [*SHOWN, "refresh_postmortem"]


def test_undo_strikes_a_posted_post_mortem_through():
    found = resolved(30)
    postmortem_posted(found, ts="1.1", edition="a")
    assert "refresh_postmortem" in kinds(undo_end(found, ended_at=later(30), by=ADA, at=later(31)))


def test_undo_takes_cancelling_back():
    found = incident(status="identified")
    cancel(found, by=ADA, at=later(2), reason="a test")
    change = undo_end(found, ended_at=later(2), by=ADA, at=later(3))
    assert (found.status, found.cancelled_at, found.cancel_reason) == ("identified", None, "")
    assert line(change) == "took back cancelling the incident"


def test_undo_answers_where_it_was_clicked():
    change = undo_end(resolved(30), ended_at=later(30), by=GRACE, at=later(31), response_url="https://hooks/2")
    answer = only(change, AnswerPerson)
    assert (answer.user_id, answer.answer, answer.response_url) == (GRACE, "undone", "https://hooks/2")


def test_undo_works_for_ten_minutes_and_not_a_second_longer():
    assert undo_end(resolved(30), ended_at=later(30), by=ADA, at=later(40))
    found = resolved(30)
    with pytest.raises(Refusal, match="Undo works for 10 minutes"):
        undo_end(found, ended_at=later(30), by=ADA, at=later(40 + 1 / 60))
    assert found.status == "resolved"


def test_the_second_of_two_undos_by_whomever_hears_that_it_was_taken_back():
    found = resolved(30)
    undo_end(found, ended_at=later(30), by=ADA, at=later(31))
    for person in (ADA, GRACE):
        with pytest.raises(Refusal, match="INC-42 is open again already: that was taken back"):
            undo_end(found, ended_at=later(30), by=person, at=later(31))


def test_the_undo_of_an_earlier_ending_does_not_touch_a_later_one():
    found = resolved(30)
    undo_end(found, ended_at=later(30), by=ADA, at=later(31))
    resolve(found, by=GRACE, at=later(33))
    with pytest.raises(Refusal, match="ended again since"):
        undo_end(found, ended_at=later(30), by=ADA, at=later(34))
    assert found.resolved_at == later(33)


def test_after_undo_it_can_be_resolved_again_from_where_it_stood():
    found = resolved(30)
    undo_end(found, ended_at=later(30), by=ADA, at=later(31))
    resolve(found, by=ADA, at=later(50), resolution="Really fixed")
    undo_end(found, ended_at=later(50), by=ADA, at=later(51))
    assert found.status == "monitoring"


def test_a_new_edition_of_the_post_mortem_is_uploaded_once():
    found = resolved(30)
    assert kinds(postmortem_posted(found, ts="1.1", edition="a")) == ["upload_postmortem", "refresh_canvas"]
    assert not postmortem_posted(found, ts="1.1", edition="a")
    assert kinds(postmortem_posted(found, ts="1.1", edition="b")) == ["upload_postmortem"]


def test_a_post_mortem_that_was_taken_back_is_not_uploaded():
    found = resolved(30)
    postmortem_posted(found, ts="1.1", edition="a")
    undo_end(found, ended_at=later(30), by=ADA, at=later(31))
    change = postmortem_posted(found, ts="1.1", edition="b")
    assert change.silent
    assert kinds(change) == []


def test_the_file_under_the_post_mortem_is_remembered_with_its_edition():
    found = resolved(30)
    assert postmortem_uploaded(found, file_id="F1", edition="a").silent
    assert found.refs == {"postmortem_file": "F1", "postmortem_file_edition": "a"}


def test_a_resolved_incident_that_broke_again_is_investigated_anew_however_late():
    found = incident(status="monitoring")
    resolve(found, by=ADA, at=later(5), resolution="rolled back")
    change = reopen(found, by=GRACE, at=later(60 * 24 * 30), why=" it is back ")
    assert (found.status, found.resolved_at, found.resolution) == ("investigating", None, "")
    assert line(change) == "reopened the incident: it is back"
    assert kinds(change) == [*SHOWN, "refresh_postmortem"]
    with pytest.raises(Refusal, match="is open already"):
        reopen(found, by=ADA, at=later(1))


def test_a_false_alarm_that_was_real_is_reopened_without_a_post_mortem_to_withdraw():
    found = incident()
    cancel(found, by=ADA, at=later(5))
    assert kinds(reopen(found, by=ADA, at=later(6))) == SHOWN


def test_what_fixed_it_each_time_is_kept_and_an_end_that_was_taken_back_is_none():
    found = resolved(30, resolution="Rolled back")
    assert what_fixed(found) == "Rolled back"
    undo_end(found, ended_at=later(30), by=ADA, at=later(31))
    resolve(found, by=ADA, at=later(40), resolution="Restarted")
    assert what_fixed(found) == "Restarted"
    reopen(found, by=ADA, at=later(50))
    resolve(found, by=ADA, at=later(60), resolution="A larger pool")
    first, then = stamp(later(40)), stamp(later(60))
    assert what_fixed(found) == f"First ({first}): Restarted\n\nThen ({then}): A larger pool"
    assert [end.reopened_at for end in earlier_ends(found)] == [later(50)]


def test_who_agreed_with_the_post_mortem_before_it_broke_again_is_asked_anew():
    found = resolved(30)
    ask_review(found, [GRACE], by=ADA, at=later(31))
    approve_postmortem(found, by=GRACE, at=later(32))
    reopen(found, by=ADA, at=later(50))
    resolve(found, by=ADA, at=later(60))
    assert found.postmortem is not None
    assert (found.postmortem.approved, found.postmortem.reviewers) == ({}, [GRACE])
