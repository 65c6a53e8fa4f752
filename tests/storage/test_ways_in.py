"""Links, sign-ins by way of Slack, and sessions: once each, for a time, known by their hashes."""

import asyncio
from datetime import timedelta

from sqlalchemy import text

from incidents.person import Person
from storage.database import migration_engine, parse
from storage.sessions import LASTS, hashed
from storage.store import Store
from tests.databases import SettableClock
from tests.storage.given import AT

ADA = Person(id="U1", name="Ada", updated_at=AT)


async def test_of_many_who_use_a_link_at_once_one_is_let_in(store: Store) -> None:
    await store.save_person(ADA)
    link = await store.make_link("U1")
    used = await asyncio.gather(*(store.use_link(link) for _ in range(8)))
    assert len([secret for secret in used if secret]) == 1


async def test_whoever_comes_back_from_slack_does_so_once_and_within_ten_minutes(
    store: Store, clock: SettableClock
) -> None:
    first, second = await store.begin_sign_in("/incidents/42"), await store.begin_sign_in("/")
    back = await asyncio.gather(*(store.end_sign_in(first) for _ in range(4)))
    assert sorted(back, key=str) == ["/incidents/42", None, None, None]
    clock.now += timedelta(minutes=10)
    assert await store.end_sign_in(second) is None


async def test_the_store_knows_no_secret_and_forgets_what_is_over(
    store: Store, clock: SettableClock, database_url: str
) -> None:
    await store.save_person(ADA)
    secrets = [await store.make_link("U1"), await store.begin_sign_in("/"), await store.open_session("U1")]
    tables = ("login_link", "sign_in_attempt", "web_session")

    def kept() -> list[list[str]]:
        with migration_engine(parse(database_url)).connect() as connection:
            return [list(connection.scalars(text(f"SELECT id FROM {table}"))) for table in tables]

    assert kept() == [[hashed(secret)] for secret in secrets]
    clock.now += timedelta(days=31)
    await store.sweep()
    assert kept() == [[], [], []]


async def test_sessions_are_listed_and_ended_one_by_one_or_all_others_at_once(
    store: Store, clock: SettableClock
) -> None:
    await store.save_person(ADA)
    await store.save_person(Person(id="U2", name="Grace", updated_at=AT))
    mine = [hashed(await store.open_session("U1", browser=f"browser {number}")) for number in range(3)]
    await store.open_session("U2")
    assert {row.id for row, _ in await store.sessions(of="U1")} == set(mine)
    assert sorted(name for _, name in await store.sessions()) == ["Ada", "Ada", "Ada", "Grace"]
    await store.end_session(mine[0])
    assert len(await store.sessions(of="U1")) == 2
    await store.end_sessions("U1", but=mine[2])
    assert [row.id for row, _ in await store.sessions(of="U1")] == [mine[2]]
    clock.now += timedelta(days=30)
    assert await store.sessions() == []


async def test_which_sessions_still_stand_is_known_and_their_end_is_told(
    store: Store, clock: SettableClock
) -> None:
    await store.save_person(ADA)
    ended = asyncio.Event()
    store.signed_out = ended.set
    old, one, other = [hashed(await store.open_session("U1")) for _ in range(3)]
    await store.end_session(old)
    assert ended.is_set()
    assert await store.standing([old, one, other, "unknown"]) == {one, other}
    assert await store.standing([]) == set()
    clock.now += LASTS
    assert await store.standing([one]) == set()
