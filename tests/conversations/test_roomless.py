"""Incidents that are run from their digest message, and get a room when it is wanted."""

from incidents.catalog import Catalog
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words

LOW = Catalog(rooms_from="sev2", default_severity="sev4")


async def _declared(open_world: Open, url: str) -> tuple[World, Person]:
    world = await open_world(url, LOW)
    ada = world.person("ada")
    await ada.types("general", "/incident declare search is slow")
    await world.settles()
    return world, ada


async def test_a_low_severity_opens_no_room_and_is_run_from_its_digest_message_to_the_end(
    open_world: Open, sqlite_url: str
) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    grace = world.person("grace")
    assert await world.rooms() == []
    assert "SEV4 opens no war room: run it from its message in #incidents" in await ada.told("general")
    [message] = await world.named("digest", "incidents")
    steps = ["take_role:commander", "acknowledge", "write_update", "reopen_resolve", "open_room"]
    assert list(actions(message)) == steps

    await world.control("join", user="grace", channel="incidents")
    await grace.clicks(message, "take_role:commander")
    await ada.types("general", "/incident INC-1 summary Queries take 9 s")
    await world.settles()
    [message] = await world.named("digest", "incidents")
    assert "Queries take 9 s" in words(message)
    assert f"Commander: <@{grace.id}>" in words(message)
    assert "take_role:commander" not in actions(message)

    await grace.clicks(message, "reopen_resolve")
    await grace.submits(await grace.form(), resolution="more memory")
    await world.settles()
    [message] = await world.named("digest", "incidents")
    assert "What fixed it: more memory" in words(message)
    assert actions(message) == {}
    assert "under its message in the digest channel" in await grace.told("incidents")
    [post] = await world.named("postmortem", "incidents")
    assert post["thread_ts"] == message["ts"]
    thread = [m for m in await world.posts("incidents") if m.get("thread_ts") == message["ts"]]
    [file] = [f for m in thread for f in m.get("files", [])]
    assert file["name"] == "INC-1-postmortem.md"

    await ada.types("general", "/incident INC-1 reopen")
    await world.settles()
    [post] = await world.named("postmortem", "incidents")
    assert "withdrawn" in words(post)


async def test_a_higher_severity_opens_the_room(open_world: Open, sqlite_url: str) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    grace = world.person("grace")
    answer = await grace.types("general", "/incident INC-1 severity sev1")
    assert "Opening its war room" in words(answer)
    await world.settles()
    [room] = await world.rooms()
    assert {ada.id, grace.id} <= set(room["members"])
    assert f"The war room of *INC-1* is <#{room['id']}>" in await grace.told("general")
    [message] = await world.named("digest", "incidents")
    assert f"<#{room['id']}>" in words(message)
    assert actions(message) == {}


async def test_a_click_on_the_digest_message_opens_the_room_and_leaves_the_message(
    open_world: Open, sqlite_url: str
) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    [message] = await world.named("digest", "incidents")
    await world.control("join", user="ada", channel="incidents")
    await ada.clicks(message, "open_room")
    await world.settles()
    await ada.clicks(message, "open_room")  # a stale screen
    await world.settles()
    [room] = await world.rooms()
    assert ada.id in room["members"]
    assert len(await world.named("digest", "incidents")) == 1
    assert f"<#{room['id']}>" in words(await ada.types("general", "/incident INC-1 room"))


async def test_a_post_whose_answer_was_lost_stands_once_in_the_thread(open_world: Open, sqlite_url: str) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    await world.fault("chat.postMessage", drop=True)
    await ada.types("general", "/incident INC-1 resolve over")
    await world.settles()
    assert len(await world.named("postmortem", "incidents")) == 1


async def test_it_can_be_merged_from_its_digest_message_into_one_that_has_a_room_and_the_other_way_round(
    open_world: Open, sqlite_url: str
) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    grace = world.person("grace")
    await grace.types("general", "/incident declare orders fail")
    await grace.types("general", "/incident INC-2 severity sev1")
    await world.settles()
    answer = await ada.types("general", "/incident INC-1 merge INC-2")
    await world.settles()
    [room] = await world.rooms()
    assert ada.id in room["members"]
    assert f"*INC-1* is merged into *INC-2* <#{room['id']}>: go on there. Its people are invited." in words(answer)
    message = (await world.named("digest", "incidents"))[0]
    assert f"🔀 *merged into INC-2* <#{room['id']}>" in words(message)
    assert actions(message) == {}

    await ada.types("general", "/incident INC-1 reopen")
    await world.settles()
    assert "open_room" in actions((await world.named("digest", "incidents"))[0])
    answer = await grace.types("general", "/incident INC-2 merge INC-1")
    assert "into *INC-1*: go on there. Its timeline shows there too." in words(answer)
    await world.settles()
    assert "turned out to be *INC-1*: it goes on there." in words((await world.named("signpost", room["id"]))[0])
    assert [await world.store.failed(number) for number in (1, 2)] == [[], []]


async def test_two_who_ask_for_the_room_at_once_both_come_into_the_one_that_opens(
    open_world: Open, sqlite_url: str
) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    grace = world.person("grace")
    await world.fault("conversations.create", latency_ms=100)
    await ada.types("general", "/incident INC-1 room")
    await grace.types("general", "/incident INC-1 severity sev1")
    await world.settles()
    [room] = await world.rooms()
    assert {ada.id, grace.id} <= set(room["members"])
    for person in (ada, grace):
        assert f"The war room of *INC-1* is <#{room['id']}>" in await person.told("general")


async def test_ic_42_who_asked_for_a_room_before_it_became_private_is_neither_let_in_nor_told(
    open_world: Open, sqlite_url: str
) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    grace = world.person("grace")
    await world.fault("conversations.create", status=429, retry_after=2)
    await grace.types("general", "/incident INC-1 room")
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    [room] = await world.rooms()
    assert (ada.id in room["members"], grace.id in room["members"]) == (True, False)
    assert f"<#{room['id']}>" not in await grace.told_anywhere("general")
    assert f"<#{room['id']}>" in await ada.told_anywhere("general")


async def test_a_digest_channel_that_was_archived_with_the_post_mortem_in_it_closes_no_room(
    open_world: Open, sqlite_url: str
) -> None:
    world, ada = await _declared(open_world, sqlite_url)
    await ada.types("general", "/incident INC-1 resolve over")
    await world.settles()
    await ada.types("general", "/incident INC-1 reopen")
    await ada.types("general", "/incident INC-1 severity sev1")
    await world.settles()
    [room] = await world.rooms()
    await world.control("archive", user="ada", channel="incidents")
    await ada.types(room["id"], "/incident resolve over again")
    await world.settles()
    card = words(await world.card(room["id"]))
    assert "Resolved" in card
    assert "Could not post the post-mortem: the channel is archived" in card
    assert "closed" not in words(await ada.types(room["id"], "/incident room"))
    assert "room_lost" not in (await world.incident()).refs
