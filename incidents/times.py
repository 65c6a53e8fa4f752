"""What people type for a time, read in their own zone: `30m`, `14:30`, `tomorrow 9:00`, `10 min ago`, `now`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from incidents.refusal import Refusal
from incidents.wording import cut

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}
NEVER = ("never", "none", "whenever")
"""Words that take a due time away."""
FARTHEST = timedelta(days=366)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing here is older: a year was mistyped, or a tool's clock was never set. Slack shows no time much older."""
WORK_ENDS, LAST_MINUTE = time(17), time(23, 59)
WRONG_SIDE = {True: ("still to come", "has been"), False: ("over already", "is still to come")}
"""Of a time that should be over (True) or to come: what it is, and what it should be."""
SURPRISING = timedelta(hours=18)
"""Whoever types `14:30` at 14:35 hardly means tomorrow, but at 23:50 `0:20` is in half an hour."""

_N = r"(\d{1,6}(?:[.,]\d{1,2})?)\s*"
_WHILE = re.compile(
    rf"(?:{_N}w(?:eeks?)?)?\s*(?:{_N}d(?:ays?)?)?\s*(?:{_N}h(?:ours?|rs?)?)?\s*(?:{_N}m(?:inutes?|ins?)?)?"
)
_PARTS = ("weeks", "days", "hours", "minutes")
_ARTICLES = ((r"\bhalf an hour\b", "30m"), (r"\ban? (?=hour|minute|day|week)", "1 "), (r"\band\b", " "))
_DAY = "|".join([*DAYS, *(rf"(?:next |last )?{day[:3]}(?:{day[3:]})?" for day in WEEKDAYS), r"\d{4}-\d\d-\d\d"])
_DAY_FIRST = re.compile(rf"({_DAY})(?:$|\s*,?\s+(?:at )?|t(?=\d))")
_DAY_LAST = re.compile(rf"\s+(?:on )?({_DAY})$")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?:[:.]\d\d)?\s*([ap]\.?m\b\.?)?")
_FIXED_ZONE = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?")
_BY_NAME = {"noon": "12:00", "midnight": "0:00"}


def due_moment(words: str, *, now: datetime, tz: str | None, field: str | None = None) -> datetime:
    """The same for when something shall be done: a day alone is meant to the end of its working day."""
    return moment(words, now=now, tz=tz, field=field, ends=WORK_ENDS)


def moment(
    words: str,
    *,
    now: datetime,
    tz: str | None,
    past: bool = False,
    field: str | None = None,
    ends: time | None = None,
) -> datetime:
    """The time that somebody means, in UTC. Refused, with what can be typed, if it cannot be read.

    `tz` is their zone's name (`Person.tz`); one that is not known is UTC. A time to come is wanted, or one that is
    over (`past`): a while is counted in that direction, and of a clock's time the nearest there is taken.
    `field` is the form's input that a refusal belongs to. `ends`: what the clock shows at the end of a day that is
    named alone; without it a time is asked for.
    """
    text = _tidied(words)
    try:
        found = _after_a_while(text, now, past=past) or _by_the_clock(text, now, zone(tz), past=past, ends=ends)
    except Refusal as refused:
        raise Refusal(refused.sentence, field=field) from None
    except OverflowError:
        found = now - 2 * FARTHEST if past else now + 2 * FARTHEST
    if found is None:
        raise Refusal(_not_read(words, now, past=past), field=field)
    return found if text == "now" else _sensible(found, words, now, past=past, field=field)


def exact_moment(words: str, *, now: datetime, past: bool = False, field: str | None = None) -> datetime | None:
    """The same for a time that is written out whole (ISO 8601 with its zone); None for any other."""
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    if found.tzinfo is None:
        return None
    return _sensible(found, words, now, past=past, field=field).astimezone(UTC)


def _sensible(found: datetime, words: str, now: datetime, *, past: bool, field: str | None) -> datetime:
    if found > now if past else found <= now:
        wrong, wanted = WRONG_SIDE[past]
        raise Refusal(f"“{cut(words.strip(), 40)}” is {wrong}; a time is wanted that {wanted}.", field=field)
    if abs(found - now) > FARTHEST:
        far = "more than a year ago" if past else "more than a year away"
        raise Refusal(f"“{cut(words.strip(), 40)}” is {far}.", field=field)
    return found


def must_be_sound(time: datetime, *, field: str | None = None) -> None:
    """Whatever has happened, happened after the year 2000 began."""
    if time < EARLIEST:
        raise Refusal("That time lies before the year 2000. Is its year right?", field=field)


def zone(name: str | None) -> tzinfo:
    """The zone of this name (`Europe/Berlin`), or UTC where there is none."""
    try:
        return ZoneInfo(name or "UTC")
    except (LookupError, ValueError, OSError):  # a name may also be a folder, or lead out of it
        return UTC


def typed(at: datetime, tz: str | None) -> str:
    """This moment as somebody in that zone would type it, and `moment` reads it."""
    return f"{at.astimezone(zone(tz)):%Y-%m-%d %H:%M}"


def _tidied(words: str) -> str:
    text = " ".join(words.casefold().replace("−", "-").split()).rstrip(".!?")
    return re.sub(r"^(?:(?:at|on|by|since|from|around|about|just|right|~) ?\b)+", "", text).strip()


def _not_read(words: str, now: datetime, *, past: bool) -> str:
    typed = cut(words.strip(), 40)
    if re.fullmatch(r"1?\d|2[0-3]", typed):
        return f"“{typed}” may be a time or a while: write `{typed}:00` or `{typed}m`."
    examples = "`10 min ago`, `14:30`, `yesterday 22:10`" if past else "`30m`, `2h`, `14:30`, `tomorrow 9:00`"
    day = now + timedelta(days=-2 if past else 7)
    return (
        f"“{typed}” is no time that can be read here. Write {examples} or `{day:%Y-%m-%d} 14:30`; "
        f"a zone may follow: `14:30 UTC`."
    )


# A while


def _after_a_while(text: str, now: datetime, *, past: bool) -> datetime | None:
    if text == "now":
        return now
    back = re.fullmatch(r"(?:-\s*(?P<a>.+)|(?P<b>.+?)\s+ago)", text)
    on = re.fullmatch(r"(?:in|\+)\s*(?P<a>.+)|(?P<b>.+?)\s+from now", text)
    directed = back or on
    duration = _while((directed["a"] or directed["b"]) if directed else text)
    if duration is None:
        return None
    return now - duration if (back or (past and not on)) else now + duration


def _while(text: str) -> timedelta | None:
    for written, meant in _ARTICLES:
        text = re.sub(written, meant, text)
    text = re.sub(r"(\d\s*h)\s*(\d{1,2})$", r"\1 \2m", text.strip())
    read = _WHILE.fullmatch(text)
    if not text or read is None:
        return None
    given = {part: float(n.replace(",", ".")) for part, n in zip(_PARTS, read.groups(), strict=True) if n}
    return timedelta(**given)


# A time by the clock


@dataclass(frozen=True)
class _Typed:
    """A clock's time as it was typed, the days that it may be of, and the zone it is read in."""

    clock: time
    days: Sequence[date]
    zone: tzinfo
    day_given: bool


def _by_the_clock(text: str, now: datetime, home: tzinfo, *, past: bool, ends: time | None) -> datetime | None:
    typed = _typed(text, now, home, past=past, ends=ends)
    if typed is None:
        return None
    found = [each for day in typed.days for each in _instants(day, typed)]
    if not found or (not typed.day_given and not list(_instants(typed.days[1], typed))):
        raise Refusal(
            f"{typed.clock:%H:%M} did not exist on that day in {typed.zone}: the clocks were put forward over it."
        )
    right = [each for each in found if (each <= now if past else each > now)]
    nearest = min(right or found, key=lambda each: abs(each - now))
    if not typed.day_given and abs(nearest - now) > SURPRISING:
        today, other = ("still to come today", "yesterday") if past else ("over for today", "tomorrow")
        raise Refusal(
            f"{typed.clock:%H:%M} is {today} ({typed.zone}). Write `{other} {typed.clock:%H:%M}` if that is meant."
        )
    return nearest


def _typed(text: str, now: datetime, home: tzinfo, *, past: bool, ends: time | None) -> _Typed | None:
    first, last = _DAY_FIRST.match(text), _DAY_LAST.search(text)
    rest = text[first.end() :] if first else text[: last.start()] if last else text
    day = first or last
    read = _CLOCK.match(_named(rest))
    if read is None:
        return _day_alone(day[1], now, home, past=past, ends=ends) if day and not rest else None
    clock = _clock(read, alone=day is None)
    where = _zone(_named(rest)[read.end() :].strip(), home)
    if clock is None or where is None:
        return None
    days = _days(day[1] if day else "", now.astimezone(where).date(), past=past)
    return _Typed(clock, days, where, day is not None) if days else None


def _day_alone(word: str, now: datetime, home: tzinfo, *, past: bool, ends: time | None) -> _Typed | None:
    """Its end, if that is what is wanted; else it is asked for a time on the right side of now."""
    here = now.astimezone(home)
    days = _days(word, here.date(), past=past)
    if days and ends:
        return _Typed(LAST_MINUTE if word == "today" and here.time() >= ends else ends, days, home, True)
    for clock in (time(9), here.time() if past else LAST_MINUTE):
        meant = [datetime.combine(day, clock, home) for day in days]
        if any(each <= here if past else each > here for each in meant):
            raise Refusal(f"At what time? For example `{word} {clock.hour}:{clock:%M}`.")
    if days:
        wrong, wanted = WRONG_SIDE[past]
        raise Refusal(f"“{word}” is {wrong}; a time is wanted that {wanted}.")
    return None


def _named(rest: str) -> str:
    """`noon utc` → `12:00 utc`."""
    word, _, zone_word = rest.partition(" ")
    return f"{_BY_NAME[word]} {zone_word}".strip() if word in _BY_NAME else rest


def _clock(read: re.Match[str], *, alone: bool) -> time | None:
    """None for one that no clock shows. An hour alone is one only beside a day, or with am or pm."""
    hour, minute, half = int(read[1]), int(read[2] or 0), (read[3] or "")[:1]
    if (alone and not (read[2] or half)) or (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        return None
    return time(hour % 12 + 12 * (half == "p") if half else hour, minute)


def _zone(word: str, home: tzinfo) -> tzinfo | None:
    """The zone that stands behind the time, else their own; None for a word that is none."""
    if word in ("", "utc", "gmt", "z"):
        return UTC if word else home
    fixed = _FIXED_ZONE.fullmatch(word)
    if fixed and int(fixed[2]) <= 14 and int(fixed[3] or 0) < 60:
        offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3] or 0))
        return timezone(-offset if fixed[1] == "-" else offset)
    # Names are as files: `europe/berlin` → `Europe/Berlin`.
    found = zone(re.sub(r"[a-z]+", lambda part: part[0].capitalize(), word)) if "/" in word else UTC
    return None if found == UTC else found


def _days(word: str, today: date, *, past: bool) -> Sequence[date]:
    """The days that are meant, of which the nearest counts; none for one that no calendar has."""
    if not word:
        return [today + timedelta(days=n) for n in (-1, 0, 1)]
    if word in DAYS:
        return [today + timedelta(days=DAYS[word])]
    if word[0].isdigit():
        try:
            return [date.fromisoformat(word)]
        except ValueError:
            return []
    if word.startswith("next" if past else "last"):
        return []
    weekday = [day[:3] for day in WEEKDAYS].index(word.split()[-1][:3])
    week = [today + timedelta(days=-n if past else n) for n in range(8)]
    return [day for day in week if day.weekday() == weekday]


def _instants(day: date, typed: _Typed) -> Iterator[datetime]:
    """When the clock shows this: never in the hour that is left out, twice in the hour that is repeated."""
    local = datetime.combine(day, typed.clock)
    both = {local.replace(tzinfo=typed.zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return (each for each in sorted(both) if each.astimezone(typed.zone).replace(tzinfo=None) == local)
