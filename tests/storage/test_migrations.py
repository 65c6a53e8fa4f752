"""Migrations: they lead to what the classes say, lose nothing, and may be run twice, at once, or half."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from incidents.change import SILENT, Change
from incidents.effects.room import OpenChannel
from incidents.ending import resolve
from incidents.incident import Incident
from incidents.merging import merge
from incidents.person import Person
from incidents.postmortem import Why
from incidents.writing import write_whys
from storage import migrations
from storage.database import migration_engine, parse
from storage.migrations import LOCK, SchemaTooNew, downgrade, head, steps, told_by_classes, upgrade, version
from storage.store import Store
from storage.tables import NOUNS
from storage.where import NEW, numbered
from tests.databases import SettableClock, administer, in_database
from tests.rules.given import wrote
from tests.storage.given import AT, declare, take


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    with migration_engine(parse(database_url)).connect() as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database in which nothing was ever done."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/a/new/folder/signalcraft.db"
        return
    server = request.getfixturevalue("postgres_server")
    administer(server, "CREATE DATABASE signalcraft_empty")
    yield in_database(server, "signalcraft_empty")
    administer(server, "DROP DATABASE signalcraft_empty WITH (FORCE)")


def test_the_migrated_schema_is_what_the_classes_say(connection: Connection) -> None:
    opts = {"compare_type": True, "include_name": told_by_classes}
    context = MigrationContext.configure(connection, opts=opts)
    assert compare_metadata(context, SQLModel.metadata) == []


def test_every_noun_is_a_table_and_every_constraint_has_a_name(connection: Connection) -> None:
    tables = {table.name for table in SQLModel.metadata.tables.values()}
    assert (
        {noun.__tablename__ for noun in NOUNS}
        <= tables
        == {each for each in inspect(connection).get_table_names() if told_by_classes(each)} - {"alembic_version"}
    )
    for table in tables:
        for constraint in (
            *inspect(connection).get_foreign_keys(table),
            *inspect(connection).get_unique_constraints(table),
        ):
            assert constraint["name"], (table, constraint)


async def test_up_down_and_up_again_on_a_filled_database(database_url: str, clock: SettableClock) -> None:
    for _ in range(2):
        store = Store(database_url, clock=clock)
        await store.start()
        await store.change(NEW, declare("x", OpenChannel()), once="key")
        await store.change(numbered(1), take("commander", "U1"))
        await store.save_person(Person(id="U1", name="Ada", updated_at=AT))
        await store.close()
        downgrade(database_url, "base")
        with migration_engine(parse(database_url)).connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version", "sqlite_sequence"}


async def test_on_the_way_back_a_merged_incident_is_a_cancelled_one(
    database_url: str, clock: SettableClock
) -> None:
    store = Store(database_url, clock=clock)
    await store.start()
    await store.change(NEW, declare("first"))
    await store.change(NEW, declare("again"))
    await store.change_both(numbered(2), numbered(1), lambda i, into: merge(i, into, by="U1", at=AT))
    await store.close()
    downgrade(database_url, "0002")
    with migration_engine(parse(database_url)).connect() as connection:
        ended = text("SELECT status, cancel_reason FROM incident WHERE cancelled_at IS NOT NULL")
        assert connection.execute(ended).all() == [("cancelled", "merged into INC-1")]
    upgrade(database_url)


async def test_evidence_that_is_a_message_loses_its_words_on_the_way_up(
    database_url: str, clock: SettableClock
) -> None:
    link = "(https://acme.slack.com/archives/C042/p1772440200000100?thread_ts=1772440100.000100&cid=C042)"
    old, new = f"[21:59 password \\[is\\] “hunter2” (x)]{link}", f"[21:59]{link}"
    kept = "[21:59 restarted db1](https://signalcraft.example/incidents/1#entry-7)\n[graph](https://g.example/1)"
    store = Store(database_url, clock=clock)
    await store.start()
    await store.change(NEW, declare("x"))
    await store.change(numbered(1), lambda i: resolve(i, by="U1", at=AT))
    whys = [Why(why="The disk was full", evidence=f"{kept}\n{old}")]
    await store.change(numbered(1), lambda i: write_whys(i, whys, by="U1", at=AT))
    await store.keep_documents(1, {"a.md": f"- Evidence: {old}", "a.json": json.dumps({"whys": [old]})})
    await store.keep_postmortem_text(1, "password is hunter2")
    await store.close()
    downgrade(database_url, "0007")
    upgrade(database_url)
    store = Store(database_url, clock=clock)
    await store.start()
    written = (await store.incident(numbered(1))).postmortem
    assert written
    assert written.ladder[0].evidence == f"{kept}\n{new}"
    [edit] = await store.postmortem_edits(1, limit=5)
    assert new in edit.after
    documents = await store.kept_documents(1)
    assert documents["a.md"] == f"- Evidence: {new}"
    assert json.loads(documents["a.json"]) == {"whys": [new]}
    assert await store.not_findable(limit=5) == [1], "it is made findable anew"
    await store.close()


@pytest.mark.parametrize("words", ["Grace shared it", "password is hunter2"])
async def test_what_was_put_right_before_an_edit_quotes_its_author_no_more_on_the_way_up(
    database_url: str, clock: SettableClock, words: str
) -> None:
    """The second time only the time was put right, so the words follow their author."""
    store = Store(database_url, clock=clock)
    await store.start()
    await store.change(NEW, declare("x"))
    secret, at = "password is hunter2", AT.isoformat()
    known = {"did": "corrected", "by": "U1", "at": at, "text": secret, "text_after": words, "time": at}
    edit = {"did": "edited", "at": at, "before": secret, "after": "(removed)"}

    def rule(incident: Incident) -> Change:
        said = {"text": words, "corrections": [{**known, "time_after": at}], "history": [edit]}
        incident.timeline.append(wrote("", message_ts="1.1", channel_id="C1").sqlmodel_update(said))
        return SILENT

    await store.change(numbered(1, message=("C1", "1.1")), rule)
    await store.close()
    downgrade(database_url, "0007")
    upgrade(database_url)
    store = Store(database_url, clock=clock)
    await store.start()
    [entry] = await store.entries_in(1, "C1")
    assert "hunter2" not in str((entry.text, entry.corrections))
    assert entry.text == (words if entry.reworded else "(removed)")
    assert [done["did"] for done in entry.history] == ["corrected by U1", "edited"]
    assert entry.corrections[0]["time_after"] == at
    await store.close()


async def test_ic_60_a_half_applied_step_is_completed_and_data_kept(
    database_url: str, clock: SettableClock
) -> None:
    store = Store(database_url, clock=clock)
    await store.start()
    await store.change(NEW, declare("Kept"))
    await store.close()
    with migration_engine(parse(database_url)).connect() as connection, connection.begin():
        for statement in ("DROP TABLE outbox", "DROP INDEX ix_seen_at", "DELETE FROM alembic_version"):
            connection.execute(text(statement))
    for _ in range(2):  # started twice
        again = Store(database_url, clock=clock)
        await again.start()
        assert (await again.incident(numbered(1))).title == "Kept"
        await again.change(NEW, declare("x", OpenChannel()))
        await again.close()
    with migration_engine(parse(database_url)).connect() as connection:
        assert version(connection) == head()
        assert "ix_seen_at" in {index["name"] for index in inspect(connection).get_indexes("seen")}


def test_a_step_that_fails_leaves_the_database_as_it_was(empty_url: str) -> None:
    with migration_engine(parse(empty_url)).connect() as connection:
        with connection.begin():
            connection.execute(text("CREATE VIEW outbox AS SELECT 1 AS lane"))
        with pytest.raises(Exception, match=r"(?i)outbox|column"):
            upgrade(empty_url)
        assert set(inspect(connection).get_table_names()) == set()
        connection.rollback()
        with connection.begin():
            connection.execute(text("DROP VIEW outbox"))
    upgrade(empty_url)


def test_three_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    program = "import sys; from storage.migrations import upgrade; upgrade(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", program, empty_url]) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    with migration_engine(parse(empty_url)).connect() as connection:
        assert version(connection) == head()
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


async def test_while_one_migrates_the_others_wait(postgres_server: str) -> None:
    administer(postgres_server, "CREATE DATABASE signalcraft_waiting")
    url = in_database(postgres_server, "signalcraft_waiting")
    with migration_engine(parse(url)).connect() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        waiting = asyncio.create_task(asyncio.to_thread(upgrade, url))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        connection.rollback()
        await waiting
        assert version(connection) == head()
    administer(postgres_server, "DROP DATABASE signalcraft_waiting WITH (FORCE)")


def test_a_database_of_a_newer_version_is_left_alone(database_url: str, connection: Connection) -> None:
    with connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999"):
        upgrade(database_url)


def test_a_start_that_has_nothing_to_migrate_does_not_load_alembic(sqlite_url: str) -> None:
    program = """if True:
        import sys; from storage.store import Store; from storage.migrations import upgrade
        upgrade(sys.argv[1])
        sys.exit(bool({"alembic", "psycopg"} & set(sys.modules)))
    """
    assert subprocess.run([sys.executable, "-c", program, sqlite_url], check=False).returncode == 0


def test_steps_are_numbered_by_their_files() -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER))
    assert scripts.get_current_head() == head()
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_a_new_step_is_written_and_leads_on(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    for module in (migrations, steps):
        monkeypatch.setattr(module, "FOLDER", folder)
    following = f"{int(head()) + 1:04}"
    steps.write("add a thing")
    assert (folder / "versions" / f"{following}_add_a_thing.py").exists()
    upgrade(sqlite_url)
    with migration_engine(parse(sqlite_url)).connect() as connection:
        assert version(connection) == following == head()
