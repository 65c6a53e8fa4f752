"""users.*: who is here."""

from sandbox.api.paging import limit, page
from sandbox.api.registry import Call, SlackError, reading
from sandbox.traffic.rates import T2, T3, T4
from sandbox.workspace.nouns import Json, User
from sandbox.workspace.shapes import profile_json, user_json

LIMIT_REQUIRED = 100  # with more people than that a list without `limit` is refused


def _email(call: Call) -> bool:
    return "users:read.email" in call.space.manifest.scopes


def _shown(call: Call, user: User) -> Json:
    locale = {"locale": "en-US"} if call.flag("include_locale") else {}
    return user_json(call.space, user, email=_email(call)) | locale


@reading("users.info", "users:read", tier=T4)
def info(call: Call) -> Json:
    return {"user": _shown(call, call.user())}


@reading("users.list", "users:read", tier=T2)
def list_all(call: Call) -> Json:
    people = list(call.space.users.values())
    if not call.text("limit") and len(people) > LIMIT_REQUIRED:
        raise SlackError("limit_required")
    shown, metadata = page(call, people, limit(call, LIMIT_REQUIRED))
    members = [_shown(call, user) for user in shown]
    return {"members": members, "cache_ts": int(call.space.clock.now()), "response_metadata": metadata}


@reading("users.lookupByEmail", "users:read.email", tier=T3, required=("email",))
def by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    for user in call.space.users.values():
        if user.email.lower() == wanted and not user.deleted and user.team == call.space.team:
            return {"user": user_json(call.space, user)}
    raise SlackError("users_not_found")


@reading("users.profile.get", "users.profile:read", tier=T4)
def profile(call: Call) -> Json:
    user = call.user() if call.text("user") else call.bot
    shown = profile_json(call.space, user, email=_email(call))
    del shown["team"]  # here Slack leaves it out, and tells of custom fields instead
    return {"profile": shown | {"fields": {}}}
