"""When Slack refuses, is down, slow, or loses an answer: nothing is lost, nothing comes twice, people are told."""

from itertools import pairwise

import pytest

from blocks import ids
from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def whole(world: World, number: int = 1) -> None:
    """The room is complete and everything in it is there exactly once."""
    incident = await world.incident(number)
    [room] = [r for r in await world.rooms() if r["name"].startswith(f"inc-{number}-")]
    assert incident.channel_id == room["id"]
    card = await world.card(room["id"])
    assert incident.refs["card"] == card["ts"]
    assert [pin["ts"] for pin in room["pins"]] == [card["ts"]]
    assert len(room["bookmarks"]) == 1
    assert room["topic"].endswith(incident.title)
    assert incident.declared_by in room["members"]
    assert len(await world.named("digest", "incidents")) == number
    assert await world.store.failed(number) == []
    if incident.resolved_at:
        assert len(await world.named("postmortem", room["id"])) == 1
        assert await world.document(room["id"])


STEPS = ["conversations.create", "conversations.invite", "conversations.setTopic", "chat.postMessage", "pins.add",
         "bookmarks.add", "response_url"]  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
async def test_an_answer_lost_after_the_effect_leaves_the_room_whole_and_nothing_twice(
    world: World, ada: Person, step: str
) -> None:
    await world.settles()
    await world.fault(step, times=2, drop=True)
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    await whole(world)
    assert f"<#{(await world.rooms())[0]['id']}>" in await ada.told("general")
    assert [c for c in await world.calls(step) if c["status"] == 0]


@pytest.mark.parametrize(
    "step", ["chat.postMessage", "files.getUploadURLExternal", "files.upload", "files.completeUploadExternal"]
)
async def test_an_answer_lost_on_the_way_to_the_post_mortem_makes_one_message_and_one_file(
    world: World, ada: Person, step: str
) -> None:
    room = await ada.declares()
    await world.fault(step, times=2, drop=True)
    await ada.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    await whole(world)
    assert [c for c in await world.calls(step) if c["status"] == 0]


async def test_a_lost_answer_on_the_way_to_a_new_edition_replaces_the_file_once(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    said = await ada.says(room["id"], "it was the disk")
    for step in ("chat.update", "files.completeUploadExternal", "files.delete"):
        await world.fault(step, drop=True)
    await ada.reacts(said)
    await world.settles()
    await whole(world)
    assert "it was the disk" in await world.document(room["id"])


@pytest.mark.parametrize("down", [{"status": 503}, {"drop": True}, {"error": "internal_error"}])
async def test_slack_down_while_declaring_opens_the_room_when_it_is_back(
    either: World, ada: Person, down: dict[str, object]
) -> None:
    await either.settles()
    await either.fault("*", times=10_000, **down)
    await ada.types("general", "/incident declare checkout is down")
    await either.eventually(lambda: _failed_calls(either, 3))
    await either.mended()
    await either.settles()
    await whole(either)
    assert f"<#{(await either.rooms())[0]['id']}>" in await ada.told("general")


async def _failed_calls(world: World, count: int) -> bool:
    return len(await world.calls("conversations.create")) >= count + 1  # one was for the digest channel


async def test_slack_that_refuses_the_room_is_told_to_the_declarer_and_the_digest(
    world: World, ada: Person
) -> None:
    await world.settles()
    await world.fault("conversations.create", error="restricted_action")
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    told = await ada.told("general")
    assert "*INC-1* stands, but Slack refused to open its war room (restricted_action)" in told
    assert "`/incident INC-1 …`" in told
    [digest] = await world.named("digest", "incidents")
    assert "no room" in words(digest)
    assert "is *monitoring*" in words(await ada.types("general", "/incident INC-1 status monitoring"))
    await ada.types("general", "/incident INC-1 resolve over")
    await world.settles()
    [digest] = await world.named("digest", "incidents")
    assert "resolved" in words(digest)


@pytest.mark.parametrize(
    ("method", "step"),
    [
        ("pins.add", "pin the card"),
        ("conversations.setTopic", "set the topic"),
        ("bookmarks.add", "bookmark the card"),
    ],
)
async def test_a_step_that_slack_refuses_stands_on_the_card_and_stops_nothing_else(
    world: World, ada: Person, method: str, step: str
) -> None:
    await world.settles()
    await world.fault(method, error="restricted_action")
    room = await ada.declares()
    lines = [line for line in words(await world.card(room["id"])).splitlines() if "⚠️" in line]
    assert len(lines) == 1
    assert f"Could not {step}: the workspace does not allow it (restricted_action)" in lines[0]
    room = await world.channel(room["id"])
    done = [len(room["pins"]) == 1, bool(room["topic"]), len(room["bookmarks"]) == 1]
    assert done.count(True) == 2
    assert ada.id in room["members"]
    assert len(await world.named("digest", "incidents")) == 1
    assert f"<#{room['id']}>" in await ada.told("general")


async def test_a_bookmarks_bar_that_people_have_filled_is_no_failed_step(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("bookmarks.add", times=2, error="too_many_bookmarks")
    room = await ada.declares()
    await ada.types(room["id"], "/incident bridge https://meet.example.com/checkout")
    await world.settles()
    assert "⚠️" not in words(await world.card(room["id"]))
    assert await world.store.failed(1) == []
    assert (await world.channel(room["id"]))["bookmarks"] == []


async def test_a_declarer_whom_slack_keeps_out_is_not_told_that_they_are_in(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.invite", error="restricted_action")
    room = await ada.declares()
    assert ada.id not in room["members"]
    told = await ada.told_anywhere("general")
    assert "Not in the room" in told
    assert f"<@{ada.id}>: restricted_action" in told


async def test_a_card_that_slack_refuses_is_told_to_the_declarer(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("chat.postMessage", times=2, error="restricted_action")
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    [room] = await world.rooms()
    assert "refused to post the card of *INC-1* into its room (restricted_action" in (
        await ada.told_anywhere("general", room["id"])
    )


async def test_ic_22_a_step_told_to_wait_waits_and_holds_up_nobody(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.setTopic", times=2, status=429, retry_after=3)
    await ada.types("general", "/incident declare checkout is down")
    room = await world.eventually(lambda: _pinned_room(world))
    assert room["topic"] == ""
    await world.settles()
    await whole(world)
    tries = await world.calls("conversations.setTopic")
    assert [t["status"] for t in tries] == [429, 429, 200]
    for earlier, later in pairwise(tries):
        assert later["started"] - earlier["ended"] >= 3
    assert len(await world.calls("pins.add")) == 1


async def _pinned_room(world: World) -> dict[str, object] | None:
    return next((room for room in await world.rooms() if room["pins"]), None)


async def test_a_slow_slack_delays_the_room_and_never_the_answer(world: World, ada: Person) -> None:
    await world.settles()
    for step in STEPS:
        await world.fault(step, times=4, latency_ms=150)
    answer = await world.control("command", user="ada", channel="general", command="/incident",
                                 text="declare checkout is down")  # fmt: skip
    assert answer["ack_ms"] < 150
    await world.settles()
    await whole(world)


async def test_a_spent_response_url_is_replaced_by_a_private_message(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.create", status=503)
    await ada.types("general", "/incident declare checkout is down")
    await world.passes(seconds=31 * 60)
    await world.settles()
    [room] = await world.rooms()
    assert f"The war room is <#{room['id']}>" in await ada.told_anywhere("general", room["id"])


async def test_a_bot_thrown_out_of_its_room_keeps_the_incident_going(world: World, ada: Person) -> None:
    room = await ada.declares()
    bot = world.running.workspace.bot.id
    await world.control("kick", user="ada", target=bot, channel=room["id"])
    assert "is 🔴 *SEV1*" in words(await ada.types(room["id"], "/incident severity sev1"))
    await world.settles()
    [digest] = await world.named("digest", "incidents")
    assert "SEV1" in words(digest)


async def test_an_archived_room_keeps_the_change_and_asks_slack_no_more_than_once(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    await world.control("archive", user="ada", channel=room["id"])
    before = len(await world.calls())
    await ada.types("general", "/incident INC-1 status monitoring")
    await ada.types("general", "/incident INC-1 resolve over")
    await world.settles()
    assert (await world.incident()).status == "resolved"
    made = (await world.calls())[before:]
    assert len([c for c in made if c.get("error") == "is_archived"]) <= 12
    [digest] = await world.named("digest", "incidents")
    assert "*resolved*" in words(digest)


async def test_a_message_deleted_by_hand_is_posted_anew(world: World, ada: Person) -> None:
    room = await ada.declares()
    channel = world.running.workspace.find_channel(room["id"])
    assert channel
    card = await world.card(room["id"])
    await world.session.post(
        f"{world.running.api_url}chat.delete",
        json={"channel": room["id"], "ts": card["ts"]},
        headers={"Authorization": "Bearer xoxb-local"},
    )
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert "SEV1" in words(await world.card(room["id"]))


@pytest.mark.parametrize("method", ["pins.add", "conversations.setTopic", "bookmarks.add"])
async def test_a_refused_step_is_tried_again_by_a_click_on_the_card(
    world: World, ada: Person, method: str
) -> None:
    await world.settles()
    await world.fault(method, error="restricted_action")
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    [room] = await world.rooms()
    await ada.clicks(await world.card(room["id"]), ids.TRY_AGAIN)
    await world.settles()
    await whole(world)
    card = await world.card(room["id"])
    assert "⚠️" not in words(card)
    assert ids.TRY_AGAIN not in str(card["blocks"])


async def test_a_step_that_is_refused_once_more_stands_on_the_card_again(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("pins.add", error="restricted_action", times=2)
    room = await ada.declares()
    await ada.clicks(await world.card(room["id"]), ids.TRY_AGAIN)
    await world.settles()
    lines = [line for line in words(await world.card(room["id"])).splitlines() if "⚠️" in line]
    assert len(lines) == 1
    assert "Could not pin the card" in lines[0]


async def test_a_refused_room_opens_by_a_click_on_the_private_answer(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.create", error="restricted_action")
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    answer = next(m for m in await ada.private("general") if ids.TRY_AGAIN in str(m["blocks"]))
    await ada.clicks(answer, ids.TRY_AGAIN)
    await ada.clicks(answer, ids.TRY_AGAIN)  # nobody waits for the first to show
    await world.settles()
    await whole(world)
    assert f"<#{(await world.rooms())[0]['id']}>" in await ada.told("general")
