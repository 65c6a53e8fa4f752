"""A call with an Idempotency-Key: done once, and answered the same, whatever happens to it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import httpx
import pytest
from sqlalchemy import delete

from storage.store import SEEN_KEPT, Store
from storage.tables import ApiAnswer
from tests.web.calling import declares, program, token
from tests.web.conftest import NOW
from web.front import Front

KEY = "Idempotency-Key"


@pytest.fixture
async def ada(front: Front) -> AsyncIterator[httpx.AsyncClient]:
    """Ada's program."""
    async with program(front, await token(front)) as client:
        yield client


async def notes(client: httpx.AsyncClient, number: int) -> list[str]:
    entries = (await client.get(f"/incidents/{number}/timeline")).json()["entries"]
    return [each["text"] for each in entries if each["kind"] == "note"]


def same(first: httpx.Response, second: httpx.Response) -> bool:
    kept = ("content-type", "location")
    return (first.status_code, first.content, [first.headers.get(h) for h in kept]) == (
        second.status_code,
        second.content,
        [second.headers.get(h) for h in kept],
    )


async def test_the_same_call_is_answered_the_same_and_done_once(ada: httpx.AsyncClient) -> None:
    body, key = {"title": "Checkout is down"}, {KEY: "a"}
    first = await ada.post("/incidents", json=body, headers=key)
    await ada.post("/incidents/1/title", json={"title": "Shop is down"})
    again = await ada.post("/incidents", json=body, headers=key)
    assert same(first, again)
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert (await ada.get("/incidents?state=all")).json()["total"] == 1
    for _ in range(2):
        await ada.post("/incidents/1/note", json={"text": "restarted db1"}, headers={KEY: "b"})
        await ada.post("/incidents/1/note", json={"text": "restarted db2"})
    assert sorted(await notes(ada, 1)) == ["restarted db1", "restarted db2", "restarted db2"]


async def test_a_refusal_is_answered_again_too(ada: httpx.AsyncClient) -> None:
    number = await declares(ada)
    first = await ada.post(f"/incidents/{number}/reopen", headers={KEY: "a"})
    assert first.status_code == 409
    await ada.post(f"/incidents/{number}/resolve")
    assert same(first, await ada.post(f"/incidents/{number}/reopen", headers={KEY: "a"}))
    assert (await ada.get(f"/incidents/{number}")).json()["status"] == "resolved"


async def test_another_call_with_the_same_key_is_refused(ada: httpx.AsyncClient, front: Front) -> None:
    number = await declares(ada)
    at = f"/incidents/{number}/note"
    await ada.post(at, json={"text": "restarted db1"}, headers={KEY: "a"})
    other = await ada.post(at, json={"text": "restarted db2"}, headers={KEY: "a"})
    elsewhere = await ada.post(f"/incidents/{number}/task", json={"text": "restarted db1"}, headers={KEY: "a"})
    for refused in (other, elsewhere):
        assert (refused.status_code, "another call" in refused.json()["detail"]) == (422, True)
    async with program(front, await token(front, "UGRACE", "Grace")) as grace:
        assert (await grace.post(at, json={"text": "me, too"}, headers={KEY: "a"})).status_code == 200
    assert sorted(await notes(ada, number)) == ["me, too", "restarted db1"]


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "ä"])
async def test_a_key_that_is_none_is_refused(ada: httpx.AsyncClient, key: str) -> None:
    answer = await ada.post("/incidents", json={"title": "x is down"}, headers=[(KEY.encode(), key.encode())])
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, KEY)


async def test_many_at_once_are_done_once_in_one_process_and_in_two(front: Front, ada: httpx.AsyncClient) -> None:
    secret = ada.headers["authorization"].removeprefix("Bearer ")
    async with program(replace(front), secret) as elsewhere:  # another process
        calls = [
            client.post("/incidents", json={"title": "Checkout is down"}, headers={KEY: "a"})
            for client in (ada, elsewhere) * 4
        ]
        answers = await asyncio.gather(*calls)
        assert {answer.status_code for answer in answers} == {201}
        assert {answer.headers["location"] for answer in answers} == {"/api/v1/incidents/1"}
        calls = [
            client.post("/incidents/1/note", json={"text": "restarted"}, headers={KEY: "b"})
            for client in (ada, elsewhere) * 4
        ]
        assert {answer.status_code for answer in await asyncio.gather(*calls)} == {200}
    assert (await ada.get("/incidents")).json()["total"] == 1
    assert await notes(ada, 1) == ["restarted"]


async def forgets_the_answers(store: Store) -> None:
    """As if the process had died between the change and the note of what it answered."""
    await store._write(lambda s: s.execute(delete(ApiAnswer)))


async def test_after_a_death_before_the_answer_was_kept_nothing_is_done_twice(
    ada: httpx.AsyncClient, store: Store
) -> None:
    first = await ada.post("/incidents", json={"title": "Checkout is down"}, headers={KEY: "a"})
    await ada.post("/incidents/1/note", json={"text": "restarted"}, headers={KEY: "b"})
    await forgets_the_answers(store)
    again = await ada.post("/incidents", json={"title": "Checkout is down"}, headers={KEY: "a"})
    assert (again.status_code, again.headers["location"]) == (201, first.headers["location"])
    noted = await ada.post("/incidents/1/note", json={"text": "restarted"}, headers={KEY: "b"})
    assert noted.status_code == 200
    assert await notes(ada, 1) == ["restarted"]


async def test_keys_are_kept_for_a_day(front: Front, store: Store, ada: httpx.AsyncClient) -> None:
    await ada.post("/incidents", json={"title": "Checkout is down"}, headers={KEY: "a"})
    for later, total in ((SEEN_KEPT, 1), (SEEN_KEPT + timedelta(seconds=1), 2)):
        store.clock = partial(NOW.__add__, later)
        await store.sweep()
        await ada.post("/incidents", json={"title": "Checkout is down"}, headers={KEY: "a"})
        assert (await ada.get("/incidents")).json()["total"] == total
