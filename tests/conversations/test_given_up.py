"""A step that was given up is told in the room in people's words, and tried again by a click."""

from blocks import ids
from tests.conversations.conftest import Open
from tests.conversations.driver import World
from tests.conversations.reading import actions, words
from tests.conversations.test_failures import whole


async def test_a_digest_channel_of_somebody_elses_is_told_with_what_to_do(
    open_world: Open, sqlite_url: str
) -> None:
    async def taken(world: World) -> None:
        await world.control("channels", name="incidents", creator="ada", members=["ada"])

    world = await open_world(sqlite_url, ready=taken)
    ada = world.person("ada")
    room = await ada.declares()
    card = await world.card(room["id"])
    assert "Could not tell the digest channel: #incidents exists and the bot is not in it: invite" in words(card)

    await world.control("join", user=world.running.workspace.bot.name, channel="incidents", by="ada")
    await ada.clicks(card, ids.TRY_AGAIN)
    await world.settles()
    await whole(world)
    assert ids.TRY_AGAIN not in actions(await world.card(room["id"]))


async def test_a_private_answer_that_was_refused_is_nobody_elses_business(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    room = await ada.declares()
    await world.fault("chat.postMessage", error="restricted_action")
    await ada.types(room["id"], "/incident role scribe @grace")
    await world.settles()
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert (await world.incident()).holder("scribe")
    assert grace.id in words(await world.card(room["id"]))
    assert "⚠️" not in words(await world.card(room["id"]))
