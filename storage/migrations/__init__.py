"""Bringing a database's schema up to date: a cheap look first, Alembic only when there is something to do."""

from contextlib import closing
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Connection, inspect, text

from storage.database import migration_engine, parse

FOLDER = Path(__file__).parent
LOCK = 5_348_150_774
"""PostgreSQL's advisory lock of whoever migrates (any number will do, as long as it is always this one)."""

ONE_THREAD = Lock()
"""Alembic keeps what it works on in module globals."""


OF_SEARCH = ("postmortem_fts", "ix_postmortem_text_words")


class SchemaTooNew(Exception):
    """A newer version of the program has been here, and this one does not know what it finds."""


def told_by_classes(name: str | None, *_: object) -> bool:
    """Whether a table or index stands in our classes. How words are found does not: each database has its way."""
    return not (name or "").startswith(OF_SEARCH)


def head() -> str:
    """The newest step. The files are called `0001_word.py`, and the number is the name of the step."""
    return max(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def upgrade(url: URL | str) -> None:
    """Apply the missing steps, all or nothing, under a lock: doing it twice, even at once, does it once."""
    engine = migration_engine(parse(url) if isinstance(url, str) else url)
    with closing(engine.connect()) as connection:
        present = version(connection)
        if present is not None and present > head():
            raise SchemaTooNew(f"the database is at step {present}, but this program ends at {head()}")
        if present != head():
            connection.rollback()
            move(connection, head())


def downgrade(url: URL | str, target: str) -> None:
    """Take steps back until `target` (`base`: back to an empty database)."""
    engine = migration_engine(parse(url) if isinstance(url, str) else url)
    with closing(engine.connect()) as connection:
        move(connection, target)


def present(url: URL | str) -> str | None:
    """The step that a database is at; None when it is empty or, as a file, not there. Makes nothing.

    Raises SQLAlchemy's errors when it cannot be reached.
    """
    parsed = parse(url) if isinstance(url, str) else url
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists():
        return None
    with closing(migration_engine(parsed).connect()) as connection:
        return version(connection)


def version(connection: Connection) -> str | None:
    """The step that the database is at; None for a database that has never been migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def move(connection: Connection, target: str) -> None:
    """Go up or down to a step in one transaction, which holds the lock."""
    from storage.migrations import steps  # noqa: PLC0415 - Alembic costs 0.2 s of every start that needs no step

    sqlite = connection.dialect.name == "sqlite"
    with ONE_THREAD, connection.execution_options(begin="BEGIN EXCLUSIVE").begin():
        if not sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        steps.run(connection, target)
        if sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
            raise RuntimeError("a migration step left rows that point nowhere; nothing was changed")
