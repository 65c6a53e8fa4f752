"""Who may do what, held at every door: typed, clicked and submitted."""

from dataclasses import replace

from incidents.catalog import Catalog
from incidents.permissions import Policy
from tests.conversations.conftest import Open
from tests.conversations.driver import World
from tests.conversations.reading import actions, words

WELL = "All is well"


async def closed(open_world: Open, url: str, *, publish_only: bool = False) -> World:
    """A world in which everything, or publishing alone, is for the leads: a user group with Ada in it."""

    async def with_group(world: World) -> None:
        await world.control("usergroups", handle="leads", name="Leads", members=["ada"])
        [group] = (await world.look("state"))["usergroups"]
        leads = (group["id"],)
        everything = Policy(declare=leads, change=leads, resolve=leads)
        world.catalog = Catalog(permissions=Policy(publish=leads) if publish_only else everything)

    world = await open_world(url, None, with_group)
    await world.settles()
    return world


async def test_whoever_may_not_is_told_who_may_at_every_door(open_world: Open, sqlite_url: str) -> None:
    world = await closed(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    refused = "Nothing was declared: only @leads may declare an incident. Ask one of them."
    assert words(await grace.types("general", "/incident declare checkout is down")) == refused
    room = (await ada.declares())["id"]
    await grace.types(room, "/incident status")  # looking is free
    assert "only @leads and those who hold a role in it may change an incident" in words(
        await grace.types(room, "/incident severity sev1")
    )
    assert "only @leads and its commander may end" in words(
        await grace.types("general", "/incident INC-1 status resolved")
    )
    await world.control("join", user="grace", channel=room)
    for action in ("take_role:commander", "open_resolve"):
        await grace.clicks(await world.card(room), action)
    told = await grace.told(room)
    assert "only @leads and those who hold a role in it may change" in told
    assert "only @leads and its commander may end" in told
    assert await grace.forms() == []
    incident = await world.incident()
    assert (incident.is_open, incident.severity, incident.roles) == (True, "sev2", [])


async def test_a_commander_may_do_with_their_incident_what_the_config_keeps_from_others(
    open_world: Open, sqlite_url: str
) -> None:
    world = await closed(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    room = (await ada.declares())["id"]
    await ada.types(room, "/incident role commander @grace")
    await world.settles()
    await grace.types(room, "/incident severity sev1")
    await grace.clicks(await world.card(room), "open_resolve")
    form = await grace.form()
    await ada.types(room, "/incident role commander release")
    assert "only @leads and its commander may end" in str(await grace.submits(form, resolution="rolled back"))
    await ada.types(room, "/incident role commander @grace")
    assert await grace.submits(form, resolution="rolled back") == {}
    incident = await world.incident()
    assert (incident.severity, incident.resolution) == ("sev1", "rolled back")


async def test_whoever_may_publish_writes_for_customers_and_nothing_else(
    open_world: Open, sqlite_url: str
) -> None:
    world = await closed(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    room = (await ada.declares())["id"]
    await world.apps.pop().stop()
    await world.app(replace(world.catalog, permissions=replace(world.catalog.permissions, publish=(grace.id,))))
    assert "only @leads and those who hold a role in it may change" in words(
        await grace.types(room, "/incident update all is well")
    )
    await grace.types(room, "/incident update")
    form = await grace.form()
    fields = {"update_text:0": WELL, "update_audience": "internal"}
    assert list(await grace.submits(form, **fields)) == ["update_audience"]
    for_customers = {"update_text:0": WELL, "update_audience": "public"}
    assert list(await grace.submits(form, **for_customers, update_status="monitoring")) == ["update_status"]
    assert await grace.submits(form, **for_customers, update_status="investigating") == {}
    await ada.types(room, "/incident update")
    form = await ada.form()
    assert list(await ada.submits(form, update_audience="public")) == ["update_audience"]
    assert await ada.submits(form, update_audience="internal", update_status="identified") == {}
    said = [(each.author_id, each.audience) for each in await world.store.posted_updates(1)]
    assert sorted(said) == sorted([(grace.id, "public"), (ada.id, "internal")])


async def test_user_groups_are_read_at_the_start_and_when_they_change_and_hold_while_slack_is_down(
    open_world: Open, sqlite_url: str
) -> None:
    world = await closed(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    assert "only @leads may" in words(await grace.types("general", "/incident declare one"))
    assert [each.id for each in await world.store.people_called("Ada")] == [ada.id], "forms can offer her"
    await world.control("usergroups", handle="leads", members=["grace"])
    await world.settles()
    await world.fault("*", times=100, error="fatal_error")
    assert "only @leads may" in words(await ada.types("general", "/incident declare two"))
    assert "Declared" in words(await grace.types("general", "/incident declare three"))
    await world.mended()
    await world.settles()
    made = len(await world.calls("usergroups.list"))
    await world.sends_again("events_api")
    await world.settles()
    assert len(await world.calls("usergroups.list")) == made


async def test_what_customers_read_is_published_by_those_who_may_also_as_the_second_person(
    open_world: Open, sqlite_url: str
) -> None:
    world = await closed(open_world, sqlite_url, publish_only=True)
    ada, grace = world.person("ada"), world.person("grace")
    room = (await ada.declares())["id"]
    await grace.types(room, "/incident update")
    form = await grace.form()
    words_of_it = {"update_text:0": WELL, "update_audience": "public"}
    assert "only @leads may publish" in str(await grace.submits(form, **words_of_it))
    await world.control("usergroups", handle="leads", members=[])
    await world.settles()
    assert "only admins of this workspace may publish" in str(await grace.submits(form, **words_of_it))
    assert await grace.submits(form, update_audience="internal") == {}
    await ada.types(room, "/incident update")
    assert await ada.submits(await ada.form(), update_audience="public") == {}
    await world.control("usergroups", handle="leads", members=["ada"])
    await world.settles()

    await world.apps.pop().stop()
    await world.app(replace(world.catalog, second_person=("public",)))
    for person in (grace, ada):
        await person.types(room, "/incident update")
        await person.submits(await person.form(), **{**words_of_it, "update_text:0": f"{person.name} says"})
        await world.settles()
    waiting = [message for message in await world.posts(room) if "approve_update" in actions(message)]
    for message, person in zip(waiting, (ada, grace), strict=True):
        await person.clicks(message, "approve_update")
    await world.settles()
    posted = await world.store.posted_updates(1)
    assert [each.text for each in posted] == ["grace says", "We are looking into it: checkout is down.", WELL]
    assert "only @leads may publish" in await grace.told(room)
