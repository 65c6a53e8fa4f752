"""Control calls that only look."""

from sandbox.control.kit import Act, Order, Refused, among, takes
from sandbox.workspace import canvases, messages
from sandbox.workspace.nouns import Channel, Json, Message, User
from sandbox.workspace.shapes import SLACKBOT, message_json, note_json, view_json
from sandbox.workspace.space import Workspace


def state(order: Order) -> Json:
    space = order.space
    sockets = len(order.world.sockets.connections)
    groups = [
        {
            "id": each.id,
            "handle": each.handle,
            "name": each.name,
            "members": each.members,
            "disabled": each.disabled,
        }
        for each in space.usergroups.values()
    ]
    return {
        "apps": [{"id": space.app_id, "name": space.manifest.name, "bot_user": space.bot.id, "sockets": sockets,
                  "problems": order.world.warnings}],
        "users": [*map(user_state, space.users.values()), user_state(_slackbot(space))],
        "channels": [channel_state(order, each) for each in space.channels.values()],
        "usergroups": groups, "now": space.clock.now(),
    }  # fmt: skip


def _slackbot(space: Workspace) -> User:
    """Who writes what Slack itself says; no method of the Web API lists it here."""
    return User(SLACKBOT, "slackbot", space.team, "Slackbot", "Slackbot", is_bot=True)


def user_state(user: User) -> Json:
    shown = {
        "id": user.id, "name": user.name, "email": user.email, "deleted": user.deleted,
        "guest": user.is_guest, "single_channel": user.single_channel,
        "is_bot": user.is_bot, "real_name": user.real_name, "display_name": user.display_name, "tz": user.tz,
        "team": user.team,
    }  # fmt: skip
    return shown | ({"bot_id": user.bot_id} if user.is_bot else {})


def channel_state(order: Order, channel: Channel) -> Json:
    return {
        "id": channel.id, "name": channel_name(order, channel), "is_private": channel.kind != "public",
        "is_im": channel.kind == "im", "is_mpim": channel.kind == "mpim",
        "is_archived": channel.is_archived, "is_general": channel.is_general,
        "topic": channel.topic.value, "purpose": channel.purpose.value, "members": channel.members,
        "bookmarks": channel.bookmarks, "canvas": _canvas_state(order, channel), "created": channel.created,
        "creator": channel.creator,
        "topic_set": note_json(channel.topic),
        "pins": [messages.pin_item(order.space, channel, each) | {"ts": each.ts} for each in channel.pins],
    }  # fmt: skip


def _canvas_state(order: Order, channel: Channel) -> Json | None:
    canvas = canvases.of(order.space, channel)
    if not canvas:
        return None
    return {
        "id": canvas.id, "title": canvas.title, "markdown": canvas.markdown, "creator": canvas.creator,
        "created": canvas.created, "updated": canvas.updated,
    }  # fmt: skip


def channel_name(order: Order, channel: Channel) -> str:
    """Direct messages have no name in Slack; here they go by the person's, with an @."""
    if channel.kind != "im":
        return channel.name
    others = [order.space.users[each] for each in channel.members if each != order.space.bot.id]
    return f"@{others[0].name}" if others else ""


def shown(order: Order, message: Message) -> Json:
    """A message for a screen: Slack's JSON, with what only a screen needs."""
    always: Json = {
        "reply_count": 0,
        "reactions": [],
        "edited": None,
        "files": [],
        "channel": message.channel,
    }
    seen = always | message_json(order.space, message, metadata=True)
    return seen | ({"is_ephemeral": True, "seen_by": message.seen_by} if message.seen_by else {})


@takes("channel", "user")
def said(order: Order) -> Json:
    user = order.user() if order.get("user") else None
    channel = order.visible_channel(user) if user else order.channel()
    seen = [each for each in channel.messages.values() if not each.seen_by or (user and each.seen_by == user.id)]
    return {
        "channel": channel.id,
        "messages": [shown(order, each) for each in sorted(seen, key=lambda m: m.ts)],
    }


@takes("user")
def views(order: Order) -> Json:
    user, modals = order.user(), order.world.modals
    home = modals.homes.get(user.id)
    return {
        "stack": [view_json(order.space, each) for each in modals.stack(user.id)],
        "home": view_json(order.space, home) if home else None,
    }  # fmt: skip


def mail(order: Order) -> Json:
    return {"mail": []}


def sms(order: Order) -> Json:
    return {"sms": []}


def vendor(order: Order) -> Json:
    name = order.text("{vendor}")
    known = order.world.vendors.get(name)
    if known is None:
        raise Refused(f"there is no vendor “{name}”{among(list(order.world.vendors))}", 404)
    return {"vendor": name} | known()


@takes("issue", "status", "key", "delete", "required", "off_screen", "hidden", "index_lag_s", "no_links")
def at_vendor(order: Order) -> Json:
    """What a person does there by hand."""
    name = order.text("{vendor}")
    hands = order.world.hands.get(name)
    if hands is None:
        raise Refused(f"nothing can be done by hand at “{name}”{among(list(order.world.hands))}", 404)
    wrong = hands({key: value for key, value in order.body.items() if not key.startswith("{")})
    if wrong:
        raise Refused(wrong)
    return vendor(order)


TABLE: dict[tuple[str, str], Act] = {
    ("GET", "state"): state,
    ("GET", "messages"): said,
    ("GET", "views"): views,
    ("GET", "mail"): mail,
    ("GET", "sms"): sms,
    ("GET", "vendors/{vendor}"): vendor,
    ("POST", "vendors/{vendor}"): at_vendor,
}
