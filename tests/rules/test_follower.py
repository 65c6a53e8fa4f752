"""Followers: who is invited to which war room."""

import pytest

from incidents.catalog import Following
from incidents.effects.people import InviteFollowers
from incidents.follower import Follower, is_group, wants, who_follows
from incidents.severity import set_severity
from tests.rules.given import ADA, AT, CATALOG, GRACE, incident, kinds, later, only, without_room

WORST_FIRST = [severity.key for severity in CATALOG.severities]


def follower(severity: str = "", service: str = "", slack_id: str = GRACE) -> Follower:
    return Follower(slack_id=slack_id, severity=severity, service=service, added_by=ADA, added_at=AT)


@pytest.mark.parametrize(
    ("followed", "severity", "wanted"),
    [
        ("", "sev4", True),
        ("sev2", "sev1", True),
        ("sev2", "sev2", True),
        ("sev2", "sev3", False),
        ("gone", "sev1", False),
        ("gone", "gone", True),
    ],
)
def test_a_severity_means_that_one_and_worse(followed, severity, wanted):
    assert wants(follower(followed), incident(severity=severity), WORST_FIRST) is wanted


def test_a_service_means_that_one_alone_however_it_is_spelt():
    checkout = incident(services=["Checkout"])
    assert wants(follower(service="checkout"), checkout, WORST_FIRST)
    assert not wants(follower(service="Search"), checkout, WORST_FIRST)
    assert not wants(follower(service="Checkout"), incident(), WORST_FIRST)
    assert not wants(follower("sev1", "Checkout"), checkout, WORST_FIRST)


def test_those_of_the_config_and_those_who_asked_are_one_list():
    everybody = (follower("sev2"), follower(), Following(slack_id=ADA), Following(slack_id=GRACE))
    assert who_follows(incident(), everybody, WORST_FIRST) == [GRACE, ADA]


def test_after_another_severity_only_those_come_who_did_not_follow_the_one_before():
    everybody = (follower("sev1"), Following(slack_id=ADA, severity="sev3"), Following(slack_id="S1"))
    assert who_follows(incident(severity="sev1"), everybody, WORST_FIRST, was="sev3") == [GRACE]
    assert who_follows(incident(severity="sev3"), everybody, WORST_FIRST, was="sev1") == []


def test_groups_are_told_apart_by_their_ids():
    assert is_group("S012")
    assert not is_group(GRACE)


def test_another_severity_asks_for_other_followers():
    change = set_severity(incident(), "sev1", CATALOG, by=ADA, at=later(1))
    assert only(change, InviteFollowers)
    assert "invite_followers" not in kinds(set_severity(without_room(), "sev1", CATALOG, by=ADA, at=later(1)))
