"""users.* and usergroups.*: who is here."""

from sandbox.api.paging import page
from sandbox.api.registry import Call, SlackError, method
from sandbox.traffic.rates import T2, T3, T4
from sandbox.workspace.nouns import Json
from sandbox.workspace.shapes import user_json, usergroup_json


def _email(call: Call) -> bool:
    return "users:read.email" in call.space.manifest.scopes


@method("users.info", "users:read", tier=T4, required=("user",))
def info(call: Call) -> Json:
    return {"user": user_json(call.space, call.user(), email=_email(call))}


@method("users.list", "users:read", tier=T2)
def list_all(call: Call) -> Json:
    shown, metadata = page(call, list(call.space.users.values()), default=200)
    members = [user_json(call.space, user, email=_email(call)) for user in shown]
    return {"members": members, "cache_ts": int(call.space.clock.now()), "response_metadata": metadata}


@method("users.lookupByEmail", "users:read.email", tier=T3, required=("email",))
def by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    for user in call.space.users.values():
        if user.email.lower() == wanted and not user.deleted:
            return {"user": user_json(call.space, user)}
    raise SlackError("users_not_found")


@method("usergroups.list", "usergroups:read", tier=T2)
def groups(call: Call) -> Json:
    users, count = call.flag("include_users"), call.flag("include_count")
    disabled = call.flag("include_disabled")
    found = [each for each in call.space.usergroups.values() if disabled or not each.disabled]
    return {"usergroups": [usergroup_json(call.space, each, users=users, count=count) for each in found]}


@method("usergroups.users.list", "usergroups:read", tier=T2, required=("usergroup",))
def group_users(call: Call) -> Json:
    group = call.space.usergroups.get(call.text("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.members)}
