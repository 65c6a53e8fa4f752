"""Who may do what, held at every door: typed, clicked and submitted."""

from incidents.catalog import Catalog
from incidents.permissions import Policy
from incidents.user_group import UserGroup
from tests.conversations.conftest import Open
from tests.conversations.driver import World
from tests.conversations.reading import words

LEADS = "S0LEADS"
POLICY = Policy(change=(LEADS,), resolve=(LEADS,), declare=(LEADS,))


async def closed(open_world: Open, url: str) -> World:
    """A world in which everything is for the leads, of whom Ada is one."""
    world = await open_world(url, Catalog(permissions=POLICY))
    ada = world.person("ada").id
    await world.store.save_group(UserGroup(id=LEADS, handle="leads", people=[ada], read_at=world.now()))
    return world


async def test_whoever_may_not_is_told_who_may_at_every_door(open_world: Open, sqlite_url: str) -> None:
    world = await closed(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    refused = "Nothing was declared: only @leads may declare an incident. Ask one of them."
    assert words(await grace.types("general", "/incident declare checkout is down")) == refused
    room = (await ada.declares())["id"]
    await grace.types(room, "/incident status")  # looking is free
    assert "only @leads may change an incident" in words(await grace.types(room, "/incident severity sev1"))
    assert "only @leads may end" in words(await grace.types("general", "/incident INC-1 status resolved"))
    await world.control("join", user="grace", channel=room)
    for action in ("take_role:commander", "open_resolve"):
        await grace.clicks(await world.card(room), action)
    told = await grace.told(room)
    assert "only @leads may change" in told
    assert "only @leads may end" in told
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
    assert "only @leads may end" in str(await grace.submits(form, resolution="rolled back"))
    await ada.types(room, "/incident role commander @grace")
    assert await grace.submits(form, resolution="rolled back") == {}
    incident = await world.incident()
    assert (incident.severity, incident.resolution) == ("sev1", "rolled back")
