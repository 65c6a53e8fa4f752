"""Slack is down in the moment of a start: the pages are there all the same, and Slack catches up."""

import asyncio
from time import perf_counter
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from structlog.testing import capture_logs

from bot.app import App
from bot.identity import NAME
from bot.joining import DOWN
from bot.not_started import NotStarted
from tests.conversations.conftest import Open
from tests.conversations.driver import World
from tests.conversations.test_command_line import declare

OUTAGES: dict[str, dict[str, Any]] = {"ill": {"status": 503}, "cut off": {"refuse": True}}


@pytest.fixture
async def known(open_world: Open, sqlite_url: str) -> World:
    """A workspace whose app ran before, and is stopped."""
    world = await open_world(sqlite_url)
    await world.settles()
    await world.apps.pop().stop()
    world.pages = True
    return world


async def served(app: App, path: str, within: float = 2.0) -> httpx.Response:
    """What a page of the app says, as soon as there is one."""
    async with asyncio.timeout(within), httpx.AsyncClient() as browser:
        while True:
            try:
                return await browser.get(f"http://127.0.0.1:{app.web_port}{path}")
            except httpx.TransportError:
                await asyncio.sleep(0.02)


@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES)
async def test_the_pages_are_there_while_slack_is_not_and_it_catches_up(
    known: World, outage: dict[str, Any]
) -> None:
    await known.fault("*", times=10_000, **outage)
    with capture_logs() as logged:
        starting = asyncio.create_task(known.app())
        app = await known.starts()
        assert (await served(app, "/sign-in")).status_code == 200
        health = await served(app, "/readyz")
        assert (health.status_code, health.json()["sockets"], health.json()["store"]) == (503, 0, True)
        assert (await served(app, "/healthz")).status_code == 200  # a restart would mend nothing
        await declare(known, "Checkout is down", "--by", known.person("ada").id)
        await known.mended()
        await starting
        room = await known.eventually(known.rooms)
        await known.settles()
    assert (await served(app, "/readyz")).status_code == 200
    assert len(room) == len(await known.rooms()) == 1
    assert len(await known.named("card", room[0]["id"])) == len(await known.named("digest", "incidents")) == 1
    assert len([each for each in logged if each["event"] == DOWN]) == 1
    assert [each for each in logged if each["log_level"] == "error"] == []


async def test_the_pages_do_not_wait_for_a_slack_that_takes_its_time(known: World) -> None:
    await known.fault("auth.test", latency_ms=2500)
    starting = asyncio.create_task(known.app())
    app = await known.starts()
    assert not await heard(app)
    await starting
    assert await heard(app)
    assert len(await known.calls("auth.test")) == 2


async def test_how_long_slack_was_away_counts_from_when_it_was_heard_and_not_from_a_start(known: World) -> None:
    await known.passes(seconds=3600)
    await known.fault("*", times=10_000, status=503)
    heard = await known.store.known("slack_heard_at")
    await known.app()
    assert await known.store.known("slack_heard_at") == heard
    await known.mended()

    async def noticed() -> bool:
        return await known.store.known("slack_heard_at") != heard

    await known.eventually(noticed)


async def test_a_wrong_token_ends_the_start_also_where_the_workspace_is_known(known: World) -> None:
    for method in ("auth.test", "apps.connections.open"):
        await known.fault(method, error="invalid_auth")
        with pytest.raises(SlackApiError, match="invalid_auth"):
            await known.app()


async def test_a_refusal_after_an_outage_takes_the_pages_from_nobody(known: World) -> None:
    await known.fault("auth.test", status=503)
    await known.fault("auth.test", error="account_inactive")
    with capture_logs() as logged:
        app = await known.app()

        async def told() -> bool:
            return any("auth.test" not in str(e) and "account_inactive" in str(e.get("why")) for e in logged)

        await known.eventually(told)
        assert (await served(app, "/sign-in")).status_code == 200
        await known.eventually(lambda: heard(app))  # the admin has mended it


async def heard(app: App) -> bool:
    return (await served(app, "/readyz")).status_code == 200


async def test_a_token_of_another_workspace_neither_starts_nor_does_anything_there(known: World) -> None:
    kept = await known.store.known(NAME)
    assert kept
    await known.store.keep(NAME, kept.replace('"team_id": "T', '"team_id": "TOTHER'))
    with pytest.raises(NotStarted, match=r"SLACK_BOT_TOKEN is of the workspace .* another database"):
        await known.app()
    await known.fault("auth.test", status=503)
    before = len(await known.calls())
    with capture_logs() as logged:
        await known.app()
        await declare(known, "Checkout is down")

        async def told() -> bool:
            return any("of the workspace" in str(each.get("why")) for each in logged)

        await known.eventually(told)
    assert {call["method"] for call in (await known.calls())[before:]} == {"auth.test"}


async def test_a_first_start_without_slack_says_what_to_do(open_world: Open, sqlite_url: str) -> None:
    async def down(world: World) -> None:
        await world.fault("*", times=10_000, status=503)

    with pytest.raises(NotStarted, match="has not heard of its workspace yet: look at the network"):
        await open_world(sqlite_url, ready=down)


async def test_whoever_stops_it_meanwhile_need_not_wait(known: World) -> None:
    await known.fault("*", times=10_000, latency_ms=60_000)
    starting = asyncio.create_task(known.app())
    await served(await known.starts(), "/readyz")
    began = perf_counter()
    starting.cancel()
    await asyncio.wait({starting})
    assert perf_counter() - began < 4
    await known.mended()
