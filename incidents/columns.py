"""What the columns of every table share."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


def no_items() -> list[Any]:
    """The list of a row that has just been made.

    Not the builtin: whatever makes a default is looked at anew for every row, and `list` tells its signature as
    a text to be parsed, which takes longer than the rest of the row.
    """
    return []


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out: SQLite keeps no zone, and a naive time is a fault waiting to happen."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r}: pass an aware one")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """In one step, since lists and figures read tens of thousands. SQLite keeps moments as text."""
        return _read if dialect.name == "sqlite" else _told


def _read(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(f"{text}Z")
    except ValueError:  # a day alone, by somebody's own SQL
        return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _told(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
