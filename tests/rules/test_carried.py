"""A message that is carried into an incident: its words, its title, its one line on the timeline."""

import pytest

from blocks.carried import carried, title_of
from blocks.reading import NO_WORDS, said
from incidents.carried import STAYS, Carried, add_to_timeline, cannot_be_read
from incidents.declare import declare
from incidents.pins import message_deleted, message_time, pin, unpin
from tests.rules.given import ADA, AT, CATALOG, GRACE, blank, incident, kinds, later, only

ALERT = Carried(channel_id="CALERTS", message_ts="1772440000.000100", text="disk full", author_name="Grafana")


def loaded(**changed):
    """As the store loads it with one message."""
    found = incident(**changed)
    found.timeline = []
    return found


# Reading it


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "disk &amp; db <@U1>"}, "disk & db @Ada"),
        ({"text": "", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*down*"}}]}, "*down*"),
        (
            {"text": "", "attachments": [{"title": "CPU high", "text": "web1 at 99 %", "fallback": "CPU"}]},
            "CPU high\nweb1 at 99 %",
        ),
        (
            {"text": "Firing", "attachments": [{"fields": [{"title": "Host", "value": "db1"}]}]},
            "Firing\nHost: db1",
        ),
        (
            {"attachments": [{"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Hot"}}]}]},
            "Hot",
        ),
        ({"attachments": [{"fallback": "only this"}]}, "only this"),
        ({"files": [{"name": "graph.png"}]}, "📎 graph.png"),
        ({}, NO_WORDS),
    ],
)
def test_an_alert_is_read_wherever_it_has_put_its_words(message, words):
    assert said(message, {"U1": "Ada"}) == words


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (":rotating_light: *FIRING* `db1` is down\nmore", "FIRING db1 is down"),
        ("\n---\nCheckout fails", "Checkout fails"),
        (NO_WORDS, ""),
        (":fire:", ""),
        ("word " * 40, "word " * 15 + "word"),
        ("x" * 200, "x" * 79 + "…"),
        ("snake_case_name failed", "snake_case_name failed"),
    ],
)
def test_its_first_line_that_says_something_is_the_title(words, title):
    assert title_of(words) == title


def test_who_wrote_it_is_a_person_or_a_bot_by_name():
    person = carried({"ts": "1.1", "text": "x", "user": ADA}, "C1", {ADA: "Ada"})
    assert (person.author_id, person.author_name) == (ADA, "Ada")
    bot = carried(
        {"ts": "1.1", "text": "x", "user": "UBOT", "bot_id": "B1", "bot_profile": {"name": "Grafana"}}, "C1"
    )
    assert (bot.author_id, bot.author_name) == (None, "Grafana")


def test_what_a_form_carries_is_cut_and_comes_back_also_from_another_version():
    packed = Carried(channel_id="C1", message_ts="1.1", text="\x00é" * 3000).packed()
    assert len(packed["text"]) == 1000
    assert Carried.unpacked({**packed, "colour": "red"}).channel_id == "C1"
    assert Carried.unpacked(None) is None


# On the timeline


def test_what_was_declared_from_a_message_begins_with_it_and_keeps_it():
    found = blank()
    found.timeline = []
    change = declare(found, CATALOG, title="Disk", by=ADA, at=AT, carried=ALERT)
    (entry,) = found.timeline
    assert (entry.text, entry.author_name, entry.at) == ("disk full", "Grafana", message_time(ALERT.message_ts))
    assert kinds(change)[-1] == "fetch_pinned"
    where = {"channel_id": ALERT.channel_id, "message_ts": ALERT.message_ts}
    pin(found, **where, by=GRACE, event_ts="1.0", at=AT)
    unpin(found, **where, by=GRACE, event_ts="2.0", at=AT)
    assert entry.shown
    assert STAYS in entry.pins


def test_pin_and_shortcut_make_one_line_whichever_comes_first():
    found = loaded()
    where = {"channel_id": ALERT.channel_id, "message_ts": ALERT.message_ts}
    change = add_to_timeline(found, ALERT, by=ADA, event_ts="5.0", at=AT, response_url="https://hooks/1")
    assert kinds(change) == ["fetch_pinned", "refresh_canvas", "answer_person"]
    assert only(change, type(change.effects[-1])).answer == "added"
    assert found.timeline[0].text == "disk full"
    pin(found, **where, by=GRACE, event_ts="6.0", at=later(1))
    again = add_to_timeline(found, ALERT, by=GRACE, event_ts="7.0", at=later(2))
    assert kinds(again) == ["answer_person"]
    assert len(found.timeline) == 1
    unpin(found, **where, by=GRACE, event_ts="8.0", at=later(3))
    assert found.timeline[0].shown
    unpin(found, **where, by=ADA, event_ts="9.0", at=later(3))
    assert not found.timeline[0].shown


def test_a_message_that_the_bot_cannot_read_keeps_what_was_carried_and_gets_a_link():
    found = loaded()
    add_to_timeline(found, ALERT, by=ADA, event_ts="5.0", at=AT)
    assert cannot_be_read(found, message_ts=ALERT.message_ts, permalink="https://x/p1")
    assert (found.timeline[0].text, found.timeline[0].permalink) == ("disk full", "https://x/p1")
    assert not cannot_be_read(loaded(), message_ts="9.9", permalink="https://x/p1")
    assert message_deleted(found, message_ts=ALERT.message_ts, at=later(1))
    assert "disk full" not in found.timeline[0].told
