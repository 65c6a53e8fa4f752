"""What is about the token, the team and the app itself."""

from sandbox.api.registry import Call, SlackError, method, reading
from sandbox.traffic.rates import MANY, T2, T3, T4
from sandbox.workspace.emoji import EMOJI
from sandbox.workspace.nouns import Json
from sandbox.workspace.shapes import bot_json, team_pictures


@method("api.test", tier=T4, get=True)
def api_test(call: Call) -> Json:
    args = {name: value for name, value in call.args.items() if name != "token"}
    if args.get("error"):
        raise SlackError(str(args["error"]), args=args)
    return {"args": args}


@method("auth.test", tier=MANY, get=True)
def auth_test(call: Call) -> Json:
    space = call.space
    return {
        "url": space.base_url, "team": space.name, "user": call.bot.name, "team_id": space.team,
        "user_id": call.bot.id, "bot_id": call.bot.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


@method("apps.connections.open", tier=T3, app_token=True)
def connections_open(call: Call) -> Json:
    if not call.space.manifest.socket_mode or not call.world.sockets.is_enabled:
        raise SlackError("forbidden_team")
    base = call.space.base_url.replace("http", "ws", 1)
    return {"url": f"{base}_socket?ticket={call.world.sockets.ticket()}&app_id={call.space.app_id}"}


@reading("team.info", "team:read", tier=T3, json=True)
def team_info(call: Call) -> Json:
    space = call.space
    if call.text("team", space.team) != space.team or call.text("domain", space.domain) != space.domain:
        raise SlackError("team_not_found")
    return {
        "team": {
            "id": space.team, "name": space.name, "url": space.base_url, "domain": space.domain,
            "email_domain": "example.com", "icon": team_pictures(space) | {"image_default": True},
            "avatar_base_url": f"{space.base_url}client/", "is_verified": False,
        }
    }  # fmt: skip


@reading("bots.info", "users:read")
def bots_info(call: Call) -> Json:
    if call.text("bot", call.bot.bot_id) != call.bot.bot_id:
        raise SlackError("bot_not_found")
    shown = bot_json(call.space) | {"user_id": call.bot.id}
    del shown["team_id"]  # only the profile of a message has it
    return {"bot": shown}


@reading("emoji.list", "emoji:read", tier=T2)
def emoji_list(call: Call) -> Json:
    answer: Json = {"emoji": {}, "cache_ts": call.space.event_ts()}  # custom ones only: there are none
    if call.flag("include_categories"):
        answer["categories"] = [{"name": "Common", "emoji_names": sorted(EMOJI)}]
    return answer
