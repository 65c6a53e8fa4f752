"""Who has seen it, what it hits, whom, and since when; every change keeps who, when, old and new."""

from datetime import UTC, datetime

import pytest

from incidents.acknowledging import acknowledge
from incidents.bridge import set_bridge
from incidents.catalog import Catalog, Service
from incidents.ending import resolve
from incidents.facts import set_impact_start, set_users_affected
from incidents.refusal import Refusal
from incidents.roles import assign_role, take_role
from incidents.services import named, set_services
from incidents.severity import set_severity
from incidents.status import set_status
from incidents.words import set_summary, set_title
from tests.rules.given import ADA, AT, CATALOG, COMMANDER, GRACE, incident, kinds, later, line, only, without_room

SHOWN = ["refresh_card", "set_topic", "refresh_digest", "refresh_canvas"]
SHOP = Catalog(services=tuple(Service(name=name) for name in ("Checkout", "Search API", "Search")))


# Acknowledged


def test_the_first_to_acknowledge_counts():
    found = incident()
    change = acknowledge(found, by=GRACE, at=later(3))
    assert (found.acknowledged_by, found.acknowledged_at) == (GRACE, later(3))
    assert line(change) == "acknowledged the incident"
    assert not acknowledge(found, by=GRACE, at=later(4))
    with pytest.raises(Refusal, match=r"was acknowledged by \{person\} already, 3 min after") as refused:
        acknowledge(found, by=ADA, at=later(5))
    assert refused.value.person == GRACE
    assert found.acknowledged_at == later(3)


def test_the_first_commander_acknowledges_too_and_no_other_role_does():
    found = incident()
    take_role(found, CATALOG.role("scribe"), by=ADA, at=later(1))
    assert found.acknowledged_at is None
    assign_role(found, COMMANDER, to=GRACE, by=ADA, at=later(2))
    assert (found.acknowledged_by, found.acknowledged_at) == (GRACE, later(2))
    seen = incident()
    acknowledge(seen, by=ADA, at=later(1))
    take_role(seen, COMMANDER, by=GRACE, at=later(2))
    assert seen.acknowledged_by == ADA


def test_an_incident_that_has_ended_is_not_acknowledged():
    found = incident()
    resolve(found, by=ADA, at=later(5))
    with pytest.raises(Refusal, match="is resolved"):
        acknowledge(found, by=ADA, at=later(6))


# Services


def test_services_are_written_down_and_whoever_is_on_call_for_new_ones_comes():
    found = incident(services=["Search"])
    change = set_services(found, ["Checkout", "Search", "Checkout"], by=ADA, at=AT)
    assert found.services == ["Checkout", "Search"]
    assert line(change) == "changed the services to Checkout, Search"
    assert (change.entries[0].before, change.entries[0].after) == ("Search", "Checkout, Search")
    assert kinds(change) == [*SHOWN, "invite_people"]
    assert only(change, type(change.effects[-1])).services == ("Checkout",)
    assert not set_services(found, ["Checkout", "Search"], by=ADA, at=AT)
    assert kinds(set_services(found, [], by=ADA, at=AT)) == SHOWN


def test_nobody_is_called_before_the_room_is_there_or_after_the_end():
    assert kinds(set_services(without_room(), ["Checkout"], by=ADA, at=AT)) == []
    found = incident()
    resolve(found, by=ADA, at=later(5))
    assert kinds(set_services(found, ["Checkout"], by=ADA, at=later(6))) == [*SHOWN, "refresh_postmortem"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("checkout", ["Checkout"]),
        ("search api, CHECKOUT", ["Search API", "Checkout"]),
        ("search search api", ["Search", "Search API"]),
        ("checkout,checkout", ["Checkout"]),
    ],
)
def test_services_are_named_with_or_without_commas(typed, meant):
    assert named(SHOP, typed) == meant


def test_an_unknown_service_is_refused_with_the_nearest_or_with_what_there_is():
    with pytest.raises(Refusal, match=r"no service “chekout”\. Did you mean “Checkout”"):
        named(SHOP, "search, chekout")
    many = Catalog(services=tuple(Service(name=f"service {n}") for n in range(120)))
    with pytest.raises(Refusal, match=r"There are “service 0”, .* and 110 more") as refused:
        named(many, "zzz")
    assert len(refused.value.sentence) < 300


def test_where_the_config_names_no_services_they_are_called_as_people_like():
    assert named(CATALOG, " the shop ,, mail") == ["the shop", "mail"]


# Users affected


@pytest.mark.parametrize("words", ["1,200", "about 5 %", "nobody", "300"])
def test_users_affected_are_a_number_or_words(words):
    found = incident(users_affected="10")
    change = set_users_affected(found, f" {words}\n", by=ADA, at=AT)
    assert found.users_affected == words
    assert line(change) == f"set the users affected to {words}"
    assert (change.entries[0].before, change.entries[0].after) == ("10", words)
    assert not set_users_affected(found, words, by=ADA, at=AT)
    assert line(set_users_affected(found, "", by=ADA, at=AT)) == "took away how many users are affected"


def test_a_whole_story_is_no_number_of_users():
    with pytest.raises(Refusal, match="at most 300 characters") as refused:
        set_users_affected(incident(), "x" * 301, by=ADA, at=AT)
    assert refused.value.field == "users_affected"


# The start of the impact


def test_the_impact_counts_from_declaring_until_somebody_knows_better():
    found = incident()
    assert found.hurts_since == AT
    change = set_impact_start(found, later(-20), by=GRACE, at=later(3))
    assert line(change) == "set the start of the impact to 2026-03-02 08:10 UTC, 20 min before it was declared"
    assert (change.entries[0].before, change.entries[0].after) == ("", later(-20).isoformat())
    resolve(found, by=ADA, at=later(40))
    assert found.impact(later(999)) == later(60) - AT
    assert line(set_impact_start(found, later(5), by=ADA, at=later(50))).endswith("08:35 UTC, 5 min later")
    assert line(set_impact_start(found, None, by=ADA, at=later(50))) == "took away when the impact started"
    assert found.hurts_since == AT


def test_an_impact_starts_neither_in_the_future_nor_after_the_end():
    found = incident()
    with pytest.raises(Refusal, match="cannot start in the future"):
        set_impact_start(found, later(4), by=ADA, at=later(3))
    resolve(found, by=ADA, at=later(40))
    with pytest.raises(Refusal, match="INC-42 ended at 2026-03-02 09:10 UTC"):
        set_impact_start(found, later(41), by=ADA, at=later(60))
    with pytest.raises(Refusal, match="before the year 2000"):
        set_impact_start(found, datetime(1970, 1, 1, tzinfo=UTC), by=ADA, at=later(60))
    assert found.impact_started_at is None


def test_ic_52_an_impact_over_a_change_of_clocks_lasts_as_long_as_it_did():
    found = incident(declared_at=datetime(2024, 3, 31, 1, 0, tzinfo=UTC))
    set_impact_start(found, datetime(2024, 3, 31, 0, 59, tzinfo=UTC), by=ADA, at=datetime(2024, 4, 1, tzinfo=UTC))
    resolve(found, by=ADA, at=datetime(2024, 3, 31, 1, 1, tzinfo=UTC))
    assert found.impact(AT).total_seconds() == 120


# Who, when, old and new


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (lambda i: set_severity(i, "sev1", CATALOG, by=GRACE, at=later(3)), "sev2", "sev1"),
        (lambda i: set_status(i, "identified", by=GRACE, at=later(3)), "investigating", "identified"),
        (lambda i: set_title(i, "t" * 500, by=GRACE, at=later(3)), "Checkout is down", "t" * 500),
        (lambda i: set_summary(i, "s" * 5000, by=GRACE, at=later(3)), "", "s" * 5000),
        (lambda i: set_bridge(i, "https://meet/b", by=GRACE, at=later(3)), "", "https://meet/b"),
        (lambda i: acknowledge(i, by=GRACE, at=later(3)), "", GRACE),
    ],
)
def test_every_change_keeps_who_when_old_and_new_whole_and_tells_it_short(change, before, after):
    (entry,) = change(incident()).entries
    assert (entry.author_id, entry.at) == (GRACE, later(3))
    assert (entry.before, entry.after) == (before, after)
    assert len(entry.text) < 500
