"""Declared on the server while Slack is down: the room opens when Slack is back, complete and once."""

import asyncio
from pathlib import Path

from tests.conversations.driver import World
from tests.conversations.reading import words
from tests.forks import signalcraft


async def declare(world: World, *said: str) -> str:
    """`signalcraft declare` in a process of its own, on the app's database."""
    environ = {"DATABASE_URL": world.url}
    code, printed = await asyncio.to_thread(signalcraft, "declare", *said, folder=Path("/"), environ=environ)
    assert code == 0, printed
    return printed


async def test_declared_while_slack_is_down_the_room_opens_when_it_is_back(either: World) -> None:
    ada = either.person("ada")
    await either.settles()
    await either.fault("*", times=10_000, status=503)
    assert "INC-1 is declared" in await declare(either, "Checkout is down", "--severity", "sev1", "--by", ada.id)
    await either.eventually(lambda: tried(either))
    await either.mended()
    await either.settles()
    [room] = await either.rooms()
    card = await either.card(room["id"])
    assert (room["name"], len(room["pins"]), ada.id in room["members"]) == ("inc-1-checkout-is-down", 1, True)
    assert f"by <@{ada.id}> from the command line" in words(card)
    assert len(await either.named("digest", "incidents")) == 1
    assert "The war room is" in await ada.told_anywhere(room["id"])


async def tried(world: World) -> bool:
    """The app has found what another process wrote, and Slack has refused it."""
    return any(call["status"] == 503 for call in await world.calls("conversations.create"))


async def test_a_declarer_whom_nobody_knows_holds_up_no_room(world: World) -> None:
    await declare(world, "nobody in particular")
    await declare(world, "somebody unheard of", "--by", "U0STRANGER")
    await world.settles()
    first, second = await world.rooms()
    assert [len(room["pins"]) for room in (first, second)] == [1, 1]
    [digest, _] = await world.named("digest", "incidents")
    assert "from the command line" in words(digest)
    assert "<@>" not in words(digest) + words(await world.card(first["id"]))
    await world.person("ada").types("general", "/incident INC-1 resolve over")
    await world.settles()
    document = await world.document(first["id"])
    assert "- Declared from the command line" in document
    assert " Declared as sev2 from the command line" in document


async def test_ic_42_a_private_one_opens_a_private_room_of_which_the_digest_channel_hears_nothing(
    world: World,
) -> None:
    ada = world.person("ada")
    await declare(world, "a leak", "--private", "--by", ada.id)
    await world.settles()
    [room] = await world.rooms()
    assert (room["is_private"], ada.id in room["members"]) == (True, True)
    assert await world.named("digest", "incidents") == []
