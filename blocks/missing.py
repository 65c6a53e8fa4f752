"""Who could not be invited, and what can be done about it."""

from blocks.message import Message
from blocks.text import UPDATE_TEXT, escape, group, person, whole_lines
from incidents.follower import is_group
from incidents.incident import Incident

GUEST = "a guest: an admin has to add them"
OTHER = "name somebody else"

REASONS = {
    "app_cannot_join_channel": f"an app that cannot be invited: {OTHER}",
    "cant_invite": f"deactivated, or of another workspace: {OTHER}",
    "no_external_invite_permission": "of another workspace: an admin has to invite them",
    "no_permission": "the workspace lets only some people invite them: ask an admin",
    "no_such_subteam": "Slack knows no such user group: look at its id in the config",
    "org_user_not_in_team": "of another workspace: an admin has to add them to this one",
    "plan_upgrade_required": "user groups need one of Slack's paid plans: name people",
    "ura_max_channels": f"{GUEST}, since they may be in one channel only",
    "user_disabled": f"their account is deactivated: {OTHER}",
    "user_is_restricted": GUEST,
    "user_is_ultra_restricted": GUEST,
    "user_not_found": f"not in this workspace: {OTHER}",
}
"""What people should read where Slack says a code."""
THERE = {
    "already_in_channel": "is in the room already",
    "cant_invite_self": "is SignalCraft itself, which is in every war room",
}


def people_missing(incident: Incident, detail: str) -> Message:
    """A line for each of `U123 code`. Who was there already is no trouble."""
    found = [(user, code) for user, _, code in (line.partition(" ") for line in detail.splitlines())]
    lines = [f"• {_named(user)}: {REASONS.get(code, escape(code))}" for user, code in found if code not in THERE]
    if lines:
        lines.insert(0, f"Not in the room of *{incident.ref}*:")
    lines += [f"{_named(user)} {THERE[code]}." for user, code in found if code in THERE]
    return Message(whole_lines(lines, UPDATE_TEXT))


def _named(slack_id: str) -> str:
    return group(slack_id) if is_group(slack_id) else person(slack_id)
