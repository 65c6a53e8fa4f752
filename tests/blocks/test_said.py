"""What a message says, wherever in it that stands: emoji, code, rich text, blocks, attachments, odd characters."""

from typing import Any

import pytest

from blocks.emoji import with_emoji
from blocks.reading import NO_WORDS, UNSEEN, all_of, grouped, mentioned, rooms, said, says_other

NAMES = {"U1": "Ada", "C2": "db", "C3": UNSEEN, "S1": "oncall"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (":rocket: up", "🚀 up"),
        (":+1: :white_check_mark: :rotating_light:", "👍 ✅ 🚨"),
        (":wave::skin-tone-4:", "👋🏽"),
        (":flag-de:", "🇩🇪"),
        (":our_own_parrot: stays", ":our_own_parrot: stays"),
        ("at 12:30:45 :comma: :colon:", "at 12:30:45 :comma: :colon:"),
        ("`:rocket:` and ```\n:fire:\n``` :fire:", "`:rocket:` and ```\n:fire:\n``` 🔥"),
        ("a:b:c", "a:b:c"),
        ("x::fire::y", "x:🔥:y"),
    ],
)
def test_emoji_that_everybody_knows_become_characters(typed: str, read: str) -> None:
    assert with_emoji(typed) == read


def rich(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"blocks": [{"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}]}


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def test_rich_text_alone_is_read_with_names_links_emoji_and_code() -> None:
    message = rich(
        {"type": "user", "user_id": "U1"},
        text(" put "),
        {"type": "channel", "channel_id": "C2"},
        text(" <right>, see "),
        {"type": "link", "url": "https://x.example/?a=1&b=2", "text": "log"},
        text(" "),
        {"type": "usergroup", "usergroup_id": "S1"},
        text(" "),
        {"type": "broadcast", "range": "here"},
        text(" "),
        {"type": "emoji", "name": "fire"},
        text(" rm -rf", code=True),
    )
    read = "@Ada put #db <right>, see log (https://x.example/?a=1&b=2) @oncall @here :fire:` rm -rf`"
    assert said(message, NAMES) == read
    assert (mentioned(all_of(message)), rooms(all_of(message)), grouped(all_of(message))) == (
        ["U1"],
        ["C2"],
        ["S1"],
    )


def test_lists_and_code_blocks_of_rich_text_keep_their_lines() -> None:
    listed = rich(
        {"type": "rich_text_section", "elements": [text("one")]},
        {"type": "rich_text_section", "elements": [text("two")]},
        kind="rich_text_list",
    )
    assert said(listed) == "• one\n• two"
    assert said(rich(text("SELECT 1;\nSELECT 2;"), kind="rich_text_preformatted")) == "```SELECT 1;\nSELECT 2;```"


def test_ic_47_a_message_of_only_blocks_or_only_a_file_says_what_it_holds() -> None:
    picture = {"blocks": [{"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a steep curve"}]}
    assert said(picture) == "a steep curve"
    assert said({"text": "", "files": [{"name": "graph.png"}]}) == "📎 graph.png"
    assert said({"text": "", "files": [{"name": "report\u202egnp.exe"}]}) == "📎 reportgnp.exe"
    assert said({"text": "", "blocks": [{"type": "divider"}]}) == NO_WORDS


def test_ic_43_channels_are_named_and_private_ones_never() -> None:
    assert said({"text": "<#C2> <#C2|old-name> <#C3> <#C3|secret-room>"}, NAMES) == (
        "#db #db a private channel a private channel"
    )
    assert said({"text": "<!subteam^S1> <!subteam^S2|@dba> <!subteam^S3>"}, NAMES) == "@oncall @dba @group"


def test_the_longest_message_and_odd_characters_come_through_whole() -> None:
    long = "é" * 40_000
    assert said({"text": long}) == long
    odd = "a\u200bb\u202ec\u2066d"
    assert said({"text": odd}) == odd
    assert with_emoji(":" * 40_000) == ":" * 40_000


@pytest.mark.parametrize(
    ("change", "other"),
    [
        ({}, False),
        ({"reply_count": 3, "latest_reply": "9.9", "thread_ts": "1.1"}, False),
        ({"attachments": [{"from_url": "https://x.example", "title": "a preview"}]}, False),
        ({"text": "no"}, True),
        ({"attachments": [{"text": "resolved"}]}, True),
        ({"files": [{"id": "F1", "mode": "tombstone"}]}, True),
    ],
)
def test_only_what_says_something_else_is_an_edit(change: dict[str, Any], other: bool) -> None:
    before = {"ts": "1.1", "text": "yes"}
    assert says_other({**before, **change}, before) is other
