"""The pages over a real store, asked in process; and people who are signed in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from incidents.catalog import Catalog
from incidents.person import Person
from storage.store import Store
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.visitor import COOKIE, CSRF_HEADER, csrf_of

URL = "http://127.0.0.1:8080"
TEAM = "T1"
NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)

SignIn = Callable[..., Awaitable[httpx.AsyncClient]]
_made: list[tuple[Front, FastAPI]] = []
"""The latest app, and of which front it is."""


def stored_person(id: str, name: str, **more: object) -> Person:
    """Somebody whom the store knows."""
    return Person(**{"id": id, "name": name, "team_id": TEAM, "updated_at": NOW} | more)


def app_of(front: Front) -> FastAPI:
    """One for all who come to this front, as in a process: to make it takes longer than most tests."""
    if not _made or _made[0][0] is not front:
        _made[:] = [(front, web_app(front))]
    return _made[0][1]


def browser_at(front: Front, url: str) -> httpx.AsyncClient:
    """A browser, where people reach the pages at this address."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(web_app(replace(front, url=url))), base_url=url)


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    """An empty one."""
    store = Store(sqlite_url, clock=lambda: NOW)
    await store.start()
    yield store
    await store.close()


@pytest.fixture
def front(store: Store) -> Front:
    """What the pages have at hand."""
    return Front(
        store=store, catalog=Catalog(), now=lambda: NOW, url=URL, team_id=TEAM, heard=lambda: Heard(sockets=2)
    )


@pytest.fixture
async def nobody(front: Front) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which nobody is signed in."""
    async with browser_at(front, URL) as client:
        yield client


@pytest.fixture
async def signs_in(front: Front) -> AsyncIterator[SignIn]:
    """Gives the browser of somebody who is signed in; what it posts comes from our pages."""
    clients: list[httpx.AsyncClient] = []

    async def one(id: str = "UADA", name: str = "Ada", **more: object) -> httpx.AsyncClient:
        await front.store.save_person(stored_person(id, name, **more))
        secret = await front.store.open_session(id)
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app_of(front)),
            base_url=URL,
            cookies={COOKIE: secret},
            headers={CSRF_HEADER: csrf_of(secret)},
        )
        clients.append(client)
        return client

    yield one
    for client in clients:
        await client.aclose()
