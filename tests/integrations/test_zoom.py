"""The client of Zoom against the stand-in: one call each, a renewed token, and no secret in any error."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.manifest import manifest_path
from integrations.access import ZoomAccess
from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.zoom import Zoom
from sandbox.server import Options, Running, start
from sandbox.traffic.faults import Fault
from sandbox.vendors.zoom_account import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET, HOSTS
from tests.integrations.given import every_word

ONE, TWO, _ = HOSTS


@pytest.fixture
async def workspace() -> AsyncIterator[Running]:
    running = await start(Options(manifest_path(), rate_limits=False))
    yield running
    await running.stop()


def access(running: Running, secret: str = CLIENT_SECRET) -> ZoomAccess:
    return ZoomAccess(
        account_id=ACCOUNT_ID, client_id=CLIENT_ID, client_secret=secret,
        api_url=f"{running.url}zoom/v2/", oauth_url=f"{running.url}zoom/oauth/token",
    )  # fmt: skip


@pytest.fixture
async def zoom(workspace: Running) -> AsyncIterator[Zoom]:
    client = Zoom(access(workspace), HOSTS, clock=workspace.world.clock.now)
    yield client
    await client.close()


def calls(running: Running) -> list[str]:
    return [each.name for each in running.world.journal.entries if each.kind == "call"]


def meetings(running: Running) -> list[dict]:
    return running.world.vendors["zoom"]()["meetings"]


async def failure(zoom: Zoom, host: str = ONE) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        await zoom.create(host, title="x", tag="t")
    return caught.value


async def test_a_meeting_lets_everybody_in_at_once(zoom: Zoom, workspace: Running) -> None:
    made = await zoom.create(ONE, title="INC-1 · " + "é" * 300, tag="SignalCraft INC-1 #1")
    [there] = meetings(workspace)
    assert (made.url, made.id, made.host) == (there["join_url"], str(there["id"]), ONE)
    assert (there["settings"]["join_before_host"], there["settings"]["waiting_room"]) == (True, False)
    assert len(there["topic"]) == 200
    assert "zak" not in repr(made)


async def test_a_meeting_is_found_by_its_tag_at_its_host_alone(zoom: Zoom) -> None:
    made = await zoom.create(ONE, title="x", tag="SignalCraft INC-1 #1")
    assert await zoom.find(ONE, "SignalCraft INC-1 #1") == made
    assert await zoom.find(TWO, "SignalCraft INC-1 #1") is None
    assert await zoom.find(ONE, "SignalCraft INC-1 #") is None


async def test_a_token_serves_many_calls_and_is_renewed_in_time(zoom: Zoom, workspace: Running) -> None:
    await zoom.is_busy(ONE)
    await zoom.is_busy(TWO)
    assert calls(workspace) == ["zoom.token", "zoom.meetings.list", "zoom.meetings.list"]
    workspace.world.clock.advance(3550)
    await zoom.is_busy(ONE)
    assert calls(workspace)[3:] == ["zoom.token", "zoom.meetings.list"]


async def test_a_token_that_zoom_calls_expired_is_renewed_and_the_call_made_once(workspace: Running) -> None:
    slow = Zoom(access(workspace), HOSTS, clock=lambda: 0.0)  # a clock that does not see it run out
    await slow.is_busy(ONE)
    workspace.world.clock.advance(3601)
    await slow.create(ONE, title="x", tag="t")
    assert calls(workspace)[2:] == ["zoom.meetings.create", "zoom.token", "zoom.meetings.create"]
    assert len(meetings(workspace)) == 1
    await slow.close()


async def test_a_host_in_a_meeting_is_busy_until_it_ends(zoom: Zoom, workspace: Running) -> None:
    made = await zoom.create(ONE, title="x", tag="t")
    assert not await zoom.is_busy(ONE)
    async with aiohttp.ClientSession() as session, session.get(made.url) as page:
        assert page.status == 200
    assert await zoom.is_busy(ONE)
    assert not await zoom.is_busy(ONE, besides=made.id)
    assert await zoom.is_there(made.id)
    await zoom.end(made.id)
    assert not await zoom.is_there(made.id)
    assert not await zoom.is_busy(ONE)
    assert await zoom.find(ONE, "t") is None
    await zoom.end(made.id)  # twice is as once
    [there] = meetings(workspace)
    assert (there["times_ended"], there["is_deleted"]) == (1, True)


async def test_a_meeting_that_nobody_joined_ends_too(zoom: Zoom, workspace: Running) -> None:
    await zoom.end((await zoom.create(ONE, title="x", tag="t")).id)
    assert meetings(workspace)[0]["is_deleted"]


async def test_an_unknown_host_is_told_with_zooms_own_words(zoom: Zoom) -> None:
    error = await failure(zoom, "nobody@example.com")
    assert isinstance(error, Rejected)
    assert str(error) == "1001: User does not exist: nobody@example.com."


async def test_wrong_credentials_are_told_without_them(workspace: Running) -> None:
    client = Zoom(access(workspace, "another-secret"), HOSTS)
    error = await failure(client)
    await client.close()
    assert isinstance(error, Rejected)
    assert str(error) == "invalid_client: Invalid client_id or client_secret"
    assert "another-secret" not in every_word(error) + repr(access(workspace, "another-secret"))


@pytest.mark.parametrize("method", ["zoom.token", "zoom.meetings.create"])
async def test_too_many_calls_are_put_off_as_long_as_zoom_says(
    zoom: Zoom, workspace: Running, method: str
) -> None:
    workspace.world.faults.add(Fault(method, status=429, retry_after=7))
    error = await failure(zoom)
    assert isinstance(error, Unavailable)
    assert error.retry_after == 7.0


async def test_a_host_who_made_a_hundred_meetings_today_is_refused(zoom: Zoom, workspace: Running) -> None:
    words = "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted"
    workspace.world.faults.add(Fault("zoom.meetings.create", status=429, error=words))
    error = await failure(zoom)
    assert isinstance(error, Rejected)
    assert error.code == "daily_limit"


@pytest.mark.parametrize("method", ["zoom.token", "zoom.meetings.create"])
@pytest.mark.parametrize(
    "what", [{"status": 500}, {"status": 503, "body": "<x>"}, {"refuse": True}, {"drop": True}]
)
async def test_trouble_at_zoom_is_put_off_and_never_repeated_here(
    zoom: Zoom, workspace: Running, method: str, what: dict
) -> None:
    workspace.world.faults.add(Fault(method, **what))
    error = await failure(zoom)
    assert isinstance(error, Unavailable)
    assert calls(workspace).count(method) == 1
    assert CLIENT_SECRET not in every_word(error)


async def test_a_zoom_that_never_answers_is_given_up_in_seconds(workspace: Running) -> None:
    client = Zoom(access(workspace), HOSTS, patience=1)
    workspace.world.faults.add(Fault("zoom.meetings.create", latency_ms=60_000))
    async with asyncio.timeout(4):
        assert isinstance(await failure(client), Unavailable)
    await client.close()
