"""The nouns: what an incident, an alert group and a stored time say of themselves."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from incidents.alert_group import AlertGroup
from incidents.columns import UTCDateTime
from incidents.refusal import Refusal
from tests.rules.given import AT, incident, later, led_by, wrote

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
COLUMN, DIALECT = UTCDateTime(), sqlite.dialect()


def test_ic_52_times_are_stored_in_utc_across_the_change_to_summer_time():
    before = COLUMN.process_bind_param(datetime(2024, 3, 31, 1, 59, tzinfo=COPENHAGEN), DIALECT)
    after = COLUMN.process_bind_param(datetime(2024, 3, 31, 3, 1, tzinfo=COPENHAGEN), DIALECT)
    assert before == datetime(2024, 3, 31, 0, 59, tzinfo=UTC)
    assert before.tzinfo is UTC
    assert (after - before).total_seconds() == 120


def test_ic_52_a_time_without_a_zone_is_refused_before_it_is_stored():
    with pytest.raises(ValueError, match="naive time"):
        COLUMN.process_bind_param(datetime(2026, 3, 2), DIALECT)  # noqa: DTZ001 - a naive time is what this is about


def test_ic_52_what_sqlite_hands_back_is_utc():
    read = COLUMN.result_processor(DIALECT, None)
    assert read("2026-03-02 08:30:00.000000") == AT
    assert read("2026-03-02 08:30:00.000000").tzinfo is UTC
    assert read("2026-03-02") == datetime(2026, 3, 2, tzinfo=UTC)
    assert read(None) is None


def test_ic_52_what_postgresql_hands_back_in_its_own_zone_is_utc():
    read = COLUMN.result_processor(postgresql.dialect(), None)
    told = read(AT.astimezone(COPENHAGEN))
    assert (told, told.tzinfo) == (AT, UTC)
    assert read(None) is None


def test_an_incident_is_named_by_its_number():
    assert incident(id=7).ref == "INC-7"


def test_an_alert_group_reads_bridge_and_roles_of_its_incident():
    found = led_by("UADA", conference_url="https://meet/1")
    group = AlertGroup(key="db", title="db", opened_at=AT, incident=found)
    assert group.conference_url == "https://meet/1"
    assert [a.user_id for a in group.roles] == ["UADA"]


def test_an_alert_group_without_an_incident_has_no_bridge_and_no_roles():
    group = AlertGroup(key="db", title="db", opened_at=AT)
    assert group.conference_url is None
    assert group.roles == []


def test_a_line_is_shown_when_it_has_words_and_was_not_taken_away():
    assert wrote("x").shown
    assert not wrote("x", removed_at=later(1)).shown
    assert not wrote(None).shown


def test_a_refusal_carries_its_sentence_its_person_and_its_field():
    refused = Refusal("no", person="U1", field="title")
    assert (str(refused), refused.sentence, refused.person, refused.field) == ("no", "no", "U1", "title")
