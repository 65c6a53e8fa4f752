"""Which events an app may hear, by subscription, scope and place; and what its manifest gets wrong."""

from sandbox.workspace.manifest import Manifest
from sandbox.workspace.nouns import Channel, Json

MESSAGE_NAMES = {
    "public": "message.channels", "private": "message.groups", "im": "message.im", "mpim": "message.mpim",
}  # fmt: skip
MEMBER_SCOPES = {"public": "channels:read", "private": "groups:read", "mpim": "mpim:read", "im": "im:read"}
MEMBER_EVENTS = ("member_joined_channel", "member_left_channel")
TO_EVERYBODY = (
    "channel_archive",
    "channel_deleted",
    "channel_rename",
    "channel_unarchive",
)  # of public channels, wherever the bot is
SCOPES = {  # an event whose scope is not granted never comes, subscribed or not
    "message.channels": "channels:history", "message.groups": "groups:history", "message.im": "im:history",
    "message.mpim": "mpim:history", "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read", "reaction_removed": "reactions:read",
    "channel_archive": "channels:read", "channel_created": "channels:read", "channel_deleted": "channels:read",
    "channel_left": "channels:read", "channel_rename": "channels:read", "channel_unarchive": "channels:read",
    "group_archive": "groups:read", "group_deleted": "groups:read", "group_left": "groups:read",
    "group_rename": "groups:read", "group_unarchive": "groups:read", "im_created": "im:read",
    "pin_added": "pins:read", "pin_removed": "pins:read", "link_shared": "links:read",
    "user_change": "users:read", "user_profile_changed": "users:read", "team_join": "users:read",
    "subteam_created": "usergroups:read", "subteam_updated": "usergroups:read",
    "subteam_members_changed": "usergroups:read",
    "file_created": "files:read", "file_deleted": "files:read", "file_shared": "files:read",
}  # fmt: skip


def heard(manifest: Manifest, event: Json, channel: Channel | None, about: Channel | None, bot: str) -> bool:
    """Whether the app of this manifest gets an event for those in `channel`, or for all where there is none."""
    name: str = event["type"]
    if channel and name == "message":
        name = MESSAGE_NAMES[channel.kind]
    needed = SCOPES.get(name)
    if about and name in MEMBER_EVENTS:
        needed = MEMBER_SCOPES[about.kind]
    if name not in manifest.events or (needed and needed not in manifest.scopes):
        return False
    return channel is None or bot in channel.members or (channel.kind == "public" and name in TO_EVERYBODY)


def problems(manifest: Manifest) -> list[str]:
    """What would be silence later, as a sentence each."""
    found = [_unscoped(name, SCOPES[name]) for name in sorted(manifest.events) if _lacks(manifest, name)]
    if manifest.events.intersection(MEMBER_EVENTS) and not manifest.scopes.intersection(MEMBER_SCOPES.values()):
        found.append(_unscoped("member_joined_channel", "channels:read"))
    if manifest.commands and "commands" not in manifest.scopes:
        found.append("Slash commands need the bot scope commands.")
    if manifest.shortcuts and not manifest.interactive:
        found.append("Shortcuts need settings.interactivity.is_enabled.")
    if not manifest.socket_mode:
        found.append("settings.socket_mode_enabled is not true: no app can connect, and nothing else is offered.")
    return found + [_sentence(each) for each in manifest.strange]


def mistakes(manifest: Manifest) -> list[str]:
    """What Slack would not take at all."""
    words = [str(each.get("command", "")) for each in manifest.commands]
    found = [f"The slash command “{word}” must begin with a slash." for word in words if word[:1] != "/"]
    twice = sorted({word for word in words if words.count(word) > 1})
    found += [f"The slash command {word} stands there twice." for word in twice]
    nameless = [each for each in manifest.shortcuts if not (each.get("callback_id") and each.get("type"))]
    return found + ["A shortcut must have a callback_id and a type." for _ in nameless[:1]]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}{'' if words.endswith('?') else '.'}"


def _lacks(manifest: Manifest, name: str) -> bool:
    return name in SCOPES and SCOPES[name] not in manifest.scopes


def _unscoped(name: str, scope: str) -> str:
    return f"The event {name} needs the bot scope {scope}: without it it never comes."
