"""The timeline is put right by those who were there, and what stood there before is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from blocks.timeline import timeline
from incidents.curating import (
    correct_entry,
    done_to,
    hide_entry,
    mark_entry,
    mark_of,
    put_right,
    restore_entry,
)
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.timeline import TimelineEntry
from incidents.times import moment, zone
from tests.blocks import limits
from tests.rules.given import ADA, AT, GRACE, kinds, only, wrote
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


def test_a_form_that_gives_back_what_it_showed_changes_nothing_whatever_blanks_stood_there() -> None:
    incident, entry = with_entry("\n restarted db1 \r\n")
    assert not correct_entry(incident, 7, text="restarted db1", by=GRACE, at=LATER)
    assert entry.text == "\n restarted db1 \r\n"


def test_an_entry_is_as_long_as_a_message_and_no_longer() -> None:
    incident, _ = with_entry()
    with pytest.raises(Refusal, match="at most 40,000 characters, and this has 40,001"):
        correct_entry(incident, 7, text="x" * 40_001, by=GRACE, at=LATER)
    assert correct_entry(incident, 7, text="x" * 40_000, by=GRACE, at=LATER)


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


def test_no_entry_is_moved_before_the_year_2000_and_one_that_is_there_may_be_reworded() -> None:
    incident, entry = with_entry()
    long_ago = datetime(1999, 12, 31, 23, 59, tzinfo=UTC)
    with pytest.raises(Refusal, match="before the year 2000"):
        correct_entry(incident, 7, text="restarted", time=long_ago, by=ADA, at=LATER)
    entry.at = long_ago
    correct_entry(incident, 7, text="restarted", time=long_ago, by=ADA, at=LATER)
    assert entry.text == "restarted"


def test_a_hidden_entry_is_kept_and_can_be_shown_again() -> None:
    incident, entry = with_entry()
    hide_entry(incident, 7, by=ADA, at=LATER)
    assert not entry.shown
    assert not hide_entry(incident, 7, by=GRACE, at=LATER)
    restore_entry(incident, 7, by=GRACE, at=LATER)
    assert entry.shown
    assert not restore_entry(incident, 7, by=ADA, at=LATER)
    assert [(done["did"], done["by"]) for done in entry.corrections] == [("hidden", ADA), ("shown again", GRACE)]


def test_a_key_moment_is_marked_once_and_can_be_one_no_longer() -> None:
    incident, entry = with_entry()
    assert kinds(mark_entry(incident, 7, is_key=True, by=ADA, at=LATER)) == ["refresh_canvas"]
    assert not mark_entry(incident, 7, is_key=True, by=GRACE, at=LATER)
    mark_entry(incident, 7, is_key=False, by=GRACE, at=LATER)
    assert [(did, by) for did, by, _ in done_to(entry)] == [
        ("marked as a key moment", ADA),
        ("no longer a key moment", GRACE),
    ]


def test_a_form_does_all_that_was_changed_in_it_and_nothing_else() -> None:
    incident, entry = with_entry()
    form = {"time": AT, "seen": mark_of(entry), "by": GRACE, "at": LATER, "response_url": "https://hooks/1"}
    change = put_right(incident, 7, text="restarted db2", is_key=True, is_hidden=None, **form)
    assert (entry.text, entry.is_key, entry.hidden_at) == ("restarted db2", True, None)
    assert only(change, AnswerPerson).answer == "timeline"
    form["seen"] = mark_of(entry)
    put_right(incident, 7, text=None, is_key=None, is_hidden=True, **form)
    assert (entry.text, entry.is_key, entry.shown) == ("restarted db2", True, False)
    assert not put_right(incident, 7, text="restarted db2", is_key=True, is_hidden=True, **form)


def test_ic_52_around_a_change_of_the_clocks_two_minutes_stay_two_minutes() -> None:
    before, after = datetime(2024, 3, 31, 0, 59, tzinfo=UTC), datetime(2024, 3, 31, 1, 1, tzinfo=UTC)
    copenhagen, now = zone("Europe/Copenhagen"), datetime(2024, 3, 31, 2, 0, tzinfo=UTC)
    assert [f"{at.astimezone(copenhagen):%H:%M}" for at in (before, after)] == ["01:59", "03:01"]
    entries = [wrote("it hurts", at=before), wrote("it is over", at=after)]
    parts = list(limits.parts(timeline(an_incident(), entries, 1).blocks))
    shown = [part["timestamp"] for part in parts if part.get("type") == "date"]
    assert (shown, shown[1] - shown[0]) == ([before.timestamp(), after.timestamp()], 120)
    incident, entry = with_entry()
    for typed, meant in (("01:59", before), ("03:01", after)):
        time = moment(typed, now=now, tz="Europe/Copenhagen", past=True)
        correct_entry(incident, 7, text="it hurts", time=time, by=ADA, at=now)
        assert entry.at == meant
    with pytest.raises(Refusal, match="did not exist"):
        moment("02:30", now=now, tz="Europe/Copenhagen", past=True)


@pytest.mark.parametrize("number", [7, 8])
def test_what_is_not_there_is_refused(number: int) -> None:
    incident, entry = with_entry(text=None)
    with pytest.raises(Refusal, match="no such entry"):
        hide_entry(incident, number, by=ADA, at=LATER)
    assert entry.hidden_at is None
