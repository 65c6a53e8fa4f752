"""Who is in the user groups that may do something: our own copy, since nobody waits for Slack to be allowed."""

from typing import Any

import structlog

from incidents.change import Rule
from incidents.effects.groups import ReadGroups
from incidents.follower import is_group
from incidents.user_group import UserGroup
from jobs.desk import Desk, Order
from jobs.people import meet

log = structlog.get_logger("groups")


async def read_groups(order: Order) -> Rule | None:
    """All that the config names. Where Slack refuses, the last copy holds; in a group that is gone is nobody.

    Whoever is in them is met, since they are likely to be given a part.
    """
    desk = order.desk
    policy, read_at = desk.catalog.permissions, desk.now()
    named, met = policy.groups, [each for each in policy.named if not is_group(each)]
    if not named:
        return None
    listed = await desk.slack.call("usergroups.list", include_disabled=True)
    there = {group["id"]: group for group in listed["usergroups"]}
    for each in named:
        group = there.get(each, {})
        people = await _people(desk, group) if group else []
        if not people:
            log.warning("nobody is in a user group that may do something", group=each)
        met += people
        handle = str(group.get("handle") or "")
        await desk.store.save_group(UserGroup(id=each, handle=handle, people=people, read_at=read_at))
    await meet(desk, (*met, *_of_services(desk)))
    return None


def _of_services(desk: Desk) -> list[str]:
    return [each for service in desk.catalog.services for each in service.people if not is_group(each)]


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
