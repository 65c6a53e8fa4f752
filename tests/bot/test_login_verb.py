"""`signalcraft login` prints a link that signs in, with neither Slack nor a bot at hand, or says why not."""

from datetime import UTC, datetime
from pathlib import Path

from incidents.person import Person
from storage.store import Store
from tests.forks import signalcraft


async def kept(folder: Path) -> Store:
    """The bot's store, with people it has met."""
    store = Store(f"sqlite:///{folder / 'bot.db'}", clock=lambda: datetime.now(UTC))
    await store.start()
    for user, name in (("U1", "Ada"), ("U2", "grace"), ("U3", "Grace")):
        await store.save_person(Person(id=user, name=name, email=f"{user}@example.com", updated_at=store.clock()))
    await store.save_person(Person(id="U4", name="Gone", deleted=True, updated_at=store.clock()))
    return store


def login(folder: Path, name: str, **environ: str) -> tuple[int, str]:
    """Exit code and what it said."""
    return signalcraft(
        "login", name, folder=folder, environ={"DATABASE_URL": f"sqlite:///{folder / 'bot.db'}"} | environ
    )


async def test_the_link_signs_in_whom_it_was_made_for_once(tmp_path: Path) -> None:
    store = await kept(tmp_path)
    code, said = login(tmp_path, "@ada", WEB_URL="https://incidents.example.com/")
    first = said.splitlines()[0]
    assert (code, first.rpartition("/")[0]) == (0, "https://incidents.example.com/login")
    assert "Signs in as Ada (U1), once, within an hour." in said
    token = first.rpartition("/")[2]
    secret = await store.use_link(token)
    assert secret
    signed_in = await store.signed_in(secret)
    assert signed_in
    assert signed_in[1].id == "U1"
    assert await store.use_link(token) is None
    await store.close()


async def test_a_name_in_doubt_gets_a_sentence_and_no_link(tmp_path: Path) -> None:
    await (await kept(tmp_path)).close()
    doubts = {
        "grace": "“grace” may be U2 (U2@example.com) or U3 (U3@example.com). Name one by the id.",
        "gone": "SignalCraft has met nobody called “gone” whose account is active.",
        "nobody": "SignalCraft has met nobody called “nobody” whose account is active.",
    }
    for name, why in doubts.items():
        code, said = login(tmp_path, name)
        assert (code, f"No link was made: {why}" in said, "/login/" in said) == (2, True, False), said


def test_without_a_database_none_is_made(tmp_path: Path) -> None:
    code, said = login(tmp_path, "ada")
    assert (code, "there is no incident database" in said, (tmp_path / "bot.db").exists()) == (2, True, False)
    assert "WEB_URL must be an address without a path" in login(tmp_path, "ada", WEB_URL="https://a.example/b")[1]
