"""Making a public incident private: what is taken down, what is opened, and who comes along."""

import pytest

from incidents.bridge import first_bridge
from incidents.effects.bridge import StartBridge
from incidents.effects.digest import WithdrawDigest
from incidents.effects.people import InvitePeople
from incidents.effects.room import LeaveRoom, OpenChannel
from incidents.incident import Incident
from incidents.meeting import bridge_started
from incidents.merging import merge
from incidents.private import digest_withdrawn, make_private
from incidents.refs import ROOMLESS, UNDER
from incidents.refusal import Refusal
from incidents.room import room_opened
from incidents.visible import may_see
from tests.rules.given import ADA, AT, GRACE, LINUS, holds, incident, kinds, line, only, without_room

REFS = {
    "room_name": "inc-42",
    "card": "1.1",
    "bookmark": "Bk1",
    "bridge_bookmark": "Bk2",
    "digest": "2.2",
    "digest_channel": "C1",
}


def public(**more: object) -> Incident:
    return incident(insiders={}, **{"refs": dict(REFS), **more})


def test_ic_42_the_digest_forgets_it_a_private_room_opens_and_the_public_one_is_left_after_that():
    found = public()
    change = make_private(found, by=GRACE, at=AT, response_url="https://hooks/1")
    assert kinds(change) == ["withdraw_digest", "open_channel", "leave_room"]
    assert only(change, LeaveRoom).in_lane() == only(change, OpenChannel).in_lane(), "one after the other"
    left = only(change, LeaveRoom)
    assert (left.channel_id, left.messages) == ("C042", ("1.1",))
    assert (found.channel_id, found.private, line(change)) == (None, True, "made the incident private")
    assert set(found.refs) == {"digest", "digest_channel"}, "until the message is gone"


def test_who_asked_is_in_who_has_a_part_in_it_too_and_nobody_else_until_they_are_brought_over():
    found = public(roles=[holds("scribe", LINUS)])
    make_private(found, by=GRACE, at=AT)
    assert [may_see(found, person) for person in (ADA, GRACE, LINUS, "UELSE")] == [True, True, True, False]
    opened = room_opened(found, channel_id="C7", name="x", private=True, asked_by=GRACE)
    assert only(opened, InvitePeople).people == (ADA, GRACE, LINUS)


def test_once_is_enough():
    found = public()
    make_private(found, by=GRACE, at=AT)
    assert not make_private(found, by=LINUS, at=AT)
    assert not may_see(found, LINUS)


def test_a_public_room_that_was_opening_meanwhile_is_left_as_soon_as_it_is_there():
    found = without_room(insiders={})
    make_private(found, by=ADA, at=AT)
    late = room_opened(found, channel_id="C6", name="x", private=False)
    assert (kinds(late), only(late, LeaveRoom).channel_id) == (["leave_room"], "C6")
    room_opened(found, channel_id="C7", name="x", private=True)
    assert found.channel_id == "C7"


def test_a_post_mortem_goes_from_the_room():
    found = public(refs={**REFS, "postmortem": "3.3"})
    change = make_private(found, by=ADA, at=AT)
    assert only(change, LeaveRoom).messages == ("1.1", "3.3")
    assert only(change, WithdrawDigest) == WithdrawDigest()


def test_without_a_room_the_post_mortem_under_the_digest_message_goes_with_that():
    refs = {**REFS, ROOMLESS: "yes", "postmortem": "3.3", UNDER: "2.2"}
    found = without_room(insiders={}, refs=refs)
    change = make_private(found, by=ADA, at=AT)
    assert kinds(change) == ["withdraw_digest", "open_channel"]
    assert only(change, WithdrawDigest) == WithdrawDigest(messages=("3.3",))
    assert not {ROOMLESS, UNDER, "postmortem"} & found.refs.keys()


def test_a_message_taken_down_is_forgotten_once():
    found = public()
    assert digest_withdrawn(found).silent
    assert not digest_withdrawn(found)


def test_what_was_merged_is_made_private_where_it_goes_on():
    found, other = public(), incident(id=7)
    merge(found, other, by=ADA, at=AT)
    with pytest.raises(Refusal, match="`/incident INC-7 private`"):
        make_private(found, by=ADA, at=AT)


@pytest.mark.parametrize("secret", [0, 1])
def test_ic_42_a_private_incident_is_not_merged_with_a_public_one_either_way(secret):
    pair = [incident(id=n, private=n == secret) for n in range(2)]
    with pytest.raises(Refusal, match=f"INC-{secret} is private"):
        merge(pair[0], pair[1], by=ADA, at=AT)


def test_a_meeting_that_was_being_made_with_the_title_is_not_waited_for():
    found = public()
    asked = first_bridge(found, ("zoom",))
    change = make_private(found, by=ADA, at=AT)
    anew = only(change, StartBridge)
    assert (asked, anew) == ((StartBridge(ways=("zoom",), take=1),), StartBridge(ways=("zoom",), take=2))
    late = bridge_started(found, take=1, way="zoom", url="https://zoom.example/1", meeting="1", at=AT)
    assert kinds(late) == ["end_meeting"]
