"""Post-mortems are found by their words, on both databases, by those who may see them."""

import pytest
from sqlalchemy import text

from incidents.change import SILENT, Change, Rule
from incidents.found import Found
from incidents.incident import Incident
from storage.database import migration_engine, parse
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import AT, declare

DISK = "# Post-mortem INC-1\n\nThe **disk** of db-1 was full: Größe überschritten. Cards were refused.\n"


def resolved(title: str, *, private: bool = False) -> Rule:
    def rule(incident: Incident) -> Change:
        change = declare(title)(incident)
        incident.resolved_at, incident.status, incident.private = AT, "resolved", private
        return change

    return rule


async def numbers(store: Store, words: str, person: str = "U9") -> list[int | None]:
    return [found.incident.id for found in await store.search_postmortems(words, seen_by=person, limit=10)]


async def fill(store: Store) -> None:
    for title in ("checkout", "payments", "search"):
        await store.change(NEW, resolved(title))
    await store.keep_postmortem_text(1, DISK)
    await store.keep_postmortem_text(2, "The disk disk disk was slow; the disk again.")
    await store.keep_postmortem_text(3, "A certificate had expired.")


@pytest.fixture
async def filled(store: Store) -> Store:
    await fill(store)
    return store


def marked(found: Found) -> list[str]:
    return [words for hit, words in found.snippet if hit]


async def test_all_words_must_stand_there_and_each_may_go_on(filled: Store) -> None:
    assert {*await numbers(filled, "disk")} == {1, 2}
    assert await numbers(filled, "DISK cards") == [1]
    assert await numbers(filled, "certif") == [3]
    assert await numbers(filled, "disk certificate") == []
    assert await numbers(filled, "größe") == [1]
    assert await numbers(filled, "db-1") == [1]


async def test_the_one_that_speaks_of_it_most_comes_first_with_the_words_marked(filled: Store) -> None:
    found = await filled.search_postmortems("disk", seen_by="U9", limit=10)
    assert [each.incident.id for each in found] == [2, 1]
    assert {*marked(found[0])} == {"disk"}
    assert "was slow" in "".join(words for _, words in found[0].snippet)
    assert len(await filled.search_postmortems("disk", seen_by="U9", limit=1)) == 1


@pytest.mark.parametrize(
    "words", ["", "  ", '"', 'a" OR 1', "disk AND", "NOT", "(", "*", "'; DROP TABLE seen; --", "\x00", "&|!:*"]
)
async def test_no_word_that_is_typed_means_more_than_itself(filled: Store, words: str) -> None:
    assert len(await numbers(filled, words)) <= 1
    assert len(await numbers(filled, "disk")) == 2


async def test_what_is_gone_from_a_post_mortem_is_not_found_any_more(filled: Store, database_url: str) -> None:
    await filled.keep_postmortem_text(1, "Nothing of it.")
    await filled.keep_postmortem_text(2, None)
    assert await numbers(filled, "disk") == []
    assert await numbers(filled, "nothing") == [1]
    with migration_engine(parse(database_url)).connect() as connection:
        kept = connection.execute(text("SELECT words FROM postmortem_text")).scalars().all()
    assert {*kept} == {"Nothing of it.", "A certificate had expired."}


async def test_private_ones_are_found_by_those_who_may_see_them(store: Store) -> None:
    await store.change(NEW, resolved("secret", private=True))
    await store.keep_postmortem_text(1, DISK)
    assert await numbers(store, "disk", "U1") == [1]  # who declared it
    assert await numbers(store, "disk", "U9") == []


async def test_a_very_long_one_can_be_kept_and_found_by_its_beginning(store: Store) -> None:
    await store.change(NEW, resolved("long"))
    await store.keep_postmortem_text(1, "beginning " + " ".join(f"w{number}" for number in range(200_000)))
    assert await numbers(store, "beginning w1") == [1]


async def test_an_sqlite_without_full_text_search_finds_words_all_the_same(sqlite_url: str) -> None:
    with migration_engine(parse(sqlite_url)).connect() as connection, connection.begin():
        for name in ("insert", "update", "delete"):
            connection.execute(text(f"DROP TRIGGER postmortem_text_{name}"))
        connection.execute(text("DROP TABLE postmortem_fts"))
    store = Store(sqlite_url, clock=lambda: AT)
    await store.start()
    await fill(store)
    found = await store.search_postmortems("disk", seen_by="U9", limit=10)
    assert [each.incident.id for each in found] == [2, 1]
    assert marked(found[1]) == ["disk"]
    assert await numbers(store, "cert") == [3]
    await store.close()


async def test_those_that_are_owed_come_first(store: Store) -> None:
    def waived(incident: Incident) -> Change:
        incident.postmortem.state = "published"  # type: ignore[union-attr]  # it is resolved, so it has one
        return SILENT

    for title in ("one", "two", "three"):
        await store.change(NEW, resolved(title))
    found, total = await store.postmortems(seen_by="U9", waived_for=(), limit=2)
    assert ([each.id for each in found], total) == ([3, 2], 3)
    found, _ = await store.postmortems(seen_by="U9", waived_for=("sev2",), limit=9)
    assert [each.id for each in found] == [3, 2, 1]
    assert await store.with_postmortem() == [1, 2, 3]
    assert (await store.incident(numbered(1))).postmortem is None
