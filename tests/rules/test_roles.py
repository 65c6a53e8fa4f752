"""Roles: one holder at any time, everybody knows who, and the history stays."""

import pytest

from incidents.effects.people import AnswerPerson
from incidents.ending import resolve
from incidents.refusal import Refusal
from incidents.roles import assign_role, release_role, take_role
from tests.rules.given import (
    ADA,
    AT,
    CATALOG,
    COMMANDER,
    GRACE,
    LINUS,
    incident,
    kinds,
    later,
    led_by,
    line,
    only,
    without_room,
)


def test_taking_a_vacant_role_makes_one_its_holder_and_shows_it():
    found = incident()
    change = take_role(found, COMMANDER, by=ADA, at=AT)
    held = found.holder("commander")
    assert held
    assert (held.user_id, held.assigned_by, held.assigned_at) == (ADA, ADA, AT)
    assert line(change) == "became Commander"
    assert kinds(change) == ["refresh_card", "refresh_digest", "refresh_canvas"]


def test_a_held_role_is_refused_naming_its_holder_and_how_it_gets_free():
    with pytest.raises(Refusal, match=r"Commander is held by \{person\}") as refused:
        take_role(led_by(ADA), COMMANDER, by=GRACE, at=AT)
    assert refused.value.person == ADA
    assert "`/incident role commander release`" in refused.value.sentence


def test_fifty_takers_end_with_one_commander_and_everybody_else_knows_who():
    found, told = incident(), []
    for number in range(50):
        try:
            take_role(found, COMMANDER, by=f"U{number}", at=AT)
        except Refusal as refused:
            told.append(refused.person)
    assert [a.user_id for a in found.roles] == ["U0"]
    assert told == ["U0"] * 49


def test_taking_a_role_again_that_one_holds_changes_nothing():
    found = led_by(ADA)
    assert not take_role(found, COMMANDER, by=ADA, at=later(1))
    assert len(found.roles) == 1


def test_giving_a_role_names_both_giver_and_receiver():
    found = incident()
    (entry,) = assign_role(found, COMMANDER, to=GRACE, by=ADA, at=AT).entries
    assert (entry.text, entry.author_id, entry.subject_id) == ("gave the role Commander to", ADA, GRACE)
    held = found.holder("commander")
    assert held
    assert (held.user_id, held.assigned_by) == (GRACE, ADA)


def test_one_person_may_hold_several_roles():
    found = led_by(ADA)
    take_role(found, CATALOG.role("scribe"), by=ADA, at=AT)
    assert [found.holder(role).user_id for role in ("commander", "scribe")] == [ADA, ADA]


def test_a_released_role_is_vacant_and_its_history_stays():
    found = led_by(ADA)
    change = release_role(found, COMMANDER, by=ADA, at=later(4))
    assert found.holder("commander") is None
    (past,) = found.roles
    assert (past.user_id, past.released_at, past.released_by) == (ADA, later(4), ADA)
    assert line(change) == "released the role Commander"


def test_a_released_role_can_be_taken_by_the_next():
    found = led_by(ADA)
    release_role(found, COMMANDER, by=ADA, at=later(4))
    take_role(found, COMMANDER, by=GRACE, at=later(5))
    assert [(a.user_id, a.released_at) for a in found.roles] == [(ADA, later(4)), (GRACE, None)]


def test_releasing_for_somebody_else_says_who_held_it():
    (entry,) = release_role(led_by(ADA), COMMANDER, by=GRACE, at=AT).entries
    assert (entry.text, entry.author_id, entry.subject_id) == (
        "released the role Commander, held by",
        GRACE,
        ADA,
    )


def test_releasing_a_vacant_role_is_refused():
    with pytest.raises(Refusal, match="Nobody holds Commander"):
        release_role(incident(), COMMANDER, by=ADA, at=AT)


def test_a_release_on_an_old_screen_does_not_take_the_role_from_the_new_holder():
    found = led_by(GRACE)
    with pytest.raises(Refusal, match=r"has passed to \{person\} since") as refused:
        release_role(found, COMMANDER, by=LINUS, at=AT, seen_holder=ADA)
    assert refused.value.person == GRACE
    assert found.holder("commander").user_id == GRACE


def test_a_release_on_a_fresh_screen_works():
    found = led_by(GRACE)
    assert release_role(found, COMMANDER, by=LINUS, at=AT, seen_holder=GRACE)
    assert found.holder("commander") is None


def test_roles_of_a_resolved_incident_are_not_touched():
    found = led_by(ADA)
    resolve(found, by=ADA, at=later(5))
    for refused in (
        lambda: take_role(found, CATALOG.role("scribe"), by=GRACE, at=later(6)),
        lambda: release_role(found, COMMANDER, by=ADA, at=later(6)),
    ):
        with pytest.raises(Refusal, match="is resolved"):
            refused()
    assert [(a.role, a.released_at) for a in found.roles] == [("commander", None)]


def test_a_role_taken_before_the_room_exists_asks_for_no_card_there():
    """A card needs a room; asking for one would fail and be shown as a broken step."""
    found = without_room()
    change = take_role(found, COMMANDER, by=ADA, at=AT)
    assert found.holder("commander")
    assert kinds(change) == []


def test_a_role_taken_where_the_room_never_came_is_shown_in_the_digest():
    found = without_room(refs={"digest": "1.1"})
    assert kinds(take_role(found, COMMANDER, by=ADA, at=AT)) == ["refresh_digest"]
    assert kinds(release_role(found, COMMANDER, by=ADA, at=AT)) == ["refresh_digest"]


def test_whoever_is_given_a_role_comes_into_the_room_and_is_told():
    change = assign_role(incident(), COMMANDER, to=GRACE, by=ADA, at=AT)
    assert kinds(change) == ["invite_people", "answer_person", "refresh_card", "refresh_digest", "refresh_canvas"]
    told = only(change, AnswerPerson)
    assert (told.user_id, told.answer, told.detail) == (GRACE, "role_given", f"commander {ADA}")
    assert kinds(assign_role(without_room(), COMMANDER, to=GRACE, by=ADA, at=AT)) == ["answer_person"]


def test_the_brief_comes_with_a_role_and_not_again_within_minutes():
    found = incident()

    def take(minutes: float) -> list[str]:
        change = take_role(found, COMMANDER, by=ADA, at=later(minutes), response_url="https://hooks/1")
        release_role(found, COMMANDER, by=ADA, at=later(minutes + 1))
        return [effect.answer for effect in change.effects if isinstance(effect, AnswerPerson)]

    assert [take(0), take(5), take(30)] == [["role_taken"], [], ["role_taken"]]
    given = only(assign_role(found, COMMANDER, to=ADA, by=GRACE, at=later(33)), AnswerPerson)
    assert given.detail == f"commander {GRACE} again"


def test_whoever_loses_a_role_by_another_hand_is_told():
    told = only(release_role(led_by(ADA), COMMANDER, by=GRACE, at=AT), AnswerPerson)
    assert (told.user_id, told.answer, told.detail) == (ADA, "role_released", f"commander {GRACE}")
    change = release_role(led_by(ADA), COMMANDER, by=ADA, at=AT)
    assert kinds(change) == ["refresh_card", "refresh_digest", "refresh_canvas"]
