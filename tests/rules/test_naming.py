"""Rooms have names that Slack accepts, that people recognise, and that two incidents never share."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.naming import channel_name, slug
from tests.rules.given import AT

DEFAULT = "inc-{number}-{slug}"
# What the config accepts: the number somewhere, and room for the title.
TEMPLATES = [
    DEFAULT,
    "incident-{number}",
    "{slug}-{number}",
    "inc-{slug}-{number}",
    "{slug}{number}",
    "{date}-{service}-{slug}-{number}",
    "{number}_{slug}_x",
    "{slug}-{number}-{slug}",
]


def name(title: str, *, number: int = 42, template: str = DEFAULT, service: str = "", attempt: int = 1) -> str:
    return channel_name(template, number=number, title=title, at=AT, service=service, attempt=attempt)


def test_a_room_is_named_after_number_and_title():
    assert name("DB outage", number=123) == "inc-123-db-outage"


def test_ic_01_special_characters_and_accents_become_plain_letters_and_single_dashes():
    assert name('DB: "orders" – élan / crash! (50%)') == "inc-42-db-orders-elan-crash-50"


@pytest.mark.parametrize("title", ["🔥🔥🔥", "---", "!!!", "\u202e", "\u0301", ""])
def test_ic_01_a_title_without_plain_letters_leaves_the_number_and_no_dash_behind(title):
    assert name(title) == "inc-42"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("naïve café", "naive-cafe"),
        ("Ⅷ ½ ﬁle", "viii-1-2-file"),
        ("a__b  c", "a-b-c"),
        ("<!channel> & co", "channel-co"),
        ("søk på Łódź", "sok-pa-lodz"),
        ("Сбой в базе", "sboy-v-baze"),
        ("Сеть: область", "set-oblast"),
        ("Βλάβη", "vlavi"),
        ("データベース", "detabesu"),
        ("障害発生", "zhanghaifasheng"),
        ("خادم", "khdm"),
        ("서버 다운", "seobeo-daun"),
        ("x\u0302\u0301y", "xy"),
    ],
)
def test_a_slug_is_lower_case_words_joined_by_single_dashes(title, words):
    assert slug(title) == words


def test_ic_03_two_long_titles_are_cut_to_80_and_still_differ():
    first, second = name("a" * 75, number=41), name("a" * 75, number=42)
    assert len(first) == len(second) == 80
    assert first != second


@pytest.mark.parametrize("template", TEMPLATES)
def test_ic_03_two_incidents_with_the_same_long_title_differ_whatever_the_template(template):
    assert len({name("a" * 500, number=n, template=template) for n in (4, 41, 42, 421)}) == 4


@pytest.mark.parametrize("length", range(70, 84))
def test_ic_03_the_number_survives_at_whatever_letter_the_cut_falls(length):
    assert name("a" * length, number=421, template="{slug}-{number}").endswith("a-421")


def test_ic_05_a_further_attempt_gets_a_number_behind_the_name():
    assert [name("db", attempt=n) for n in (1, 2, 3)] == ["inc-42-db", "inc-42-db-2", "inc-42-db-3"]
    assert name("a" * 75, attempt=12).endswith("a-12")


def test_a_name_is_never_cut_to_a_dash_at_its_end():
    assert not re.search(r"-$|--", name("ab " * 40))


def test_date_and_service_can_be_part_of_the_name():
    template = "{date}-{service}-{number}-{slug}"
    assert name("Down", template=template, service="Web Shop") == "2026-03-02-web-shop-42-down"
    assert name("Down", template=template) == "2026-03-02-42-down"


def test_the_date_is_the_day_in_utc():
    late = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
    assert channel_name("{date}-{number}", number=1, title="", at=late) == "2026-03-02-1"


@settings(max_examples=200, deadline=None)
@given(
    title=st.text(max_size=200),
    template=st.sampled_from(TEMPLATES),
    number=st.integers(1, 999_999),
    service=st.text(max_size=20).filter(lambda s: len(slug(s)) <= 20),
    attempt=st.integers(1, 20),
)
def test_any_title_makes_a_name_that_slack_accepts_and_that_keeps_its_number(
    title, template, number, service, attempt
):
    found = name(title, number=number, template=template, service=service, attempt=attempt)
    assert re.fullmatch(r"[a-z0-9_-]{1,80}", found)
    assert "--" not in found
    assert not found.endswith("-")
    assert str(number) in found
    assert found.endswith(f"-{attempt}") or attempt == 1


@settings(max_examples=100, deadline=None)
@given(title=st.text(max_size=200), template=st.sampled_from(TEMPLATES))
def test_no_two_attempts_give_the_same_name(title, template):
    assert len({name(title, template=template, attempt=n) for n in range(1, 21)}) == 20
