"""A meeting made for an incident: asked for, found, replaced by the next who can, and ended with the incident."""

from dataclasses import replace

import pytest

from incidents.bridge import ask_bridge, end_bridge, set_bridge, start_bridge
from incidents.catalog import PROVIDERS, Catalog, OwnBridge, Service
from incidents.declare import declare
from incidents.effects.bridge import EndMeeting, StartBridge
from incidents.ending import cancel, reopen, resolve, undo_end
from incidents.meeting import (
    bridge_again,
    bridge_failed,
    bridge_late,
    bridge_started,
    is_awaited,
    is_starting,
    next_bridge,
    tag,
)
from incidents.merging import merge
from incidents.private import make_private
from incidents.refusal import Refusal
from incidents.room import room_opened
from tests.rules.given import ADA, AT, GRACE, blank, incident, kinds, later, line, only

ZOOM_URL = "https://us02web.zoom.us/j/79036881328?pwd=x"
MEET_URL = "https://meet.google.com/abc-mnop-xyz"
ROOM = "https://meet.example.com/incidents"


def choosing(*ways):
    """An installation with these ways to a bridge, the preferred one first."""
    url = next((way for way in ways if way not in PROVIDERS), None)
    order = tuple("room" if way == url else way for way in ways)
    return Catalog(bridges=order, bridge=url, providers=tuple(PROVIDERS))


def declared(*ways):
    """A fresh incident with its room, and what its declaring asked for."""
    found = blank()
    change = declare(found, choosing(*ways), title="Checkout is down", severity="sev2", by=ADA, at=AT)
    found.id, found.channel_id = 42, "C042"
    return found, change


def in_zoom(**known):
    """INC-42 with a meeting at Zoom."""
    found, _ = declared("zoom", "meet")
    bridge_started(found, take=1, way="zoom", url=ZOOM_URL, meeting="79", host="a@x.example", at=AT, **known)
    return found


def test_declaring_asks_for_a_meeting_after_the_room():
    found, change = declared("zoom", "meet", ROOM)
    assert kinds(change) == ["open_channel", "start_bridge"]
    assert only(change, StartBridge) == StartBridge(ways=("zoom", "meet", ROOM), take=1)
    assert is_starting(found)
    assert is_awaited(found, 1)


def test_a_standing_meeting_that_is_preferred_is_there_at_once():
    found, change = declared(ROOM, "zoom")
    assert found.conference_url == ROOM
    assert kinds(change) == ["open_channel"]


def test_nobody_is_asked_where_nothing_is_set_up():
    found, change = declared()
    assert kinds(change) == ["open_channel"]
    assert not found.refs


def test_the_order_is_that_of_the_config_without_who_is_not_set_up():
    services = (Service(name="Mail", bridge=f"{ROOM}/mail"), Service(name="Search"))
    catalog = Catalog(
        services=services, bridge=ROOM, own_bridges=(OwnBridge(person=GRACE, url=f"{ROOM}/grace"),),
        bridges=("meet", "room", "zoom"), providers=("zoom",),
    )  # fmt: skip
    assert catalog.bridges_of([], ADA) == (ROOM, "zoom")
    assert catalog.bridges_of(["Mail"], GRACE) == (f"{ROOM}/mail", "zoom")
    assert catalog.bridges_of(["Search"], GRACE) == (f"{ROOM}/grace", "zoom")
    assert Catalog(bridges=(), providers=("zoom",)).bridges_of([], ADA) == ()
    assert Catalog(bridges=(), providers=("zoom",)).bridges_to_ask([], ADA) == ("zoom",)


def test_a_meeting_that_is_there_is_shown_everywhere():
    found, _ = declared("zoom")
    change = bridge_started(found, take=1, way="zoom", url=ZOOM_URL, meeting="79", host="a@x.example", at=AT)
    assert kinds(change) == ["refresh_card", "set_topic", "refresh_digest", "refresh_canvas", "bookmark_bridge"]
    assert line(change) == "The bridge started: Zoom"
    assert found.conference_url == ZOOM_URL
    assert not is_starting(found)
    kept = {name: found.refs.get(name) for name in ("bridge_provider", "bridge_meeting", "bridge_host")}
    assert kept == {"bridge_provider": "zoom", "bridge_meeting": "79", "bridge_host": "a@x.example"}


def test_the_next_one_steps_in_and_the_card_says_so():
    found, _ = declared("zoom", "meet")
    step = StartBridge(ways=("meet",), take=1, missed=("Zoom did not answer",))
    assert next_bridge(found, step).effects == (step,)
    change = bridge_started(
        found,
        take=1,
        way="meet",
        url=MEET_URL,
        meeting="s",
        at=AT,
        missed=["Zoom did not answer"],
    )
    assert line(change) == "The bridge started: Google Meet (Zoom did not answer)"
    assert found.refs["bridge_note"] == "Zoom did not answer: Google Meet stepped in"


def test_a_meeting_whose_answer_never_came_is_sought_and_ended():
    found, _ = declared("zoom", "meet")
    change = next_bridge(found, StartBridge(ways=("meet",), take=1), lost="zoom")
    assert only(change, EndMeeting) == EndMeeting(provider="zoom", tag=tag(found, 1))
    assert tag(found, 1) != tag(found, 2)


def test_a_meeting_that_nobody_waits_for_any_more_ends_at_once():
    found, _ = declared("zoom")
    set_bridge(found, ROOM, by=ADA, at=later(1))
    assert not is_awaited(found, 1)
    change = bridge_started(found, take=1, way="zoom", url=ZOOM_URL, meeting="79", at=AT)
    assert change.effects == (EndMeeting(provider="zoom", meeting="79"),)
    assert found.conference_url == ROOM
    assert not bridge_started(found, take=1, way=ROOM, url=ROOM, at=AT)
    assert not next_bridge(found, StartBridge(ways=("meet",), take=1))


@pytest.mark.parametrize("end", [resolve, cancel])
def test_the_meeting_ends_when_the_incident_does(end):
    found = in_zoom()
    change = end(found, by=ADA, at=later(9))
    assert only(change, EndMeeting) == EndMeeting(provider="zoom", meeting="79")
    assert "bookmark_bridge" in kinds(change)
    assert found.conference_url is None
    assert "bridge_host" not in found.refs


@pytest.mark.parametrize("end", [resolve, cancel])
def test_a_standing_meeting_stays_where_it_is_when_the_incident_ends(end):
    found, _ = declared(ROOM)
    assert "end_meeting" not in kinds(end(found, by=ADA, at=later(9)))
    assert found.conference_url == ROOM


def test_a_bridge_on_its_way_is_wanted_no_longer_when_the_incident_ends():
    found, _ = declared("zoom")
    resolve(found, by=ADA, at=later(1))
    change = bridge_started(found, take=1, way="zoom", url=ZOOM_URL, meeting="79", at=AT)
    assert change.effects == (EndMeeting(provider="zoom", meeting="79"),)


def test_undo_and_reopen_start_a_new_meeting():
    found = in_zoom()
    resolve(found, by=ADA, at=later(9))
    assert only(undo_end(found, ended_at=later(9), by=ADA, at=later(10)), StartBridge).take == 2
    bridge_started(found, take=2, way="zoom", url=ZOOM_URL, meeting="80", at=AT)
    resolve(found, by=ADA, at=later(20))
    again = only(reopen(found, by=GRACE, at=later(30)), StartBridge)
    assert (again.take, again.ways) == (3, ("zoom", "meet"))


def test_who_ended_the_bridge_by_hand_gets_none_with_a_reopening():
    found = in_zoom()
    assert only(end_bridge(found, by=ADA, at=later(5)), EndMeeting).meeting == "79"
    resolve(found, by=ADA, at=later(9))
    assert "start_bridge" not in kinds(reopen(found, by=ADA, at=later(10)))


def test_a_bridge_can_be_called_off_while_it_is_being_started():
    found, _ = declared("zoom")
    assert line(end_bridge(found, by=ADA, at=later(1))) == "ended the bridge"
    assert not is_awaited(found, 1)


def test_an_address_by_hand_replaces_the_meeting():
    found = in_zoom()
    assert only(set_bridge(found, ROOM, by=ADA, at=later(1)), EndMeeting).meeting == "79"


def test_a_new_meeting_replaces_the_old_one_only_when_it_is_there():
    found = in_zoom()
    change = ask_bridge(found, ("meet",), by=GRACE, at=later(1))
    assert line(change) == "asked Google Meet for a bridge"
    assert kinds(change) == ["start_bridge", "refresh_card"]
    assert found.conference_url == ZOOM_URL
    change = bridge_started(found, take=2, way="meet", url=MEET_URL, meeting="s", at=later(1))
    assert only(change, EndMeeting).meeting == "79"
    assert found.refs["bridge_meeting"] == "s"


def test_asking_twice_or_without_anybody_to_ask_is_refused():
    found = incident()
    with pytest.raises(Refusal, match="No provider of meetings"):
        ask_bridge(found, (), by=ADA, at=AT)
    start_bridge(found, ("zoom",), by=ADA, at=AT)
    with pytest.raises(Refusal, match="being started already"):
        ask_bridge(found, ("zoom",), by=GRACE, at=AT)
    with pytest.raises(Refusal, match="somebody was faster"):
        start_bridge(found, ("zoom",), by=GRACE, at=AT)
    resolve(found, by=ADA, at=later(1))
    with pytest.raises(Refusal, match="is resolved"):
        ask_bridge(found, ("zoom",), by=GRACE, at=later(2))


def test_a_bridge_that_is_late_or_failed_is_told_on_the_card():
    found, _ = declared("zoom")
    assert kinds(bridge_late(found, take=1, way="zoom")) == ["refresh_card"]
    assert found.refs["bridge_note"] == "Zoom does not answer; the bridge comes as soon as it does"
    assert kinds(bridge_failed(found, take=1)) == ["refresh_card"]
    assert not is_starting(found)
    assert is_awaited(found, 1), "it can be tried again"
    assert not bridge_late(found, take=7, way="zoom")


def test_an_incident_without_a_room_keeps_no_host_until_it_has_one():
    found = blank()
    change = declare(found, replace(choosing("zoom"), rooms_from="sev1"), title="x", by=ADA, at=AT)
    assert "start_bridge" not in kinds(change)
    found.id = 42
    resolve(found, by=ADA, at=later(1))
    assert "start_bridge" not in kinds(reopen(found, by=ADA, at=later(2)))
    assert only(room_opened(found, channel_id="C042", name="inc-42"), StartBridge).ways == ("zoom",)
    other = incident(id=7)
    assert "start_bridge" not in kinds(room_opened(other, channel_id="C007", name="inc-7"))


def test_the_meeting_of_a_merged_incident_ends():
    found, into = in_zoom(), incident(id=7)
    change, _ = merge(found, into, by=ADA, at=later(5))
    assert only(change, EndMeeting).meeting == "79"


def test_a_meeting_that_is_gone_is_replaced_once():
    found = in_zoom()
    again = bridge_again(found)
    assert (again.ways, again.take, again.instead_of) == (("zoom", "meet"), 1, "79")
    assert is_awaited(found, 1, "79")
    assert not is_awaited(found, 1)
    new = {"way": "zoom", "url": ZOOM_URL, "meeting": "80", "instead_of": "79", "at": later(5)}
    assert only(bridge_started(found, take=1, **new), EndMeeting).meeting == "79"
    assert found.refs["bridge_meeting"] == "80"
    assert only(bridge_started(found, take=1, **{**new, "meeting": "81"}), EndMeeting).meeting == "81"


def test_a_meeting_that_outsiders_know_is_replaced_when_the_incident_becomes_private():
    found = in_zoom()
    again = only(make_private(found, by=ADA, at=later(3)), StartBridge)
    assert (again.take, again.ways) == (2, ("zoom", "meet"))
    change = bridge_started(found, take=2, way="zoom", url=ZOOM_URL, meeting="80", at=later(3))
    assert only(change, EndMeeting).meeting == "79"
    standing, _ = declared(ROOM)
    assert "start_bridge" not in kinds(make_private(standing, by=ADA, at=later(3)))
