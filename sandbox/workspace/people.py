"""What can be done to people and user groups."""

from sandbox.workspace import ids
from sandbox.workspace.nouns import User, UserGroup
from sandbox.workspace.shapes import user_json, usergroup_json
from sandbox.workspace.space import Happened, Workspace

PEOPLE = (
    ("ada", "Ada Lovelace", "Europe/London"),
    ("grace", "Grace Hopper", "America/New_York"),
    ("linus", "Linus Torvalds", "America/Los_Angeles"),
    ("margaret", "Margaret Hamilton", "America/Chicago"),
    ("alan", "Alan Turing", "Europe/Berlin"),
    ("barbara", "Barbara Liskov", "Asia/Tokyo"),
    ("katherine", "Katherine Johnson", "Asia/Kolkata"),
    ("dennis", "Dennis Ritchie", "Australia/Sydney"),
)


def new(space: Workspace, name: str) -> User:
    """A person not yet in the workspace, with what follows from the name filled in."""
    return User(
        id=ids.settled("U", name), name=name, team=space.team, real_name=name.title(), display_name=name,
        email=f"{name}@example.com", updated=space.clock.now(),
    )  # fmt: skip


def save(space: Workspace, user: User) -> None:
    """Keeps a new or changed person and tells the apps."""
    kind = "user_change" if user.id in space.users else "team_join"
    user.updated = space.clock.now()
    space.users[user.id] = user
    shown = user_json(space, user, email="users:read.email" in space.manifest.scopes) | {"locale": "en-US"}
    shown["profile"]["fields"] = {}
    kinds = (kind,) if kind == "team_join" else (kind, "user_profile_changed")
    for each in kinds:
        event = {"type": each, "user": shown, "cache_ts": int(user.updated), "event_ts": space.event_ts()}
        space.tell(Happened(event))
    space.state_changed()


def save_group(space: Workspace, group: UserGroup, before: list[str] | None) -> None:
    """Keeps a user group; `before` are its members until now, None for a new one."""
    space.usergroups[group.id] = group
    earlier, group.updated = group.updated, int(space.clock.now())
    kind = "subteam_created" if before is None else "subteam_updated"
    shown = usergroup_json(space, group, users=True, count=True)
    space.tell(Happened({"type": kind, "subteam": shown, "event_ts": space.event_ts()}))
    if before is not None and before != group.members:
        added = [each for each in group.members if each not in before]
        removed = [each for each in before if each not in group.members]
        event = {
            "type": "subteam_members_changed", "subteam_id": group.id, "team_id": space.team,
            "date_previous_update": earlier, "date_update": group.updated,
            "added_users": added, "added_users_count": len(added),
            "removed_users": removed, "removed_users_count": len(removed), "event_ts": space.event_ts(),
        }  # fmt: skip
        space.tell(Happened(event))
    space.state_changed()
