"""Examining a room: who may ask, what a click may do, and what mends what."""

import pytest

from incidents.doctor import Finding, examine, mended, repair
from incidents.effects.doctor import ExamineRoom
from incidents.effects.room import PinCard, SetTopic
from incidents.refusal import Refusal
from tests.rules.given import ADA, AT, GRACE, LINUS, ROOM, holds, incident, kinds, only, without_room


def test_whoever_asks_is_answered_a_moment_later():
    asked = only(examine(incident(), by=GRACE, response_url="https://hooks/1"), ExamineRoom)
    assert (asked.user_id, asked.repair, asked.response_url) == (GRACE, False, "https://hooks/1")


def test_without_a_room_there_is_nothing_to_look_at():
    with pytest.raises(Refusal, match="no war room"):
        examine(without_room(), by=GRACE, response_url="")


def test_a_click_repairs_the_room_that_the_screen_showed():
    assert only(repair(incident(), room=ROOM, by=GRACE), ExamineRoom).repair
    with pytest.raises(Refusal, match="another room since"):
        repair(incident(), room="C041", by=GRACE)


def test_what_is_wrong_is_mended_once_each():
    found = [
        Finding(about="topic", wrong="not ours", mends=(SetTopic(),)),
        Finding(about="pin", wrong="gone", mends=(PinCard(), SetTopic())),
        Finding(about="card"),
    ]
    assert [finding.fine for finding in found] == [False, False, True]
    assert kinds(mended(incident(), found)) == ["set_topic", "pin_card"]
    assert not mended(incident(), [Finding(about="card")])


def test_the_declarer_and_holders_of_roles_belong_into_the_room_and_nobody_else():
    roles = [holds("commander", GRACE), holds("scribe", LINUS, until=AT), holds("liaison", GRACE)]
    assert incident(roles=roles).taking_part == (ADA, GRACE)
