"""An incident is run from its page, and what came of it stands in the workspace."""

from collections.abc import AsyncIterator

import httpx
import pytest

from incidents.person import Person as Known
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from web.visitor import COOKIE, CSRF_HEADER, csrf_of


@pytest.fixture
async def world(open_world: Open, sqlite_url: str) -> World:
    """Workspace and app, which serves its pages."""

    async def with_pages(world: World) -> None:
        world.pages = True

    return await open_world(sqlite_url, ready=with_pages)


@pytest.fixture
async def page(world: World, ada: Person, grace: Person) -> AsyncIterator[httpx.AsyncClient]:
    """Ada's browser; she and Grace have been met before."""
    for person in (ada, grace):
        await world.store.save_person(Known(id=person.id, name=person.name, updated_at=world.now()))
    secret = await world.store.open_session(ada.id)
    url = f"http://127.0.0.1:{world.apps[0].web_port}"
    carries = {"cookies": {COOKIE: secret}, "headers": {CSRF_HEADER: csrf_of(secret)}}
    async with httpx.AsyncClient(base_url=url, **carries) as browser:
        yield browser


async def test_what_is_done_on_the_page_stands_in_the_room(
    world: World, page: httpx.AsyncClient, ada: Person, grace: Person
) -> None:
    async def does(name: str, **sent: str) -> None:
        answer = await page.post(f"/incidents/{name}", data=sent)
        assert answer.status_code == 303, answer.text

    await does("new", title="Checkout is down", severity="sev1")
    [room] = await world.eventually(world.rooms)
    await world.settles()
    await does("1/role", role="commander")
    await does("1/role", role="scribe", person="grace")
    await does("1/task", text="restart db1", person="grace")
    await does("1/update", text="The disk is full", status="identified")
    said = await grace.says(room["id"], "the disk of db1 is full")
    link = f"{world.running.url}archives/{room['id']}/p{said['ts'].replace('.', '')}"
    await does("1/pin", link=link)
    await world.settles()
    card = str(await world.card(room["id"]))
    assert f"<@{ada.id}>" in card
    assert f"<@{grace.id}>" in card
    assert "identified" in card
    [room] = await world.rooms()
    assert {ada.id, grace.id} <= {*room["members"]}
    assert "The disk is full" in str(await world.messages(room["id"]))
    assert "the disk of db1 is full" in [entry.text for entry in await world.timeline()]
    await does("1/resolve", resolution="more disk")
    await world.settles()
    assert "resolved" in str(await world.card(room["id"]))


async def test_the_way_to_the_page_is_known_before_slack_is_slow(open_world: Open, sqlite_url: str) -> None:
    async def reached(world: World) -> None:
        world.variables["WEB_URL"] = "https://incidents.example.com"

    world = await open_world(sqlite_url, ready=reached)
    ada = world.person("ada")
    room = await ada.declares("checkout is down")
    page = "https://incidents.example.com/incidents/1"
    assert page in str(await world.card(room["id"]))
    assert page in str(await ada.types(room["id"], "/incident status"))
    await world.control("home", user="ada")
    await world.settles()
    assert "https://incidents.example.com/" in str((await world.look("views", user="ada"))["home"])


async def test_what_is_put_right_or_hidden_is_so_in_the_post_mortem(world: World, page: httpx.AsyncClient) -> None:
    await page.post("/incidents/new", data={"title": "Checkout is down"})
    [room] = await world.eventually(world.rooms)
    await page.post("/incidents/1/note", data={"text": "restarted db1"})
    await page.post("/incidents/1/note", data={"text": "a slip"})
    entries = {entry.text: str(entry.id) for entry in await world.timeline()}
    await page.post(
        "/incidents/1/entry-correct", data={"entry": entries["restarted db1"], "text": "restarted db2"}
    )
    await page.post("/incidents/1/entry-hide", data={"entry": entries["a slip"]})
    await page.post("/incidents/1/resolve", data={})
    await world.settles()
    written = await world.document(room["id"])
    assert "restarted db2" in written
    assert "restarted db1" not in written
    assert "a slip" not in written
