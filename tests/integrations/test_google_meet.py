"""The client of Google Meet against the stand-in: both ways in, a renewed token, and no secret in any error."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.manifest import manifest_path
from integrations.access import GoogleAccess
from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.google_meet import GoogleMeet
from sandbox.server import Options, Running, start
from sandbox.traffic.faults import Fault
from sandbox.vendors import google
from tests.integrations.given import every_word


@pytest.fixture
async def workspace() -> AsyncIterator[Running]:
    running = await start(Options(manifest_path(), rate_limits=False))
    yield running
    await running.stop()


def access(running: Running, **changed: Any) -> GoogleAccess:
    known = {
        "client_id": google.CLIENT_ID, "client_secret": google.CLIENT_SECRET,
        "refresh_token": google.REFRESH_TOKEN, "token_url": f"{running.url}google/token",
        "meet_url": f"{running.url}google/meet/",
    }  # fmt: skip
    return GoogleAccess(**{**known, **changed})


@pytest.fixture
async def meet(workspace: Running) -> AsyncIterator[GoogleMeet]:
    client = GoogleMeet(access(workspace), clock=workspace.world.clock.now)
    yield client
    await client.close()


def spaces(running: Running) -> list[dict]:
    return running.world.vendors["google"]()["spaces"]


def calls(running: Running) -> list[str]:
    return [each.name for each in running.world.journal.entries if each.kind == "call"]


async def failure(meet: GoogleMeet) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        await meet.create("", title="x", tag="t")
    return caught.value


async def test_a_space_is_made_and_its_meeting_ended_once_or_twice(meet: GoogleMeet, workspace: Running) -> None:
    made = await meet.create("", title="INC-1", tag="t")
    async with aiohttp.ClientSession() as session, session.get(made.url) as page:
        assert page.status == 200
    await meet.end(made.id)
    await meet.end(made.id)
    await meet.end("spaces/nowhere")
    assert await meet.is_there(made.id)
    assert not await meet.is_there("spaces/nowhere")
    [there] = spaces(workspace)
    assert (there["name"], there["config"]["accessType"], there["times_ended"]) == (made.id, "TRUSTED", 1)
    assert await meet.find("", "t") is None


async def test_a_token_is_kept_until_it_runs_out(meet: GoogleMeet, workspace: Running) -> None:
    await meet.create("", title="x", tag="t")
    await meet.create("", title="x", tag="t")
    assert calls(workspace) == ["google.token", "google.spaces.create", "google.spaces.create"]
    workspace.world.clock.advance(3550)
    await meet.create("", title="x", tag="t")
    assert calls(workspace)[3:] == ["google.token", "google.spaces.create"]


async def test_a_token_that_google_no_longer_takes_is_renewed_once(workspace: Running) -> None:
    slow = GoogleMeet(access(workspace), clock=lambda: 0.0)
    await slow.create("", title="x", tag="t")
    workspace.world.clock.advance(3600)
    await slow.create("", title="x", tag="t")
    await slow.close()
    assert calls(workspace)[2:] == ["google.spaces.create", "google.token", "google.spaces.create"]
    assert len(spaces(workspace)) == 2


async def test_a_service_account_acts_for_a_user(workspace: Running) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{workspace.url}google/key.json") as page:
        key = await page.json()
    by_key = {"key": key, "client_id": "", "client_secret": "", "refresh_token": ""}
    client = GoogleMeet(access(workspace, user=google.USER, **by_key))
    assert await client.check() == f"answers for {google.USER}"
    await client.close()
    other = GoogleMeet(access(workspace, user="nobody@example.com", **by_key))
    error = await failure(other)
    await other.close()
    assert isinstance(error, Rejected)
    assert error.code == "unauthorized_client"
    broken = GoogleMeet(access(workspace, user=google.USER, **{**by_key, "key": {**key, "private_key": "secret"}}))
    error = await failure(broken)
    assert str(error) == "unusable_key: the private key of the service account cannot be read"
    assert key["private_key"] not in repr(access(workspace, **by_key))


async def test_wrong_credentials_are_told_without_them(workspace: Running) -> None:
    client = GoogleMeet(access(workspace, refresh_token="revoked-secret"))
    error = await failure(client)
    await client.close()
    assert str(error) == "invalid_grant: Token has been expired or revoked."
    assert "revoked-secret" not in every_word(error) + repr(access(workspace, refresh_token="revoked-secret"))


@pytest.mark.parametrize("method", ["google.token", "google.spaces.create"])
@pytest.mark.parametrize(
    ("what", "retry_after"),
    [({"status": 429, "retry_after": 7}, 7.0), ({"status": 503, "body": "<x>"}, None), ({"drop": True}, None)],
)
async def test_trouble_at_google_is_put_off_and_never_repeated_here(
    meet: GoogleMeet, workspace: Running, method: str, what: dict, retry_after: float | None
) -> None:
    workspace.world.faults.add(Fault(method, **what))
    error = await failure(meet)
    assert isinstance(error, Unavailable)
    assert error.retry_after == retry_after
    assert calls(workspace).count(method) == 1
    assert google.CLIENT_SECRET not in every_word(error)


async def test_a_permission_that_lacks_is_told_in_googles_word(meet: GoogleMeet, workspace: Running) -> None:
    workspace.world.faults.add(Fault("google.spaces.create", status=403))
    assert (await failure(meet)).code == "PERMISSION_DENIED"
