"""What the browser client reads: pages of messages, what changed, and what is unread, each for one person."""

from typing import Any

import pytest

from tests.sandbox.conftest import Box

Json = dict[str, Any]


async def read(box: Box, name: str, status: int = 200, **query: Any) -> Json:
    query = {"user": box.user("ada"), "channel": box.channel("general")} | query
    async with box.session.get(f"{box.running.url}_client/{name}", params=query) as response:
        assert response.status == status, await response.text()
        answer: Json = await response.json()
        return answer


async def say(box: Box, text: str, user: str = "grace", **more: Any) -> str:
    said: str = (await box.control("message", user=user, channel="general", text=text, **more))["ts"]
    return said


def words(answer: Json) -> list[str]:
    return [each["text"] for each in answer["messages"]]


async def test_a_channel_is_read_page_by_page_both_ways(box: Box) -> None:
    stamps = [await say(box, str(number)) for number in range(10)]
    newest = await read(box, "messages", limit=3)
    assert words(newest) == ["7", "8", "9"]
    assert (newest["older"], newest["newer"]) == (True, False)
    before = await read(box, "messages", limit=3, before=stamps[7])
    assert words(before) == ["4", "5", "6"]
    after = await read(box, "messages", limit=3, after=stamps[6])
    assert words(after) == ["7", "8", "9"]
    around = await read(box, "messages", limit=3, around=stamps[5])
    assert words(around) == ["4", "5", "6"]
    assert (around["older"], around["newer"]) == (True, True)


async def test_replies_are_read_in_their_thread_and_lead_to_it(box: Box) -> None:
    parent = await say(box, "parent")
    reply = await say(box, "reply", thread_ts=parent)
    assert words(await read(box, "messages")) == ["parent"]
    assert words(await read(box, "messages", thread=parent)) == ["parent", "reply"]
    assert (await read(box, "messages", around=reply))["thread"] == parent


async def test_changes_tell_of_each_changed_message_once(box: Box) -> None:
    first, second = await say(box, "first"), await say(box, "second")
    rev = (await read(box, "messages"))["rev"]
    assert words(await read(box, "changes", since=rev)) == []
    await box.control("edit", user="grace", channel="general", ts=first, text="changed")
    await box.control("react", user="ada", channel="general", ts=second, name="eyes")
    await say(box, "third")
    answer = await read(box, "changes", since=rev)
    assert words(answer) == ["changed", "second", "third"]
    assert words(await read(box, "changes", since=answer["rev"])) == []


async def test_a_reply_changes_its_parent_and_a_deleted_message_is_gone(box: Box) -> None:
    parent = await say(box, "parent")
    rev = (await read(box, "messages"))["rev"]
    reply = await say(box, "reply", thread_ts=parent)
    answer = await read(box, "changes", since=rev)
    assert words(answer) == ["parent", "reply"]
    assert answer["messages"][0]["reply_count"] == 1
    await box.control("delete", user="grace", channel="general", ts=reply)
    answer = await read(box, "changes", since=answer["rev"])
    assert answer["gone"] == [reply]
    assert "reply_count" not in answer["messages"][0]


async def test_what_only_one_person_sees_is_told_to_nobody_else(box: Box) -> None:
    room = await box.room("lab", "ada", "grace")
    rev = (await read(box, "messages", channel=room))["rev"]
    await box.api("chat.postEphemeral", channel=room, user=box.user("ada"), text="psst")
    assert words(await read(box, "changes", channel=room, since=rev)) == ["psst"]
    assert words(await read(box, "changes", channel=room, since=rev, user=box.user("grace"))) == []
    assert "psst" not in words(await read(box, "messages", channel=room, user=box.user("grace")))


async def test_a_private_channel_is_read_from_inside_only(box: Box) -> None:
    await box.control("channels", name="secret", is_private=True, creator="grace")
    await read(box, "messages", status=404, channel=box.channel("secret"))
    await read(box, "changes", status=404, channel=box.channel("secret"), since=0)


async def test_a_guest_reads_only_the_channels_to_which_they_were_invited(box: Box) -> None:
    await box.control("people", name="guest", guest=True)
    guest, general = box.user("guest"), box.channel("general")
    await read(box, "messages", status=404, user=guest)
    await read(box, "changes", status=404, user=guest, since=0)
    asked = {"user": guest, "since": {general: "0"}}
    async with box.session.post(f"{box.running.url}_client/unread", json=asked) as response:
        assert (await response.json())["channels"] == {}
    await box.control("join", user="guest", channel="general", by="ada")
    await read(box, "messages", user=guest)


@pytest.mark.parametrize("body", ["{", "[]", '"x"', '{"user": "nobody", "since": {}}', '{"since": [1]}', ""])
async def test_a_broken_question_for_the_unread_is_refused_with_a_sentence(box: Box, body: str) -> None:
    async with box.session.post(f"{box.running.url}_client/unread", data=body.encode()) as response:
        assert response.status == 400
        assert (await response.json())["error"]


async def test_a_revision_of_another_start_asks_for_a_fresh_load(box: Box) -> None:
    assert (await read(box, "changes", since=10**9))["reset"] is True


async def test_unread_counts_what_others_said_and_what_is_for_me(box: Box) -> None:
    since = await say(box, "read already")
    await say(box, "for all")
    await say(box, "for @ada")
    await say(box, "my own", user="ada")
    asked = {"user": box.user("ada"), "since": {box.channel("general"): since}}
    async with box.session.post(f"{box.running.url}_client/unread", json=asked) as response:
        (count,) = (await response.json())["channels"].values()
    assert (count["count"], count["mentions"]) == (2, 1)
