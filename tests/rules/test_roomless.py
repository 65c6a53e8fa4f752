"""Incidents without a war room: which they are, how they are run, and how one gets a room after all."""

import pytest

from incidents.catalog import Catalog
from incidents.declare import declare
from incidents.effects.people import AnswerPerson, InvitePeople
from incidents.effects.room import OpenChannel
from incidents.ending import resolve
from incidents.incident import Incident
from incidents.inviting import invite
from incidents.lost import ARCHIVED, new_room, room_lost
from incidents.posting import postmortem_posted
from incidents.refs import ROOMLESS
from incidents.refusal import Refusal
from incidents.room import room_failed, room_opened
from incidents.roomless import digest_posted, open_room
from incidents.severity import set_severity
from tests.rules.given import ADA, AT, CATALOG, GRACE, blank, incident, kinds, later, only, without_room


def roomless() -> Incident:
    return without_room(severity="sev4", refs={ROOMLESS: "yes"})


def test_every_severity_opens_a_room_where_the_config_says_nothing():
    assert all(Catalog().opens_room(s.key) for s in Catalog().severities)


def test_severities_from_the_named_one_up_open_a_room_and_one_that_is_gone_does_too():
    catalog = Catalog(rooms_from="sev2")
    opens = [catalog.opens_room(key) for key in ("sev1", "sev2", "sev3", "sev4", "gone")]
    assert opens == [True, True, False, False, True]


def test_without_a_room_the_digest_tells_of_it_and_the_declarer_hears_where_it_is_run():
    found = blank()
    change = declare(found, Catalog(rooms_from="sev1"), title="x", by=ADA, at=AT, response_url="https://hooks/1")
    assert kinds(change) == ["refresh_digest", "answer_person"]
    assert only(change, AnswerPerson).response_url == "https://hooks/1"


def test_what_changes_follows_in_the_digest_also_before_that_is_posted():
    assert kinds(set_severity(roomless(), "sev3", Catalog(rooms_from="sev2"), by=ADA, at=AT)) == ["refresh_digest"]


def test_a_severity_that_opens_a_room_opens_one_and_whoever_raised_it_hears_of_it():
    found = roomless()
    change = set_severity(found, "sev1", CATALOG, by=GRACE, at=AT, response_url="https://hooks/2")
    assert kinds(change) == ["refresh_digest", "open_channel"]
    opening = only(change, OpenChannel)
    opened = room_opened(found, channel_id="C7", name="inc-42", asked_by=opening.asked_by)
    assert only(opened, InvitePeople).people == (ADA, GRACE)
    assert (only(opened, AnswerPerson).user_id, only(opened, AnswerPerson).answer) == (GRACE, "room_open")
    assert ROOMLESS not in found.refs
    assert "open_channel" not in kinds(set_severity(found, "sev2", CATALOG, by=GRACE, at=AT))


def test_a_room_on_its_way_is_not_asked_for_again_by_a_new_severity():
    assert kinds(set_severity(without_room(), "sev1", CATALOG, by=ADA, at=AT)) == []


def test_a_room_can_be_opened_by_hand_once():
    found = roomless()
    assert kinds(open_room(found, by=GRACE, at=AT)) == ["open_channel"]
    room_opened(found, channel_id="C7", name="inc-42", asked_by=GRACE)
    assert not open_room(found, by=GRACE, at=AT)


def test_a_room_that_is_refused_is_told_to_whoever_asked():
    change = room_failed(roomless(), why="restricted_action", asked_by=GRACE)
    assert only(change, AnswerPerson).user_id == GRACE


def test_asking_for_the_room_of_a_lost_one_goes_on_in_a_new_one():
    found = incident()
    room_lost(found, how=ARCHIVED, at=AT)
    assert kinds(open_room(found, by=GRACE, at=AT)) == ["open_channel", "bring_over", "refresh_digest"]


def test_an_ended_incident_gets_no_room():
    found = roomless()
    resolve(found, by=ADA, at=later(1))
    with pytest.raises(Refusal, match="is resolved"):
        open_room(found, by=ADA, at=later(2))


def test_nobody_can_be_invited_where_there_is_no_room_and_the_refusal_says_how_to_open_one():
    with pytest.raises(Refusal, match="`/incident INC-42 room` opens one"):
        invite(roomless(), people=[GRACE], groups=[], by=ADA)


def test_a_post_mortem_waits_for_the_digest_message_under_which_it_stands():
    found = roomless()
    resolve(found, by=ADA, at=later(1))
    assert kinds(digest_posted(found, ts="2.2", channel="C1")) == ["refresh_postmortem"]
    assert not digest_posted(found, ts="2.2", channel="C1")


def test_nothing_follows_the_first_digest_message_of_an_open_incident():
    assert digest_posted(roomless(), ts="2.2", channel="C1").silent


def test_a_post_mortem_under_the_digest_message_stays_there_when_a_room_comes_and_goes():
    found = roomless()
    resolve(found, by=ADA, at=later(1))
    postmortem_posted(found, ts="3.3", edition="e", under="2.2")
    found.resolved_at = None
    room_opened(found, channel_id="C7", name="inc-42")
    room_lost(found, how=ARCHIVED, at=AT)
    new_room(found, lost="C7", by=ADA, at=AT)
    assert found.refs["postmortem"] == "3.3"
