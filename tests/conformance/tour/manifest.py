"""An app that asks for everything the workspace has: all scopes, all events, every kind of shortcut."""

from typing import Any

SCOPES = [
    "app_mentions:read", "bookmarks:read", "bookmarks:write", "canvases:read", "canvases:write",
    "channels:history", "channels:join",
    "channels:manage", "channels:read", "chat:write", "chat:write.customize", "chat:write.public", "commands",
    "emoji:read",
    "files:read", "files:write", "groups:history", "groups:read", "groups:write", "im:history", "im:read",
    "im:write", "mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write", "reactions:read",
    "reactions:write", "team:read", "usergroups:read", "usergroups:write", "users.profile:read", "users:read",
    "users:read.email",
]  # fmt: skip
EVENTS = [
    "app_home_opened", "app_mention", "channel_archive", "channel_created", "channel_deleted", "channel_left",
    "channel_rename", "channel_unarchive", "file_deleted", "file_shared",
    "group_archive", "group_deleted", "group_left", "group_rename",
    "member_joined_channel", "member_left_channel", "message.channels", "message.groups",
    "message.im", "message.mpim", "pin_added", "pin_removed", "reaction_added", "reaction_removed",
    "subteam_created", "subteam_members_changed", "subteam_updated", "team_join", "user_change",
]  # fmt: skip
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Tourist"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Tourist", "always_online": True},
        "slash_commands": [
            {"command": "/tour", "description": "Look around", "usage_hint": "[where]", "should_escape": True}
        ],
        "shortcuts": [
            {"name": "Look around", "type": "global", "callback_id": "tour_global", "description": "Anywhere"},
            {"name": "Look closer", "type": "message", "callback_id": "tour_message", "description": "At this"},
        ],
    },
    "oauth_config": {
        "redirect_urls": ["https://tourist.example.com/back"],
        "scopes": {"bot": SCOPES, "user": ["email", "openid", "profile"]},
    },
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
        "org_deploy_enabled": False,
        "token_rotation_enabled": False,
    },
}
