"""Title, summary and notes: what people write is kept to the letter, with who and when."""

import pytest

from incidents.ending import resolve
from incidents.refusal import Refusal
from incidents.room import channel_renamed, room_opened
from incidents.words import add_note, renamed_by_us, set_summary, set_title
from tests.rules.given import ADA, AT, GRACE, incident, kinds, later, line, without_room

SHOWN = ["refresh_card", "set_topic", "refresh_digest", "refresh_canvas"]


def test_a_better_title_is_shown_everywhere_and_the_room_follows():
    found = incident()
    change = set_title(found, "  Payments\n are down ", by=GRACE, at=later(1))
    assert found.title == "Payments are down"
    assert line(change) == "changed the title Checkout is down → Payments are down"
    assert kinds(change) == [*SHOWN, "rename_room"]
    assert not set_title(found, "Payments are down", by=ADA, at=later(2))


def test_a_title_of_nothing_is_refused():
    with pytest.raises(Refusal, match="needs a title"):
        set_title(incident(), " \n", by=ADA, at=AT)


def test_what_is_too_long_is_refused_with_the_limit_and_what_to_do():
    found = incident()
    with pytest.raises(Refusal, match=r"at most 600 characters, and this has 1,000. The rest is for the summary"):
        set_title(found, "t" * 1000, by=ADA, at=AT)
    with pytest.raises(Refusal, match=r"at most 3,000 characters, .* pin it") as refused:
        add_note(found, "n" * 40_000, by=ADA, at=AT)
    assert refused.value.field == "text"
    assert set_title(found, "t" * 600, by=ADA, at=AT)
    assert add_note(found, "n" * 3000, by=ADA, at=AT)


def test_the_title_of_an_ended_incident_can_still_be_said_better():
    found = incident()
    resolve(found, by=ADA, at=later(1))
    change = set_title(found, "It was the cache", by=ADA, at=later(2))
    assert kinds(change) == [*SHOWN, "refresh_postmortem"]
    assert kinds(set_title(without_room(), "x", by=ADA, at=AT)) == []


def test_a_summary_is_written_changed_and_taken_away():
    found = incident()
    assert line(set_summary(found, " Nobody can pay ", by=ADA, at=AT)) == "changed the summary: Nobody can pay"
    assert found.summary == "Nobody can pay"
    assert not set_summary(found, "Nobody can pay", by=ADA, at=AT)
    assert line(set_summary(found, " ", by=ADA, at=AT)) == "took the summary away"


def test_a_note_stands_on_the_timeline_also_after_the_end():
    found = incident()
    change = add_note(found, "restarted db1\x00", by=ADA, at=later(1))
    assert (line(change), change.entries[0].kind, kinds(change)) == ("restarted db1", "note", ["refresh_canvas"])
    resolve(found, by=ADA, at=later(2))
    told = kinds(add_note(found, "db1 had no disk left", by=GRACE, at=later(3)))
    assert told == ["refresh_canvas", "refresh_postmortem"]
    with pytest.raises(Refusal, match="What shall the timeline say"):
        add_note(found, "  ", by=ADA, at=AT)


def test_a_name_of_ours_is_told_from_one_that_a_person_gave():
    found = without_room()
    room_opened(found, channel_id="C7", name="inc-42-checkout")
    assert found.refs["room_name"] == found.channel_name == "inc-42-checkout"
    channel_renamed(found, name="war-room")
    assert found.refs["room_name"] != found.channel_name
    renamed_by_us(found, name="inc-42-payments")
    assert found.refs["room_name"] == found.channel_name == "inc-42-payments"
