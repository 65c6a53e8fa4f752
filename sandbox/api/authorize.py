"""Where somebody lets an app know who they are: a page with the workspace's people; and the keys."""

import html
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from sandbox.answering import Answer, answered
from sandbox.workspace.nouns import Json, User
from sandbox.workspace.openid import CLIENT_ID, SCOPES, Grant, fits
from sandbox.world import World

PLACE = "/openid/connect/authorize"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh;margin:0;
background:#1d2433;color:#fff}}main{{padding:1rem;width:min(24rem,90vw)}}p{{opacity:.8}}
button{{font:inherit;display:flex;gap:.75rem;align-items:center;width:100%;margin:.4rem 0;padding:.5rem .75rem;
border:1px solid #fff6;border-radius:8px;background:none;color:inherit;cursor:pointer;text-align:left}}
button:hover,button:focus-visible{{background:#fff2}}img{{border-radius:6px}}</style>
<main><h1>{title}</h1>{inside}</main></html>"""


@dataclass(frozen=True)
class Asked:
    """What an app asks for, in the query of the page."""

    scopes: tuple[str, ...]
    redirect_uri: str
    state: str
    nonce: str


class Shown(Exception):
    """Wrong in a way that nobody can be sent back for: the page says so itself."""


class SentBack(Exception):
    """Wrong in a way that the app hears of, by OAuth's word for it."""


def route(app: web.Application, world: World) -> None:
    async def discovery(request: web.Request) -> web.StreamResponse:
        return await answered(world, request, "openid.configuration", {}, lambda: Answer(_configuration(world)))

    async def keys(request: web.Request) -> web.StreamResponse:
        return await answered(world, request, "openid.keys", {}, lambda: Answer(_keys(world)))

    async def authorize(request: web.Request) -> web.StreamResponse:
        return await _authorize(world, request)

    app.router.add_get("/.well-known/openid-configuration", discovery)
    app.router.add_get("/openid/connect/keys", keys)
    app.router.add_get(PLACE, authorize)
    app.router.add_post(PLACE, authorize)


def _configuration(world: World) -> Json:
    base = world.space.base_url
    return {
        "issuer": world.openid.issuer, "authorization_endpoint": f"{base}{PLACE[1:]}",
        "token_endpoint": f"{base}api/openid.connect.token",
        "userinfo_endpoint": f"{base}api/openid.connect.userInfo", "jwks_uri": f"{base}openid/connect/keys",
        "scopes_supported": list(SCOPES), "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "auth_time", "iss"], "claims_parameter_supported": False,
        "request_parameter_supported": False, "request_uri_parameter_supported": False,
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    }  # fmt: skip


def _keys(world: World) -> Json:
    return {"keys": [world.openid.key.as_dict(private=False)]}


async def _authorize(world: World, request: web.Request) -> web.StreamResponse:
    """The page, and with a button pressed on it the way back to the app."""
    try:
        asked = _asked(world, request)
        if request.method == "GET":
            return _page(asked.redirect_uri, f"Sign in to {world.space.manifest.name}", _choices(world, request))
        return _back(asked.redirect_uri, asked.state, **await _chosen(world, request, asked))
    except Shown as wrong:
        return _page("", "Nobody can sign in like this", f"<p>{html.escape(str(wrong))}</p>", 400)
    except SentBack as wrong:
        return _back(request.query["redirect_uri"], request.query.get("state", ""), error=str(wrong))


def _asked(world: World, request: web.Request) -> Asked:
    asked, named = request.query, world.space.manifest.redirect_urls
    if asked.get("client_id") != CLIENT_ID:
        raise Shown(f"client_id is not that of the app here, which is {CLIENT_ID}.")
    if not fits(asked.get("redirect_uri", ""), named):
        raise Shown(
            "redirect_uri is none of oauth_config.redirect_urls in the manifest: "
            f"{', '.join(named) or 'there is none'}. On this machine any port will do with the same path."
        )
    if asked.get("team", world.space.team) != world.space.team:
        raise Shown(f"team is another workspace than this one, which is {world.space.team}.")
    if asked.get("response_type") != "code":
        raise SentBack("unsupported_response_type")
    scopes = tuple(asked.get("scope", "").split())
    granted = world.space.manifest.user_scopes.intersection(SCOPES)
    if "openid" not in scopes or not granted.issuperset(scopes):
        raise SentBack("invalid_scope")
    return Asked(scopes, asked["redirect_uri"], asked.get("state", ""), asked.get("nonce", ""))


def _people(world: World) -> list[User]:
    """Whoever may sign in: the workspace's own, and no apps."""
    ours = (each for each in world.space.users.values() if each.team == world.space.team)
    return [each for each in ours if not each.is_bot and not each.deleted]


def _choices(world: World, request: web.Request) -> str:
    """A button for each person, and one for nobody."""
    rows = "".join(
        f'<button name="user" value="{each.id}"><img src="/client/{each.id[2:].lower()}_32.png" alt="" width="32" '
        f'height="32">{html.escape(each.real_name or each.name)}</button>'
        for each in _people(world)
    )
    here = html.escape(f"{PLACE}?{request.query_string}")
    cancel = '<button name="cancel" value="yes">Cancel</button>'
    return f'<p>As whom?</p><form method="post" action="{here}">{rows}{cancel}</form>'


async def _chosen(world: World, request: web.Request, asked: Asked) -> dict[str, str]:
    form = await request.post()
    if form.get("cancel"):
        return {"error": "access_denied"}
    word = str(form.get("user", ""))
    user = world.space.find_user(word) if word else None
    if user not in _people(world):
        raise Shown("Nobody of this workspace has that name, or their account is deactivated.")
    assert user
    grant = Grant(user.id, asked.scopes, asked.redirect_uri, asked.nonce, world.clock.now())
    return {"code": world.openid.code(grant)}


def _back(redirect_uri: str, state: str, **told: str) -> web.StreamResponse:
    query = urlencode(told | ({"state": state} if state else {}))
    raise web.HTTPFound(f"{redirect_uri}{'&' if urlsplit(redirect_uri).query else '?'}{query}")


def _page(redirect_uri: str, title: str, inside: str, status: int = 200) -> web.Response:
    """Browsers ask the page where its form may lead, and count where that is redirected to."""
    back = urlsplit(redirect_uri)
    leads = f"'self' {back.scheme}://{back.netloc}" if redirect_uri else "'self'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action {leads}"
    headers = {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'", "Cache-Control": "no-store"}
    text = PAGE.format(title=html.escape(title), inside=inside)
    return web.Response(text=text, content_type="text/html", status=status, headers=headers)
