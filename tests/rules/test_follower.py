"""Followers: who is invited to which war room."""

import pytest

from incidents.effects import InviteFollowers
from incidents.follower import Follower
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
    assert follower(followed).wants(incident(severity=severity), WORST_FIRST) is wanted


def test_a_service_means_that_one_alone_however_it_is_spelt():
    checkout = incident(services=["Checkout"])
    assert follower(service="checkout").wants(checkout, WORST_FIRST)
    assert not follower(service="Search").wants(checkout, WORST_FIRST)
    assert not follower(service="Checkout").wants(incident(), WORST_FIRST)
    assert not follower("sev1", "Checkout").wants(checkout, WORST_FIRST)


def test_groups_are_told_apart_by_their_ids():
    assert follower(slack_id="S012").is_group
    assert not follower().is_group


def test_another_severity_asks_for_other_followers():
    change = set_severity(incident(), "sev1", by=ADA, at=later(1))
    assert only(change, InviteFollowers)
    assert "invite_followers" not in kinds(set_severity(without_room(), "sev1", by=ADA, at=later(1)))
