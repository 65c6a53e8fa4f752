"""What is loaded along with an incident, always in the same number of queries."""

from typing import Any, cast

from sqlalchemy import or_
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import QueryableAttribute
from sqlalchemy.orm.strategy_options import _AbstractLoad as Load
from sqlmodel import col

from incidents.incident import Incident
from incidents.status_update import StatusUpdate
from incidents.timeline import TimelineEntry

ROLES = cast("QueryableAttribute[Any]", Incident.roles)
TASKS = cast("QueryableAttribute[Any]", Incident.tasks)
UPDATES = cast("QueryableAttribute[Any]", Incident.updates)
POSTMORTEM = cast("QueryableAttribute[Any]", Incident.postmortem)
TIMELINE = cast("QueryableAttribute[Any]", Incident.timeline)


def along(*, update: int | None = None, lock: bool = False) -> tuple[Load, ...]:
    """Roles, tasks, the post-mortem, and of hundreds of updates those that it carries; `update` names one more.

    With `lock` nothing is joined: after a wait PostgreSQL reads the row anew, but what is joined as it was before.
    """
    carried = col(StatusUpdate.carried)
    wanted = carried if update is None else or_(carried, col(StatusUpdate.number) == update)
    each = selectinload(ROLES), selectinload(TASKS), selectinload(UPDATES.and_(wanted))
    return *each, selectinload(POSTMORTEM) if lock else joinedload(POSTMORTEM)


def entry_numbered(entry: int) -> Load:
    """Of the timeline, the entry with this id."""
    return selectinload(TIMELINE.and_(col(TimelineEntry.id) == entry))


def entry_told_once(once: str) -> Load:
    """Of the timeline, the line that is told once by this name."""
    return selectinload(TIMELINE.and_(col(TimelineEntry.once) == once))


def entry_of(channel_id: str | None, message: str) -> Load:
    """Of the timeline, the entry of one message."""
    entry = TIMELINE.and_(col(TimelineEntry.channel_id) == channel_id, col(TimelineEntry.message_ts) == message)
    return selectinload(entry)
