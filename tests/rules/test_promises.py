"""When people will hear more: promised, asked for by the severity, and reminded of when it is due."""

import pytest

from incidents.declare import declare
from incidents.due import fire
from incidents.effects.people import AnswerPerson
from incidents.ending import reopen, resolve
from incidents.incident import Incident
from incidents.promises import promise, question_gone, snooze
from incidents.refs import ASKED_FOR_UPDATE, ASKING, LOST
from incidents.refusal import Refusal
from incidents.reminders import reminded_at, somebody_is_there
from incidents.roles import take_role
from incidents.severity import set_severity
from incidents.updates import write_update
from tests.rules.given import ADA, AT, CATALOG, GRACE, LINUS, blank, incident, kinds, later, led_by, only


def promised(found: Incident, minutes: float) -> Incident:
    promise(found, later(minutes))
    return found


@pytest.mark.parametrize(("severity", "minutes"), [("sev1", 30), ("sev2", 60), ("sev3", None)])
def test_the_first_update_is_due_as_soon_as_the_severity_asks(severity: str, minutes: int | None) -> None:
    found = blank()
    declare(found, CATALOG, title="x", severity=severity, by=ADA, at=AT)
    due = later(minutes) if minutes else None
    assert found.next_update_at == reminded_at(found, "update") == due


def test_a_higher_severity_asks_for_an_earlier_one_and_never_puts_one_off() -> None:
    found = promised(incident(), 60)
    set_severity(found, "sev1", CATALOG, by=ADA, at=later(10))
    assert found.next_update_at == later(40)
    set_severity(found, "sev2", CATALOG, by=ADA, at=later(11))
    assert found.next_update_at == later(40)


def test_a_severity_that_asks_for_none_takes_back_what_no_person_has_promised() -> None:
    found = promised(incident(), 60)
    set_severity(found, "sev4", CATALOG, by=ADA, at=later(1))
    assert found.next_update_at is None
    found = incident()
    write_update(found, "x", CATALOG, by=ADA, at=AT, next_at=later(20))
    set_severity(found, "sev4", CATALOG, by=ADA, at=later(1))
    assert found.next_update_at == later(20)


def test_whoever_keeps_others_informed_is_reminded_else_whoever_leads() -> None:
    found = promised(led_by(ADA), 30)
    change = fire(found, CATALOG, at=later(30))
    assert (only(change, AnswerPerson).user_id, only(change, AnswerPerson).answer) == (ADA, "update_due")
    assert "refresh_card" in kinds(change)  # it marks what is overdue
    take_role(found, CATALOG.role("liaison"), by=GRACE, at=later(31))
    assert only(fire(found, CATALOG, at=later(40)), AnswerPerson).user_id == GRACE


def test_where_nobody_leads_the_room_is_asked_until_somebody_posts() -> None:
    found = promised(incident(), 30)
    assert "ask_for_update" in kinds(fire(found, CATALOG, at=later(30)))
    assert ASKED_FOR_UPDATE in found.refs
    found.remember(ASKING, "1.1")
    assert "ask_for_update" in kinds(write_update(found, "x", CATALOG, by=ADA, at=later(31)))
    assert ASKED_FOR_UPDATE not in found.refs
    assert question_gone(found, room="C042").silent
    assert ASKING not in found.refs
    assert not question_gone(found, room="C042")


def test_right_after_an_update_it_is_quiet() -> None:
    found = promised(led_by(ADA), 30)
    write_update(found, "x", CATALOG, by=ADA, at=later(29), next_at=later(59))
    assert not fire(found, CATALOG, at=later(30))
    write_update(found, "x", CATALOG, by=ADA, at=later(31))
    assert not fire(found, CATALOG, at=later(90))


def test_ic_56_what_came_due_while_nobody_looked_comes_once() -> None:
    found = promised(led_by(ADA), 30)
    assert only(fire(found, CATALOG, at=later(200)), AnswerPerson)
    assert not fire(found, CATALOG, at=later(200.1))
    assert reminded_at(found, "update") == later(210)


def test_nobody_who_is_away_is_reminded_for_ever() -> None:
    found = promised(led_by(ADA), 30)
    assert [bool(fire(found, CATALOG, at=later(m)).effects) for m in (30, 40, 50, 60, 900)] == [1, 1, 1, 0, 0]
    somebody_is_there(found, at=later(901))
    assert fire(found, CATALOG, at=later(911)).effects


def test_ic_33_a_closed_room_is_not_asked_again_and_again() -> None:
    found = promised(incident(refs={LOST: "archived"}), 30)
    change = fire(found, CATALOG, at=later(30))
    assert only(change, AnswerPerson).user_id == ADA  # whoever declared
    assert "ask_for_update" not in kinds(change)
    assert reminded_at(found, "update") is None
    assert found.next_update_at == later(30)


def test_it_can_be_put_off_for_ten_minutes_by_whoever_sees_the_question() -> None:
    found = promised(incident(), 30)
    fire(found, CATALOG, at=later(30))
    change = snooze(found, due=later(30).isoformat(), by=LINUS, at=later(32))
    assert kinds(change) == ["answer_person", "ask_for_update"]
    assert reminded_at(found, "update") == later(42)
    assert found.next_update_at == later(30)  # still overdue


def test_a_question_that_was_answered_since_is_not_put_off() -> None:
    found = promised(incident(), 30)
    write_update(found, "x", CATALOG, by=ADA, at=later(31), next_at=later(60))
    with pytest.raises(Refusal, match="nothing is due"):
        snooze(found, due=later(30).isoformat(), by=LINUS, at=later(32))
    resolve(found, by=ADA, at=later(33))
    with pytest.raises(Refusal, match="is resolved"):
        snooze(found, due=later(60).isoformat(), by=LINUS, at=later(34))


def test_the_end_is_the_end_of_it_and_a_reopened_one_wants_to_be_heard_of_again() -> None:
    found = promised(led_by(ADA), 30)
    resolve(found, by=ADA, at=later(5))
    assert not fire(found, CATALOG, at=later(30)).effects
    reopen(found, by=ADA, at=later(600))
    assert found.next_update_at == reminded_at(found, "update") == later(630)
