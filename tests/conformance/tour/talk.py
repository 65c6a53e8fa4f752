"""Stop: messages, threads, reactions, pins and bookmarks."""

from typing import Any

from tests.conformance.tour.guide import Guide

CARD: list[dict[str, Any]] = [
    {"type": "header", "text": {"type": "plain_text", "text": "Checkout is down", "emoji": True}},
    {
        "type": "section",
        "block_id": "facts",
        "text": {"type": "mrkdwn", "text": "*INC-1* is _investigating_"},
        "fields": [{"type": "mrkdwn", "text": "*Severity*\nsev1"}],
    },
    {
        "type": "actions",
        "block_id": "card",
        "elements": [
            {"type": "button", "action_id": "take", "value": "1", "style": "primary",
             "text": {"type": "plain_text", "text": "Take command"}},
            {"type": "static_select", "action_id": "severity", "options": [
                {"text": {"type": "plain_text", "text": word}, "value": word} for word in ("sev1", "sev2")]},
        ],
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "since <!date^1700000000^{time}|noon>"}]},
]  # fmt: skip
METADATA = {"event_type": "incident_card", "event_payload": {"incident": 1, "effect": "abc"}}


async def visit(guide: Guide) -> None:
    channel = await guide.room("tour-talk", "ada", "grace")
    ts = await _posts(guide, channel)
    await _threads(guide, channel, ts)
    await _by_people(guide, channel, ts)
    await _marks(guide, channel, ts)
    await _bookmarks(guide, channel)
    await _read(guide, channel, ts)
    await _gone(guide, channel, ts)


async def _posts(guide: Guide, channel: str) -> str:
    slack = guide.slack
    posted = await slack.chat_postMessage(channel=channel, text="Checkout is down", blocks=CARD, metadata=METADATA)
    ts: str = posted["ts"]
    await slack.chat_update(channel=channel, ts=ts, text="Checkout is up", blocks=CARD[:2], metadata=METADATA)
    await slack.chat_update(channel=channel, ts=ts, text="Checkout is down", blocks=CARD)
    await slack.chat_postMessage(channel=channel, markdown_text="**bold** and [a link](https://example.com)")
    await slack.chat_postMessage(
        channel=channel, text="with attachments",
        attachments=[{"color": "#d00", "fallback": "old ways", "text": "still used", "fields": [
            {"title": "Host", "value": "db1", "short": True}]}],
    )  # fmt: skip
    await slack.chat_postMessage(channel=channel, text="renamed", username="ecto1", icon_emoji=":ghost:")
    await slack.chat_postMessage(channel=channel, text="pictured", icon_url="https://example.com/ghost.png")
    await slack.chat_postMessage(channel=channel, text="x" * 40_001)
    await slack.chat_postEphemeral(channel=channel, user=guide.user("ada"), text="only you", blocks=CARD[2:3])
    await slack.chat_getPermalink(channel=channel, message_ts=ts)
    assert await guide.refused("chat.postMessage", channel=channel) == "no_text"
    assert await guide.refused("chat.update", channel=channel, ts="1.000000", text="x") == "message_not_found"
    nonsense = '[{"type": "nonsense"}]'
    assert await guide.refused("chat.postMessage", channel=channel, blocks=nonsense) == "invalid_blocks"
    return ts


async def _threads(guide: Guide, channel: str, ts: str) -> None:
    slack = guide.slack
    await slack.chat_postMessage(channel=channel, thread_ts=ts, text="in the thread")
    await slack.chat_postMessage(channel=channel, thread_ts=ts, text="and outside", reply_broadcast=True)
    await guide.control("message", user="ada", channel=channel, text="a reply", thread_ts=ts)
    await slack.conversations_replies(channel=channel, ts=ts)
    page = await slack.conversations_replies(channel=channel, ts=ts, limit=2)
    await slack.conversations_replies(channel=channel, ts=ts, cursor=page["response_metadata"]["next_cursor"])


async def _by_people(guide: Guide, channel: str, ts: str) -> None:
    control, bot = guide.control, guide.running.workspace.bot.name
    text = f"@{bot} look at #general, @grace: https://example.com & <tags> :eyes:"
    said = await control("message", user="ada", channel=channel, text=text)
    await control("edit", user="ada", channel=channel, ts=said["ts"], text="never mind")
    await control("delete", user="ada", channel=channel, ts=said["ts"])
    parent = await control("message", user="ada", channel=channel, text="the start of a thread")
    await control("message", user="grace", channel=channel, text="a reply", thread_ts=parent["ts"])
    await control("delete", user="ada", channel=channel, ts=parent["ts"])


async def _marks(guide: Guide, channel: str, ts: str) -> None:
    slack, control = guide.slack, guide.control
    said = await control("message", user="ada", channel=channel, text="the pool was full")
    await slack.reactions_add(channel=channel, timestamp=said["ts"], name="eyes")
    await control("react", user="grace", channel=channel, ts=said["ts"], name="pushpin")
    await slack.reactions_get(channel=channel, timestamp=said["ts"], full=True)
    await slack.reactions_remove(channel=channel, timestamp=said["ts"], name="eyes")
    await control("unreact", user="grace", channel=channel, ts=said["ts"], name="pushpin")
    await slack.pins_add(channel=channel, timestamp=ts)
    await control("pin", user="ada", channel=channel, ts=said["ts"])
    await slack.pins_list(channel=channel)
    await control("unpin", user="ada", channel=channel, ts=said["ts"])
    await slack.pins_remove(channel=channel, timestamp=ts)
    assert await guide.refused("pins.remove", channel=channel, timestamp=ts) == "no_pin"


async def _bookmarks(guide: Guide, channel: str) -> None:
    slack = guide.slack
    made = await slack.bookmarks_add(
        channel_id=channel, title="Bridge", type="link", link="https://example.com/bridge", emoji=":phone:"
    )
    bookmark = made["bookmark"]["id"]
    await slack.bookmarks_edit(bookmark_id=bookmark, channel_id=channel, title="The bridge")
    await slack.bookmarks_list(channel_id=channel)
    await slack.bookmarks_remove(bookmark_id=bookmark, channel_id=channel)
    assert await guide.refused("bookmarks.remove", bookmark_id=bookmark, channel_id=channel) == "not_found"


async def _read(guide: Guide, channel: str, ts: str) -> None:
    slack = guide.slack
    await slack.conversations_history(channel=channel, include_all_metadata=True)
    page = await slack.conversations_history(channel=channel, limit=2)
    await slack.conversations_history(channel=channel, limit=2, cursor=page["response_metadata"]["next_cursor"])
    await slack.conversations_history(channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1)


async def _gone(guide: Guide, channel: str, ts: str) -> None:
    slack = guide.slack
    last = await slack.chat_postMessage(channel=channel, text="a slip")
    await slack.chat_delete(channel=channel, ts=last["ts"])
    await slack.chat_delete(channel=channel, ts=ts)
    assert await guide.refused("chat.delete", channel=channel, ts=last["ts"]) == "message_not_found"
