"""`/incident doctor` in a room: it says what is wrong, mends it on a click, and then finds everything fine."""

from typing import Any

import pytest

from blocks import ids
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words
from tests.conversations.test_failures import whole

Json = dict[str, Any]
BRIDGE = "https://meet.example.com/checkout"


async def asks(person: Person, channel: str, text: str = "/incident doctor") -> Json:
    """The doctor's answer, once it has taken the place of “Looking…”."""
    await person.types(channel, text)
    await person.world.settles()
    return (await person.private(channel))[-1]


def wrong(answer: Json) -> list[str]:
    """What the answer says is not as it should be, by name."""
    return [line[3:].partition(":")[0].lower() for line in words(answer).splitlines() if line.startswith("⚠️ ")]


async def by_api(world: World, method: str, **args: Any) -> None:
    """Something that in Slack people do by hand, done with the bot's own token."""
    headers = {"Authorization": "Bearer xoxb-local"}
    async with world.session.post(f"{world.running.api_url}{method}", json=args, headers=headers) as response:
        assert (await response.json())["ok"]


async def harm(world: World, what: str, room: Json) -> None:
    """What people can do to a room."""
    by_hand = {"user": "grace", "channel": room["id"]}
    card = await world.card(room["id"])
    if what == "people":
        await world.control("kick", **by_hand, target="ada")
    elif what == "topic":
        await world.control("topic", **by_hand, topic="lunch?")
    elif what == "card":
        await by_api(world, "chat.delete", channel=room["id"], ts=card["ts"])
    elif what == "pin":
        await world.control("unpin", **by_hand, ts=card["ts"])
    elif what == "digest message":
        *_, digest = await world.named("digest", "incidents")
        await by_api(world, "chat.delete", channel=digest["channel"], ts=digest["ts"])
    elif what == "list of tasks":
        [tasks] = await world.named("tasks", room["id"])
        await by_api(world, "chat.delete", channel=room["id"], ts=tasks["ts"])
    elif what == "front page":
        await world.control("uncanvas", user="ada", channel=room["id"])
    else:
        title = "Bridge" if "bridge" in what else "Incident card"
        bookmarks = (await world.channel(room["id"]))["bookmarks"]
        [gone] = [each for each in bookmarks if each["title"] == title]
        await by_api(world, "bookmarks.remove", channel_id=room["id"], bookmark_id=gone["id"])


async def test_a_sound_room_is_found_sound_with_a_constant_number_of_calls(either: World, grace: Person) -> None:
    room = await either.person("ada").declares()
    before = len(await either.calls())
    answer = await asks(grace, room["id"])
    assert "Everything is as it should be" in words(answer)
    assert words(answer).count("✅") == 7
    assert ids.REPAIR not in actions(answer)
    made = (await either.calls())[before:]
    assert sorted(call["method"] for call in made) == [
        "bookmarks.list", "conversations.history", "conversations.history", "conversations.info",
        "conversations.members", "response_url"]  # fmt: skip


@pytest.mark.parametrize(
    "what",
    [
        "people",
        "topic",
        "card",
        "pin",
        "list of tasks",
        "bookmark of the card",
        "bookmark of the bridge",
        "front page",
        "digest message",
    ],
)
async def test_one_thing_that_is_wrong_is_named_and_mended_by_a_click(
    world: World, ada: Person, grace: Person, what: str
) -> None:
    room = await ada.declares()
    if "bridge" in what:
        await ada.types(room["id"], f"/incident bridge {BRIDGE}")
        await world.settles()
    if "tasks" in what:
        await ada.types(room["id"], "/incident task add restart db1")
        await world.settles()
    await harm(world, what, room)
    answer = await asks(grace, room["id"])
    assert wrong(answer) == [what]
    await grace.clicks(answer, ids.REPAIR)
    await world.settles()
    assert f"Repairing in *INC-1*: {what}." in await grace.told(room["id"])
    assert wrong(await asks(grace, room["id"])) == []
    assert len((await world.channel(room["id"]))["bookmarks"]) == (2 if "bridge" in what else 1)
    if "bridge" not in what:
        await whole(world)


async def test_everything_wrong_at_once_is_mended_by_one_click(either: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    for what in ("people", "topic", "pin", "bookmark of the card", "digest message"):
        await harm(either, what, room)
    answer = await asks(grace, room["id"])
    assert wrong(answer) == ["people", "topic", "pin", "bookmark of the card", "digest message"]
    assert f"not in the room are <@{ada.id}>" in words(answer)
    await grace.clicks(answer, ids.REPAIR)
    await either.settles()
    await whole(either)


async def test_a_repair_looks_anew_so_an_old_screen_does_no_harm(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    await harm(world, "topic", room)
    answer = await asks(grace, room["id"])
    await ada.types(room["id"], "/incident severity sev1")  # sets the topic right again
    await world.settles()
    before = len(await world.calls("conversations.setTopic"))
    await grace.clicks(answer, ids.REPAIR)
    await world.settles()
    assert "Everything is as it should be" in await grace.told(room["id"])
    assert len(await world.calls("conversations.setTopic")) == before


async def test_an_old_screen_repairs_no_other_room(world: World, ada: Person) -> None:
    room = await ada.declares()
    await harm(world, "topic", room)
    old = await asks(ada, room["id"])
    await world.control("archive", user="grace", channel=room["id"])
    await world.settles()
    lost = await asks(ada, "general", "/incident INC-1 doctor")
    await ada.clicks(lost, ids.NEW_ROOM)
    await world.settles()
    await ada.clicks(old, ids.REPAIR)
    await world.settles()
    assert "INC-1 has another room since." in await ada.told_anywhere(room["id"])


@pytest.mark.parametrize(("step", "times"), [("response_url", 1), ("conversations.history", 2), ("pins.add", 1)])
async def test_an_answer_lost_while_repairing_makes_nothing_twice(
    world: World, ada: Person, step: str, times: int
) -> None:
    room = await ada.declares()
    await harm(world, "card", room)
    answer = await asks(ada, room["id"])
    await world.fault(step, times=times, drop=True)
    await ada.clicks(answer, ids.REPAIR)
    await world.settles()
    await whole(world)
    assert (await ada.told(room["id"])).count("Repairing") == 1


async def test_a_room_closed_to_the_bot_unheard_is_told_to_whoever_asks_and_to_whoever_leads(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    channel = world.running.workspace.find_channel(room["id"])
    assert channel
    channel.members.remove(world.running.workspace.bot.id)  # nobody was told
    answer = await asks(grace, room["id"])
    assert "has lost SignalCraft" in words(answer)
    assert "has lost SignalCraft" in await ada.told_anywhere()
    await grace.clicks(answer, ids.NEW_ROOM)
    await world.settles()
    assert len(await world.rooms()) == 2


async def test_the_archived_room_of_an_ended_incident_is_as_it_should_be(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve over")
    await world.settles()
    await world.control("archive", user="ada", channel=room["id"])
    answer = await asks(ada, "general", "/incident INC-1 doctor")
    assert "is closed, and it is resolved" in words(answer)


async def test_what_slack_refused_can_be_tried_again_from_the_doctors_answer(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("pins.add", error="restricted_action")
    room = await ada.declares()
    answer = await asks(ada, room["id"])
    assert wrong(answer) == ["pin", "could not pin the card"]
    await ada.clicks(answer, ids.TRY_AGAIN)
    await world.settles()
    await whole(world)


async def test_slack_that_shows_nothing_is_told(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.fault("conversations.info", error="missing_scope")
    assert "Slack did not let SignalCraft look at the room of *INC-1* (missing_scope" in words(
        await asks(ada, room["id"])
    )
    await world.fault("bookmarks.list", error="not_implemented")
    answer = await asks(ada, room["id"])
    assert wrong(answer) == ["bookmarks"]
    assert ids.REPAIR not in actions(answer)


async def test_who_has_no_room_is_told_so(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.create", error="restricted_action")
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    assert "INC-1 has no war room" in words(await ada.types("general", "/incident INC-1 doctor"))


async def test_outside_a_room_an_admin_sees_how_signalcraft_itself_is(
    world: World, ada: Person, grace: Person
) -> None:
    assert "looks at itself" in words(await ada.types("general", "/incident doctor"))
    await grace.types("general", "/incident doctor")
    await world.settles()
    seen = await ada.told("general")
    assert "🩺 SignalCraft is well." in seen
    for line in ("✅ Bot token: signalcraft in", "✅ Scopes: all", "✅ Connections: ", "✅ Heard: commands "):
        assert line in seen
    told = await grace.told("general")
    assert "only admins of this workspace may look after SignalCraft itself" in told
    assert "Scopes" not in told
