"""`signalcraft export`: a folder for Git, in which nothing changes as long as nothing has changed."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from incidents.catalog import Catalog
from storage.store import Store
from tests.forks import signalcraft
from tests.web.conftest import TEAM
from tests.web.fast.doing import Acting, acting
from web.front import Front
from web.heard import Heard


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bot.db"


def does(database: str, work: Callable[[Front], Awaitable[None]]) -> None:
    """Something happens in the bot, which then goes down."""

    async def running() -> None:
        store = Store(database, clock=lambda: datetime.now(UTC))
        await store.start()
        front = Front(
            store=store,
            catalog=Catalog(),
            now=lambda: datetime(2026, 3, 2, 14, 30, tzinfo=UTC),
            url="http://127.0.0.1",
            team_id=TEAM,
            heard=lambda: Heard(sockets=0),
        )
        await work(front)
        await store.close()

    asyncio.run(running())


async def _two(front: Front) -> None:
    one = await acting(front, title="Checkout *is* down", severity="sev1", services=["web"])
    await one("resolve", resolution="rolled back")
    await one("postmortem-write", section="summary", text="It **broke**.")
    other = await acting(front, title="Größe der Platte")
    await other("resolve")
    secret = await acting(front, title="A break-in", private=True)
    await secret("resolve")
    await acting(front, title="Still open")


async def _of(front: Front, number: int) -> Acting:
    act = await acting(front, title="more")
    act.number = number
    return act


def exported(database: str, folder: Path, *words: str) -> str:
    code, said = signalcraft(
        "export", str(folder), *words, folder=folder.parent, environ={"DATABASE_URL": database}
    )
    assert code == 0, said
    return said


def times(folder: Path) -> dict[str, int]:
    return {str(each.relative_to(folder)): each.stat().st_mtime_ns for each in folder.rglob("*") if each.is_file()}


def test_a_folder_of_all_is_written_and_a_second_time_nothing(database: str, tmp_path: Path) -> None:
    does(database, _two)
    folder = tmp_path / "git"
    said = exported(database, folder)
    assert said == f"2 post-mortems in {folder}: 2 written, 0 as before, 0 removed.\n"
    assert sorted(times(folder)) == [
        "INC-0001-checkout-is-down/postmortem.json",
        "INC-0001-checkout-is-down/postmortem.md",
        "INC-0002-grosse-der-platte/postmortem.json",
        "INC-0002-grosse-der-platte/postmortem.md",
        "README.md",
    ]
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert "\n## 2026-03\n" in index
    told = "(INC-0001-checkout-is-down/postmortem.md) · 2026-03-02 · SEV1 · web · draft"
    assert f"- [INC-1 Checkout \\*is\\* down]{told}" in index
    text = (folder / "INC-0001-checkout-is-down" / "postmortem.md").read_text(encoding="utf-8")
    assert "## Summary\n\nIt **broke**.\n" in text
    assert json.loads((folder / "INC-0001-checkout-is-down/postmortem.json").read_bytes())["services"] == ["web"]
    before = times(folder)
    assert "0 written, 2 as before, 0 removed" in exported(database, folder)
    assert times(folder) == before


def test_what_has_changed_is_written_anew_and_what_is_gone_goes(database: str, tmp_path: Path) -> None:
    does(database, _two)
    folder = tmp_path / "git"
    exported(database, folder)
    kept = folder / "INC-0001-checkout-is-down" / "notes-of-mine.txt"
    kept.write_text("mine")

    async def changes(front: Front) -> None:
        await (await _of(front, 1))("title", title="Shop is down")
        await (await _of(front, 2))("reopen")

    before = times(folder)
    does(database, changes)
    assert "1 written, 0 as before, 1 removed" in exported(database, folder)
    after = times(folder)
    assert "INC-0001-shop-is-down/postmortem.md" in after
    assert not [name for name in after if name.startswith("INC-0002")]
    assert after[str(kept.relative_to(folder))] == before[str(kept.relative_to(folder))]  # what people put there
    assert "Größe" not in (folder / "README.md").read_text(encoding="utf-8")


def test_some_of_them_alone(database: str, tmp_path: Path) -> None:
    does(database, _two)
    folder = tmp_path / "git"
    assert "1 post-mortem in" in exported(database, folder, "INC-2")
    assert "0 post-mortems in" in exported(database, folder, "--since", "2026-04-01")
    assert (folder / "INC-0002-grosse-der-platte").is_dir()  # not asked for is not gone
    assert "3 post-mortems in" in exported(database, folder, "--private")
    assert (folder / "INC-0003-a-break-in/postmortem.md").is_file()
    assert "1 removed" in exported(database, folder)
    assert not (folder / "INC-0003-a-break-in").exists()


WITH_TEMPLATE = '[postmortem]\ntemplate = "mine.md"\n'


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        ("# {{ ref }}\n{% if %}", ["postmortem.template: mine.md cannot be used: line 2", "is used instead."]),
        ("", ["postmortem.template: mine.md cannot be used: it is empty"]),
        (
            "# {{ ref }}\n\n{{ 1 / (number - 2) }}\n",
            ["postmortem.template cannot be used for INC-2: line 3", "division by zero", "is used instead."],
        ),
    ],
)
def test_a_template_that_is_broken_costs_nothing_and_is_noticed(
    database: str, tmp_path: Path, template: str, sentences: list[str]
) -> None:
    does(database, _two)
    (tmp_path / "signalcraft.toml").write_text(WITH_TEMPLATE)
    (tmp_path / "mine.md").write_text(template)
    code, said = signalcraft("export", "out", folder=tmp_path, environ={"DATABASE_URL": database})
    assert code == 1
    assert "2 post-mortems in out: 2 written" in said
    assert all(sentence in said for sentence in sentences), said
    ours = (tmp_path / "out/INC-0002-grosse-der-platte/postmortem.md").read_text(encoding="utf-8")
    assert "## Action Items" in ours


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("INC-3",), "there is no post-mortem of INC-3"),
        (("INC-4",), "It comes when it is resolved; a private one needs --private."),
        (("nonsense",), "“nonsense” names no incident"),
        (("--since", "soon"), "“soon” is no day"),
    ],
)
def test_each_trouble_is_a_sentence(database: str, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    does(database, _two)
    code, said = signalcraft("export", "out", *words, folder=tmp_path, environ={"DATABASE_URL": database})
    assert code != 0
    assert sentence in said
    assert not (tmp_path / "out").exists()
