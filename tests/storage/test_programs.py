"""Tokens by their hashes, calls by their keys: on both databases, and many at once."""

import asyncio
from datetime import timedelta

import pytest

from incidents.person import Person
from incidents.tokens import Token
from storage.sessions import hashed
from storage.store import SEEN_KEPT, SeenBefore, Store
from storage.where import NEW, NoSuchIncident
from tests.databases import SettableClock
from tests.storage.given import AT, declare

ADA = Person(id="U1", name="Ada", updated_at=AT)
BOT = Token(name="bot", scopes=("read",), expires_at=AT + timedelta(days=1))


async def test_a_token_is_known_by_its_hash_until_it_is_over(store: Store, clock: SettableClock) -> None:
    await store.save_person(ADA)
    token, secret = await store.make_token(BOT, person="U1", once="form")
    with pytest.raises(SeenBefore):
        await store.make_token(BOT, person="U1", once="form")
    found = await store.program(secret)
    assert found
    assert (found[0].id, found[0].hash, found[0].scopes, found[1].name) == (
        token.id,
        hashed(secret),
        ["read"],
        "Ada",
    )
    assert [kept.used_at for kept, _ in await store.tokens(of="U1")] == [clock.now]
    assert await store.tokens(of="U2") == []
    clock.now += timedelta(days=1)
    assert await store.program(secret) is None


async def test_only_their_own_tokens_are_revoked_where_somebody_is_named(store: Store) -> None:
    await store.save_person(ADA)
    token, secret = await store.make_token(BOT, person="U1")
    number = token.id or 0
    assert await store.revoke_token(number, of="U2") is None
    assert await store.program(secret)
    assert await store.revoke_token(number, of="U1")
    assert await store.program(secret) is None


async def test_of_many_who_begin_a_call_one_is_the_first_and_the_first_answer_stays(
    store: Store, clock: SettableClock
) -> None:
    began = await asyncio.gather(*(store.begin_call("key", "call") for _ in range(8)))
    assert [before is None for before in began].count(True) == 1
    for status, body in ((201, "first"), (409, "second")):
        await store.end_call("key", status=status, headers={"Location": "/1"}, body=body)
    kept = await store.begin_call("key", "other")
    assert kept
    assert (kept.call, kept.status, kept.headers, kept.body) == ("call", 201, {"Location": "/1"}, "first")
    clock.now += SEEN_KEPT + timedelta(seconds=1)
    await store.sweep()
    assert await store.begin_call("key", "other") is None


async def test_a_once_key_leads_to_the_incident_that_was_declared_with_it(store: Store) -> None:
    for title, key in (("first", None), ("second", "key")):
        await store.change(NEW, declare(title), once=key)
    assert (await store.declared_with("key", seen_by="U1")).title == "second"
    await store.spend("other")
    for key in ("other", "unknown"):
        with pytest.raises(NoSuchIncident):
            await store.declared_with(key, seen_by="U1")
