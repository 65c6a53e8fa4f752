"""Steps of an incident that are about one effect alone, and are told only where that one kills."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from cli.player import DrillFailed
from incidents.catalog import Catalog
from incidents.change import Change, Rule
from incidents.closing import close_now
from incidents.effects.closing import LookAtRoom, RefreshNotice, TellPublished
from incidents.effects.documents import ReadRoom
from incidents.effects.weekly import TellWeek
from incidents.kept_file import KeptFile
from sandbox.workspace import people
from storage.store import Store
from storage.where import numbered
from tests.crash.alone_edits import edited
from tests.crash.alone_tickets import ticket
from tests.crash.child import BRIDGE
from tests.crash.story import MERGED, Story

RENAMED = "inc-1-payments-are-down"


async def title(story: Story) -> None:
    """The room follows the title, and goes back to the name from before."""
    rooms = (story.room, RENAMED)
    await story.until(lambda: story.typed("title payments are down", *rooms), "an answer to title")
    await story.until(lambda: story.channel(RENAMED), "a room that follows the title")
    await story.until(lambda: story.typed("title checkout is down", *rooms), "an answer to title")
    await story.until(lambda: story.channel(story.room), "the name from before")


async def examine(story: Story) -> None:
    """The doctor looks, and finds nothing wrong."""

    async def found_sound() -> bool:
        said = await story.player.messages(story.room, "ada")
        return any("Everything is as it should be" in m["text"] for m in said)

    await story.until(story.idle, "a whole opening")  # what is on its way would be missed
    await story.until(lambda: story.typed("doctor", story.room), "an answer to doctor")
    await story.until(found_sound, "a room that is found sound")


async def examine_ourselves(story: Story) -> None:
    """An admin asks how SignalCraft itself is, where there is no room."""

    async def told() -> bool:
        said = await story.player.messages("random", "ada")
        return any("Connections: " in m["text"] for m in said)

    await story.until(lambda: story.typed("doctor", "random"), "an answer to doctor")
    await story.until(told, "a line for each thing")


async def home(story: Story) -> None:
    """Ada looks at her home."""

    async def shown() -> bool:
        seen = await story.player.home("ada")
        return bool(seen and "INC-1" in str(seen["blocks"]))

    await story.player.opens_home("ada")
    await story.until(shown, "a home with the incident")


async def offer(story: Story) -> None:
    """Ada reacts to an alert, and is asked whether to declare from it."""

    async def asked() -> bool:
        said = await story.player.messages("incidents", "ada")
        return any("Declare an incident from this message?" in m["text"] for m in said)

    alert = await story.player.says("ada", "incidents", "db1 is down")
    await story.player.reacts("ada", "incidents", alert, "rotating_light")
    await story.until(asked, "a question about the alert")


async def merge(story: Story) -> None:
    """Grace declared the same trouble once more, and brings hers into Ada's."""

    async def merged() -> bool:
        try:
            await story.player.types("grace", "random", "INC-2 merge INC-1")
        except DrillFailed:
            return False
        return True

    async def brought_over() -> bool:
        room = await story.channel(story.room)
        grace = next(u["id"] for u in (await story.player.state())["users"] if u["name"] == "grace")
        left = [m for m in await story.player.messages(MERGED, "grace") if "turned out to be" in m["text"]]
        assert len(left) <= 1
        return bool(room and grace in room["members"] and left)

    await story.player.types("grace", "random", "declare payments fail")
    await story.until(lambda: story.channel(MERGED), "a second room")
    await story.until(merged, "an answer to merge")
    await story.until(brought_over, "Grace in the other room, and word of it in hers")


async def private(story: Story) -> None:
    """Grace's own incident becomes private: one closed room with one word in it, one private room, no digest."""

    async def made_private() -> bool:
        try:
            await story.player.types("grace", "random", "INC-2 private")
        except DrillFailed:
            return False
        return True

    async def gone_private() -> bool:
        told = [m for m in await story.player.messages("incidents", "ada") if "INC-2" in m["text"]]
        rooms = [c for c in (await story.player.state())["channels"] if c["name"].startswith("inc-2-")]
        assert len(rooms) <= 2
        if told or [c["name"] for c in rooms] != ["inc-2-closed", f"{MERGED}-2"]:
            return False
        left = [
            m for m in await story.player.messages("inc-2-closed", "grace") if "This room is closed" in m["text"]
        ]
        assert len(left) <= 1
        grace = next(u["id"] for u in (await story.player.state())["users"] if u["name"] == "grace")
        return bool(rooms[0]["is_archived"] and rooms[1]["pins"] and grace in rooms[1]["members"])

    await story.player.types("grace", "random", "declare payments fail")
    await story.until(lambda: story.channel(MERGED), "a second room")
    await story.until(made_private, "an answer to private")
    await story.until(gone_private, "a private room in place of the public one")


async def task(story: Story) -> None:
    """A message becomes a task by a reaction: there is one list, with one task in it."""

    async def one_list() -> bool:
        said = await story.player.messages(story.room, "ada")
        lists = [m for m in said if m["text"].startswith("Tasks of INC-")]
        assert len(lists) <= 1
        return bool(lists and ": 1 open" in lists[0]["text"])

    await story.until(story.idle, "a whole opening")  # Slack tells a bot that died of a reaction a minute later
    ts = await story.player.says("ada", story.room, "somebody should restart db1")
    await story.player.reacts("ada", story.room, ts, "ballot_box_with_check")
    await story.until(one_list, "a list with one task")


async def meeting(story: Story) -> None:
    """A meeting at Zoom takes the place of the standing one, and ends when that one comes back. There is one."""

    async def shown() -> bool:
        room = await story.channel(story.room)
        return bool(room and "/zoom/j/" in room["topic"])

    async def ended() -> bool:
        made = story.workspace.world.vendors["zoom"]()["meetings"]
        assert len(made) == 1
        room = await story.channel(story.room)
        return bool(room and BRIDGE in room["topic"] and made[0]["is_deleted"])

    await story.until(lambda: story.typed("bridge zoom", story.room), "an answer to bridge")
    await story.until(shown, "a topic with the meeting")
    await story.until(lambda: story.typed(f"bridge {BRIDGE}", story.room), "an answer to bridge")
    await story.until(ended, "a topic with the standing meeting, and an end of the other")


async def vacant(story: Story) -> None:
    """Grace is scribe and leaves the company: the room is asked once who takes over, until Ada does."""

    async def asking() -> list[str]:
        said = [m["text"] for m in await story.player.messages(story.room, "ada")]
        found = [words for words in said if "Who takes over?" in words]
        assert len(found) <= 1
        return found

    async def silent() -> bool:
        return not await asking()

    await story.until(lambda: story.typed("role scribe @grace", story.room), "an answer to role")
    await story.until(story.idle, "word of it to Grace")  # nobody could tell her later
    space = story.workspace.world.space
    grace = space.find_user("grace")
    assert grace
    grace.deleted = True
    people.save(space, grace)
    await story.until(asking, "a room that is asked for a scribe")
    await story.until(lambda: story.typed("role scribe", story.room), "an answer to role")
    await story.until(silent, "a room that is asked no more")


async def handover(story: Story) -> None:
    """Ada leads, asks Grace to take over, and takes that back: what has asked Grace says so."""

    async def says(words: str) -> bool:
        said = await story.player.messages(f"@{story.workspace.workspace.bot.name}", "grace")
        return any(words in m["text"] for m in said)

    await story.until(lambda: story.typed("role commander", story.room), "an answer to role")
    await story.until(lambda: story.typed("role commander handover @grace", story.room), "an answer to role")
    await story.until(lambda: says("asks you to take over"), "a question to Grace")
    await story.until(story.idle, "a question whose place is known")
    await story.until(lambda: story.typed("role commander withdraw", story.room), "an answer to role")
    await story.until(lambda: says("You are no longer asked"), "a question that is over")


async def update(story: Story) -> None:
    """Ada tells everybody how things stand: once in the room, once under the digest message."""

    async def told() -> bool:
        found = [await named(story, "update:1", channel) for channel in (story.room, "incidents")]
        assert all(count <= 1 for count in found)
        return found == [1, 1]

    await story.until(lambda: story.typed("update the cause is known", story.room), "an answer to update")
    await story.until(told, "the update in the room and in the digest")


async def question(story: Story) -> None:
    """An update is due and nobody leads: the room is asked once, and no more once somebody has posted."""

    async def asked(times: int) -> bool:
        found = await named(story, "update_question", story.room)
        assert found <= 1
        return found == times

    await story.until(lambda: story.typed("update soon more next 0.1m", story.room), "an answer to update")
    await story.until(lambda: asked(1), "a question in the room")
    await story.until(lambda: story.typed("update all is well next none", story.room), "an answer to update")
    await story.until(lambda: asked(0), "no question any more")


async def week(story: Story) -> None:
    """A week is over, and everybody in the digest channel hears of it once."""

    async def told() -> bool:
        said = await story.player.messages("incidents", "ada")
        found = [m for m in said if m["text"].startswith("*The last week")]
        assert len(found) <= 1
        return bool(found)

    store = Store(story.database_url, clock=lambda: datetime.now(UTC))
    try:
        await store.start()
        await store.enqueue(TellWeek(until="2026-03-09T09:00:00+00:00"), dedupe_key="tell_week:1")
    finally:
        await store.close()
    await story.until(told, "word of the week")


async def files(story: Story) -> None:
    """A picture with 📌 is kept, once."""
    said = await _upload(story)

    async def kept() -> bool:
        found = await _of(story, said)
        assert len(found) <= 1
        return bool(found and not found[0].refused)

    await story.until(kept, "a picture that is kept")
    await story.player.deletes("ada", story.room, said)


async def pinned_elsewhere(story: Story) -> None:
    """📌 in another channel: whoever put it there is asked."""

    async def asked() -> bool:
        said = await story.player.messages("incidents", "ada")
        return any("stand on the timeline of an incident?" in m["text"] for m in said)

    await story.until(story.idle, "a whole opening")
    ts = await story.player.says("ada", "incidents", "cards are refused")
    await story.player.reacts("ada", "incidents", ts, "pushpin")
    await story.until(asked, "a question about the message")


async def pinned_before(story: Story) -> None:
    """The room of what is declared later is offered it, once."""

    async def offered() -> bool:
        found = await named(story, "earlier", MERGED)
        assert found <= 1
        return found == 1

    await pinned_elsewhere(story)
    await story.player.types("grace", "random", "declare payments fail")
    await story.until(lambda: story.channel(MERGED), "a second room")
    await story.until(offered, "an offer in the second room")


async def reading(story: Story) -> None:
    """The room is read again: what stands on the timeline stands there once."""
    await story.until(story.idle, "a whole opening")
    ts = await story.player.says("ada", story.room, "the disk is full")
    await story.player.reacts("ada", story.room, ts, "pushpin")
    await story.until(story.idle, "a message that was read")
    store = Store(story.database_url, clock=lambda: datetime.now(UTC))
    try:
        await store.start()
        await store.change(numbered(1), lambda i: Change(effects=(ReadRoom(),)))
    finally:
        await store.close()
    await story.until(story.idle, "a room that was read")


async def _upload(story: Story) -> str:
    await story.until(story.idle, "a whole opening")
    picture = {"name": "graph.png", "base64": "iVBORw0KGgo="}
    ts = str((await story.player.uploads("ada", story.room, picture))["ts"])
    await story.player.reacts("ada", story.room, ts, "pushpin")
    return ts


async def _of(story: Story, ts: str) -> list[KeptFile]:
    room = await story.channel(story.room)
    store = Store(story.database_url, clock=lambda: datetime.now(UTC))
    try:
        await store.start()
        return await store.files_of(1, room["id"], ts) if room else []
    finally:
        await store.close()


async def closing(story: Story) -> None:
    """Of Grace's own false alarm all is said: its room is looked at, and archived with all of it kept."""

    async def typed(words: str) -> bool:
        try:
            await story.player.types("grace", "random", f"INC-2 {words}")
        except DrillFailed:
            return False
        return True

    async def archived() -> bool:
        channel = await story.channel(MERGED)
        return bool(channel and channel["is_archived"])

    await story.player.types("grace", "random", "declare payments fail")
    await story.until(lambda: story.channel(MERGED), "a second room")
    await story.until(lambda: typed("cancel"), "an answer to cancel")
    asked = Change(effects=(LookAtRoom(), RefreshNotice(), TellPublished()))
    await _changed(story, lambda i: asked)
    await story.until(story.idle, "a look at the room")
    await story.until(lambda: typed("close"), "a question whether they are sure")
    at = datetime.now(UTC)
    await _changed(story, lambda i: close_now(i, Catalog(), by=i.declared_by or "", at=at))
    await story.until(archived, "an archived room")


async def _changed(story: Story, rule: Rule) -> None:
    """Grace's own incident, by whatever process has its store."""
    store = Store(story.database_url, clock=lambda: datetime.now(UTC))
    try:
        await store.start()
        await store.change(numbered(2), rule)
    finally:
        await store.close()


async def named(story: Story, name: str, channel: str) -> int:
    """How many messages of this name stand in a channel."""
    said = await story.player.messages(channel, "ada")
    return sum(m.get("metadata", {}).get("event_payload", {}).get("message") == name for m in said)


ALONE: dict[str, Callable[[Story], Awaitable[None]]] = {
    "rename_room": title,
    "examine_room": examine,
    "examine_installation": examine_ourselves,
    "refresh_home": home,
    "offer_declare": offer,
    "start_bridge": meeting,
    "end_meeting": meeting,
    "file_ticket": ticket,
    "link_ticket": ticket,
    "refresh_tasks": task,
    "fetch_task": task,
    "keep_files": files,
    "read_again": edited,
    "offer_pin": pinned_elsewhere,
    "offer_earlier": pinned_before,
    "read_room": reading,
    "bring_over": merge,
    "refresh_signpost": merge,
    "leave_room": private,
    "ask_for_roles": vacant,
    "withdraw_digest": private,
    "refresh_offer": handover,
    "post_update": update,
    "follow_up": update,
    "ask_for_update": question,
    "tell_week": week,
    "tell_published": closing,
    "look_at_room": closing,
    "refresh_notice": closing,
    "keep_export": closing,
    "archive_room": closing,
}
