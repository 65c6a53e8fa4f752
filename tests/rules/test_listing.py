"""What somebody types behind `/incident list`, and what a button of the list carries on."""

import json

import pytest

from incidents.catalog import Catalog, Severity
from incidents.listing import Wanted, matches, wanted
from tests.rules.given import ADA, CATALOG, GRACE


def asked(words: str, person: str = "") -> Wanted:
    return wanted(words, CATALOG, me=ADA, person=person)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", Wanted()),
        ("2", Wanted(page=2)),
        ("0", Wanted(page=1)),
        ("9" * 30, Wanted(page=999_999)),
        ("sev1", Wanted(severity="sev1")),
        ("SEV-1", Wanted(severity="sev1")),
        ("critical", Wanted(severity="sev1")),
        ("mine", Wanted(person=ADA)),
        ("resolved", Wanted(state="resolved")),
        ("All", Wanted(state="all")),
        ("monitoring 3", Wanted(state="monitoring", page=3)),
        ("Checkout  fails", Wanted(words="Checkout fails")),
        ("-1", Wanted(words="-1")),
        ("٣", Wanted(words="٣")),
        ("resolved sev2 mine db 7 timeouts 2", Wanted("resolved", "sev2", ADA, "db 7 timeouts", 2)),
    ],
)
def test_words_narrow_a_list_in_any_order(words: str, meant: Wanted) -> None:
    assert asked(words) == meant


def test_whoever_is_mentioned_is_meant() -> None:
    assert asked("all", GRACE) == Wanted(state="all", person=GRACE)


def test_severities_of_the_config_are_known_by_their_keys() -> None:
    catalog = Catalog(severities=(Severity(key="p-minor", name="A nuisance", description="", emoji="🟡"),))
    assert wanted("p-minor", catalog, me=ADA).severity == "p-minor"


def test_very_long_words_still_fit_into_a_button() -> None:
    found = asked("🧯" * 5000)
    assert len(json.dumps(found.payload())) < 2000


def test_a_button_of_another_version_is_read_as_far_as_it_is_known() -> None:
    assert Wanted.from_payload({"page": 3, "colour": "red"}) == Wanted(page=3)
    assert Wanted.from_payload(asked("sev1 x 2").payload()) == Wanted(severity="sev1", words="x", page=2)


def test_every_word_must_stand_somewhere_whatever_its_case() -> None:
    assert matches("ÖLPUMPE steht", "Die Ölpumpe STEHT still")
    assert matches("db checkout", "db7 is slow", "Checkout")
    assert not matches("db billing", "db7 is slow", "Checkout")
