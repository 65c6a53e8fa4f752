"""Effects are written to the outbox and read back by a later or an earlier version."""

import json
import re
from dataclasses import FrozenInstanceError

import pytest

from incidents.change import NOTHING, SILENT, Change, Entry
from incidents.effects import EFFECTS
from incidents.effects.documents import FetchPinned
from incidents.effects.people import AnswerPerson, InvitePeople
from incidents.effects.room import RefreshCard
from tests.rules.given import AT

FILLED = {
    "invited_by": "U2",
    "pinned_by": "U2",
    "is_read": True,
    "joins": True,
    "asked_by": "U2",
    "ways": ("zoom", "https://meet.example.com/a"),
    "take": 2,
    "missed": ("Zoom did not answer",),
    "instead_of": "79036881327",
    "provider": "zoom",
    "meeting": "79036881328",
    "tag": "SignalCraft INC-42 #1",
    "title": "Checkout is down",
    "response_url": "https://hooks/1",
    "people": ("U1", "U2"),
    "groups": ("S1",),
    "services": ("Checkout",),
    "user_id": "U1",
    "answer": "declared",
    "detail": "é\n🔥",
    "channel_id": "C1",
    "message_ts": "1.1",
    "marked_by": "U1",
    "repair": True,
    "messages": ("1.1", "1.2"),
    "aside": 3,
    "update": 3,
    "task": 3,
    "role": "commander",
    "since": "1.1",
    "before": "2.2",
    "thread": "1.5",
    "until": "2026-03-09T09:00:00+00:00",
}


def every(kind):
    """The effect with each of its fields filled."""
    effect = EFFECTS[kind]
    return effect(**{name: FILLED[name] for name in effect().payload()})


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_comes_back_from_the_outbox_as_it_was_written(kind):
    written = json.loads(json.dumps(every(kind).payload()))
    read = EFFECTS[kind].from_payload(written)
    assert json.loads(json.dumps(read.payload())) == written
    assert read.in_lane() == every(kind).in_lane()


@pytest.mark.parametrize("kind", EFFECTS)
def test_a_row_of_a_newer_version_is_read_without_its_new_fields(kind):
    written = {**every(kind).payload(), "colour": "red", "kind": "other"}
    assert EFFECTS[kind].from_payload(written) == every(kind)


@pytest.mark.parametrize("kind", EFFECTS)
def test_a_row_of_an_older_version_is_read_with_its_fields_missing(kind):
    assert EFFECTS[kind].from_payload({}) == EFFECTS[kind]()


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_is_found_by_its_own_name_and_has_a_lane(kind):
    effect = EFFECTS[kind]()
    assert effect.kind == kind
    assert effect.in_lane().startswith(effect.lane)
    assert effect.lane
    assert re.fullmatch(r"[a-z]+ [^_]*[^.]", effect.step)


@pytest.mark.parametrize("kind", [k for k, effect in EFFECTS.items() if effect.living])
def test_what_paints_the_present_state_carries_no_state_of_its_own(kind):
    """Several waiting rows are done as one, so none may hold anything that another of its lane lacks."""
    effect = every(kind)
    assert all(f"/{value}/" in f"{effect.in_lane()}/" for value in effect.payload().values())


def test_each_person_and_each_message_has_its_own_lane():
    assert AnswerPerson(user_id="U1").in_lane() != AnswerPerson(user_id="U2").in_lane()
    assert FetchPinned(message_ts="1.1").in_lane() != FetchPinned(message_ts="1.2").in_lane()


def test_an_effect_cannot_be_altered():
    with pytest.raises(FrozenInstanceError):
        InvitePeople().people = ("U1",)


def test_a_change_is_empty_only_when_nothing_changed():
    assert not NOTHING
    assert not Change()
    assert SILENT
    assert Change(effects=(RefreshCard(),))
    assert Change(entries=(Entry(kind="note", text="x", at=AT),))
