"""What Slack's reference says of each method, kept as bare facts, and which codes ours may answer beyond it."""

import json
from pathlib import Path
from typing import Any

FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "slack_facts.json").read_text(encoding="utf-8"))
TIERS = {"t2": (20, 20), "t3": (50, 50), "t4": (100, 100)}  # a minute, at once
SPECIAL = {"chat.postMessage": (60, 5), "auth.test": (600, 600), "chat.getPermalink": (600, 600)}

ANY_METHOD = {  # Slack's pages list these for (nearly) every method
    "not_authed", "invalid_auth", "not_allowed_token_type", "missing_scope", "ratelimited", "invalid_arguments",
    "invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data", "invalid_post_type",
    "missing_post_type", "invalid_json", "json_not_object",
    "request_too_large",  # ours alone: Slack names no code for a body that is too large
}  # fmt: skip
OUTSIDE = {"not_in_channel": "what people report for a bot outside a public channel; the page leaves it out"}
NO_GROUP = {"no_such_subteam": "as for usergroups.users.list; the page names no code for an unknown group"}
NO_CHANNEL = {"channel_not_found": "the page names no code for a channel that is not there or not visible"}
CONTENT = {
    "invalid_attachments": "listed for chat.update and chat.postEphemeral",
    "invalid_metadata_format": "listed for chat.postMessage", "invalid_metadata_schema": "the same",
    "metadata_too_large": "the same", "msg_too_long": "listed for chat.update and chat.postEphemeral",
    "msg_blocks_too_long": "listed for chat.postMessage", "restricted_action": "listed for chat.postMessage",
    "as_user_not_supported": "listed for chat.postMessage",
}  # fmt: skip
NAMING = (
    "bad_handle", "description_too_long", "handle_already_exists", "invalid_channel_provided",
    "name_already_exists", "name_too_long",
)  # fmt: skip
BEYOND: dict[str, dict[str, str]] = {
    "conversations.unarchive": OUTSIDE | {"restricted_action": "listed for conversations.archive"},
    "conversations.replies": OUTSIDE,
    "reactions.add": OUTSIDE, "reactions.remove": OUTSIDE, "pins.remove": OUTSIDE, "pins.list": OUTSIDE,
    "users.conversations": {"user_not_found": "the page names no code for an unknown person"},
    "chat.postMessage": CONTENT, "chat.update": CONTENT,
    "chat.postEphemeral": CONTENT,
    "usergroups.update": NO_GROUP | dict.fromkeys(NAMING, "listed for usergroups.create"),
    "openid.connect.userInfo": {"token_revoked": "what Slack says elsewhere of a token whose person is gone"},
    "canvases.create": NO_CHANNEL, "conversations.canvases.create": NO_CHANNEL,
    "usergroups.users.update": NO_GROUP, "usergroups.enable": NO_GROUP, "usergroups.disable": NO_GROUP,
}  # fmt: skip


def allowed(method: str) -> set[str]:
    return {*FACTS[method]["errors"], *ANY_METHOD, *BEYOND.get(method, ())}


def check_answer(method: str, answer: Any) -> None:
    """An answer has `ok`, and where that is no, one of the codes that Slack has for the method."""
    assert isinstance(answer, dict), answer
    assert isinstance(answer.get("ok"), bool), answer
    if method == "api.test" or (method == "conversations.leave" and answer.get("not_in_channel")):
        return  # the one says what it is told to; Slack's example of the other has no code
    if method not in FACTS:
        assert answer["error"] == "unknown_method"
    elif not answer["ok"]:
        assert answer["error"] in allowed(method), f"{method} cannot answer {answer['error']}"
