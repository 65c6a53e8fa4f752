"""Reminders: each comes once when it is due, rests while nobody is there, and ends with the incident."""

from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.change import Change, Entry
from incidents.due import fire
from incidents.ending import reopen, resolve
from incidents.incident import Incident
from incidents.reminders import GRACE, MOST, forget, remind, reminded_at, somebody_is_there
from incidents.writing import FIRST_REMINDER
from tests.rules.given import ADA, CATALOG, incident, later


def again(found: Incident, about: str, catalog: Catalog, at: datetime) -> Change:
    """A kind of reminder that comes every five minutes."""
    remind(found, about, at=at + timedelta(minutes=5))
    return Change(entries=(Entry(kind="note", text=about, at=at),))


def came(found: Incident, minutes: float) -> list[str]:
    return [entry.text for entry in fire(found, CATALOG, at=later(minutes), rules={"again": again}).entries]


def test_a_reminder_comes_when_it_is_due_and_not_before() -> None:
    found = incident()
    remind(found, "again:2", at=later(10))
    remind(found, "again:1", at=later(8))
    assert found.remind_at == later(8)
    assert came(found, 7.9) == []
    assert came(found, 8) == ["again:1"]
    assert came(found, 8) == []
    assert came(found, 60) == ["again:2", "again:1"]


def test_a_reminder_that_nobody_heeds_goes_to_sleep_and_wakes_when_somebody_does_anything() -> None:
    found = incident()
    remind(found, "again", at=later(5))
    assert [len(came(found, minutes)) for minutes in (5, 10, 15, 20, 600)] == [1, 1, 1, 0, 0]
    assert MOST == 3
    assert found.remind_at is None
    somebody_is_there(found, at=later(601))
    assert reminded_at(found, "again") == found.remind_at == later(601) + GRACE
    assert came(found, 602) == []
    assert came(found, 611) == ["again"]


def test_a_person_who_does_something_does_not_put_off_what_is_awake() -> None:
    found = incident()
    remind(found, "again", at=later(5))
    assert came(found, 5) == ["again"]
    somebody_is_there(found, at=later(9))
    assert reminded_at(found, "again") == later(10)
    assert [len(came(found, minutes)) for minutes in (10, 15, 20, 25)] == [1, 1, 1, 0]


def test_a_new_promise_takes_the_place_of_the_old_one_and_can_be_forgotten() -> None:
    found = incident()
    remind(found, "again", at=later(5))
    remind(found, "again", at=later(30))
    assert came(found, 29) == []
    forget(found, "again", "never heard of")
    assert came(found, 31) == []
    assert found.remind_at is None


def test_nothing_comes_after_the_end_and_reopening_gives_people_a_while() -> None:
    found = incident()
    remind(found, "again", at=later(5))
    resolve(found, by=ADA, at=later(4))
    assert came(found, 6) == []
    only_the_post_mortem = later(4) + FIRST_REMINDER
    assert found.remind_at == only_the_post_mortem
    somebody_is_there(found, at=later(7))
    assert found.remind_at == only_the_post_mortem
    reopen(found, by=ADA, at=later(100))
    somebody_is_there(found, at=later(100))
    assert found.remind_at == later(100) + GRACE


def test_a_kind_that_this_version_does_not_know_is_let_go_of() -> None:
    found = incident()
    remind(found, "moon:1", at=later(1))
    assert fire(found, CATALOG, at=later(2))
    assert found.reminders == {}
