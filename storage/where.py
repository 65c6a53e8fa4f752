"""Which incident is meant, and how it is loaded."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.visible import may_see
from storage.loading import along, entry_numbered, entry_of, entry_told_once

HIGHEST_NUMBER = 2**31 - 1
"""What the column holds; people may type more."""


class NoSuchIncident(Refusal):
    """The incident that was meant does not exist."""


@dataclass(frozen=True, kw_only=True)
class Where:
    """Names one incident: by number, by its war room (id or name), or one that is to be made (`NEW`).

    `message` (a ts), `update` (a number) and `entry` (its id) load what is about one message, one status update or
    one entry of the timeline; `line` (its `once`) that entry, if it is there.
    `carries` (channel and ts) is the message that a new one is declared from.
    `seen_by`: for this person a private incident that they may not see does not exist.
    """

    number: int | None = None
    channel_id: str | None = None
    channel_name: str | None = None
    message: str | None = None
    update: int | None = None
    entry: int | None = None
    line: str | None = None
    carries: tuple[str, str] | None = None
    seen_by: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is still to be made."""
        return self == NEW or self.carries is not None


NEW = Where()
"""A new incident: the rule gets a blank one and fills it; the database gives the number."""


def new_from(channel_id: str, message_ts: str, *, seen_by: str) -> Where:
    """A new incident that is declared from a message, unless an open one was that this person may see."""
    return Where(carries=(channel_id, message_ts), seen_by=seen_by)


def numbered(
    number: int,
    *,
    seen_by: str | None = None,
    message: tuple[str, str] | None = None,
    update: int | None = None,
) -> Where:
    """The incident with this number. Whatever somebody asks for names them; only our own work may see all.

    `message` (channel and ts) loads its `timeline` with that message's entry only; `update` a status update.
    """
    channel_id, ts = message or (None, None)
    return Where(number=number, channel_id=channel_id, message=ts, update=update, seen_by=seen_by)


def in_channel(channel_id: str, *, message: str | None = None, seen_by: str | None = None) -> Where:
    """The incident of a war room, for whoever is in it; for whoever merely names the room, with `seen_by`.

    `message` (a ts) loads its `timeline` with that message's entry only.
    """
    return Where(channel_id=channel_id, message=message, seen_by=seen_by)


def in_room_called(name: str, *, seen_by: str | None = None) -> Where:
    """The incident whose war room has this name, as somebody types it; the latest, since a name may come again."""
    return Where(channel_name=name, seen_by=seen_by)


def load(session: Session, where: Where, *, lock: bool = False) -> Incident:
    """The incident with its roles and tasks, locked until the transaction ends if asked. Raises NoSuchIncident."""
    if where.is_new:
        raise ValueError("this names no incident yet")
    if where.number is not None and where.number > HIGHEST_NUMBER:
        raise NoSuchIncident(_not_found(where))
    incident = session.scalars(_query(where, lock), _names(where)).one_or_none()
    if incident is None:
        raise NoSuchIncident(_not_found(where))
    check_visible(where, incident)
    return incident


def check_visible(where: Where, incident: Incident) -> None:
    """Raises NoSuchIncident, in the words for one that does not exist."""
    if where.seen_by is not None and not may_see(incident, where.seen_by):
        raise NoSuchIncident(_not_found(where))


def number_of(session: Session, where: Where) -> int:
    """Its number, without loading or locking it. Raises NoSuchIncident."""
    if where.number is not None and where.number > HIGHEST_NUMBER:
        raise NoSuchIncident(_not_found(where))
    found = session.scalar(select(col(Incident.id)).where(_is_meant(_naming(where))), _names(where))
    if found is None:
        raise NoSuchIncident(_not_found(where))
    return int(found)


def _query(where: Where, lock: bool) -> Select[tuple[Incident]]:
    naming = _naming(where)
    query = _with_all(naming, lock) if where.update is None else _with_update(naming, where.update, lock)
    if where.entry is not None:
        return query.options(entry_numbered(where.entry))
    if where.line is not None:
        return query.options(entry_told_once(where.line))
    return query if where.message is None else query.options(entry_of(where.channel_id, where.message))


@cache
def _with_all(naming: str, lock: bool) -> Select[tuple[Incident]]:
    """Made once: putting it together takes longer than the database's answer."""
    query = select(Incident).options(*along(lock=lock)).where(_is_meant(naming))
    return query.with_for_update(of=Incident) if lock else query


def _with_update(naming: str, number: int, lock: bool) -> Select[tuple[Incident]]:
    query = select(Incident).options(*along(update=number, lock=lock)).where(_is_meant(naming))
    return query.with_for_update(of=Incident) if lock else query


def _names(where: Where) -> dict[str, Any]:
    return {"number": where.number, "channel": where.channel_id, "called": where.channel_name}


def _naming(where: Where) -> str:
    """By what an incident is named: number, called (the room's name) or channel (its id)."""
    if where.number is not None:
        return "number"
    return "channel" if where.channel_name is None else "called"


def _is_meant(naming: str) -> Any:
    if naming == "number":
        return col(Incident.id) == bindparam("number")
    if naming == "called":
        named = select(func.max(col(Incident.id))).where(col(Incident.channel_name) == bindparam("called"))
        return col(Incident.id) == named.scalar_subquery()
    return col(Incident.channel_id) == bindparam("channel")


def _not_found(where: Where) -> str:
    if where.number is not None:
        return f"There is no INC-{where.number}. `/incident list` shows the open ones."
    if where.channel_name is not None or where.seen_by is not None:
        return "That is not a war room. `/incident list` shows the open incidents."
    return "This channel is not a war room. Name the incident, for example `/incident INC-42 status`."
