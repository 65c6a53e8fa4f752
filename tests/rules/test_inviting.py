"""Inviting people: everybody in one batch, and one honest word about those who cannot come."""

import pytest

from incidents.effects.people import AnswerPerson, InvitePeople
from incidents.inviting import called, invite, join, missing_told, people_missing
from incidents.lost import ARCHIVED, new_room, room_lost
from incidents.refusal import Refusal
from tests.rules.given import ADA, AT, GRACE, LINUS, incident, kinds, led_by, only, without_room


def test_everybody_who_is_named_comes_in_one_batch():
    change = invite(incident(), people=[GRACE, LINUS], groups=["S1", "S2"], services=["Checkout"], by=ADA)
    assert change.effects == (
        InvitePeople(people=(GRACE, LINUS), groups=("S1", "S2"), services=("Checkout",), invited_by=ADA),
    )
    assert change.entries == ()


def test_whoever_asked_hears_at_once_who_cannot_come():
    told = only(people_missing(incident(), {GRACE: "user_is_restricted"}, tell=LINUS), AnswerPerson)
    assert (told.user_id, told.detail) == (LINUS, f"{GRACE} user_is_restricted")


def test_ic_37_those_who_could_not_be_invited_are_told_to_the_declarer_in_one_answer():
    found = incident()
    assert kinds(people_missing(found, {LINUS: "user_disabled"})) == ["tell_missing"]
    assert kinds(called(found, severity="sev2", came=[], missing={GRACE: "cant_invite"}, at=AT)) == [
        "tell_missing"
    ]
    answer = only(missing_told(found), AnswerPerson)
    assert (answer.user_id, answer.answer) == (ADA, "people_missing")
    assert answer.detail.splitlines() == ["ULINUS user_disabled", "UGRACE cant_invite"]
    assert not missing_told(found), "told once"


def test_where_nobody_declared_it_in_slack_whoever_leads_hears_of_it():
    found = led_by(GRACE, declared_by="")
    people_missing(found, {LINUS: "user_disabled"})
    assert only(missing_told(found), AnswerPerson).user_id == GRACE
    alone = incident(declared_by="")
    people_missing(alone, {LINUS: "user_disabled"})
    assert missing_told(alone).effects == ()


def test_another_room_calls_everybody_again():
    found = incident()
    called(found, severity="sev2", came=[LINUS], missing={}, at=AT)
    room_lost(found, how=ARCHIVED, by=LINUS, at=AT)
    new_room(found, lost=found.channel_id or "", by=ADA, at=AT)
    assert "called_at" not in found.refs


def test_without_a_room_nobody_is_invited():
    with pytest.raises(Refusal, match="has no war room yet"):
        invite(without_room(), people=[GRACE], groups=[], by=ADA)
    lost = incident()
    room_lost(lost, how=ARCHIVED, by=LINUS, at=AT)
    with pytest.raises(Refusal, match="is closed to SignalCraft"):
        invite(lost, people=[GRACE], groups=[], by=ADA)


def test_whoever_wants_to_come_in_is_invited_and_hears_where_it_is():
    change = join(incident(), by=GRACE, response_url="https://hooks/1")
    assert only(change, InvitePeople).people == (GRACE,)
    told = only(change, AnswerPerson)
    assert (told.user_id, told.answer, told.response_url) == (GRACE, "room_open", "https://hooks/1")


def test_whoever_wants_into_one_that_was_merged_since_is_shown_the_way():
    with pytest.raises(Refusal, match=r"merged into INC-7, so nobody was invited.*`/incident INC-7 room`"):
        join(incident(merged_into=7, merged_at=AT), by=GRACE)
