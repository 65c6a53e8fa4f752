"""The bot's mark on what it took, the emoji of the config, and the names in what was pinned."""

import sqlite3
from collections.abc import Awaitable
from contextlib import closing
from typing import Any

from incidents.catalog import Catalog
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.test_pins import pinned

Json = dict[str, Any]


async def marks(world: World, said: Json) -> list[str]:
    """The reactions on a message that are ours."""
    bot = world.running.workspace.bot.id
    [message] = [m for m in await world.messages(said["channel"]) if m["ts"] == said["ts"]]
    return [r["name"] for r in message.get("reactions", []) if bot in r["users"]]


async def test_ic_48_a_message_is_marked_when_it_is_stored_and_no_more_when_the_last_pin_goes(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    await world.fault("conversations.history", times=3, status=503)
    await ada.reacts(said)
    await grace.reacts(said, "pushpin::skin-tone-5")
    await world.eventually(lambda: world.calls("conversations.history"))
    assert await marks(world, said) == []
    await world.settles()
    assert await marks(world, said) == ["memo"]
    await ada.unreacts(said)
    await world.settles()
    assert await marks(world, said) == ["memo"]
    await grace.unreacts(said, "pushpin::skin-tone-5")
    await world.settles()
    assert await marks(world, said) == []
    assert len(await world.calls("reactions.add", "reactions.remove")) == 2, "and our own reactions start nothing"


async def test_ic_48_what_the_database_does_not_take_bears_no_mark_until_it_does_and_is_stored_once(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    await world.settles()
    with closing(sqlite3.connect(world.url.removeprefix("sqlite:///"))) as database:
        database.execute(
            "CREATE TRIGGER broken BEFORE UPDATE OF text ON timeline_entry WHEN NEW.text IS NOT NULL"
            " BEGIN SELECT RAISE(ABORT, 'database disk image is malformed'); END"
        )
        await ada.reacts(said)
        await world.eventually(lambda: world.calls("chat.getPermalink"))
        await world.passes(seconds=5)
        await world.eventually(lambda: many(world.calls("chat.getPermalink"), 2))
        assert await pinned(world) == []
        assert await marks(world, said) == []
        database.execute("DROP TRIGGER broken")
    await world.settles()
    assert [e.text for e in await pinned(world)] == ["disk is full"]
    assert await marks(world, said) == ["memo"]
    assert len(await world.calls("reactions.add")) == 1


async def many(calls: Awaitable[list[Json]], number: int) -> bool:
    return len(await calls) >= number


async def test_where_no_mark_can_be_made_the_message_is_on_the_timeline_all_the_same(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    for error in ("already_reacted", "missing_scope", "invalid_name"):
        await world.fault("reactions.add", error=error)
        await ada.reacts(await ada.says(room["id"], error))
        await world.settles()
    assert [e.text for e in await pinned(world)] == ["already_reacted", "missing_scope", "invalid_name"]
    assert "⚠️" not in str(await world.card(room["id"]))


async def test_emoji_of_the_config_pin_and_the_mark_can_be_switched_off(open_world: Open, sqlite_url: str) -> None:
    quiet = await open_world(sqlite_url, Catalog(timeline_emoji=("bookmark", "eyes"), taken_emoji=""))
    ada = quiet.person("ada")
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    await ada.reacts(said)
    await quiet.settles()
    assert await pinned(quiet) == []
    for name in ("bookmark", "eyes"):
        await ada.reacts(said, name)
    await ada.unreacts(said, "bookmark")
    await quiet.settles()
    assert [e.text for e in await pinned(quiet)] == ["disk is full"]
    assert await marks(quiet, said) == []


async def test_ic_43_bare_channels_and_groups_are_named_and_private_rooms_are_not(
    world: World, ada: Person
) -> None:
    group = await world.control("usergroups", handle="oncall", name="On call", members=["grace"])
    await ada.types("general", "/incident declare secret takeover")
    await world.settles()
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    secret = (await world.incident(1)).channel_id
    room = await ada.declares()
    general = (await world.channel("general"))["id"]
    words = f"<#{general}> <#{secret}|inc-1-secret-takeover> <!subteam^{group['id']}> :rocket: <#C0NOWHERE>"
    await ada.reacts(await ada.says(room["id"], words, raw=True))
    await world.settles()
    [entry] = await pinned(world, 2)
    assert entry.text == "#general a private channel @oncall 🚀 #C0NOWHERE"
