"""Similar incidents: the same trouble in other words, and nothing else."""

import pytest

from incidents.ending import resolve
from incidents.similar import alike, similar
from tests.rules.given import ADA, incident, later

SAME = [
    ("Checkout is down", "checkout down"),
    ("Checkout is down", "The checkout is DOWN in eu-west"),
    ("Database primary unreachable", "primary database unreachable"),
    ("Paiements échoués", "paiements echoues"),
    ("API latency high", "high API latency on orders"),
    ("Checkout is down", "chekout down"),
    ("Payments fail", "payment failing again"),
    ("Checkout", "checkout"),
    ("db1 disk full", "disk is full on db1"),
]
OTHER = [
    ("Checkout is down", "Search is down"),
    ("Checkout is down", "down"),
    ("🔥🔥🔥", "🔥🔥🔥"),
    ("Login fails", "Mail is slow"),
    ("is it the", "it is the"),
    ("low one", "layoffs one"),
    ("secret", "private move please"),
    ("private secret", "private move please"),
    ("load 20 gadget20", "load 19 gadget19"),
    ("Disk full on db1", "Disk full on db2"),
    ("Search slow, outage", "Mail slow, outage"),
    ("Mail is slow again today", "Search is slow again today"),
    ("Checkout is down", "Checkout looks odd"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_trouble_in_other_words_is_found(one, other):
    assert similar(incident(title=one), [incident(id=7, title=other)])


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_trouble_is_not(one, other):
    assert similar(incident(title=one), [incident(id=7, title=other)]) == []


def test_only_open_ones_and_never_itself_the_nearest_first_and_at_most_three():
    ended = incident(id=9)
    resolve(ended, by=ADA, at=later(1))
    near = [incident(id=n, title="Checkout down") for n in range(1, 6)]
    exact = incident(id=8, title="Checkout is down")
    found = similar(incident(), [incident(), ended, *near, exact])
    assert [each.id for each in found] == [1, 2, 3]  # “is” says nothing, so all are equally near


def test_only_what_was_declared_before_is_named_after_declaring_for_the_later_one_is_the_duplicate():
    earlier, own, later_one = (incident(id=n) for n in (41, 42, 43))
    assert similar(own, [later_one, earlier]) == [earlier]
    assert alike(own.title, [later_one, earlier]) == [later_one, earlier]  # in the form nothing is one's own yet
