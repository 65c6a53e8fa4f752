"""Elements to pick a day or a time of day."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.blockkit.schema import Check, both, integer, matching, record, say, string
from sandbox.blockkit.selects import ELEMENT, MENU

NO_DATE = "input must be a valid: date"
SECONDS = integer(10**9, 10**10 - 1)  # ten digits


def day(value: Any, at: str, problems: list[str]) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        say(problems, NO_DATE, at)


def zone(value: Any, at: str, problems: list[str]) -> None:
    try:
        ZoneInfo(value)
    except (ValueError, KeyError, OSError):  # any of them, depending on what is no zone about it
        say(problems, "must be a valid timezone", at)


DAY = both(matching(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", NO_DATE), day)
ZONE = both(string(), zone)
TIME = matching(r"([01][0-9]|2[0-3]):[0-5][0-9]")
PICKERS: dict[str, Check] = {
    "datepicker": record(MENU | {"initial_date": DAY}),
    "timepicker": record(MENU | {"initial_time": TIME, "timezone": ZONE}),
    "datetimepicker": record(ELEMENT | {"initial_date_time": SECONDS}),
}
