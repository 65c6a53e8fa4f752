"""After an outage rooms are read again: what was pinned, edited and deleted meanwhile is there, once."""

from typing import Any

from sandbox.workspace.nouns import Message
from tests.conversations.driver import Person, World
from tests.conversations.test_files import kept, uploads
from tests.conversations.test_pins import pinned

Json = dict[str, Any]
TASK = "ballot_box_with_check"


async def goes(world: World) -> None:
    """The bot is gone, and Slack gives up telling it what happens."""
    await world.settles()
    await world.apps.pop().stop()


async def comes(world: World) -> None:
    for _ in range(4):  # each of Slack's tries finds nobody
        await world.passes(seconds=400)
    await world.app()
    await world.settles()


async def does(world: World, act: str, who: str, said: Json, **more: Any) -> None:
    await world.control(act, user=who, channel=said["channel"], ts=said["ts"], **more)


async def test_what_happened_while_the_bot_was_away_is_made_up_for_once(
    either: World, ada: Person, grace: Person
) -> None:
    room = (await ada.declares())["id"]
    names = ("edited", "unpinned", "deleted", "kept", "in a thread")
    said = {text: await grace.says(room, text) for text in names[:4]}
    said["in a thread"] = await grace.says(room, "in a thread", thread=said["kept"])
    for text in names:
        await ada.reacts(said[text])
    await goes(either)
    await does(either, "edit", "grace", said["edited"], text="edited since")
    await does(either, "unreact", "ada", said["unpinned"], name="pushpin")
    await does(either, "delete", "grace", said["deleted"])
    await does(either, "delete", "grace", said["in a thread"])
    new = await grace.says(room, "new")
    reply = await grace.says(room, "new reply", thread=new)
    picture = await uploads(either, room, ("graph.png", b"\x89PNG\r\n\x1a\n"), text="look")
    for message in (new, reply, picture):
        await grace.reacts(message, "pushpin::skin-tone-2")
    await comes(either)
    told = [entry.told for entry in await pinned(either)]
    gone = "(this message was deleted)"
    assert told == ["edited since (edited)", gone, "kept", gone, "new", "new reply", "look 📎 graph.png"]
    assert list(await kept(either)) == ["graph.png"]
    version = (await either.incident()).version
    await goes(either)
    await comes(either)
    assert [entry.told for entry in await pinned(either)] == told
    assert (await either.incident()).version - version < 10, "the second time nothing is new"


async def test_what_became_a_task_or_an_action_item_meanwhile_is_one_once(
    world: World, ada: Person, grace: Person
) -> None:
    room = (await ada.declares())["id"]
    names = ("restart db1", "buy a disk", "not any more")
    said = {text: await grace.says(room, text) for text in names}
    said["in a thread"] = await grace.says(room, "in a thread", thread=said["buy a disk"])
    await ada.reacts(said["not any more"], TASK)
    await goes(world)
    await ada.unreacts(said["not any more"], TASK)
    for person in (ada, grace):
        await person.reacts(said["restart db1"], TASK)
    await ada.reacts(said["buy a disk"], "clipboard")
    await grace.reacts(said["in a thread"], f"{TASK}::skin-tone-2")
    before = len(await world.calls())
    for _ in range(2):
        await comes(world)
        made = [t for t in (await world.incident()).tasks if t.shown]
        assert {(t.text, t.carried_at is not None) for t in made} == {
            ("restart db1", False),
            ("buy a disk", True),
            ("in a thread", False),
        }
        assert len(made) == 3
        await goes(world)
    read = ("conversations.history", "conversations.replies")
    asked = [c["args"] for c in (await world.calls())[before:] if c["method"] in read]
    tss = {message["ts"] for message in said.values()}
    assert not [args for args in asked if args.get("latest") in tss], "what was read is not fetched again"
    lines = [e.text or "" for e in await world.timeline() if e.kind == "task"]
    assert len([text for text in lines if "restart db1" in text]) == 1


async def test_a_pin_on_an_old_reply_of_a_quiet_thread_is_found(world: World, ada: Person, grace: Person) -> None:
    room = (await ada.declares())["id"]
    opens = await grace.says(room, "the disk is full")
    reply = await grace.says(room, "since the backup", thread=opens)
    await world.settles()
    await world.passes(seconds=7200)
    await world.apps[0].pulse.tick()
    await goes(world)
    await ada.reacts(reply)
    await comes(world)
    assert [entry.told for entry in await pinned(world)] == ["since the backup"]


async def test_what_is_heard_later_counts_more_than_what_was_read(world: World, ada: Person) -> None:
    room = (await ada.declares())["id"]
    said = await ada.says(room, "disk is full")
    await goes(world)
    await ada.reacts(said)
    await comes(world)
    assert [entry.told for entry in await pinned(world)] == ["disk is full"]
    await ada.unreacts(said)
    await world.settles()
    assert await pinned(world) == []


async def test_what_was_chosen_in_a_menu_needs_no_reaction_to_stay(world: World, ada: Person) -> None:
    room = (await ada.declares())["id"]
    said = await ada.says(room, "disk is full")
    await world.control(
        "shortcut", user="ada", callback_id="add_to_timeline", channel=said["channel"], ts=said["ts"]
    )
    await goes(world)
    await comes(world)
    assert [entry.told for entry in await pinned(world)] == ["disk is full"]


async def test_of_many_pins_slack_names_some_and_the_rest_is_asked_for(world: World, ada: Person) -> None:
    room = (await ada.declares())["id"]
    said = await ada.says(room, "disk is full")
    await goes(world)
    space = world.running.workspace
    message = space.channels[room].messages[said["ts"]]
    many = [user.id for user in space.users.values() if not user.is_bot]
    message.reactions["pushpin"] = (many * 40)[:40] if len(many) < 26 else many
    message.reactions["pushpin"] = list(dict.fromkeys([*many, *(f"U0MANY{n:03d}" for n in range(30))]))
    await comes(world)
    assert len(await world.calls("reactions.get")) == 1
    [entry] = await pinned(world)
    assert len(entry.pins) >= len(many)


async def test_five_thousand_missed_messages_in_five_rooms_cost_thirty_calls_at_most(
    world: World, ada: Person
) -> None:
    rooms = [(await ada.declares(f"trouble {n}"))["id"] for n in range(5)]
    await goes(world)
    space = world.running.workspace
    threads = 0
    for room in rooms:
        channel = space.channels[room]
        for n in range(1000):
            ts = space.ts(channel)
            channel.messages[ts] = Message(ts, room, ada.id, f"message {n}")
            if n % 100 == 50:
                channel.messages[ts].reactions["pushpin"] = [ada.id]
            if n == 500:
                reply = space.ts(channel)
                channel.messages[reply] = Message(reply, room, ada.id, "a reply", thread_ts=ts)
                channel.messages[reply].reactions["pushpin"] = [ada.id]
                channel.threads[ts] = [reply]
                threads += 1
    seen = len(await world.calls())
    await comes(world)
    calls = (await world.calls())[seen:]
    asked = [c for c in calls if c["method"] == "conversations.history" and c["args"].get("limit") == "200"]
    assert len(asked) <= 30, len(asked)
    assert len([c for c in calls if c["method"] == "conversations.replies"]) == threads
    assert [len(await pinned(world, number)) for number in range(1, 6)] == [11] * 5
