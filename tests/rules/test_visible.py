"""Who may know of a private incident: one rule decides, whatever is shown and wherever."""

from incidents.catalog import Catalog
from incidents.declare import declare
from incidents.effects.people import InvitePeople
from incidents.ending import resolve
from incidents.incident import Incident
from incidents.inviting import people_invited
from incidents.reviewing import ask_review, publish, set_owner
from incidents.room import room_opened
from incidents.tasks import add_task, finish_task
from incidents.visible import came_in, counted, may_see, went_out
from tests.rules.given import ADA, AT, GRACE, LINUS, blank, holds, incident, kinds, later, only


def private(**more: object) -> Incident:
    return incident(private=True, insiders={}, **more)


def test_everybody_may_see_a_public_incident():
    assert may_see(incident(), LINUS)


def test_ic_42_a_private_incident_is_seen_by_who_declared_it_and_nobody_else_at_first():
    assert may_see(private(), ADA)
    assert not may_see(private(), GRACE)
    assert not may_see(private(declared_by=""), "")


def test_ic_42_who_holds_a_role_sees_it_and_who_has_released_it_does_not():
    found = private(roles=[holds("commander", GRACE), holds("scribe", LINUS, until=later(5))])
    assert may_see(found, GRACE)
    assert not may_see(found, LINUS)


def test_ic_42_who_is_in_the_room_sees_it_until_they_leave():
    found = private()
    came_in(found, GRACE, event_ts="10.5")
    assert may_see(found, GRACE)
    went_out(found, GRACE, event_ts="11.5")
    assert not may_see(found, GRACE)


def test_ic_42_coming_and_going_are_put_in_order_by_their_own_times():
    found = private()
    went_out(found, GRACE, event_ts="11.5")
    assert not came_in(found, GRACE, event_ts="10.5")
    assert not may_see(found, GRACE)


def test_ic_42_an_invitation_counts_at_once_and_never_over_a_later_leaving():
    found = private()
    people_invited(found, came=[GRACE, LINUS], missing={}, at=AT)
    assert may_see(found, GRACE)
    went_out(found, LINUS, event_ts="9.5")
    people_invited(found, came=[LINUS], missing={}, at=AT)
    assert not may_see(found, LINUS)


def test_ic_42_who_came_and_went_unheard_is_known_when_the_room_is_looked_at():
    found = private()
    came_in(found, LINUS, event_ts="5.5")
    assert counted(found, [ADA, GRACE, "UBOT"], event_ts="9.5")
    assert (may_see(found, GRACE), may_see(found, LINUS)) == (True, False)
    assert not counted(found, [ADA, GRACE, "UBOT"], event_ts="9.6")
    came_in(found, LINUS, event_ts="10.5")
    assert not counted(found, [ADA, GRACE, "UBOT"], event_ts="10.1"), "they came after the look"
    assert may_see(found, LINUS)


def test_nobody_is_counted_in_the_room_of_a_public_incident():
    found = incident(insiders={})
    assert not came_in(found, GRACE, event_ts="1.5")
    people_invited(found, came=[GRACE], missing={}, at=AT)
    assert found.insiders == {}


def test_those_who_could_not_come_see_nothing_and_are_told_of_all_the_same():
    found = private()
    change = people_invited(found, came=[GRACE], missing={LINUS: "cant_invite"}, at=AT)
    assert kinds(change) == ["tell_missing"]
    assert (may_see(found, GRACE), may_see(found, LINUS)) == (True, False)


def test_a_private_incident_has_a_room_whatever_its_severity_since_no_message_carries_it():
    change = declare(blank(), Catalog(rooms_from="sev1"), title="x", by=ADA, at=AT, private=True)
    assert kinds(change) == ["open_channel"]


def test_those_of_a_private_room_that_was_lost_are_invited_into_the_next():
    found = private(channel_id=None)
    came_in(found, GRACE, event_ts="1.5")
    came_in(found, LINUS, event_ts="1.6")
    went_out(found, LINUS, event_ts="1.7")
    assert only(room_opened(found, channel_id="C7", name="x", private=True), InvitePeople).people == (ADA, GRACE)


def test_ic_42_who_is_given_the_post_mortem_or_its_review_may_know_of_it_as_long_as_it_is_theirs():
    found = private()
    resolve(found, by=ADA, at=later(5))
    ask_review(found, [LINUS], by=ADA, at=later(6))
    assert (may_see(found, GRACE), may_see(found, LINUS)) == (False, True)
    set_owner(found, GRACE, by=ADA, at=later(7))
    publish(found, by=ADA, at=later(8))
    assert (may_see(found, GRACE), may_see(found, LINUS)) == (True, False)
    set_owner(found, ADA, by=ADA, at=later(9))
    assert not may_see(found, GRACE)


def test_ic_42_who_is_given_a_task_may_know_of_it_until_that_is_done():
    found = private()
    add_task(found, "turn the key", by=ADA, at=later(1), assignee=GRACE)
    assert may_see(found, GRACE)
    finish_task(found, 1, by=GRACE, at=later(2))
    assert not may_see(found, GRACE)
