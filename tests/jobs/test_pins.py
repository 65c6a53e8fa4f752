"""Reading what somebody has pinned, and reading a room again, while Slack is slow or messages go."""

from incidents.effects.documents import FetchPinned, MarkTaken, ReadRoom
from incidents.effects.tasks import FetchTask
from incidents.marked import task_vanished
from incidents.pins import pinned_fetched
from jobs.marks import mark_taken
from jobs.pins import fetch_pinned
from jobs.reading import read_room
from jobs.tasks import fetch_task
from storage.where import numbered
from tests.jobs.given import AtWork, at_work, declared_one
from tests.rules.given import ADA, GRACE, ROOM

PUBLIC = "C0PUBLIC"
PARENT, REPLY, OTHER = "1772440100.000100", "1772440200.000100", "1772440300.000100"
UNDER = f"https://x.example/archives/{ROOM}/p{REPLY.replace('.', '')}?thread_ts={PARENT}&cid={ROOM}"


def said(ts: str, text: str, **more: object) -> dict[str, object]:
    return {"ts": ts, "user": GRACE, "text": text, "reactions": [_by_ada()], **more}


def _by_ada() -> dict[str, object]:
    return {"name": "pushpin", "users": [ADA], "count": 1}


async def reads(at: AtWork, **effect: str) -> None:
    await at.does(read_room, ReadRoom(since="1772440000.000000", **effect))


async def test_a_reply_that_was_not_read_yet_is_not_missed_when_its_room_is_read(sqlite_url: str) -> None:
    """Only its permalink says that it is in a thread, so a page of the room without it says nothing."""
    async with at_work(sqlite_url) as at:
        await at.pinned(REPLY)
        at.says({"conversations.history": {"messages": [{"ts": PARENT, "user": GRACE, "text": "parent"}]}})
        await reads(at)
        at.says(
            {
                "conversations.history": {"messages": []},
                "conversations.replies": {"messages": [said(REPLY, "found it", thread_ts=PARENT)]},
                "chat.getPermalink": {"permalink": UNDER},
            }
        )
        await reads(at, thread=OTHER)
        await at.does(fetch_pinned, FetchPinned(channel_id=ROOM, message_ts=REPLY, pinned_by=ADA))
        [entry] = await at.entries()
        assert (entry.text, entry.deleted_at) == ("found it", None)
        at.says({"conversations.replies": {"messages": []}})
        await reads(at, thread=PARENT)
        [entry] = await at.entries()
        assert entry.text == "(this message was deleted)", "once it was read it can be missed"


async def test_a_reply_that_was_not_read_yet_is_read_with_its_thread(sqlite_url: str) -> None:
    """And the 📌 that went meanwhile takes it away."""
    async with at_work(sqlite_url) as at:
        await at.pinned(REPLY)
        answers = {"chat.getPermalink": {"permalink": UNDER}}
        at.says({**answers, "conversations.replies": {"messages": [said(REPLY, "found it", reactions=[])]}})
        await reads(at, thread=PARENT)
        assert await at.entries() == []
        [entry] = await at.store.entries_in(1, ROOM)
        assert (entry.text, entry.pins[ADA][1]) == ("found it", False)


async def test_what_is_deleted_while_it_is_read_is_a_deletion_and_no_failure(sqlite_url: str) -> None:
    """History has told of it, and its permalink is asked for a moment later."""
    gone = {
        "chat.getPermalink": "message_not_found",
        "conversations.history": {"messages": [said(REPLY, "secret")]},
    }
    async with at_work(sqlite_url) as at:
        at.says(gone)
        await at.pinned(REPLY)
        await at.does(fetch_pinned, FetchPinned(channel_id=ROOM, message_ts=REPLY, pinned_by=ADA))
        assert [entry.text for entry in await at.entries()] == ["(deleted before it could be read)"]
        at.says({**gone, "conversations.history": {"messages": [said(OTHER, "secret"), said(REPLY, "secret")]}})
        await reads(at)
        assert [entry.text for entry in await at.entries()] == ["(deleted before it could be read)"] * 2


async def test_no_task_is_made_of_what_is_left_of_a_deleted_message(sqlite_url: str) -> None:
    async with at_work(sqlite_url) as at:
        at.says(
            {
                "conversations.history": {
                    "messages": [said(REPLY, "This message was deleted.", subtype="tombstone")]
                }
            }
        )
        rule = await at.does(fetch_task, FetchTask(channel_id=ROOM, message_ts=REPLY, marked_by=ADA))
        assert getattr(rule, "func", None) is task_vanished


async def test_ic_40_a_stranger_whom_nobody_has_met_keeps_nothing_on_the_timeline(sqlite_url: str) -> None:
    """Also not a message whose words are known already."""
    people = {"users.info": {"user": {"id": "U9", "team_id": "T0OTHER", "name": "s", "profile": {}}}}
    async with at_work(sqlite_url) as at:
        await at.pinned(REPLY)
        at.says(
            {
                "conversations.history": {"messages": [said(REPLY, "found it")]},
                "chat.getPermalink": {"permalink": UNDER},
            }
        )
        await at.does(fetch_pinned, FetchPinned(channel_id=ROOM, message_ts=REPLY, pinned_by=ADA))
        await at.unpinned(REPLY)
        at.says(people)
        for effect in await at.pinned(REPLY, by="U9", emoji="bookmark"):
            if isinstance(effect, FetchPinned):
                await at.does(fetch_pinned, effect)
        assert await at.entries() == []
        assert [each["user"] for each in at.asked("users.info")] == ["U9"]


async def test_a_mark_of_a_private_incident_is_made_in_its_own_room_alone(sqlite_url: str) -> None:
    """Everybody would see it in a public channel, and that there is something."""
    async with at_work(sqlite_url, private=True) as at:
        for channel in (ROOM, PUBLIC):
            await read_in(at, channel, 1)
        for channel in (ROOM, PUBLIC):
            await at.does(mark_taken, MarkTaken(channel_id=channel, message_ts=REPLY))
        assert [each["channel"] for each in at.asked("reactions.add")] == [ROOM]
        await declared_one(at.store, "C0SHOP")
        await read_in(at, PUBLIC, 2)
        await at.does(mark_taken, MarkTaken(channel_id=PUBLIC, message_ts=REPLY))
        assert [each["channel"] for each in at.asked("reactions.add")] == [ROOM, PUBLIC], (
            "of a public one it says so"
        )


async def read_in(at: AtWork, channel: str, number: int) -> None:
    """A message stands on the timeline of an incident."""
    await at.pinned(REPLY, channel=channel, number=number)
    told = {"text": "odd", "author_id": GRACE, "author_name": "Grace", "permalink": "https://p"}
    where = numbered(number, message=(channel, REPLY))
    await at.store.change(where, lambda i: pinned_fetched(i, message_ts=REPLY, **told))
