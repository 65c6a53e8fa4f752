"""One table of a config file, read key by key, with a sentence for whatever is wrong in it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

KINDS: dict[type, str] = {bool: "true or false", int: "a number", float: "a number", str: "a text"}
NOT_ONE_LINE = {"Cc", "Zl", "Zp"}
"""Control characters, and what breaks a line."""


class Table:
    """Reads values and notes mistakes in a list that all tables of a file share.

    `path` is where it stands in the file (`severities[2]`, counted from 1; empty at the top).
    """

    def __init__(
        self, values: Mapping[str, Any], known: Sequence[str], mistakes: list[str], path: str = ""
    ) -> None:
        self._values = values
        self._mistakes = mistakes
        self._path = path
        self._top: Sequence[str] = ()
        self._known = known

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def blank(self, key: str) -> bool:
        """Whether it is there and says nothing."""
        return self._values.get(key) == ""

    def wrong(self, key: str, why: str) -> None:
        """Note a mistake: `why` goes on from the key, without a full stop."""
        self._mistakes.append(f"{self._name(key)} {why}.")

    def only_known_keys(self) -> None:
        """Note every key that nobody reads, with the nearest one that somebody does."""
        for key in self._values:
            if key not in self._known:
                self.wrong(key, self._unknown(key))

    def text(self, key: str, means: str, *, limit: int, pattern: re.Pattern[str] | None = None) -> str:
        """A text of one line that must be there; empty when it is missing or wrong, which is noted."""
        if key not in self._values:
            self.wrong(key, f"is missing: {means}")
            return ""
        value = self._values[key]
        if not isinstance(value, str):
            self.wrong(key, f"must be a text in quotes ({means}), not {_kind(value)}")
        elif not value.strip():
            self.wrong(key, f"must not be empty: {means}")
        elif pattern and not pattern.fullmatch(value):
            self.wrong(key, f"must be {means}, not {_quoted(value)}")
        elif any(unicodedata.category(character) in NOT_ONE_LINE for character in value):
            self.wrong(key, "must be one line, without control characters")
        elif len(value.strip()) > limit:
            self.wrong(key, f"must be at most {limit} characters long, not {len(value.strip())}")
        else:
            return value.strip()
        return ""

    def words(self, key: str, means: str, *, limit: int) -> str:
        """A text that may have several lines and must be there; empty when it is missing or wrong."""
        value = self._values.get(key)
        if value is None:
            self.wrong(key, f"is missing: {means}")
        elif not isinstance(value, str):
            self.wrong(key, f"must be a text in quotes ({means}), not {_kind(value)}")
        elif not value.strip():
            self.wrong(key, f"must not be empty: {means}")
        elif len(value) > limit:
            self.wrong(key, f"must be at most {limit} characters long, not {len(value)}")
        else:
            return value
        return ""

    def texts(self, key: str, means: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
        """A list of different texts; nothing when the key is not there. What is wrong is noted and left out."""
        values = self._list(key, f"a list in brackets, each {means}")
        found: list[str] = []
        for number, value in enumerate(values, 1):
            place = f"{key}[{number}]"
            if not isinstance(value, str) or not pattern.fullmatch(value):
                self.wrong(place, f"must be {means}, not {_quoted(value)}")
            elif value in found:
                self.wrong(place, f"repeats {_quoted(value)}")
            else:
                found.append(value)
        return tuple(found)

    def number(self, key: str, means: str, *, most: int) -> int:
        """A whole number from 1 to `most`; 1 when it is wrong, which is noted."""
        value = self._values[key]
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(key, f"must be a whole number ({means}), not {_quoted(value)}")
        elif not 1 <= value <= most:
            self.wrong(key, f"must be from 1 to {most} ({means}), not {value}")
        else:
            return value
        return 1

    def table(self, key: str, known: Sequence[str]) -> "Table | None":
        """The table under `[key]`, its unknown keys noted; None when it is not there."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"must be a table headed [{key}], not {_kind(value)}")
            return None
        return self._below(value, known, key)

    def free(self, key: str) -> Mapping[str, Any]:
        """The table under `[key]` as it is, where others say what its keys mean; nothing when it is not there."""
        value = self._values.get(key, {})
        if isinstance(value, dict):
            return value
        self.wrong(key, f"must be a table headed [{self._name(key)}], not {_kind(value)}")
        return {}

    def tables(self, key: str, known: Sequence[str], *, most: int | None = None) -> "list[Table]":
        """The tables under `[[key]]`, their unknown keys noted; nothing when there are none."""
        means = f"tables, each headed [[{key}]] with two brackets"
        values = self._list(key, means)
        if most is not None and len(values) > most:
            self.wrong(key, f"may be at most {most}, not {len(values)}")
        found = []
        for number, value in enumerate(values, 1):
            if not isinstance(value, dict):
                self.wrong(f"{key}[{number}]", f"must be a table headed [[{key}]], not {_kind(value)}")
                continue
            found.append(self._below(value, known, f"{key}[{number}]"))
        return found

    def _below(self, values: Mapping[str, Any], known: Sequence[str], place: str) -> "Table":
        table = Table(values, known, self._mistakes, self._name(place))
        table._top = self._known
        table.only_known_keys()
        return table

    def _list(self, key: str, means: str) -> list[Any]:
        if key not in self._values:
            return []
        value = self._values[key]
        if not isinstance(value, list):
            self.wrong(key, f"must be {means}, not {_kind(value)}")
            return []
        if not value:
            self.wrong(key, f"must not be empty: leave it out, or make it {means}")
        return value

    def _unknown(self, key: str) -> str:
        if key in self._top:
            return "belongs at the top of the file, above the first [[…]] or […]"
        near = get_close_matches(key.casefold(), self._known, n=1)
        hint = f"did you mean “{near[0]}”? " if near else ""
        return f"is not a key here: {hint}Allowed are {', '.join(self._known)}"

    def _name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


def _kind(value: object) -> str:
    """What it is instead, in plain words."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return KINDS.get(type(value), "a date or time")


def _quoted(value: object) -> str:
    if not isinstance(value, str):
        return _kind(value)
    return f"“{value}”" if len(value) <= 40 else f"“{value[:39]}…”"
