"""What every interaction's payload shares, and sending it to the app."""

from sandbox.delivery.acks import Ack
from sandbox.workspace.nouns import Channel, Json, User
from sandbox.workspace.shapes import person_json
from sandbox.workspace.space import APP_TOKEN, BOT_TOKEN
from sandbox.world import World

FAILED = "dispatch_failed"
TROUBLE = "We had some trouble connecting. Try again?"  # over a form whose answer is missing or wrong


def base(world: World, user: User, kind: str, *, view: str = "", trigger: bool = True) -> Json:
    space = world.space
    payload: Json = {
        "type": kind, "token": "verification-token", "api_app_id": space.app_id, "user": person_json(user),
        "team": {"id": space.team, "domain": space.domain}, "enterprise": None,
        "is_enterprise_install": False,
    }  # fmt: skip
    return payload | {"trigger_id": world.triggers.trigger(user.id, view)} if trigger else payload


def team_of(world: World, user: User) -> Json:
    """What a command and a view say: of somebody from elsewhere, their own team; a view names where the app is."""
    space = world.space
    domain = space.domain if user.team == space.team else user.team.lower()
    return {"team": {"id": user.team, "domain": domain}}


def place(channel: Channel) -> Json:
    return {"id": channel.id, "name": shown_name(channel)}


def shown_name(channel: Channel) -> str:
    return {"public": channel.name, "private": "privategroup", "im": "directmessage", "mpim": channel.name}[
        channel.kind
    ]


async def send(world: World, payload: Json, *, accepts: bool = False) -> Ack | None:
    """None as well where the manifest leaves interactivity switched off."""
    if not world.space.manifest.interactive:
        return None
    return await world.sockets.ask("interactive", payload, accepts)


def outcome(world: World, ack: Ack | None, *, interactive: bool = True) -> Json:
    """How a control call tells the result of an interaction; a slash command needs no interactivity."""
    return {"ack_ms": ack.ms} if ack else {"ack_ms": None, "error": FAILED, "why": _why(world, interactive)}


def _why(world: World, interactive: bool) -> str:
    """What whoever waits for the app's answer has to mend."""
    sockets, manifest = world.sockets, world.space.manifest
    if interactive and not manifest.interactive:
        return "the manifest leaves interactivity switched off (settings.interactivity.is_enabled)"
    if not manifest.socket_mode:
        return "the manifest leaves Socket Mode switched off (settings.socket_mode_enabled)"
    if not sockets.is_enabled:
        return "Socket Mode is switched off; POST /_control/socket_mode {} switches it on again"
    if not sockets.usable:
        base_url = f"{world.space.base_url}api/"
        return f"no app is connected; start it with {base_url} as base URL, {BOT_TOKEN} and {APP_TOKEN}"
    return f"the app is connected but did not call ack() within {sockets.ack_seconds:g} s"
