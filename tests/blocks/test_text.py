"""Escaping, cutting and times: the helpers that every message goes through."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from blocks.reading import unescape
from blocks.text import escape, fallback, literal, plain, when, whole_lines
from tests.blocks import limits


def test_ic_08_escaping_is_undone_to_the_same_text():
    assert escape("R&D <prod> > 5% &amp;") == "R&amp;D &lt;prod&gt; &gt; 5% &amp;amp;"


@given(st.text())
def test_what_is_escaped_holds_nothing_live_and_reads_back_the_same(text):
    assert limits.mrkdwn(escape(text)) == []
    assert unescape(escape(text)) == text


@given(st.text(alphabet="&<>ab ", max_size=60), st.integers(6, 80))
def test_ic_12_what_is_cut_after_escaping_fits_and_holds_no_half_entity(text, limit):
    short = literal(text, limit)
    assert len(short) <= limit
    assert limits.mrkdwn(short) == []
    assert unescape(short) == text or (short.endswith("…") and text.startswith(unescape(short[:-1])))


def test_ic_12_no_more_is_cut_than_has_to_be():
    assert literal("a" * 100, 50) == "a" * 49 + "…"
    assert literal("&" * 100, 50) == "&amp;" * 9 + "…"
    assert literal("a" * 50, 50) == "a" * 50


@given(st.lists(st.text(alphabet="ab&", max_size=30), max_size=20), st.integers(40, 200))
def test_lines_are_shown_whole_and_the_rest_is_counted(lines, limit):
    text = whole_lines(lines, limit)
    assert len(text) <= limit
    *shown, last = text.split("\n")
    assert text == "\n".join(lines) or (
        shown == lines[: len(shown)] and last == f"… and {len(lines) - len(shown)} more"
    )


def test_ic_12_a_notification_of_ampersands_stays_under_what_an_edit_may_have():
    assert len(fallback("&" * 5000)) < 4000


def test_plain_text_has_no_emoji_codes_and_is_cut_at_its_limit():
    shown = plain("x" * 100, 75).to_dict()
    assert (shown["type"], shown["emoji"], len(shown["text"])) == ("plain_text", False, 75)


def test_ic_52_a_time_is_an_instant_for_each_reader_with_utc_for_the_rest():
    before = datetime(2024, 3, 31, 0, 59, tzinfo=UTC)
    after = datetime(2024, 3, 31, 1, 1, tzinfo=UTC)
    assert when(before) == "<!date^1711846740^{date_short_pretty} {time}|2024-03-31 00:59 UTC>"
    assert when(after) == "<!date^1711846860^{date_short_pretty} {time}|2024-03-31 01:01 UTC>"
