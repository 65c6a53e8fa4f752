"""After the end: channels hear of the post-mortem, and a quiet room is archived, never by surprise."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from blocks import ids
from incidents.catalog import Catalog
from incidents.curating import hide_entry
from incidents.habits import Writing
from incidents.writing import write_section
from jobs.older import see_to_older
from storage.where import numbered
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words

TOLD, ARCHIVED = 11, 11
"""Minutes of quiet after which a room is told, and more after which it is archived."""


@pytest.fixture
async def world(open_world: Open, sqlite_url: str) -> World:
    """A room is archived after 20 minutes, and told at their half."""
    return await open_world(sqlite_url, Catalog(writing=Writing(archive_after=timedelta(minutes=20))))


async def is_over(world: World, ada: Person) -> dict[str, Any]:
    """Resolved, and its post-mortem waived."""
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve rolled back")
    await ada.types(room["id"], "/incident postmortem waive same as INC-7")
    await world.settles()
    return room


async def later(world: World, minutes: float) -> None:
    await world.reminds(minutes=minutes)
    await world.settles()


async def notice(world: World, room: dict[str, Any]) -> dict[str, Any]:
    """The latest word about the archive."""
    return [m for m in await world.messages(room["id"]) if "🗄️" in m["text"]][-1]


async def archived(world: World, room: dict[str, Any]) -> bool:
    return bool((await world.channel(room["id"]))["is_archived"])


async def test_a_quiet_room_is_told_a_day_before_and_then_archived_with_all_of_it_kept(
    world: World, ada: Person
) -> None:
    room = await is_over(world, ada)
    await later(world, TOLD)
    assert actions(await notice(world, room)) == {ids.KEEP_OPEN: "Keep open"}
    await later(world, 5)
    assert not await archived(world, room)
    await later(world, ARCHIVED)
    assert await archived(world, room)
    kept = await world.store.kept_documents(1)
    assert kept.keys() == {"INC-1-postmortem.md", "INC-1-postmortem.json"}
    assert json.loads(kept["INC-1-postmortem.json"])["ref"] == "INC-1"
    last = (await world.timeline())[-1].text or ""
    assert last.startswith("The war room was archived: nobody was heard in it for 2")
    assert "room_lost" not in str(await ada.told_anywhere("general"))
    [said] = [e.id or 0 for e in await world.timeline() if "rolled back" in (e.text or "")]
    hide = partial(hide_entry, number=said, by=ada.id, at=world.now())
    await world.store.change(replace(numbered(1), entry=said), hide)
    await world.settles()
    kept = await world.store.kept_documents(1)
    assert "rolled back" not in kept["INC-1-postmortem.md"].partition("## Timeline")[2], "nor in what was stored"

    await ada.types("general", "/incident INC-1 reopen")
    await world.settles()
    assert await archived(world, room), "it is never unarchived by surprise"
    assert len(await world.rooms()) == 2


async def test_somebody_keeps_it_open_and_somebody_who_only_writes_does_too(
    world: World, ada: Person, grace: Person
) -> None:
    room = await is_over(world, ada)
    await world.control("join", user="grace", channel=room["id"])
    await later(world, TOLD)
    await grace.clicks(await notice(world, room), ids.KEEP_OPEN)
    await world.settles()
    assert f"<@{grace.id}> keeps this room open" in words(await notice(world, room))
    assert "kept the war room open" in [e.text for e in await world.timeline()]
    await later(world, 5)
    assert not await archived(world, room)

    await later(world, TOLD)
    told = await notice(world, room)
    assert actions(told) == {ids.KEEP_OPEN: "Keep open"}
    await ada.says(room["id"], "wait, one more thing")
    await later(world, ARCHIVED)
    assert not await archived(world, room)
    assert "Somebody was here" in words(await notice(world, room))


async def test_what_we_say_ourselves_under_a_message_that_a_person_answered_keeps_no_room_open(
    world: World, ada: Person
) -> None:
    room = await is_over(world, ada)
    [document] = await world.named("postmortem", room["id"])
    await ada.says(room["id"], "well told", thread=document)
    await later(world, TOLD)
    assert actions(await notice(world, room)) == {ids.KEEP_OPEN: "Keep open"}
    await writes(world, ada)  # so that its file is uploaded anew
    await later(world, ARCHIVED)
    assert await archived(world, room)


async def test_somebody_who_answers_in_a_thread_keeps_the_room_open(world: World, ada: Person) -> None:
    room = await is_over(world, ada)
    [document] = await world.named("postmortem", room["id"])
    await later(world, TOLD)
    await ada.says(room["id"], "one more thing", thread=document)
    await writes(world, ada)
    await later(world, ARCHIVED)
    assert not await archived(world, room)
    assert "Somebody was here" in words(await notice(world, room))


async def writes(world: World, person: Person) -> None:
    """They change a part of the post-mortem, of which the timeline does not tell."""
    rule = partial(write_section, key="impact", text="All of Europe", by=person.id, at=world.now())
    assert (await world.store.change(numbered(1), rule)).change
    await world.settles()


async def test_while_slack_is_down_nothing_is_lost_and_the_day_counts_from_the_telling(
    world: World, ada: Person
) -> None:
    room = await is_over(world, ada)
    await world.fault("conversations.history", times=2, status=503)
    await later(world, 30)
    assert not await archived(world, room), "so long after it was told, and not before"
    await world.fault("conversations.archive", drop=True)
    await later(world, ARCHIVED)
    assert await archived(world, room)
    assert sum("was archived" in (e.text or "") for e in await world.timeline()) == 1


async def test_ic_33_a_room_archived_by_hand_or_without_the_bot_stays_calm(world: World, ada: Person) -> None:
    room = await is_over(world, ada)
    await later(world, TOLD)
    await world.control("archive", user="ada", channel=room["id"])
    await later(world, ARCHIVED)
    other = await ada.declares("search is down")
    await ada.types(other["id"], "/incident cancel")
    await world.settles()
    await world.control("kick", user="ada", channel=other["id"], target="signalcraft")
    await later(world, 30)
    assert not await archived(world, other)
    assert "archived" not in str([e.text for e in await world.timeline(2)])


async def test_switched_on_later_it_reaches_what_is_over_and_tells_it_first(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog())
    ada = world.person("ada")
    room = await is_over(world, ada)
    await later(world, 60 * 24 * 90)
    await world.apps.pop().stop()
    world.catalog = Catalog(writing=Writing(archive_after=timedelta(days=7)))
    await see_to_older((await world.app()).reminding.desk)
    await later(world, 1)
    assert "will be archived" in (await notice(world, room))["text"]
    await later(world, 60 * 23)
    assert not await archived(world, room), "a day counts from when it was told"
    await later(world, 60 * 2)
    assert await archived(world, room)
    assert len(await world.store.kept_documents(1)) == 2


async def test_close_archives_now_and_says_what_is_missing(world: World, ada: Person) -> None:
    room = await ada.declares()
    assert "still open" in words(await ada.types(room["id"], "/incident close"))
    await ada.types(room["id"], "/incident resolve rolled back")
    assert "is a draft" in words(await ada.types(room["id"], "/incident close"))
    await ada.types(room["id"], "/incident postmortem waive same as INC-7")
    grace = world.person("grace")
    assert "Archive the room of *INC-1*" in words(await grace.types("general", "/incident INC-1 close"))
    await world.settles()
    assert not await archived(world, room), "nobody is sure yet"
    [asked] = [m for m in await grace.private("general") if ids.CLOSE_NOW in actions(m)]
    await grace.clicks(asked, ids.CLOSE_NOW)
    await world.settles()
    assert await archived(world, room)
    [document] = await world.named("postmortem", room["id"])
    assert "Waived" in words(document), "what stands there for good is how it ended"
    assert await world.store.failed(1) == []
    assert "is archived as soon as its post-mortem is stored" in str(await grace.private("general"))
    last = [m for m in await world.messages(room["id"]) if m.get("bot_id")][-1]
    assert f"<@{grace.id}> has closed *INC-1*, so this room is archived now" in last["text"]
    assert [(e.text, e.author_id) for e in await world.timeline()][-1] == ("archived the war room", grace.id)
    await writes(world, ada)
    assert await world.store.failed(1) == [], "what is written later is read on the page"


@pytest.fixture
async def telling(open_world: Open, sqlite_url: str) -> World:
    """What is published is told in #random."""

    async def ready(world: World) -> None:
        channel = (await world.channel("random"))["id"]
        world.catalog = replace(Catalog(), writing=Writing(channels=(channel,)))

    world = await open_world(sqlite_url, None, ready)
    await world.control("join", user="signalcraft", channel="random")
    return world


async def publishes(person: Person, room: str) -> None:
    """Whatever it lacks."""
    await person.types(room, "/incident postmortem publish")
    [asked] = [m for m in await person.private(room) if ids.PUBLISH_ANYWAY in actions(m)]
    await person.clicks(asked, ids.PUBLISH_ANYWAY)


async def told(world: World) -> list[str]:
    return [m["text"] for m in await world.messages("random") if "📝" in m["text"]]


async def test_publishing_is_told_once_where_the_config_says_and_follows_the_title(telling: World) -> None:
    world, ada = telling, telling.person("ada")
    room = await ada.declares()
    await ada.types(room["id"], "/incident summary the pool was used up")
    await ada.types(room["id"], "/incident resolve rolled back")
    await publishes(ada, room["id"])
    await world.settles()

    [message] = await told(world)
    assert "INC-1 · checkout is down" in message
    assert "the pool was used up" in message
    await ada.types(room["id"], "/incident title checkout was slow")
    await world.settles()
    [message] = await told(world)
    assert "checkout was slow" in message
    await ada.types(room["id"], "/incident private")
    await world.settles()
    assert await told(world) == []


async def test_ic_42_word_of_it_whose_answer_was_lost_goes_when_it_becomes_private(telling: World) -> None:
    world, ada = telling, telling.person("ada")
    room = await ada.declares("minutes leaked")
    await ada.types(room["id"], "/incident resolve it was a draft")
    await world.settles()
    await world.fault("chat.postMessage", times=2, drop=True)
    await publishes(ada, room["id"])
    await world.eventually(lambda: told(world))
    await ada.types(room["id"], "/incident private")
    await world.settles()
    assert await told(world) == []
