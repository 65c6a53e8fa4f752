"""Keeping who follows what."""

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.follower import Follower
from storage.keeping import insert


def follow(session: Session, follower: Follower) -> bool:
    """Keep it; False when it was there already."""
    fields = follower.model_dump(exclude={"id"})
    added = insert(session, Follower).values(**fields).on_conflict_do_nothing().returning(col(Follower.id))
    return session.scalars(added).one_or_none() is not None


def unfollow(session: Session, slack_id: str, severity: str | None, service: str | None) -> int:
    """Drop what somebody follows: all of it, or this one pair; how many there were."""
    gone = delete(Follower).where(col(Follower.slack_id) == slack_id)
    if severity is not None and service is not None:
        gone = gone.where(col(Follower.severity) == severity, col(Follower.service) == service)
    result: CursorResult[tuple[()]] = session.connection().execute(gone)
    return result.rowcount


def followers(session: Session, slack_id: str | None = None) -> list[Follower]:
    """All of them, or what one follows, in the order of adding."""
    found = select(Follower).order_by(col(Follower.id))
    return list(session.scalars(found.where(col(Follower.slack_id) == slack_id) if slack_id else found))
