"""Who is in the user groups that may do something: our own copy, since nobody waits for Slack to be allowed."""

from typing import Any

import structlog

from incidents.change import Rule
from incidents.effects.groups import ReadGroups
from incidents.user_group import UserGroup
from jobs.desk import Desk, Order

log = structlog.get_logger("groups")


async def read_groups(order: Order) -> Rule | None:
    """All that the config names. Where Slack refuses, the last copy holds; in a group that is gone is nobody."""
    desk = order.desk
    named, read_at = desk.catalog.permissions.groups, desk.now()
    if not named:
        return None
    listed = await desk.slack.call("usergroups.list", include_disabled=True)
    there = {group["id"]: group for group in listed["usergroups"]}
    for each in named:
        group = there.get(each, {})
        people = await _people(desk, group) if group else []
        if not people:
            log.warning("nobody is in a user group that may do something", group=each)
        handle = str(group.get("handle") or "")
        await desk.store.save_group(UserGroup(id=each, handle=handle, people=people, read_at=read_at))
    return None


async def want_groups(desk: Desk, *, once: str | None = None) -> None:
    """Have them read soon, where it matters who is in them; `once` lets one of several processes ask."""
    if desk.catalog.permissions.groups:
        await desk.store.enqueue(ReadGroups(), dedupe_key=once)


async def hourly_groups(desk: Desk) -> None:
    """The clock's bell: what Slack did not tell us of is noticed all the same, by one process."""
    await want_groups(desk, once=f"read_groups:{desk.now():%Y-%m-%dT%H}")


async def _people(desk: Desk, group: dict[str, Any]) -> list[str]:
    """The list of groups names at most 500 of each, so every group is asked for by itself."""
    if group.get("date_delete"):
        return []
    answer = await desk.slack.call("usergroups.users.list", usergroup=group["id"])
    return list(answer.get("users") or [])
