"""What is about the token, the team and the app itself."""

from sandbox.api.registry import Call, SlackError, method
from sandbox.traffic.rates import MANY, T2, T3
from sandbox.workspace.emoji import EMOJI
from sandbox.workspace.nouns import Json
from sandbox.workspace.shapes import bot_json


@method("api.test", tier=MANY)
def api_test(call: Call) -> Json:
    args = {name: value for name, value in call.args.items() if name != "token"}
    if args.get("error"):
        raise SlackError(str(args["error"]), args=args)
    return {"args": args}


@method("auth.test", tier=MANY)
def auth_test(call: Call) -> Json:
    space = call.space
    return {
        "url": space.base_url, "team": space.name, "user": call.bot.name, "team_id": space.team,
        "user_id": call.bot.id, "bot_id": call.bot.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


@method("apps.connections.open", tier=MANY, app_token=True)
def connections_open(call: Call) -> Json:
    if not call.space.manifest.socket_mode or not call.world.sockets.is_enabled:
        raise SlackError("forbidden_team")
    base = call.space.base_url.replace("http", "ws", 1)
    return {"url": f"{base}_socket?ticket={call.world.sockets.ticket()}&app_id={call.space.app_id}"}


@method("team.info", "team:read", tier=T3)
def team_info(call: Call) -> Json:
    space = call.space
    icon = {"image_default": True, "image_132": f"{space.base_url}client/team_132.png"}
    return {
        "team": {
            "id": space.team, "name": space.name, "domain": space.domain, "email_domain": "example.com",
            "icon": icon,
        }
    }  # fmt: skip


@method("bots.info", "users:read")
def bots_info(call: Call) -> Json:
    if call.text("bot", call.bot.bot_id) != call.bot.bot_id:
        raise SlackError("bot_not_found")
    return {"bot": bot_json(call.space) | {"user_id": call.bot.id}}


@method("emoji.list", "emoji:read", tier=T2)
def emoji_list(call: Call) -> Json:
    if call.flag("include_categories"):
        return {"emoji": {}, "categories": [{"name": "Common", "emoji_names": sorted(EMOJI)}]}
    return {"emoji": {}}  # custom ones only, and this workspace has none
