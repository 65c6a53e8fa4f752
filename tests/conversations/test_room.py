"""The room: its name, topic, card, pin and bookmark, and the one message in the digest channel."""

import pytest

from incidents.catalog import Catalog, Service
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, button, words

STEPS_OF_A_ROOM = {"pins.add": 1, "bookmarks.add": 1, "conversations.create": 1, "conversations.setTopic": 1}


async def test_the_room_has_name_topic_pinned_card_and_bookmark_once(either: World, ada: Person) -> None:
    room = await ada.declares("DB outage")
    assert room["name"] == "inc-1-db-outage"
    assert room["topic"] == "🟠 SEV2 · investigating · DB outage"
    card = await either.card(room["id"])
    assert [pin["ts"] for pin in room["pins"]] == [card["ts"]]
    [bookmark] = room["bookmarks"]
    assert bookmark["link"].endswith(f"archives/{room['id']}/p{card['ts'].replace('.', '')}")
    assert (await either.incident()).room_ready_at is not None
    for severity in ("sev1", "sev3"):
        await ada.types(room["id"], f"/incident severity {severity}")
        await either.settles()
    room = await either.channel(room["id"])
    assert room["topic"] == "🟡 SEV3 · investigating · DB outage"
    assert (len(room["pins"]), len(room["bookmarks"])) == (1, 1)
    assert len(await either.posts(room["id"])) == 1


async def test_the_card_says_how_things_are_and_offers_each_vacant_role(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares("R&D <prod> is down")
    card = await world.card(room["id"])
    assert card["blocks"][0]["text"]["text"] == "🟠 SEV2 · INC-1 · R&D <prod> is down"
    assert "investigating" in words(card)
    assert "🟠 SEV2 Major" in words(card)
    assert f"by <@{ada.id}>" in words(card)
    assert actions(card) == {
        "take_role:commander": "Take Commander",
        "take_role:scribe": "Take Scribe",
        "take_role:liaison": "Take Liaison",
        "take_role:tech_lead": "Take Tech Lead",
        "acknowledge": "Acknowledge",
        "open_update": "Update",
        "open_edit": "Edit",
        "add_task": "Add a task",
        "open_resolve": "Resolve",
    }
    for role in ("commander", "scribe", "liaison", "tech_lead"):
        assert button(card, f"take_role:{role}")["value"] == role
    await grace.clicks(card, "take_role:commander")
    await world.settles()
    card = await world.card(room["id"])
    assert f"Commander: <@{grace.id}>" in words(card)
    [held] = [b for b in card["blocks"] if "Commander: <@" in (b.get("text") or {}).get("text", "")]
    assert held["text"]["type"] == "mrkdwn"
    assert "take_role:commander" not in actions(card)
    assert "Room ready in" in words(card)


async def test_the_digest_channel_hears_once_and_its_message_is_edited_in_place(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    [first] = await either.named("digest", "incidents")
    assert "🟠 SEV2 · INC-1 · checkout is down" in words(first)
    assert f"<#{room['id']}>" in words(first)
    await grace.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident severity sev1")
    await ada.types(room["id"], "/incident status monitoring")
    await either.settles()
    await ada.types(room["id"], "/incident resolve rolled back")
    await either.settles()
    assert len(await either.posts("incidents")) == 1
    [last] = await either.named("digest", "incidents")
    assert last["ts"] == first["ts"]
    for part in ("🔴 SEV1", "*resolved*", f"Commander: <@{grace.id}>", "after", f"<#{room['id']}>"):
        assert part in words(last)


async def test_the_digest_channel_is_made_at_the_start(world: World) -> None:
    await world.settles()
    channel = await world.channel("incidents")
    assert channel["creator"] == world.running.workspace.bot.id


async def test_a_digest_channel_that_the_bot_is_in_already_is_used(open_world: Open, sqlite_url: str) -> None:
    async def ready(world: World) -> None:
        bot = world.running.workspace.bot.id
        for name in ("aaa", "incidents", "zzz"):
            await world.control("channels", name=name, creator="ada", members=["ada", bot])

    world = await open_world(sqlite_url, ready=ready)
    room = await world.person("ada").declares()
    assert len(await world.named("digest", "incidents")) == 1
    assert await world.calls("conversations.list") == []
    assert not [line for line in words(await world.card(room["id"])).splitlines() if "⚠️" in line]


async def test_a_digest_channel_without_the_bot_is_told_on_the_card_and_mended_by_an_invitation(
    open_world: Open, sqlite_url: str
) -> None:
    async def ready(world: World) -> None:
        await world.control("channels", name="incidents", creator="ada", members=["ada"])

    world = await open_world(sqlite_url, ready=ready)
    ada = world.person("ada")
    room = await ada.declares()
    card = words(await world.card(room["id"]))
    assert "#incidents exists and the bot is not in it: invite the bot there" in card
    assert len(room["pins"]) == 1
    assert await world.calls("conversations.list") == []
    await world.control("join", user=world.running.workspace.bot.id, channel="incidents", by="ada")
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert len(await world.named("digest", "incidents")) == 1


async def test_a_digest_channel_given_by_its_id_is_used(open_world: Open, sqlite_url: str) -> None:
    made: dict[str, str] = {}

    async def ready(world: World) -> None:
        bot = world.running.workspace.bot.id
        made.update(await world.control("channels", name="news", creator="ada", members=["ada", bot]))
        world.catalog = Catalog(digest_channel=made["id"])

    world = await open_world(sqlite_url, ready=ready)
    await world.person("ada").declares()
    assert len(await world.named("digest", "news")) == 1
    assert "incidents" not in [c["name"] for c in (await world.look("state"))["channels"]]


async def test_a_name_that_an_archived_channel_holds_gets_a_suffix(world: World, ada: Person) -> None:
    old = (await world.control("channels", name="inc-1-checkout-is-down", creator="linus"))["id"]
    await world.control("archive", user="linus", channel=old)
    room = await ada.declares()
    assert room["name"] == "inc-1-checkout-is-down-2"
    assert (await world.incident()).channel_id == room["id"] != old
    assert len(room["pins"]) == 1
    assert (await world.channel(old))["pins"] == []


async def test_the_room_of_another_incident_is_never_taken(open_world: Open, sqlite_url: str) -> None:
    world = await open_world(sqlite_url, Catalog(channel_template="war-{slug}"))
    ada = world.person("ada")
    for number in (1, 2, 3):
        await ada.types("general", "/incident declare same words")
        await world.settles()
        assert (
            await world.incident(number)
        ).channel_name == f"war-same-words{'' if number == 1 else f'-{number}'}"


async def test_a_room_renamed_by_hand_stays_the_room(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    await world.control("rename", user="ada", channel=room["id"], name="the-great-outage")
    said = await grace.says(room["id"], "disk is full")
    await grace.reacts(said)
    await world.settles()
    assert [e.text for e in await world.timeline() if e.kind == "pinned"] == ["disk is full"]
    assert "*INC-1* is *identified*" in words(await ada.types(room["id"], "/incident status identified"))
    assert (await world.incident()).channel_name == "the-great-outage"


async def test_ic_07_with_a_prefix_of_ones_own_pins_are_recorded_before_and_after_a_rename_by_hand(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(channel_template="incident-{date}-{number}"))
    ada = world.person("ada")
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    room = str((await world.incident()).channel_id)
    name = f"incident-{(await world.incident()).declared_at:%Y-%m-%d}-1"
    assert (await world.channel(name))["id"] == room

    async def pins(channel: str, text: str) -> list[str | None]:
        await ada.reacts(await ada.says(channel, text))
        await world.settles()
        return [e.text for e in await world.timeline() if e.kind == "pinned"]

    assert await pins(room, "disk is full") == ["disk is full"]
    await world.control("rename", user="ada", channel=room, name="general-chat-about-db1")
    await world.settles()
    assert (await world.incident()).channel_name == "general-chat-about-db1"
    assert await pins(room, "it was the backup") == ["disk is full", "it was the backup"]
    # The name that it had, or one like it, makes another channel no room of an incident.
    await world.control("channels", name=name, creator="ada", members=["ada", "signalcraft"])
    assert len(await pins(name, "nothing of it")) == 2


async def test_the_members_of_a_services_user_group_come(open_world: Open, sqlite_url: str) -> None:
    async def ready(world: World) -> None:
        made = await world.control("usergroups", handle="payments", members=["grace", "linus"])
        world.catalog = Catalog(services=(Service(name="Checkout", people=(), group=made["id"]),))

    world = await open_world(sqlite_url, ready=ready)
    ada, grace, linus = (world.person(name) for name in ("ada", "grace", "linus"))
    await ada.types("general", "/incident declare")
    await ada.submits(await ada.form(), title="down", service="0")
    await world.settles()
    [room] = await world.rooms()
    assert await world.store.failed(1) == []
    assert {ada.id, grace.id, linus.id} <= set(room["members"])


@pytest.mark.parametrize("way", ["typed", "clicked"])
async def test_the_first_change_is_on_the_card_at_once_and_the_next_within_two_seconds(
    world: World, ada: Person, grace: Person, way: str
) -> None:
    room = await ada.declares()
    await world.passes(seconds=3)
    updates = len(await world.calls("chat.update"))
    for role in ("commander", "scribe", "liaison", "tech_lead"):
        if way == "typed":
            await grace.types(room["id"], f"/incident role {role}")
        else:
            await grace.clicks(await world.card(room["id"]), f"take_role:{role}")
    await world.settles()
    edits = [c for c in (await world.calls("chat.update"))[updates:] if c["channel"] == room["id"]]
    assert len(edits) == 2
    assert edits[1]["started"] - edits[0]["ended"] >= 1.9
    card = words(await world.card(room["id"]))
    for role in ("Commander", "Scribe", "Liaison", "Tech Lead"):
        assert f"{role}: <@{grace.id}>" in card
