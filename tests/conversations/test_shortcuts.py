"""Slack's own menus and a reaction: declaring from anywhere and from an alert, and a message for the timeline."""

from dataclasses import replace
from typing import Any

from incidents.catalog import Catalog
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words

Json = dict[str, Any]
ALERT = "*FIRING* db1 &amp; db2 are down :fire:\nsince 10:02"


async def picks(person: Person, shortcut: str, message: Json | None = None) -> None:
    about = {"channel": message["channel"], "ts": message["ts"]} if message else {}
    await person.world.control("shortcut", user=person.name, callback_id=shortcut, **about)


def values(form: Json) -> dict[str, Any]:
    return {b["block_id"]: b["element"].get("initial_value") for b in form["blocks"] if b["type"] == "input"}


async def test_declaring_from_slacks_own_menu_needs_no_command(world: World, ada: Person) -> None:
    await picks(ada, "declare_from", await ada.says("general", "disk full &amp; slow", raw=True))
    assert values(await ada.form()) | {"severity": None} == {
        "title": "disk full & slow", "severity": None, "summary": None, "private": None, "drill": None
    }  # fmt: skip
    await picks(ada, "declare")
    assert await ada.submits(await ada.form(), title="checkout is down") == {}
    await world.settles()
    [room] = await world.rooms()
    assert f"<#{room['id']}>" in await ada.told_anywhere("general")


async def test_an_incident_is_declared_from_a_message_that_the_bot_cannot_read(
    either: World, ada: Person, grace: Person
) -> None:
    said = await grace.says("general", ALERT, raw=True)
    await picks(ada, "declare_from", said)
    form, late = await ada.form(), None
    assert values(form)["title"] == "FIRING db1 & db2 are down"
    assert values(form)["summary"] == "*FIRING* db1 & db2 are down :fire:\nsince 10:02"
    await picks(grace, "declare_from", said)
    late = await grace.form()
    assert await ada.submits(form, severity="sev1") == {}
    errors = await grace.submits(late)
    assert "INC-1 was declared from this message meanwhile" in errors["title"]
    await either.settles()
    first, declared, *_ = await either.timeline()
    assert (first.kind, first.author_id) == ("source", grace.id)
    assert first.at < declared.at
    assert (first.permalink or "").endswith(f"archives/{said['channel']}/p{said['ts'].replace('.', '')}")
    assert "db1 & db2" in (first.text or "")
    [room] = await either.rooms()
    assert f"<#{room['id']}>" in await ada.told_anywhere("general")
    await picks(grace, "declare_from", said)
    await either.settles()
    assert "*INC-1* was declared from this message already" in await grace.told_anywhere("general")
    assert len(await either.rooms()) == 1


async def test_a_message_joins_the_timeline_by_shortcut_once_with_its_pin(
    world: World, ada: Person, grace: Person
) -> None:
    room = (await ada.declares())["id"]
    said = await grace.says(room, "db1 was full")
    await picks(ada, "add_to_timeline", said)
    await ada.reacts(said)
    elsewhere = await grace.says("random", "it began with the deploy")
    await picks(ada, "add_to_timeline", elsewhere)
    form = await ada.form()
    assert "it began with the deploy" in words(form)
    assert await ada.submits(form, incident="1") == {}
    await world.settles()
    pinned = [(e.text, e.author_id) for e in await world.timeline() if e.kind == "pinned"]
    assert pinned == [("db1 was full", grace.id), ("it began with the deploy", grace.id)]
    assert "It is on the timeline of *INC-1*" in await ada.told(room)
    await ada.unreacts(said)
    await world.settles()
    assert [e.text for e in await world.timeline() if e.kind == "pinned"] == ["it began with the deploy"]
    await ada.types(room, "/incident resolve done")
    await picks(grace, "add_to_timeline", elsewhere)
    await world.settles()
    assert "There is no open incident" in await grace.told("random")


async def test_a_reaction_on_an_alert_asks_once_and_never_declares_itself(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, replace(Catalog(), declare_emoji="rotating_light"))
    ada, grace = world.person("ada"), world.person("grace")
    await world.control("join", user=world.running.workspace.bot.id, channel="general", by="ada")
    alert = await grace.says("general", ALERT, raw=True)
    for _ in range(2):
        await ada.reacts(alert, "rotating_light")
        await ada.unreacts(alert, "rotating_light")
    await world.settles()
    assert await world.rooms() == []
    [question] = await ada.private("general")
    assert "Declare an incident from this message?" in words(question)
    assert await grace.private("general") == []
    await ada.clicks(question, "declare_offered")
    form = await ada.form()
    assert values(form)["title"] == "FIRING db1 & db2 are down"
    assert await ada.submits(form) == {}
    await world.settles()
    await grace.reacts(alert, "rotating_light")
    await world.settles()
    [told] = await grace.private("general")
    assert "*INC-1* was declared from this message already" in words(told)
    assert "join_room" in actions(told)
    [room] = await world.rooms()
    inside = await ada.says(room["id"], "another alarm")
    await ada.reacts(inside, "rotating_light")
    await world.settles()
    assert "Declare an incident" not in await ada.told(room["id"])
