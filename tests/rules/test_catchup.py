"""Whoever comes late is told where things stand: once, and not at the opening."""

from incidents.catchup import caught_up, joined
from incidents.change import Change
from incidents.effects.people import AnswerPerson
from incidents.ending import resolve
from incidents.incident import Incident
from incidents.visible import may_see
from tests.rules.given import ADA, GRACE, LINUS, incident, later, only


def arrives(found: Incident, person: str = GRACE, minute: float = 40, ts: str = "10.5") -> Change:
    return joined(found, person, event_ts=ts, at=later(minute))


def ready(**more: object) -> Incident:
    return incident(room_ready_at=later(1), **more)


def test_whoever_comes_late_is_told():
    told = only(arrives(ready()), AnswerPerson)
    assert (told.user_id, told.answer) == (GRACE, "catchup")


def test_who_comes_to_the_opening_is_not():
    assert not arrives(incident())  # its room is opening
    assert not arrives(ready(), minute=5.9)
    assert arrives(ready(), minute=6)


def test_nobody_is_told_twice_within_ten_minutes_and_everybody_for_themselves():
    found = ready()
    assert arrives(found, minute=40)
    assert not arrives(found, minute=49.9, ts="11.5")
    assert arrives(found, LINUS, minute=49.9)
    assert arrives(found, minute=50, ts="12.5")


def test_whoever_has_asked_is_not_told_again_as_they_come():
    found = ready()
    assert caught_up(found, GRACE, at=later(38)).silent
    assert not arrives(found, minute=40)


def test_only_what_is_recent_is_kept():
    found = ready()
    caught_up(found, ADA, at=later(20))
    caught_up(found, GRACE, at=later(29))
    caught_up(found, LINUS, at=later(31))
    assert found.caught_up.keys() == {GRACE, LINUS}


def test_what_has_ended_leaves_people_in_peace():
    found = ready()
    resolve(found, by=ADA, at=later(30))
    assert not arrives(found)


def test_ic_42_who_comes_into_a_private_room_may_see_it_and_is_told():
    found = ready(private=True, insiders={})
    assert only(arrives(found), AnswerPerson).user_id == GRACE
    assert may_see(found, GRACE)
    early = ready(private=True, insiders={})
    assert arrives(early, minute=2) == Change(silent=True)
    assert may_see(early, GRACE)
