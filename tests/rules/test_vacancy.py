"""Roles that nobody holds: asked for after a while, then more rarely, and at once when an account is gone."""

from dataclasses import replace

from incidents.catalog import Catalog
from incidents.declare import declare
from incidents.due import fire
from incidents.effects.people import RefreshOffer
from incidents.ending import resolve
from incidents.handover import offer_role
from incidents.incident import Incident
from incidents.reminders import forget, reminded_at
from incidents.roles import assign_role, release_role, take_role
from incidents.vacancy import account_gone, left_by, wanted
from tests.rules.given import (
    ADA,
    AT,
    CATALOG,
    COMMANDER,
    GRACE,
    LINUS,
    ROOM,
    blank,
    incident,
    kinds,
    later,
    led_by,
)

SCRIBE = CATALOG.role("scribe")


def declared(catalog: Catalog = CATALOG) -> Incident:
    found = blank()
    declare(found, catalog, title="Checkout is down", by=ADA, at=AT)
    found.id, found.channel_id = 42, ROOM
    forget(found, "update")
    return found


def asked(found: Incident, minutes: float) -> list[str]:
    """For which roles the room is asked with what is due by then."""
    change = fire(found, CATALOG, at=later(minutes))
    return wanted(found) if "ask_for_roles" in kinds(change) else []


def test_the_room_is_asked_for_a_commander_after_five_minutes_then_more_rarely_and_after_three_no_more():
    found = declared()
    due = []
    while reminded_at(found, "vacant:commander") and found.remind_at:
        due.append(found.remind_at)
        assert asked(found, (found.remind_at - AT).total_seconds() / 60) == ["commander"]
    assert due == [later(5), later(20), later(80)]


def test_nobody_is_asked_for_a_role_that_the_config_does_not_name_nor_where_all_is_set_to_never():
    never = Catalog(roles=tuple(replace(role, remind_after=0) for role in CATALOG.roles))
    assert declared(never).remind_at is None
    assert set(declared().reminders) == {"vacant:commander"}


def test_nobody_is_asked_for_a_role_that_was_taken_and_the_message_goes():
    found = declared()
    assert asked(found, 5) == ["commander"]
    assert kinds(take_role(found, COMMANDER, by=ADA, at=later(6)))[0] == "ask_for_roles"
    assert wanted(found) == []
    assert asked(found, 500) == []
    assert "ask_for_roles" not in kinds(assign_role(found, SCRIBE, to=GRACE, by=ADA, at=later(7)))


def test_a_released_role_is_asked_for_again_after_its_time():
    found = led_by(ADA)
    release_role(found, COMMANDER, by=ADA, at=later(30))
    assert asked(found, 34) == []
    assert asked(found, 35) == ["commander"]


def test_nobody_is_asked_any_more_when_it_has_ended():
    found = declared()
    assert asked(found, 5)
    change = resolve(found, by=ADA, at=later(6))
    assert "ask_for_roles" in kinds(change)
    assert wanted(found) == []


def test_nobody_is_asked_where_there_is_no_room_to_ask_in():
    found = declared()
    found.channel_id = None
    assert asked(found, 5) == []
    found.channel_id = ROOM
    assert asked(found, 20) == ["commander"]


def test_ic_35_the_roles_of_a_deactivated_account_are_free_with_its_name_and_asked_for_at_once():
    found = led_by(LINUS)
    take_role(found, SCRIBE, by=LINUS, at=AT)
    offer_role(found, SCRIBE, to=GRACE, by=ADA, at=later(1))
    change = account_gone(found, CATALOG, LINUS, at=later(9))
    assert [(a.released_at, a.released_by, a.account_gone) for a in found.roles] == [(later(9), None, True)] * 2
    assert (left_by(found, "commander"), wanted(found)) == (LINUS, ["commander", "scribe"])
    assert kinds(change).count("ask_for_roles") == 1
    assert [(e.text, e.author_id, e.subject_id) for e in change.entries] == [
        ("Commander became free with the deactivated account of", None, LINUS),
        ("Scribe became free with the deactivated account of", None, LINUS),
    ]
    assert [e for e in change.effects if isinstance(e, RefreshOffer)] == [
        RefreshOffer(role="scribe", user_id=GRACE)
    ]
    assert not account_gone(found, CATALOG, LINUS, at=later(10))
    take_role(found, COMMANDER, by=ADA, at=later(11))
    assert left_by(found, "commander") is None


def test_ic_35_whoever_was_asked_to_take_over_and_is_gone_is_asked_no_more_and_the_holder_hears_of_it():
    found = led_by(ADA)
    offer_role(found, COMMANDER, to=LINUS, by=ADA, at=later(1))
    change = account_gone(found, CATALOG, LINUS, at=later(2))
    assert found.asked == ()
    assert kinds(change) == ["refresh_offer", "answer_person", "refresh_card", "refresh_digest", "refresh_canvas"]
    assert change.entries == ()


def test_an_account_that_is_gone_changes_nothing_where_it_has_no_part_or_all_is_over():
    assert not account_gone(led_by(ADA), CATALOG, LINUS, at=later(1))
    ended = led_by(LINUS)
    resolve(ended, by=ADA, at=later(1))
    assert not account_gone(ended, CATALOG, LINUS, at=later(2))
    assert incident().holder("commander") is None
