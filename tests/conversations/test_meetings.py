"""Meetings made for incidents at Zoom: beside the room, once, and over when the incident is."""

import random
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from incidents.catalog import Catalog
from integrations.zoom import Zoom
from sandbox import vendors
from sandbox.vendors.zoom_account import HOSTS
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words

Json = dict[str, Any]
ROOM = "https://meet.example.com/incidents"
ONE, TWO, _ = HOSTS


@pytest.fixture
async def world(open_world: Open, sqlite_url: str) -> World:
    """An app with two hosts at Zoom, and a standing meeting behind them."""
    return await open_world(sqlite_url, Catalog(zoom_hosts=(ONE, TWO), bridge=ROOM))


async def meetings(world: World) -> list[Json]:
    """Those at Zoom that have not ended."""
    return [m for m in (await world.look("vendors/zoom"))["meetings"] if not m["is_deleted"]]


async def bookmarks(world: World, room: Json) -> dict[str, str]:
    return {b["title"]: b["link"] for b in (await world.channel(room["id"]))["bookmarks"]}


async def texts(world: World, number: int = 1) -> list[str | None]:
    return [e.text for e in await world.timeline(number) if e.kind == "bridge"]


async def test_declaring_brings_a_zoom_meeting_that_ends_with_the_incident(world: World, ada: Person) -> None:
    room = await ada.declares()
    [meeting] = await meetings(world)
    assert (await world.channel(room["id"]))["topic"].endswith(f" · {meeting['join_url']}")
    assert (await bookmarks(world, room))["Bridge"] == meeting["join_url"]
    card = await world.card(room["id"])
    assert "*Bridge*\nZoom" in words(card)
    assert actions(card)["join_bridge"] == "Join the bridge"
    assert meeting["topic"] == "INC-1 · checkout is down"
    assert await texts(world) == ["The bridge started: Zoom"]

    await ada.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    assert await meetings(world) == []
    assert await texts(world) == ["The bridge started: Zoom", "The bridge ended with the incident"]
    assert "https://" not in (await world.channel(room["id"]))["topic"]
    assert "Bridge" not in await bookmarks(world, room)

    await ada.types(room["id"], "/incident reopen")
    await world.settles()
    [again] = await meetings(world)
    assert again["id"] != meeting["id"]
    assert (await bookmarks(world, room))["Bridge"] == again["join_url"]


async def test_the_room_never_waits_for_the_bridge(world: World, ada: Person) -> None:
    await world.fault("zoom.token", latency_ms=600)
    await ada.types("general", "/incident declare checkout is down")

    async def ready() -> bool:
        return (await world.incident()).room_ready_at is not None

    await world.eventually(ready)
    incident = await world.incident()
    assert incident.conference_url is None
    assert "*Bridge*\nstarting…" in words(await world.card(incident.channel_id or ""))
    await world.settles()
    assert (await world.incident()).conference_url


async def test_a_zoom_that_is_down_leaves_the_standing_meeting(world: World, ada: Person) -> None:
    await world.fault("zoom.meetings.create", times=2, status=503)
    room = await ada.declares()
    assert (await world.incident()).conference_url == ROOM
    assert "Zoom did not answer: the standing meeting stepped in" in words(await world.card(room["id"]))
    assert await texts(world) == ["The bridge started: the standing meeting (Zoom did not answer)"]
    assert await meetings(world) == []


async def test_a_meeting_whose_answer_was_lost_is_found_again(world: World, ada: Person) -> None:
    await world.fault("zoom.meetings.create", drop=True)
    await ada.declares()
    [meeting] = await meetings(world)
    assert (await world.incident()).conference_url == meeting["join_url"]


async def test_a_meeting_that_was_made_in_vain_does_not_stay(world: World, ada: Person) -> None:
    await world.fault("zoom.meetings.create", drop=True)
    await world.fault("zoom.meetings.list", times=1, latency_ms=0)  # the one before creating
    await world.fault("zoom.meetings.list", status=503)
    await ada.declares()
    assert (await world.incident()).conference_url == ROOM
    assert await meetings(world) == []


async def test_each_open_incident_has_a_host_of_its_own(world: World, ada: Person) -> None:
    for title in ("checkout is down", "mail is slow", "search is empty"):
        await ada.types("general", f"/incident declare {title}")
    await world.settles()
    assert sorted(m["host"] for m in await meetings(world)) == [ONE, TWO]
    standing = [n for n in (1, 2, 3) if (await world.incident(n)).conference_url == ROOM]
    assert len(standing) == 1
    assert "every host is in another meeting" in (await texts(world, standing[0]))[0] or ""

    first = await world.incident(1)
    assert first.channel_id
    await ada.types(first.channel_id, "/incident resolve done")
    await world.settles()
    await ada.types("general", "/incident declare pages are slow")
    await world.settles()
    assert len(await meetings(world)) == 2


async def test_a_host_who_is_in_another_meeting_is_left_alone(world: World, ada: Person) -> None:
    await ada.declares()
    [own] = await meetings(world)
    async with world.session.get(own["join_url"]) as page:
        assert page.status == 200
    await world.store.keep(f"host:{own['host']}", "999")  # a meeting that is none of ours
    await ada.declares("mail is slow")
    assert [m["host"] for m in await meetings(world)] == [ONE, TWO]


async def test_a_bridge_is_asked_for_replaced_and_ended_by_command(world: World, ada: Person) -> None:
    room = await ada.declares()
    [first] = await meetings(world)
    assert first["join_url"].replace("&", "&amp;") in words(await ada.types(room["id"], "/incident bridge"))
    assert "is being started" in words(await ada.types(room["id"], "/incident bridge new"))
    await world.settles()
    [second] = await meetings(world)
    assert second["id"] != first["id"]
    assert "not set up here" in words(await ada.types(room["id"], "/incident bridge meet"))
    await ada.types(room["id"], "/incident bridge end")
    await world.settles()
    assert await meetings(world) == []

    card = await world.card(room["id"])
    assert actions(card)["start_bridge"] == "Start a bridge"
    await ada.clicks(card, "start_bridge")
    await world.settles()
    assert len(await meetings(world)) == 1
    await ada.clicks(card, "start_bridge")
    assert "somebody was faster" in await ada.told(room["id"])
    assert await texts(world) == [
        "The bridge started: Zoom", "asked Zoom for a bridge", "The bridge started: Zoom", "ended the bridge",
        "asked Zoom for a bridge", "The bridge started: Zoom",
    ]  # fmt: skip


async def test_a_zoom_that_refuses_is_told_on_the_card_and_can_be_asked_again(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(zoom_hosts=("nobody@example.com",)))
    ada = world.person("ada")
    room = await ada.declares()
    card = await world.card(room["id"])
    assert "Could not start the bridge: User does not exist: nobody@example.com. (1001)" in words(card)
    assert "try_again" in actions(card)
    assert "start_bridge" in actions(card)
    assert (await world.incident()).conference_url is None


async def test_wrong_credentials_are_tried_once_and_not_at_every_host(open_world: Open, sqlite_url: str) -> None:
    async def wrong(world: World) -> None:
        world.variables = {"ZOOM_CLIENT_SECRET": "wrong"}

    world = await open_world(sqlite_url, Catalog(zoom_hosts=HOSTS, bridge=ROOM), wrong)
    room = await world.person("ada").declares()
    assert len(await world.calls("zoom.token")) == 1
    card = words(await world.card(room["id"]))
    assert "Zoom refused (Invalid client_id or client_secret): the standing meeting stepped in" in card


async def test_a_zoom_that_is_down_with_nobody_behind_it_is_waited_for(open_world: Open, sqlite_url: str) -> None:
    world = await open_world(sqlite_url, Catalog(zoom_hosts=(ONE,)))
    ada = world.person("ada")
    await world.fault("zoom.token", times=3, status=503)
    room = await ada.declares()
    assert (await world.incident()).conference_url
    notes = str([c["args"] for c in await world.calls("chat.update")])
    assert "Zoom does not answer; the bridge comes as soon as it does" in notes
    assert "does not answer" not in words(await world.card(room["id"]))


async def test_a_zoom_that_is_down_leaves_google_meet_and_then_the_standing_meeting(
    open_world: Open, sqlite_url: str
) -> None:
    world = await with_both(open_world, sqlite_url)
    ada = world.person("ada")
    await world.fault("zoom.token", times=4, status=503)
    room = await ada.declares()
    [space] = (await world.look("vendors/google"))["spaces"]
    assert (await world.channel(room["id"]))["topic"].endswith(space["meeting_uri"])
    assert "*Bridge*\nZoom did not answer: Google Meet stepped in" in words(await world.card(room["id"]))
    await world.session.get(space["meeting_uri"])
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    [space] = (await world.look("vendors/google"))["spaces"]
    assert space["times_ended"] == 1

    await world.fault("zoom.meetings.list", times=3, status=503)
    await world.fault("google.spaces.create", status=403)
    await ada.declares("mail is slow")
    assert (await world.incident(2)).conference_url == ROOM
    [told] = await texts(world, 2)
    assert told == (
        "The bridge started: the standing meeting (Zoom did not answer, "
        "Google Meet refused (An ordered fault: PERMISSION_DENIED))"
    )


async def test_who_is_wanted_by_name_is_asked_alone(open_world: Open, sqlite_url: str) -> None:
    world = await with_both(open_world, sqlite_url)
    ada = world.person("ada")
    room = await ada.declares()
    [meeting] = await meetings(world)
    await ada.types(room["id"], "/incident bridge meet")
    await world.settles()
    [space] = (await world.look("vendors/google"))["spaces"]
    assert (await world.incident()).conference_url == space["meeting_uri"]
    assert await meetings(world) == []
    assert "meet.example" not in words(await world.card(room["id"]))
    await ada.types(room["id"], "/incident bridge zoom")
    await world.settles()
    assert (await meetings(world))[0]["id"] != meeting["id"]


async def with_both(open_world: Open, url: str) -> World:
    """Zoom, then Google Meet, then a standing meeting."""

    async def also_google(world: World) -> None:
        world.variables = vendors.environ(world.running.url)

    return await open_world(url, Catalog(zoom_hosts=(ONE, TWO), bridge=ROOM), also_google)


async def test_the_doctor_sees_that_a_meeting_is_gone_and_starts_another(world: World, ada: Person) -> None:
    room = await ada.declares()
    [meeting] = await meetings(world)
    await ada.types(room["id"], "/incident doctor")
    await world.settles()
    assert "✅ Bridge" in await ada.told(room["id"])
    await deletes(world, meeting)
    await ada.types(room["id"], "/incident doctor")
    await world.settles()
    assert "Bridge: leads to a meeting that is gone" in await ada.told(room["id"])
    [*_, found] = await ada.private(room["id"])
    await ada.clicks(found, "repair_room")
    await world.settles()
    [again] = await meetings(world)
    assert again["id"] != meeting["id"]
    assert (await world.channel(room["id"]))["topic"].endswith(again["join_url"])


async def deletes(world: World, meeting: Json) -> None:
    """Somebody at Zoom takes the meeting away."""
    access = Settings.from_env(world.environ()).access.zoom
    assert access
    zoom = Zoom(access, HOSTS)
    await zoom.end(str(meeting["id"]))
    await zoom.close()


TROUBLE: list[Json] = [{"drop": True}, {"refuse": True}, {"status": 503}, {"status": 429, "retry_after": 1}]


async def test_trouble_at_zoom_of_any_kind_leaves_one_bridge_and_no_meeting_in_vain(
    world: World, ada: Person
) -> None:
    chance = random.Random(4)
    for number in range(1, 7):
        for _ in range(3):
            method = chance.choice(["zoom.token", "zoom.meetings.create", "zoom.meetings.list"])
            await world.fault(method, **chance.choice(TROUBLE))
        await ada.types("general", f"/incident declare trouble {number}")
        await world.settles()
        await world.mended()
        incident = await world.incident(number)
        open_now = [m["join_url"] for m in await meetings(world)]
        assert incident.conference_url in [ROOM, *open_now], number
        assert len(open_now) == (incident.conference_url != ROOM), number
        await ada.types(incident.channel_id or "", "/incident resolve done")
        await world.settles()
        assert await meetings(world) == [], number


async def test_ic_71_keys_of_a_dead_method_leave_an_incident_without_a_bridge(
    open_world: Open, sqlite_url: str
) -> None:
    async def old_keys(world: World) -> None:
        world.variables = {"ZOOM_API_KEY": "key", "ZOOM_API_SECRET": "secret"}

    world = await open_world(sqlite_url, ready=old_keys)
    room = await world.person("ada").declares()
    assert (await world.incident()).conference_url is None
    assert "start_bridge" not in actions(await world.card(room["id"]))


async def test_the_hosts_own_link_is_nowhere(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident bridge new")
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    calls = [c for c in await world.calls() if not c["method"].startswith("zoom.")]
    database = Path(world.url.removeprefix("sqlite:///"))
    stored = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert b"zoom/j/" in stored
    for secret in ("zak=", "zoom/s/", "local-zoom-secret"):
        assert secret not in str(calls)
        assert secret.encode() not in stored
