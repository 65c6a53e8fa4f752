"""Stop: the token, the team, people and user groups."""

from urllib.parse import parse_qs, urlencode, urlsplit

from sandbox.workspace.openid import CLIENT_ID, CLIENT_SECRET
from tests.conformance.tour.guide import Guide

BACK = "https://tourist.example.com/back"


async def visit(guide: Guide) -> None:
    await _token_and_team(guide)
    await _people(guide)
    await _groups(guide)
    await _sign_in(guide)


async def _token_and_team(guide: Guide) -> None:
    slack = guide.slack
    await slack.api_test(foo="bar")
    await slack.auth_test()
    await slack.team_info()
    await slack.bots_info(bot=guide.running.workspace.bot.bot_id)
    await slack.emoji_list()
    await slack.emoji_list(include_categories=True)
    assert await guide.refused("bots.info", bot="B0NOBODY00") == "bot_not_found"


async def _people(guide: Guide) -> None:
    slack, control = guide.slack, guide.control
    await control("people", name="visitor", guest=True)
    await control("people", name="leaver", email="leaver@example.com")
    await control("people", name="leaver", deleted=True)
    await control("people", name="partner", team="T0PARTNER0", email="partner@example.com")
    await control("people", name="ada", title="Countess", phone="+44 20 7946 0000")
    for name in ("ada", "visitor", "leaver", "partner"):
        await slack.users_info(user=guide.user(name))
        await slack.users_profile_get(user=guide.user(name))
    await slack.users_info(user=guide.bot)
    page = await slack.users_list(limit=3)
    await slack.users_list(limit=3, cursor=page["response_metadata"]["next_cursor"])
    await slack.users_lookupByEmail(email="ada@example.com")
    await slack.users_conversations(types="public_channel,private_channel,im,mpim")
    assert await guide.refused("users.lookupByEmail", email="leaver@example.com") == "users_not_found"
    assert await guide.refused("users.info", user="U0NOBODY00") == "user_not_found"


async def _groups(guide: Guide) -> None:
    slack, control = guide.slack, guide.control
    await control("usergroups", handle="oncall", name="On call", members=["ada", "grace"])
    await control("usergroups", handle="oncall", members=["grace", "linus"])
    made = await slack.usergroups_create(name="Payments", handle="payments", description="Who knows payments")
    group = made["usergroup"]["id"]
    await slack.usergroups_update(usergroup=group, name="Payments team", include_count=True)
    members = [guide.user("ada"), guide.user("alan")]
    await slack.usergroups_users_update(usergroup=group, users=members, include_count=True)
    await slack.usergroups_disable(usergroup=group)
    await slack.usergroups_enable(usergroup=group)
    await slack.usergroups_list(include_count=True, include_users=True, include_disabled=True)
    await slack.usergroups_users_list(usergroup=group)
    assert await guide.refused("usergroups.users.list", usergroup="S0NOBODY00") == "no_such_subteam"


async def _sign_in(guide: Guide) -> None:
    """Ada signs in with Slack, and the app asks who she is."""
    asked = {"client_id": CLIENT_ID, "redirect_uri": BACK, "response_type": "code"}
    query = urlencode(asked | {"scope": "openid profile email"})
    page = f"{guide.running.url}openid/connect/authorize?{query}"
    async with guide.session.post(page, data={"user": "ada"}, allow_redirects=False) as answer:
        [code] = parse_qs(urlsplit(answer.headers["Location"]).query)["code"]
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": BACK}
    told = await guide.slack.openid_connect_token(code=code, **client)
    await guide.slack.openid_connect_userInfo(token=told["access_token"])
    assert await guide.refused("openid.connect.token", code=code, **client) == "invalid_code"
