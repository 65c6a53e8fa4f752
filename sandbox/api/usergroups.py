"""usergroups.*: groups of people that are mentioned together."""

import re

from sandbox.api.registry import Call, SlackError, method, reading
from sandbox.traffic.rates import T2
from sandbox.workspace import ids, people
from sandbox.workspace.nouns import Json, UserGroup
from sandbox.workspace.shapes import usergroup_json

READ, WRITE = "usergroups:read", "usergroups:write"
HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,20}", re.ASCII)
NAME, DESCRIPTION = 80, 140


def _shown(call: Call, group: UserGroup, *, users: bool = True) -> Json:
    return usergroup_json(call.space, group, users=users, count=call.flag("include_count"))


@reading("usergroups.list", READ, tier=T2)
def groups(call: Call) -> Json:
    users, disabled = call.flag("include_users"), call.flag("include_disabled")
    found = [each for each in call.space.usergroups.values() if disabled or not each.disabled]
    return {"usergroups": [_shown(call, each, users=users) for each in found]}


@reading("usergroups.users.list", READ, tier=T2, required=("usergroup",))
def members(call: Call) -> Json:
    group = _group(call)
    if group.disabled and not call.flag("include_disabled"):
        raise SlackError("no_such_subteam")
    return {"users": list(group.members)}


@method("usergroups.create", WRITE, tier=T2)
def create(call: Call) -> Json:
    if not call.text("name").strip():
        raise SlackError("missing_subteam_name")
    handle = call.text("handle") or re.sub(r"[^a-z0-9]+", "-", call.text("name").lower()).strip("-")
    now = int(call.space.clock.now())
    group = UserGroup(ids.fresh("S"), "", "", created=now, created_by=call.bot.id)
    _change(call, group, {"handle": handle, "name": call.text("name")})
    return _saved(call, group, None)


@method("usergroups.update", WRITE, tier=T2, required=("usergroup",))
def update(call: Call) -> Json:
    group = _group(call)
    _change(call, group, {name: call.text(name) for name in ("handle", "name") if call.text(name)})
    return _saved(call, group, list(group.members))


@method("usergroups.enable", WRITE, tier=T2, required=("usergroup",))
def enable(call: Call) -> Json:
    return _switched(call, disabled=False)


@method("usergroups.disable", WRITE, tier=T2, required=("usergroup",))
def disable(call: Call) -> Json:
    return _switched(call, disabled=True)


@method("usergroups.users.update", WRITE, tier=T2, required=("usergroup",))
def set_members(call: Call) -> Json:
    """Replaces who is in it; a group is never empty."""
    group, words = _group(call), call.words("users")
    if not words:
        raise SlackError("no_users_provided")
    found = [call.space.users.get(word) for word in words]
    if any(user is None or user.deleted or user.is_bot or user.team != call.space.team for user in found):
        raise SlackError("invalid_users")
    before, group.members = group.members, words
    return _saved(call, group, before)


def _group(call: Call) -> UserGroup:
    group = call.space.usergroups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return group


def _switched(call: Call, *, disabled: bool) -> Json:
    group = _group(call)
    group.disabled = disabled
    return _saved(call, group, list(group.members))


def _saved(call: Call, group: UserGroup, before: list[str] | None) -> Json:
    group.updated_by = call.bot.id
    people.save_group(call.space, group, before)
    return {"usergroup": _shown(call, group)}


def _change(call: Call, group: UserGroup, new: dict[str, str]) -> None:
    """Judges everything first, so that a refused change leaves no half of it behind."""
    others = [each for each in call.space.usergroups.values() if each is not group]
    _check(new, others, call)
    channels = call.words("channels")
    if any(each not in call.space.channels for each in channels):
        raise SlackError("invalid_channel_provided")
    group.handle, group.name = new.get("handle", group.handle), new.get("name", group.name)
    group.description = call.text("description", group.description)
    group.channels = channels if "channels" in call.args else group.channels


def _check(new: dict[str, str], others: list[UserGroup], call: Call) -> None:
    handle, name = new.get("handle"), new.get("name", "")
    if handle is not None and not HANDLE.fullmatch(handle):
        raise SlackError("bad_handle")
    if len(name) > NAME:
        raise SlackError("name_too_long")
    if len(call.text("description")) > DESCRIPTION:
        raise SlackError("description_too_long")
    taken = {user.name for user in call.space.users.values()} | {each.handle for each in others}
    if handle is not None and (handle in taken or call.space.named(handle)):
        raise SlackError("handle_already_exists")
    if any(each.name == name for each in others):
        raise SlackError("name_already_exists")
