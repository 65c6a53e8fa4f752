"""Pinned messages that their authors edit or delete in Slack, and the rest of what is said there."""

from typing import Any

from sandbox.workspace import messages
from tests.conversations.driver import Person, World
from tests.conversations.test_pins import pinned

Json = dict[str, Any]


async def edits(world: World, who: str, said: Json, text: str) -> None:
    await world.control("edit", user=who, channel=said["channel"], ts=said["ts"], text=text)
    await world.settles()


async def deletes(world: World, who: str, said: Json) -> None:
    await world.control("delete", user=who, channel=said["channel"], ts=said["ts"])
    await world.settles()


async def test_ic_45_pin_then_edit_then_deletion_then_a_pin_taken_from_another(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    first, second = [await grace.says(room["id"], text) for text in ("restarted db1", "all is well")]
    for said in (first, second):
        await ada.reacts(said)
    await either.settles()
    await edits(either, "grace", first, "restarted <db2>")
    [entry, _] = await pinned(either)
    assert entry.told == "restarted <db2> (edited)"
    assert [done["before"] for done in entry.history] == ["restarted db1"]
    await deletes(either, "grace", first)
    await ada.unreacts(second)
    await either.settles()
    [entry] = await pinned(either)
    assert (entry.told, entry.author_id) == ("(this message was deleted)", grace.id)
    await ada.types(room["id"], "/incident resolve done")
    await either.settles()
    document = await either.document(room["id"])
    assert "deleted" not in document
    assert "db1" not in document
    assert "db2" not in document


async def test_a_thread_and_its_replies_are_followed_too(world: World, ada: Person) -> None:
    room = await ada.declares()
    parent = await ada.says(room["id"], "why is it slow?")
    reply = await ada.says(room["id"], "a full disk", thread=parent)
    for said in (parent, reply):
        await ada.reacts(said)
    await world.settles()
    await edits(world, "ada", reply, "a full disk on db1")
    assert [e.told for e in await pinned(world)] == ["why is it slow?", "a full disk on db1 (edited)"]
    await deletes(world, "ada", parent)
    await deletes(world, "ada", reply)
    assert [e.told for e in await pinned(world)] == ["(this message was deleted)"] * 2


async def test_of_all_other_words_none_is_written_down_and_no_call_made(world: World, ada: Person) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "coffee?")
    before, calls = await world.incident(), len(await world.calls())
    await ada.says(room["id"], "yes", thread=said)
    await edits(world, "ada", said, "tea?")
    await deletes(world, "ada", said)
    assert (await world.incident()).version == before.version
    assert len(await world.calls()) == calls


async def test_a_deleted_message_of_the_bot_itself_is_gone_from_the_timeline(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident update the cause is known next none")
    await world.settles()
    [told] = await world.named("update:1", room["id"])
    await ada.reacts(told)
    await world.settles()
    assert "the cause is known" in (await pinned(world))[0].told
    space = world.running.workspace
    # As an admin can:
    messages.delete(space, space.channels[room["id"]], space.channels[room["id"]].messages[told["ts"]])

    async def gone() -> bool:
        return (await pinned(world))[0].told == "(this message was deleted)"

    await world.eventually(gone)
