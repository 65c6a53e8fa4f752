"""Slack away, or we: afterwards every open room is looked at once, and what went wrong meanwhile is put right."""

from typing import Any

from blocks import ids
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import words
from tests.conversations.test_doctor import harm
from tests.conversations.test_failures import whole

Json = dict[str, Any]
LOOK = "conversations.info"


async def beats(world: World, *, after: float) -> None:
    """The pulse is felt again after so many seconds of silence, and all that follows from it happens."""
    await world.passes(seconds=after)
    for app in world.apps:
        await app.pulse.tick()
    await world.settles()


async def unheard(world: World, room: Json, *, archived: bool) -> None:
    """A room is lost, and no event tells of it."""
    channel = world.running.workspace.find_channel(room["id"])
    assert channel
    channel.is_archived = archived
    channel.members.remove(world.running.workspace.bot.id)


async def test_after_an_outage_everything_is_in_step_once(either: World, ada: Person) -> None:
    rooms = [await ada.declares(title) for title in ("checkout is down", "search is down")]
    await either.fault("*", times=10_000, status=503)
    await ada.types(rooms[0]["id"], "/incident severity sev1")
    await either.control("disconnect", reason="refresh_requested")
    await either.mended()
    for what in ("topic", "bookmark of the card", "digest message", "card"):
        await harm(either, what, rooms[1])
    await beats(either, after=200)
    for number, room in enumerate(rooms, start=1):
        incident = await either.incident(number)
        assert incident.refs["card"] == (await either.card(room["id"]))["ts"]
        now = await either.channel(room["id"])
        assert [len(now["pins"]), len(now["bookmarks"])] == [1, 1]
        assert now["topic"].endswith(incident.title)
    assert "SEV1" in words(await either.card(rooms[0]["id"]))
    assert len(await either.named("digest", "incidents")) == 2
    assert len(await either.calls(LOOK)) == 2

    calls = len(await either.calls())
    await beats(either, after=60)
    assert [call["method"] for call in (await either.calls())[calls:]] == ["auth.test"]


async def test_pages_say_that_slack_is_away_also_while_its_connections_stand(
    open_world: Open, sqlite_url: str
) -> None:
    async def with_pages(world: World) -> None:
        world.pages = True

    world = await open_world(sqlite_url, ready=with_pages)
    [app] = world.apps

    async def away() -> bool:
        url = f"http://127.0.0.1:{app.web_port}/readyz"
        async with world.session.get(url) as answer:
            return bool((await answer.json())["slack_away"])

    assert not await away()
    await world.fault("*", times=10_000, status=503)
    await app.pulse.tick()
    assert await away()
    await world.mended()
    await app.pulse.tick()
    assert not await away()


async def test_a_round_through_sound_rooms_changes_nothing(world: World, ada: Person) -> None:
    room = await ada.declares()
    before, seen = len(await world.calls()), await world.messages(room["id"])
    await beats(world, after=200)
    made = sorted(call["method"] for call in (await world.calls())[before:])
    assert made == ["auth.test", "bookmarks.list", *3 * ["conversations.history"], LOOK,
                    "conversations.members"]  # fmt: skip
    assert await world.messages(room["id"]) == seen


async def test_while_slack_does_not_answer_nothing_is_looked_at(world: World, ada: Person) -> None:
    await ada.declares()
    await world.fault("auth.test", status=503)
    await beats(world, after=200)
    assert await world.calls(LOOK) == []
    await beats(world, after=1)
    assert len(await world.calls(LOOK)) == 1


async def test_a_start_after_a_long_pause_notices_what_happened_meanwhile(world: World, ada: Person) -> None:
    room = await ada.declares()
    [app] = world.apps
    await app.stop()
    world.apps.clear()
    await unheard(world, room, archived=True)
    await world.passes(seconds=3600)
    await world.app()
    await world.settles()
    told = await ada.sees(f"@{world.running.workspace.bot.name}")
    assert len([m for m in told if ids.NEW_ROOM in str(m["blocks"])]) == 1


async def test_a_room_that_was_only_thought_lost_is_in_use_again(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.fault("conversations.setTopic", error="channel_not_found")
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    [digest] = await world.named("digest", "incidents")
    assert "(closed)" in words(digest)
    await ada.types(room["id"], "/incident status identified")
    await beats(world, after=200)
    await whole(world)
    assert "identified" in words(await world.card(room["id"]))
    [digest] = await world.named("digest", "incidents")
    assert "(closed)" not in words(digest)


async def test_whoever_left_is_not_dragged_in_and_whose_invitation_was_refused_is_invited_again(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    await world.control("leave", user="ada", channel=room["id"])
    await world.fault("conversations.invite", error="restricted_action")
    await ada.types(room["id"], "/incident invite @grace @linus")
    await world.settles()
    assert "Could not invite people" in words(await world.card(room["id"]))
    await beats(world, after=200)
    members = (await world.channel(room["id"]))["members"]
    assert [person.id in members for person in (ada, grace, linus)] == [False, True, True]
    assert "⚠️" not in words(await world.card(room["id"]))
