"""Pages hear of every change at once, once, and of nothing that they may not see."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from incidents.change import Change
from incidents.incident import Incident
from storage.sessions import hashed
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import declare, retitle, write
from tests.web.conftest import URL, SignIn, stored_person
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.live.hub import HELD_BACK, HELD_BYTES, Hub, Listener
from web.live.stream import messages
from web.visitor import COOKIE


@pytest.fixture
async def hub(front: Front) -> AsyncIterator[Hub]:
    made = Hub(front)
    front.store.touched, front.store.signed_out = made.touched, made.signed_out
    await front.store.change(NEW, declare("checkout is down"))
    yield made
    made.close()


async def told(listener: Listener) -> Any:
    """The next message, or None at the end of the stream."""
    async with asyncio.timeout(5):
        message = await listener.waiting.get()
    return None if message is None else json.loads(message.decode().removeprefix("data: "))


async def test_what_is_changed_is_sent_and_nothing_else(hub: Hub, store: Store) -> None:
    listener = hub.join("U1", {1: 1})
    await asyncio.sleep(0.05)
    await store.change(numbered(1), retitle("search is down"))
    message = await told(listener)
    assert (message["incident"], message["version"]) == (1, 2)
    assert "search is down" in message["parts"]["head"]
    assert "roles" not in message["parts"]


async def test_who_is_behind_gets_all_parts_at_once(hub: Hub, store: Store) -> None:
    await store.change(numbered(1), retitle("search is down"))
    message = await told(hub.join("U1", {1: 1}))
    assert {"head", "timeline", "tasks"} <= message["parts"].keys()


async def test_all_pages_get_the_same_bytes(hub: Hub, store: Store) -> None:
    listeners = [hub.join(f"U{number}", {1: 1}) for number in range(20)]
    await asyncio.sleep(0.05)
    await store.change(numbered(1), write("db1 restarted"))
    messages = [await each.waiting.get() for each in listeners]
    assert len({id(message) for message in messages}) == 1


async def test_a_reader_who_does_not_read_is_cut_off(hub: Hub) -> None:
    listener = Listener("U1", {1: 1})
    for number in range(HELD_BACK + 1):
        listener.send(b"x" * number)
    assert [listener.waiting.get_nowait()] == [None]
    listener.send(b"too late")
    assert listener.waiting.empty()


async def test_what_waits_for_a_reader_is_bounded_in_bytes_and_one_large_message_still_comes(hub: Hub) -> None:
    listener, large = Listener("U1", {1: 1}), b"x" * (2 * HELD_BYTES)
    listener.send(large)
    assert await listener.next() == large
    half = b"x" * (HELD_BYTES // 2)
    for _ in range(10):  # who reads is never cut off
        listener.send(half)
        assert await listener.next() == half
    for _ in range(2):
        listener.send(half)
    assert listener.held == HELD_BYTES
    listener.send(b"x")
    assert (await listener.next(), listener.held) == (None, 0)


async def test_what_becomes_private_ends_for_those_outside(hub: Hub, store: Store) -> None:
    def hide(incident: Incident) -> Change:
        incident.private, incident.declared_by = True, "UADA"
        return Change(entries=write("it is private now")(incident).entries)

    outside, inside = hub.join("UEVE", {1: 1}), hub.join("UADA", {1: 1})
    await asyncio.sleep(0.05)
    await store.change(numbered(1), hide)
    assert await told(outside) is None
    assert "private" in (await told(inside))["parts"]["head"]


async def test_what_another_process_changes_is_found(front: Front, sqlite_url: str, store: Store) -> None:
    await store.change(NEW, declare("checkout is down"))
    hub = Hub(front, look_again=0.05)
    other = Store(sqlite_url, clock=store.clock)
    await other.start()
    listener = hub.join("U1", {1: 1})
    await asyncio.sleep(0.05)
    await other.change(numbered(1), retitle("search is down"))
    assert "search is down" in (await told(listener))["parts"]["head"]
    hub.close()
    await other.close()


async def test_the_end_of_the_process_ends_every_stream(hub: Hub) -> None:
    listener = hub.join("U1", {1: 1})
    hub.close()
    assert await told(listener) is None
    assert await told(hub.join("U1", {1: 1})) is None


async def test_streams_are_for_those_who_may_see_the_incident(signs_in: SignIn, store: Store) -> None:
    def hidden(incident: Incident) -> Change:
        change = declare("secret")(incident)
        incident.private = True
        return change

    await store.change(NEW, hidden)
    eve = await signs_in("UEVE", "Eve")
    assert (await eve.get("/stream?incidents=1.0")).status_code == 404
    for strange in ("", "x", "1", "1.0,", "1.0," * 60 + "1.0", "-1.0", "99999999999.1"):
        assert (await eve.get(f"/stream?incidents={strange}")).status_code == 409, strange


async def test_whoever_is_signed_out_hears_nothing_more_from_that_moment(
    hub: Hub, signs_in: SignIn, store: Store
) -> None:
    here, there, grace = await signs_in(), await signs_in(), await signs_in("UGRACE", "Grace")
    store.signed_out = hub.signed_out  # each browser of the tests has pages of its own
    sessions = [hashed(each.cookies[COOKIE]) for each in (here, there, grace)]
    streams = [hub.join("U1", {1: 1}, session=each) for each in sessions]
    streams[0].send(b"what waits is not read either")
    assert (await here.post("/sign-out")).status_code == 303
    await asyncio.sleep(0.05)
    assert await told(streams[0]) is None
    assert not streams[1].ended
    await store.save_person(stored_person("UADA", "Ada", deleted=True))
    assert await told(streams[1]) is None
    assert not streams[2].ended


async def test_a_session_that_is_over_hears_no_more_however_much_happens(
    front: Front, hub: Hub, signs_in: SignIn, store: Store
) -> None:
    ada = await signs_in()
    secret = ada.cookies[front.cookie(COOKIE)]
    cookie = f"{front.cookie(COOKIE)}={secret}".encode()
    request = Request({"type": "http", "app": web_app(front), "headers": [(b"cookie", cookie)]})
    stream = messages(request, hub, listener := hub.join("UADA", {1: 1}), beat=0.05)
    assert b"hello" in await anext(stream)
    found = await store.signed_in(secret)
    assert found
    await store.end_session(found[0].id)
    for _ in range(20):
        listener.send(b"data: {}")  # the line is never silent
        await asyncio.sleep(0.01)
        if await anext(stream, None) is None:
            return
    raise AssertionError("it went on")


async def test_pages_are_told_when_slack_goes_away_and_when_it_is_back(front: Front) -> None:
    heard = Heard(sockets=2)
    hub = Hub(replace(front, heard=lambda: heard), look_again=0.01)
    await front.store.change(NEW, declare("checkout is down"))
    early = hub.join("U1", {1: 1})
    await asyncio.sleep(0.05)
    heard = Heard(sockets=0, away=True)
    assert await early.next() == b"event: slack\ndata: away\n\n"
    late = hub.join("U1", {1: 1})
    assert await late.next() == b"event: slack\ndata: away\n\n"
    heard = Heard(sockets=2)
    assert await early.next() == await late.next() == b"event: slack\ndata: back\n\n"
    hub.close()


async def test_a_page_says_that_slack_is_away(front: Front, signs_in: SignIn) -> None:
    ada = await signs_in()
    assert 'role="status" hidden>Slack does not answer' in (await ada.get("/")).text
    away = replace(front, heard=lambda: Heard(sockets=0, away=True))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web_app(away)), base_url=URL) as browser:
        browser.cookies = ada.cookies
        assert 'role="status">Slack does not answer' in (await browser.get("/")).text


async def test_whoever_is_gone_before_the_first_word_is_not_listened_for(
    front: Front, signs_in: SignIn, store: Store
) -> None:
    ada = await signs_in()
    await store.change(NEW, declare("checkout is down"))
    cookie = f"{front.cookie(COOKIE)}={ada.cookies[front.cookie(COOKIE)]}".encode()
    pages = web_app(front)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        await asyncio.sleep(0.05)  # the line is full

    asked = {"method": "GET", "path": "/stream", "query_string": b"incidents=1.1"}
    scope = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1"}
    scope |= {"scheme": "http", "root_path": "", "headers": [(b"cookie", cookie)]}
    await pages(scope | asked, receive, send)
    assert pages.state.hub._everybody() == set()
