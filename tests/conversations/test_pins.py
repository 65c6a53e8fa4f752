"""📌: the right message joins the timeline with its author, time and link, and leaves it with the last 📌."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from incidents.timeline import TimelineEntry
from tests.conversations.driver import Person, World

Json = dict[str, Any]


async def pinned(world: World, number: int = 1) -> list[TimelineEntry]:
    return [e for e in await world.timeline(number) if e.kind == "pinned"]


async def test_a_pinned_message_joins_the_timeline_with_author_time_and_link(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    said = await grace.says(room["id"], "db is at 100% & <b>hot</b>")
    await ada.reacts(said)
    await either.settles()
    [entry] = await pinned(either)
    assert entry.text == "db is at 100% & <b>hot</b>"
    assert (entry.author_id, entry.author_name, entry.message_ts) == (grace.id, "grace", said["ts"])
    assert entry.at == datetime.fromtimestamp(float(said["ts"]), UTC)
    assert entry.permalink == f"{either.running.url}archives/{room['id']}/p{said['ts'].replace('.', '')}"


async def test_a_thread_reply_is_stored_and_never_its_neighbour(either: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    before = await ada.says(room["id"], "before the thread")
    parent = await ada.says(room["id"], "the parent")
    replies = [await grace.says(room["id"], f"reply {n}", thread=parent) for n in range(3)]
    await ada.says(room["id"], "after the thread")
    await ada.reacts(replies[1])
    await either.settles()
    [entry] = await pinned(either)
    assert (entry.text, entry.author_id) == ("reply 1", grace.id)
    assert f"thread_ts={parent['ts']}" in (entry.permalink or "")
    await ada.reacts(parent)
    await ada.reacts(before)
    await either.settles()
    assert [e.text for e in await pinned(either)] == ["before the thread", "the parent", "reply 1"]


async def test_a_reply_far_down_a_long_thread_is_found(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    parent = await ada.says(room["id"], "the parent")
    replies = [await grace.says(room["id"], f"reply {n}", thread=parent) for n in range(230)]
    for number in (3, 225):
        await ada.reacts(replies[number])
    await world.settles()
    assert [e.text for e in await pinned(world)] == ["reply 3", "reply 225"]


async def test_two_peoples_pins_count_once_and_the_last_one_taken_away_removes_it(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    await ada.reacts(said)
    await grace.reacts(said)
    await either.settles()
    assert len(await pinned(either)) == 1
    await ada.unreacts(said)
    await either.settles()
    assert len(await pinned(either)) == 1
    await grace.unreacts(said)
    await either.settles()
    assert await pinned(either) == []
    await grace.reacts(said)
    await either.settles()
    assert [e.text for e in await pinned(either)] == ["disk is full"]


async def test_a_pin_outside_of_a_war_room_joins_no_timeline_by_itself(world: World, ada: Person) -> None:
    await ada.declares()
    bot = world.running.workspace.bot.id
    await world.control("join", user=bot, channel="general", by="ada")
    await ada.reacts(await ada.says("general", "not about the incident"))
    await ada.reacts(await ada.says("incidents", "nor this"))
    await world.settles()
    assert await pinned(world) == []


async def test_other_reactions_are_ignored(world: World, ada: Person) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    for name in ("eyes", "round_pushpin", "thumbsup"):
        await ada.reacts(said, name)
    await ada.unreacts(said, "eyes")
    await world.settles()
    assert await pinned(world) == []


async def test_ic_26_a_redelivered_event_makes_one_entry(either: World, ada: Person) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    await ada.reacts(said)
    assert await either.sends_again("events_api") is not None
    await either.settles()
    assert len(await pinned(either)) == 1
    assert len(await either.calls("chat.getPermalink")) == 1
    await ada.unreacts(said)
    await either.settles()
    assert await pinned(either) == []
    pin = next(s for s in either.sent if s.payload.get("event", {}).get("type") == "reaction_added")
    assert await either.sends(pin.kind, pin.payload) is not None
    await either.settles()
    assert await pinned(either) == []


async def test_reactions_that_arrive_in_the_wrong_order_end_as_they_happened(world: World, ada: Person) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    now = world.now().timestamp()

    async def arrives(kind: str, at: float, event_id: str) -> None:
        event = {
            "type": kind, "user": ada.id, "reaction": "pushpin", "item_user": ada.id, "event_ts": f"{at:.6f}",
            "item": {"type": "message", "channel": room["id"], "ts": said["ts"]},
        }  # fmt: skip
        team = world.running.workspace.team
        wrapped = {"type": "event_callback", "event_id": event_id, "team_id": team, "event": event}
        assert await world.sends("events_api", wrapped) is not None

    await arrives("reaction_removed", now + 2, "Ev2")
    await arrives("reaction_added", now + 1, "Ev1")
    await world.settles()
    assert await pinned(world) == []
    await arrives("reaction_added", now + 4, "Ev4")
    await arrives("reaction_removed", now + 3, "Ev3")
    await world.settles()
    assert len(await pinned(world)) == 1


async def test_a_pin_put_on_and_off_in_a_hurry_ends_as_it_was_left(either: World, ada: Person) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    for _ in range(5):
        await ada.reacts(said)
        await ada.unreacts(said)
    await either.settles()
    assert await pinned(either) == []
    await ada.reacts(said)
    await either.settles()
    assert len(await pinned(either)) == 1


async def test_a_pin_taken_away_before_the_message_was_fetched_leaves_nothing(world: World, ada: Person) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    await world.fault("conversations.history", times=2, status=503)
    await ada.reacts(said)
    await ada.unreacts(said)
    await world.settles()
    assert await pinned(world) == []
    await ada.reacts(said)
    await world.settles()
    assert [e.text for e in await pinned(world)] == ["disk is full"]


async def test_ic_43_one_line_with_names_and_links_of_whoever_wrote_it_and_who_pinned_it(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    text = f"<@{ada.id}> restarted <#C2|db> see <https://x.example|log> &amp; &lt;wait&gt;"
    said = await grace.says(room["id"], text, raw=True)
    await ada.reacts(said)
    await world.settles()
    [entry] = await pinned(world)
    assert entry.text == "@ada restarted #db see log (https://x.example) & <wait>"
    assert (entry.author_name, entry.at) == ("grace", datetime.fromtimestamp(float(said["ts"]), UTC))
    assert {who: on for who, (_, on) in entry.pins.items()} == {ada.id: True}
    assert not [e for e in await world.timeline() if e.kind != "pinned" and "restarted" in (e.text or "")]


async def test_ic_47_a_message_of_only_a_file_or_only_blocks_says_what_it_holds(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    picture = await world.control(
        "upload", user="grace", channel=room["id"], files=[{"name": "graph.png", "content": "pixels"}]
    )
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Deploy* of api &amp; web"}},
        {"type": "context", "elements": [{"type": "plain_text", "text": "by CI"}]},
    ]
    built = await grace.says(room["id"], "", blocks=blocks)
    for said in (picture, built):
        await ada.reacts(said)
    await world.settles()
    assert [e.text for e in await pinned(world)] == ["📎 graph.png", "*Deploy* of api & web by CI"]
    assert all(e.permalink for e in await pinned(world))


async def test_a_message_deleted_before_it_was_read_leaves_a_line_that_says_so(world: World, ada: Person) -> None:
    room = await ada.declares()
    said = await ada.says(room["id"], "disk is full")
    await world.fault("conversations.history", status=503)
    await ada.reacts(said)
    await world.control("delete", user="ada", channel=room["id"], ts=said["ts"])
    await world.settles()
    [entry] = await pinned(world)
    assert entry.text == "(deleted before it could be read)"
    assert entry.permalink is None


async def test_the_card_and_the_bots_own_words_can_be_pinned_too(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.reacts(await world.card(room["id"]))
    await world.settles()
    [entry] = await pinned(world)
    assert "INC-1 · checkout is down" in (entry.text or "")


async def test_many_pins_at_once_all_stand_in_the_order_of_the_messages(world: World, ada: Person) -> None:
    room = await ada.declares()
    said = [await ada.says(room["id"], f"event {n:02d}") for n in range(60)]
    await asyncio.gather(*(ada.reacts(message) for message in reversed(said)))
    await world.settles()
    assert [e.text for e in await pinned(world)] == [f"event {n:02d}" for n in range(60)]
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    document = await world.document(room["id"])
    places = [document.index(f"event {n:02d}") for n in range(60)]
    assert places == sorted(places)


async def test_a_pin_after_the_end_is_added_to_timeline_and_post_mortem(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    said = await ada.says(room["id"], "it was the disk")
    await ada.reacts(said)
    await world.settles()
    assert "it was the disk" in await world.document(room["id"])
    await ada.unreacts(said)
    await world.settles()
    assert "it was the disk" not in await world.document(room["id"])
    assert len(await world.named("postmortem", room["id"])) == 1
