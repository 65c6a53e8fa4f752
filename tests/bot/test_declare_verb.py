"""`signalcraft declare` keeps an incident with neither Slack nor the bot at hand, or says why it did not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from incidents.person import Person
from storage.store import Store
from storage.where import numbered
from tests.forks import signalcraft

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CONFIG = '[[services]]\nname = "Checkout"\nbridge = "https://meet.example.com/checkout"\n'
CONFIG += '[[services]]\nname = "Search"\npeople = ["U012AB3CD"]\n'


@pytest.fixture
async def store(tmp_path: Path) -> Store:
    """The bot's store, with people it has met."""
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}", clock=lambda: NOW)
    await store.start()
    for user, name in (("U1", "Ada"), ("U2", "grace"), ("U3", "Grace")):
        await store.save_person(Person(id=user, name=name, email=f"{user}@example.com", updated_at=NOW))
    await store.close()
    (tmp_path / "signalcraft.toml").write_text(CONFIG)
    return Store(f"sqlite:///{tmp_path / 'bot.db'}", clock=lambda: NOW)


def declare(folder: Path, *words: str, database: str = "bot.db") -> tuple[int, str]:
    """Exit code and what it said."""
    environ = {"DATABASE_URL": f"sqlite:///{folder / database}"}
    return signalcraft("declare", *words, folder=folder, environ=environ)


async def test_it_is_kept_as_the_bot_would_keep_it(store: Store, tmp_path: Path) -> None:
    more = ("--severity", "critical", "--service", "checkout", "--by", "ADA", "--summary", "no")
    code, said = declare(tmp_path, "Checkout down", *more)
    assert (code, said.splitlines()[0]) == (0, "INC-1 is declared: Checkout down (sev1).")
    assert "opens its war room as soon as it runs and Slack answers" in said
    incident = await store.incident(numbered(1))
    [entry], [row] = await store.timeline(1), await store.unfinished()
    await store.close()
    assert (incident.declared_by, incident.services, incident.summary) == ("U1", ["Checkout"], "no")
    assert incident.conference_url == "https://meet.example.com/checkout"
    assert (entry.author_id, entry.text) == ("U1", "declared the incident as sev1 from the command line")
    assert row.kind == "open_channel"


async def test_the_same_trouble_declared_again_is_kept_and_told(store: Store, tmp_path: Path) -> None:
    declare(tmp_path, "Checkout is down")
    code, said = declare(tmp_path, "checkout down", "--by", "U0STRANGER")
    assert code == 0
    assert "INC-2 is declared" in said
    assert "Similar: INC-1 Checkout is down, declared " in said
    assert "/incident INC-2 merge INC-1" in said
    assert (await store.incident(numbered(2))).declared_by == "U0STRANGER"
    assert (await store.incident(numbered(1))).declared_by == ""
    await store.close()


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("@grace", "Nobody is named as declarer: “grace” may be U2 (grace) or U3 (Grace). --by takes the id."),
        ("nobody", "Nobody is named as declarer: SignalCraft has met nobody called “nobody”."),
    ],
)
async def test_a_declarer_who_is_in_doubt_holds_nothing_up(
    store: Store, tmp_path: Path, by: str, why: str
) -> None:
    code, said = declare(tmp_path, "checkout is down", "--by", by)
    incident, name = await store.incident(numbered(1)), by.removeprefix("@")
    await store.close()
    assert (code, incident.declared_by) == (0, "")
    assert said.startswith("INC-1 is declared: checkout is down (sev2).")
    assert why in said
    assert f"/incident INC-1 invite @{name}" in said
    assert f"/incident INC-1 note Declared by {name}" in said


async def test_a_private_one_says_who_will_know_and_is_no_hint_to_others(store: Store, tmp_path: Path) -> None:
    declare(tmp_path, "checkout is down", "--private", "--by", "U0STRANGER")
    code, said = declare(tmp_path, "checkout down", "--private", "--by", "ada", "--service", "search")
    assert (code, said.splitlines()[0]) == (0, "INC-2 is declared, private: checkout down (sev2).")
    assert "Only Ada and the people of Search will know of it, and whoever is invited to its room." in said
    assert "opens its private room" in said
    assert "Similar" not in said
    incident = await store.incident(numbered(2))
    await store.close()
    assert (incident.private, incident.declared_by) == (True, "U1")


async def test_a_private_and_a_public_one_are_told_as_similar_but_not_to_be_merged(
    store: Store, tmp_path: Path
) -> None:
    declare(tmp_path, "checkout is down")
    _, said = declare(tmp_path, "checkout down", "--private", "--by", "ada")
    assert "Similar: INC-1 checkout is down" in said
    assert "merge" not in said
    await store.close()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("x", "--severity", "sev9"), "There is no severity “sev9”. Choose one of `sev1`"),
        (("x", "--service", "cart"), "There is no service “cart”. The config has: Checkout, Search."),
        (("x", "--private"), "Nobody would know of a private incident without --by, or a --service that has"),
        (("x", "--private", "--service", "checkout"), "Nobody would know of a private incident"),
        (("x", "--private", "--by", "nobody"), "has met nobody called “nobody”."),
        ((" ",), "Nothing was declared."),
    ],
)
async def test_what_is_not_understood_is_told_and_nothing_is_declared(
    store: Store, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    code, said = declare(tmp_path, *words)
    assert code == 2
    assert why in said
    assert (await store.incidents(seen_by=None))[1] == 0
    await store.close()


def test_a_database_that_is_not_the_bots_is_never_made(tmp_path: Path) -> None:
    code, said = declare(tmp_path, "checkout is down", database="other.db")
    assert code == 2
    assert "there is no incident database at" in said
    assert not (tmp_path / "other.db").exists()
