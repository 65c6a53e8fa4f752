"""Small habits of wording: cutting visibly, one line, and durations as a person says them."""

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.wording import about, cut, one_line, spoken, storable


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (119, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (3780, "1 h 3 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d"),
        (86_460, "1 d"),
        (187_200, "2 d 4 h"),
        (-5, "0 s"),
    ],
)
def test_a_duration_is_said_as_a_person_says_it(seconds, words):
    assert spoken(timedelta(seconds=seconds)) == words


def test_what_fits_is_not_cut():
    assert cut("exactly", 7) == "exactly"


def test_what_is_cut_says_so():
    assert cut("one two three", 9) == "one two…"
    assert cut("one two three", 8) == "one two…"


@given(st.text(max_size=60), st.integers(1, 40))
def test_cut_text_never_is_too_long_and_always_begins_as_the_whole(text, limit):
    short = cut(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_line_breaks_and_runs_of_blanks_become_one_blank():
    assert one_line("  down\r\n\tBcc:   x\u2028y ") == "down Bcc: x y"


def test_a_title_cannot_turn_the_words_around_it():
    assert one_line("\u202eevil\u202c \u2066x\u2069") == "evil x"
    assert one_line("בדיקה") == "בדיקה"


@given(st.text(st.characters() | st.characters(categories=["Cc", "Cs"]), max_size=60))
def test_what_no_database_takes_goes_and_all_else_stays(text):
    sound = [c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")]
    assert storable(f"x{text}") == "".join(["x", *sound])


def test_a_wait_is_told_as_a_guess():
    waits = {2: "a few seconds", 14: "about 10 seconds", 45: "about 40 seconds", 70: "about a minute"}
    assert {seconds: about(timedelta(seconds=seconds)) for seconds in waits} == waits
    assert about(timedelta(seconds=540)) == "about 9 minutes"


UNSEEN = [
    "\u200b",
    "\u2060\ufeff",
    "\u00ad",
    " \u00a0\u3000 ",
    "\u3164",
    "\u2800",
    "\ufe0f",
    "\u202e",
    "\U000e0041",
]


@pytest.mark.parametrize("text", UNSEEN)
def test_text_in_which_nothing_can_be_seen_is_blank(text):
    assert storable(text) == one_line(text) == ""


@pytest.mark.parametrize("text", ["x\u200b", "👩\u200d💻", "❤\ufe0f", "\u0e33", "مرحبا", "-"])
def test_where_something_can_be_seen_the_rest_stays_as_it_is(text):
    assert storable(text) == text
