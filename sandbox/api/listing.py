"""conversations.* that show channels and their members; users.conversations."""

from sandbox.api.paging import limit, page
from sandbox.api.registry import Call, SlackError, reading
from sandbox.traffic.rates import T2, T3, T4
from sandbox.workspace import canvases
from sandbox.workspace.nouns import Channel, Json
from sandbox.workspace.shapes import channel_json

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
MOST = 1000  # the reference says “under 1000”, but many bots live on exactly 1000


@reading("conversations.info", *READ, required=("channel",))
def info(call: Call) -> Json:
    locale = {"locale": "en-US"} if call.flag("include_locale") else {}
    channel = call.channel()
    shown = channel_json(call.space, channel, members=call.flag("include_num_members"))
    return {"channel": shown | canvases.properties_json(call.space, channel) | locale}


@reading("conversations.list", *READ, tier=T2)
def list_all(call: Call) -> Json:
    return _listed(call, [each for each in call.space.channels.values() if _visible(call, each)], members=True)


@reading("users.conversations", *READ, tier=T3)
def of_user(call: Call) -> Json:
    user = call.user() if call.text("user") else call.bot
    inside = [each for each in call.space.channels.values() if user.id in each.members]
    return _listed(call, [each for each in inside if _visible(call, each)], members=False)


@reading("conversations.members", *READ, tier=T4, required=("channel",))
def members(call: Call) -> Json:
    shown, metadata = page(call, call.channel().members, limit(call, 100, code="invalid_limit"))
    return {"members": shown, "response_metadata": metadata}


def _visible(call: Call, channel: Channel) -> bool:
    return channel.kind == "public" or call.bot.id in channel.members


def _listed(call: Call, found: list[Channel], *, members: bool) -> Json:
    """One page; archived ones are taken out afterwards, as in Slack, so that it may hold fewer than `limit`."""
    types = call.words("types") or ["public_channel"]
    if any(word not in TYPES for word in types):
        raise SlackError("invalid_types")
    kinds = [TYPES[word] for word in types]
    for kind in kinds:
        call.need_scope(kind)
    fitting = [each for each in found if each.kind in kinds]
    shown, metadata = page(call, fitting, limit(call, 100, MOST, "invalid_limit"))
    hidden = call.flag("exclude_archived")
    listed = [
        channel_json(call.space, each, members=members) for each in shown if not (hidden and each.is_archived)
    ]
    if not members:  # users.conversations leaves is_member out
        listed = [{key: value for key, value in each.items() if key != "is_member"} for each in listed]
    return {"channels": listed, "response_metadata": metadata}
