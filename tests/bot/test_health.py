"""`/healthz` and `/readyz` tell the truth, so that a supervisor restarts what must be."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientConnectorError, ClientSession

from incidents.catalog import Catalog
from incidents.change import Change
from incidents.effects.room import SetTopic
from incidents.incident import Incident
from storage.store import Store
from storage.where import NEW
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.server import Web

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}", clock=clock)
    await store.start()
    yield store
    await store.close()


async def asked(
    store: Store, path: str, *, sockets: int = 2, wanted: bool = True
) -> tuple[int, dict[str, object]]:
    web = Web("127.0.0.1", 0)
    heard = Heard(sockets, 12, {"events_api": 7, "interactive": 3}, wanted=wanted)
    web.start(
        web_app(Front(store=store, catalog=Catalog(), now=store.clock, url="", team_id="T1", heard=lambda: heard))
    )
    try:
        async with ClientSession() as session, asyncio.timeout(5):
            return await _answer(session, f"http://127.0.0.1:{web.port}{path}")
    finally:
        await web.stop()


async def _answer(session: ClientSession, url: str) -> tuple[int, dict[str, object]]:
    while True:
        try:
            async with session.get(url) as answer:
                return answer.status, await answer.json()
        except ClientConnectorError:  # the server is not listening yet
            await asyncio.sleep(0.01)


async def test_all_is_well(store: Store) -> None:
    heard = {"sockets": 2, "last_hello_s": 12, "last_envelope_s": 3, "slack_away": False}
    assert (await asked(store, "/healthz")) == (
        200,
        {"ok": True, **heard, "store": True, "outbox_overdue_s": 0},
    )
    assert (await asked(store, "/readyz")) == (200, {"ok": True, **heard, "store": True})


async def test_deaf_to_slack_is_neither_ready_nor_healthy(store: Store) -> None:
    assert (await asked(store, "/healthz", sockets=0))[0] == 503
    assert (await asked(store, "/readyz", sockets=0))[0] == 503


async def test_who_leaves_hearing_slack_to_others_is_well_without(store: Store) -> None:
    for path in ("/healthz", "/readyz"):
        status, facts = await asked(store, path, sockets=0, wanted=False)
        assert (status, facts["sockets"]) == (200, None)


async def test_a_row_that_nobody_claims_for_a_minute_is_a_stuck_worker(store: Store, clock: Clock) -> None:
    def declared(incident: Incident) -> Change:
        incident.title, incident.severity, incident.declared_by, incident.declared_at = "x", "sev2", "U1", NOW
        return Change(effects=(SetTopic(),))

    await store.change(NEW, declared)
    clock.now = NOW + timedelta(seconds=59)
    assert (await asked(store, "/healthz"))[0] == 200
    clock.now = NOW + timedelta(seconds=61)
    status, facts = await asked(store, "/healthz")
    assert (status, facts["outbox_overdue_s"]) == (503, 61)
    assert (await asked(store, "/readyz"))[0] == 200


async def test_what_waits_for_slack_is_not_stuck(store: Store, clock: Clock) -> None:
    def declared(incident: Incident) -> Change:
        incident.title, incident.severity, incident.declared_by, incident.declared_at = "x", "sev2", "U1", NOW
        return Change(effects=(SetTopic(),))

    await store.change(NEW, declared)
    [row] = await store.claim("test", 1)
    await store.postpone(row, NOW + timedelta(minutes=10), "ratelimited")
    clock.now = NOW + timedelta(minutes=5)
    assert (await asked(store, "/healthz"))[0] == 200


async def test_a_store_that_refuses_writes_is_told(tmp_path: Path) -> None:
    store = Store("postgresql://nobody@127.0.0.1:1/none", clock=lambda: NOW)
    status, facts = await asked(store, "/healthz")
    assert (status, facts["store"], facts["outbox_overdue_s"]) == (503, False, None)
    await store.close()
