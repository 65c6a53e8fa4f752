"""Inviting more people: everybody named, and whoever asked hears who cannot come."""

import pytest

from incidents.effects import AnswerPerson, InvitePeople
from incidents.inviting import invite
from incidents.lost import ARCHIVED, room_lost
from incidents.refusal import Refusal
from incidents.room import people_missing
from tests.rules.given import ADA, AT, GRACE, LINUS, incident, only, without_room


def test_people_come_in_one_batch_and_no_group_holds_them_up():
    change = invite(incident(), people=[GRACE, LINUS], groups=["S1", "S2"], by=ADA)
    assert change.effects == (
        InvitePeople(people=(GRACE, LINUS), invited_by=ADA),
        InvitePeople(groups=("S1",), invited_by=ADA),
        InvitePeople(groups=("S2",), invited_by=ADA),
    )
    assert change.entries == ()


def test_whoever_asked_hears_who_cannot_come():
    told = only(people_missing(incident(), {GRACE: "user_is_restricted"}, tell=LINUS), AnswerPerson)
    assert (told.user_id, told.detail) == (LINUS, f"{GRACE} user_is_restricted")
    assert only(people_missing(incident(), {GRACE: "x"}), AnswerPerson).user_id == ADA


def test_without_a_room_nobody_is_invited():
    with pytest.raises(Refusal, match="has no war room yet"):
        invite(without_room(), people=[GRACE], groups=[], by=ADA)
    lost = incident()
    room_lost(lost, how=ARCHIVED, by=LINUS, at=AT)
    with pytest.raises(Refusal, match="is closed to SignalCraft"):
        invite(lost, people=[GRACE], groups=[], by=ADA)
