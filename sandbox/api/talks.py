"""conversations.open: direct messages with one person, group messages with several."""

from sandbox.api.conversations import MANAGE
from sandbox.api.registry import Call, SlackError, method
from sandbox.workspace import channels
from sandbox.workspace.nouns import Json, User
from sandbox.workspace.shapes import channel_json

MOST = 8  # others in a group message


@method("conversations.open", *MANAGE)
def open_talk(call: Call) -> Json:
    if call.text("channel"):
        channel, already = call.channel(), True
        if channel.kind not in ("im", "mpim"):
            raise SlackError("method_not_supported_for_channel_type")
    else:
        people = [call.bot, *_people(call)]
        call.need_scope("im" if len(people) == 2 else "mpim")
        already = call.space.talk(people) is not None
        if not already and call.flag("prevent_creation"):
            raise SlackError("channel_not_found")
        channel = channels.talk(call.space, people)
    shown = channel_json(call.space, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def _people(call: Call) -> list[User]:
    words = call.words("users")
    if not words:
        raise SlackError("users_list_not_supplied")
    found = [user for word in words if (user := call.space.users.get(word))]
    if len(found) < len(words):
        raise SlackError("user_not_found")
    if len(found) > MOST:
        raise SlackError("too_many_users")
    if call.bot in found:
        raise SlackError("invalid_user_combination")
    if any(user.team != call.space.team for user in found):
        raise SlackError("user_not_visible")
    if any(user.deleted for user in found):
        raise SlackError("user_disabled")
    return found
