"""A stranger's words arrive on the screen exactly as they were written, and ping nobody."""

import re
from typing import Any

import pytest

from blocks.message import Message
from blocks.reading import unescape
from blocks.topic import topic
from incidents.wording import cut
from tests.blocks import limits
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.given import NORMAL, TITLES
from tests.rules.given import incident, later

SHORT = {name: title for name, title in TITLES.items() if len(title) <= 100}


def built(kind: str, title: str) -> Message:
    return MESSAGES[kind](incident(title=title), NORMAL)


@pytest.mark.parametrize("name", SHORT)
def test_ic_08_the_card_shows_a_title_to_the_letter(name):
    (header, *_) = limits.of_kind("plain_text", built("card", SHORT[name]).blocks)
    assert header == f"🟠 SEV2 · INC-42 · {SHORT[name]}"


@pytest.mark.parametrize("name", SHORT)
def test_ic_08_the_digest_shows_a_title_to_the_letter(name):
    (shown, *_) = limits.of_kind("plain_text", built("digest", SHORT[name]).blocks)
    assert shown == f"🟠 SEV2 · INC-42 · {SHORT[name]}"


@pytest.mark.parametrize("name", SHORT)
def test_ic_08_the_list_shows_a_title_to_the_letter(name):
    rows = limits.of_kind("text", built("incident_list", SHORT[name]).blocks)
    assert rows[0] == f"🟠 SEV2 · INC-42 · {SHORT[name]} · investigating"


@pytest.mark.parametrize("name", SHORT)
def test_ic_01_ic_08_the_topic_holds_the_title_to_the_letter(name):
    assert topic(incident(title=SHORT[name]), NORMAL) == f"🟠 SEV2 · investigating · {SHORT[name]}"


@pytest.mark.parametrize("kind", ["card", "state", "digest", "postmortem", "withdrawn"])
@pytest.mark.parametrize("name", SHORT)
def test_ic_08_a_notification_reads_the_title_as_written_after_one_unescaping(kind, name):
    text = built(kind, SHORT[name]).text
    assert SHORT[name] in unescape(text)
    assert limits.mrkdwn(text) == []


@pytest.mark.parametrize("kind", ["card", "digest", "state"])
def test_ic_08_nothing_is_escaped_in_plain_text(kind):
    for text in limits.of_kind("plain_text", built(kind, "R&D <prod> > 5%").blocks):
        assert not re.search(r"&(amp|lt|gt);", text)


@pytest.mark.parametrize("kind", MESSAGES)
@pytest.mark.parametrize("name", ["broadcast", "mention"])
def test_ic_10_no_title_pings_anybody_in_any_message(kind, name):
    message = built(kind, TITLES[name])
    for text in (message.text, *limits.of_kind("mrkdwn", message.blocks)):
        assert not re.search(
            r"<!(?!date\^)|<@U1>|<#C1|<https(?!://(?:incidents\.example\.com|example\.atlassian\.net)/)", text
        )
    for text in limits.of_kind("markdown", message.blocks):
        assert not re.search(r"(?<!\\)<", text)


@pytest.mark.parametrize("kind", MESSAGES)
def test_ic_10_mrkdwn_is_verbatim_so_that_slack_links_no_names_in_it(kind):
    for part in limits.parts(built(kind, "@channel").blocks):
        if part.get("type") == "mrkdwn":
            assert part["verbatim"] is True


@pytest.mark.parametrize("kind", [*MESSAGES, *VIEWS])
def test_an_emoji_code_in_a_title_stays_a_code(kind):
    found: Any = (VIEWS.get(kind) or MESSAGES[kind])(incident(title=":tada: down"), NORMAL)
    for part in limits.parts(found.blocks if isinstance(found, Message) else found):
        if part.get("type") == "plain_text":
            assert part.get("emoji") is False


def test_ic_12_a_long_title_is_cut_where_slack_needs_it_and_shown_below_as_far_as_a_card_goes():
    title = "The database " * 40
    header, whole = limits.of_kind("plain_text", built("card", title).blocks)[:2]
    assert header == cut(f"🟠 SEV2 · INC-42 · {title}", 150)
    assert whole == title


def test_ic_12_a_summary_of_3001_characters_is_cut_with_a_visible_mark():
    found = incident(summary="a" * 3001)
    shown = limits.of_kind("plain_text", MESSAGES["card"](found, NORMAL).blocks)
    assert any(text.startswith("aaa") and text.endswith("a…") for text in shown)
    assert found.summary == "a" * 3001


def test_services_and_users_are_escaped_once():
    found = incident(services=["R&D", "<!here>"], users_affected="> 5%")
    fields = [t for t in limits.of_kind("mrkdwn", MESSAGES["card"](found, NORMAL).blocks) if "*" in t]
    assert "*Services*\nR&amp;D, &lt;!here&gt;" in fields
    assert "*Users affected*\n&gt; 5%" in fields


def test_an_ended_incident_is_said_to_the_reader_in_their_own_time():
    found = incident(status="resolved", resolved_at=later(63))
    (ended,) = [t for t in limits.of_kind("mrkdwn", MESSAGES["card"](found, NORMAL).blocks) if "Resolved" in t]
    assert ended == (
        "*Resolved*\n<!date^1772443980^{date_short_pretty} {time}|2026-03-02 09:33 UTC>, after 1 h 3 min"
    )
