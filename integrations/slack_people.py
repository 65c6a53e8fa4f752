"""A person as Slack describes them, in our words."""

from datetime import UTC, datetime
from typing import Any

from incidents.person import Person

SLACKBOT = "USLACKBOT"
"""Slack itself; its user object calls it no bot."""


def person_from(user: dict[str, Any], *, at: datetime) -> Person:
    """From a user object of `users.info` or `user_change`, which was true at this time."""
    profile = user.get("profile") or {}
    return Person(
        id=user["id"],
        team_id=user.get("team_id"),
        name=profile.get("display_name") or profile.get("real_name") or user.get("name") or user["id"],
        email=profile.get("email"),
        tz=user.get("tz"),
        deleted=bool(user.get("deleted")),
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        updated_at=at,
    )


def last_changed(user: dict[str, Any], *, now: datetime) -> datetime:
    """When what `users.info` says became true, by Slack's clock: ours may be ahead of its events."""
    updated = user.get("updated")
    return min(now, datetime.fromtimestamp(float(updated), UTC)) if updated else now
