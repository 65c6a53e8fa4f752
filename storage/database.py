"""The database connection: transactions, and what is repeated when a connection dies."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

T = TypeVar("T")

CHANNEL = "signalcraft_outbox"
"""What PostgreSQL's NOTIFY is called when there is work in the outbox."""
TOUCHED = "signalcraft_touched"
"""And when incidents were changed: it carries their numbers."""
AT_ONCE = 500
"""Incidents that one notification names."""

Touched = Callable[[frozenset[int]], None]
"""Hears which incidents were changed."""

PAUSES = (0.05, 0.1, 0.3, 0.6, 1.0)
"""Seconds between tries on a lost connection: together below the 3 s within which Slack wants its answer."""

PATIENCE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""libpq's words for: a server that vanished without a word is noticed within seconds (the last in ms)."""

PASSING = frozenset({"25006", "40001", "40P01", "53300", "57P01", "57P02", "57P03"})
"""SQLSTATEs that a fresh connection cures: read-only after a switch-over, deadlock, restart…"""


class CommitUnknown(Exception):
    """Nobody can say whether a change was made; whoever repeats it must bring a once-key."""


class Transaction(Session):
    """A session that knows, when its work is done, whether there is anything to write and anybody to wake."""

    keep = True
    """False: roll back, nothing was changed."""
    wakes = False
    """The outbox has something to claim after this."""

    @cached_property
    def touched(self) -> set[int]:
        """The incidents (their numbers) that look another way after this."""
        return set()


class Database:
    """An engine and the two ways to use it. Everything here blocks: it runs on the store's threads."""

    def __init__(self, url: str) -> None:
        self.url = parse(url)
        self.postgres = self.url.get_backend_name() == "postgresql"
        self.engine = _postgres_engine(self.url) if self.postgres else _sqlite_engine(self.url)
        self._writing = self.engine.execution_options(begin="BEGIN IMMEDIATE")

    def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a transaction that is thrown away; what it loaded stays usable."""
        return self._repeated(lambda: self._read(work))

    def write(
        self, work: Callable[[Transaction], T], wake: Callable[[], None], touch: Touched = lambda _numbers: None
    ) -> T:
        """Run `work` and commit; call `wake` when that left something to claim. What was loaded is kept.

        `touch` hears which incidents it has changed; on PostgreSQL all processes do, by NOTIFY.

        On PostgreSQL it runs again when the connection was to blame, so `work` must load what it alters.
        """
        return self._repeated(lambda: self._write(work, wake, touch))

    def _read(self, work: Callable[[Session], T]) -> T:
        with Session(self.engine) as session:
            result = work(session)
            session.expunge_all()  # a rollback would empty what was loaded
            return result

    def _write(self, work: Callable[[Transaction], T], wake: Callable[[], None], touch: Touched) -> T:
        with Transaction(self._writing, expire_on_commit=False, autoflush=False) as session:
            result = work(session)
            if session.keep:
                session.flush()
            session.expunge_all()  # a rollback would empty what was loaded
            if session.keep:
                self._commit(session)
        if session.keep and session.wakes:
            wake()
        if session.keep and session.touched and not self.postgres:
            touch(frozenset(session.touched))
        return result

    def _commit(self, session: Transaction) -> None:
        if not self.postgres:
            return session.commit()
        notify = f", pg_notify('{CHANNEL}', '')" if session.wakes else ""
        for numbers in _batches(sorted(session.touched)):
            notify += f", pg_notify('{TOUCHED}', '{' '.join(map(str, numbers))}')"
        number = session.scalar(text(f"SELECT CAST(pg_current_xact_id() AS text){notify}"))
        try:
            session.commit()
        except DBAPIError:
            if not self._was_committed(number):
                raise

    def _was_committed(self, number: str) -> bool:
        """Whether a commit whose answer was lost went through: repeating it would do everything twice."""
        self.engine.dispose()
        question = text("SELECT pg_xact_status(CAST(:number AS xid8))")
        for pause in PAUSES:
            answer = None
            with suppress(DBAPIError), self.engine.connect() as connection:
                answer = connection.scalar(question, {"number": number})
            if answer in ("committed", "aborted"):
                return bool(answer == "committed")
            time.sleep(pause)
        raise CommitUnknown("the connection broke at the commit, and the server cannot be asked about it")

    def _repeated(self, attempt: Callable[[], T]) -> T:
        for pause in PAUSES:
            try:
                return attempt()
            except DBAPIError as error:
                if not (self.postgres and _passes(error)):
                    raise
            # Its neighbours in the pool led to the same server, so all of them go.
            self.engine.dispose()
            time.sleep(pause)
        return attempt()


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    """A notification holds less than 8,000 bytes."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))


def parse(url: str) -> URL:
    """The address as SQLAlchemy wants it (`postgres://` is understood). Raises ValueError for others."""
    parsed = make_url(url)
    backend = parsed.get_backend_name() if parsed.drivername != "postgres" else "postgresql"
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    raise ValueError("the database must be sqlite:///a/file or postgresql://…")


def _passes(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return error.connection_invalidated or isinstance(error, OperationalError)
    return state in PASSING or state.startswith("08")


def _postgres_engine(url: URL) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,  # they hold what people wrote, and errors are logged
        pool_size=5,
        pool_pre_ping=True,
        connect_args={**PATIENCE, "options": "-c statement_timeout=20000 -c lock_timeout=10000"},
    )


def _sqlite_engine(url: URL) -> Engine:
    _make_folder(url)
    engine = create_engine(
        url, hide_parameters=True, pool_size=4, connect_args={"timeout": 10, "isolation_level": None}
    )
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(url: URL) -> None:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)


def _tune_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # The driver would begin late and as a reader; a reader that starts to write can be refused at once.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def migration_engine(url: URL) -> Engine:
    """An engine for one connection that changes the schema: no pool, no time limits.

    On SQLite without foreign keys: a table is rebuilt by dropping it, and what points to it must stay.
    """
    if url.get_backend_name() == "postgresql":
        return create_engine(url, poolclass=NullPool)
    _make_folder(url)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": 60, "isolation_level": None})
    event.listen(engine, "begin", _begin_sqlite)
    return engine
