"""The timeline is put right by those who were there, and what stood there before is kept."""

from datetime import timedelta

import pytest

from incidents.curating import correct_entry, hide_entry, mark_of, restore_entry
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.timeline import TimelineEntry
from tests.rules.given import ADA, AT, GRACE
from tests.rules.given import incident as an_incident

LATER = AT + timedelta(minutes=10)


def with_entry(text: str | None = "restarted db1") -> tuple[Incident, TimelineEntry]:
    """An incident with one entry on its timeline."""
    incident = an_incident()
    entry = TimelineEntry(id=7, incident_id=42, kind="note", text=text, at=AT, recorded_at=AT, author_id=ADA)
    incident.timeline = [entry]
    return incident, entry


def test_text_and_time_are_put_right_and_the_old_ones_are_kept_with_who_and_when() -> None:
    incident, entry = with_entry()
    earlier = AT - timedelta(minutes=5)
    change = correct_entry(incident, 7, text="restarted db2", time=earlier, by=GRACE, at=LATER)
    assert (entry.text, entry.at) == ("restarted db2", earlier)
    assert entry.corrections == [
        {
            "did": "corrected",
            "by": GRACE,
            "at": LATER.isoformat(),
            "text": "restarted db1",
            "time": AT.isoformat(),
            "text_after": "restarted db2",
            "time_after": earlier.isoformat(),
        }
    ]
    assert change.entries == ()


def test_where_the_timeline_is_shown_it_is_brought_in_step() -> None:
    incident, _ = with_entry()
    change = correct_entry(incident, 7, text="restarted db2", by=GRACE, at=LATER)
    assert [effect.kind for effect in change.effects] == ["refresh_canvas"]


def test_the_same_words_change_nothing() -> None:
    incident, entry = with_entry()
    assert not correct_entry(incident, 7, text=" restarted db1 ", time=AT, by=GRACE, at=LATER)
    assert entry.corrections == []


def test_who_saw_an_older_entry_hears_how_it_is_now() -> None:
    incident, entry = with_entry()
    seen = mark_of(entry)
    correct_entry(incident, 7, text="restarted db2", seen=seen, by=GRACE, at=LATER)
    with pytest.raises(Refusal, match="Somebody was faster: it says “restarted db2”"):
        correct_entry(incident, 7, text="restarted db3", seen=seen, by=ADA, at=LATER)


def test_an_entry_is_of_what_has_happened_and_says_something() -> None:
    incident, _ = with_entry()
    with pytest.raises(Refusal, match="still to come"):
        correct_entry(incident, 7, text="restarted", time=LATER + timedelta(minutes=1), by=ADA, at=LATER)
    with pytest.raises(Refusal, match="What happened"):
        correct_entry(incident, 7, text=" \n ", by=ADA, at=LATER)


def test_a_hidden_entry_is_kept_and_can_be_shown_again() -> None:
    incident, entry = with_entry()
    hide_entry(incident, 7, by=ADA, at=LATER)
    assert not entry.shown
    assert not hide_entry(incident, 7, by=GRACE, at=LATER)
    restore_entry(incident, 7, by=GRACE, at=LATER)
    assert entry.shown
    assert not restore_entry(incident, 7, by=ADA, at=LATER)
    assert [(done["did"], done["by"]) for done in entry.corrections] == [("hidden", ADA), ("shown again", GRACE)]


@pytest.mark.parametrize("number", [7, 8])
def test_what_is_not_there_is_refused(number: int) -> None:
    incident, entry = with_entry(text=None)
    with pytest.raises(Refusal, match="no such entry"):
        hide_entry(incident, number, by=ADA, at=LATER)
    assert entry.hidden_at is None
