"""What is typed behind `/incident update`: words, and perhaps a promise at their end. Templates as well."""

from datetime import UTC, datetime

import pytest

from incidents.refusal import Refusal
from incidents.templates import TEMPLATES, filled, unsound
from incidents.update_words import promised
from tests.rules.given import AT, incident, later

ZONE = "Europe/Berlin"


@pytest.mark.parametrize(
    ("typed", "text", "minutes"),
    [
        ("Cause found. next 30m", "Cause found.", 30),
        ("Cause found, next update in 20 minutes", "Cause found,", 20),
        ("Cause found NEXT: 2h", "Cause found", 120),
        ("Cause found next at 10:30", "Cause found", 60),  # Berlin is an hour ahead of 08:30 UTC
        ("a\nb\nnext half an hour", "a\nb", 30),
        ("next 15m", "", 15),
    ],
)
def test_a_promise_stands_at_the_end(typed: str, text: str, minutes: int) -> None:
    assert promised(typed, now=AT, tz=ZONE) == (text, later(minutes), True)


@pytest.mark.parametrize("typed", ["Cause found next none", "Cause found, next: never"])
def test_nothing_can_be_promised_in_so_many_words(typed: str) -> None:
    assert promised(typed, now=AT, tz=None)[1:] == (None, True)


@pytest.mark.parametrize(
    "typed", ["we try the next host", "next we restart it", "what happens next", "context 30m"]
)
def test_words_that_are_no_promise_are_words(typed: str) -> None:
    assert promised(typed, now=AT, tz=None) == (typed, None, False)


@pytest.mark.parametrize(
    "typed", ["x next 3 bananas", "x next 25:99", "x next today 0:30", "x next 10 min ago", "next", "Next update:"]
)
def test_a_promise_that_cannot_be_read_or_is_over_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="Nothing was posted"):
        promised(typed, now=AT, tz=None)


def test_ic_55_a_while_is_counted_in_elapsed_time_over_a_change_of_clocks() -> None:
    now = datetime(2024, 3, 31, 0, 50, tzinfo=UTC)
    assert promised("x next 30m", now=now, tz="Europe/Copenhagen")[1] == datetime(2024, 3, 31, 1, 20, tzinfo=UTC)
    with pytest.raises(Refusal, match="did not exist"):
        promised("x next 2:30", now=now, tz="Europe/Copenhagen")


def test_templates_know_the_incident_and_leave_out_what_nobody_knows() -> None:
    found = incident(title="{title} & <!here>", services=["Checkout"])
    text = filled("{ref} {title} {services} {users_affected}{duration}", found, status="identified", now=later(12))
    assert text == "INC-42 {title} & <!here> Checkout 12 min"


def test_the_templates_that_come_along_are_sound() -> None:
    assert [why for _, template in TEMPLATES for why in unsound(template)] == []


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{commander}", "must not hold {commander}: allowed are {ref}, "),
        ("{title.__class__}", "must not hold {title.__class__}: "),
        ("{title!r}", "must not hold {title:r}: "),
        ("{title:>9999999}", "must not hold {title:>9999999}: "),
        ("{0}", "must not hold {0}: "),
        ("half {a brace", "has a brace { or } without its partner"),
    ],
)
def test_a_broken_template_is_named(template: str, why: str) -> None:
    [said] = unsound(template)
    assert said.startswith(why)
