"""Google as far as Meet needs it: tokens for a user, and meeting spaces."""

import hashlib
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from aiohttp import web

from sandbox.answering import Answer, later
from sandbox.traffic.faults import Fault
from sandbox.vendors import page, vendor
from sandbox.vendors.vendor import Refused, Tokens
from sandbox.workspace.nouns import Json
from sandbox.world import World

CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN = "local-client", "local-google-secret", "local-google-refresh"
USER = "incidents@example.com"
EMAIL = "signalcraft@local.iam.gserviceaccount.com"
SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
BY_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_LIFETIME_S = 3599
ACCESS = ("OPEN", "TRUSTED", "RESTRICTED")
ENTRY = ("ALL", "CREATOR_APP_ONLY")


@dataclass
class Space:
    """A place for meetings; it lasts, and a conference in it comes and goes."""

    name: str
    code: str
    config: Json
    is_live: bool = False
    times_ended: int = 0


@dataclass
class Google:
    world: World
    spaces: dict[str, Space] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.world.clock, TOKEN_LIFETIME_S)

    @property
    def token_url(self) -> str:
        return f"{self.world.space.base_url}google/token"

    @cached_property
    def key(self) -> Any:
        from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 - heavy, and seldom asked for

        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def uri(self, space: Space) -> str:
        return f"{self.world.space.base_url}google/{space.code}"

    def as_json(self) -> Json:
        shown = [
            {
                "name": each.name, "meeting_uri": self.uri(each), "config": each.config, "is_live": each.is_live,
                "times_ended": each.times_ended,
            }
            for each in self.spaces.values()
        ]  # fmt: skip
        return {"spaces": shown, "tokens_given": len(self.tokens)}


def route(app: web.Application, world: World) -> None:
    google = Google(world)
    world.vendors["google"] = google.as_json

    async def token(request: web.Request) -> web.StreamResponse:
        form = {key: str(value) for key, value in (await request.post()).items()}
        shown: Json = {"grant_type": form.get("grant_type")}
        return await vendor.call(world, request, "google.token", shown, lambda: _token(google, form), failed)

    async def create(request: web.Request) -> web.StreamResponse:
        return await _called(google, request, "google.spaces.create", _create)

    async def get(request: web.Request) -> web.StreamResponse:
        return await _called(google, request, "google.spaces.get", _get)

    async def act(request: web.Request) -> web.StreamResponse:
        return await _called(google, request, "google.spaces.end", _end)

    async def join(request: web.Request) -> web.StreamResponse:
        return _join(google, request.match_info["code"])

    async def key(request: web.Request) -> web.StreamResponse:
        return _key_file(google)

    app.router.add_post("/google/token", token)
    app.router.add_get("/google/key.json", key)
    app.router.add_post("/google/meet/v2/spaces", create)
    app.router.add_get("/google/meet/v2/spaces/{space}", get)
    app.router.add_post("/google/meet/v2/spaces/{space}:endActiveConference", act)
    app.router.add_get(r"/google/{code:[a-z]{3}-[a-z]{4}-[a-z]{3}}", join)


async def _called(google: Google, request: web.Request, name: str, perform: Any) -> web.StreamResponse:
    given, space = await vendor.body(request), request.match_info.get("space", "")
    shown: Json = ({"space": space} if space else {}) | ({"body": given} if given else {})

    def answer() -> Answer:
        if not google.tokens.is_fresh(vendor.bearer(request)):
            raise refused(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        if given is None:
            raise refused(400, "INVALID_ARGUMENT", "Invalid JSON payload received.")
        told: Answer = perform(google, space, given)
        return told

    return await vendor.call(google.world, request, name, shown, answer, failed)


def _create(google: Google, _: str, given: Json) -> Answer:
    config = given.get("config", {})
    unknown = [key for key in given if key != "config"]
    unknown += [f"config.{key}" for key in config if key not in ("accessType", "entryPointAccess")]
    if unknown:
        words = f'Invalid JSON payload received. Unknown name "{unknown[0]}": Cannot find field.'
        raise refused(400, "INVALID_ARGUMENT", words)
    if config.get("accessType", "TRUSTED") not in ACCESS or config.get("entryPointAccess", "ALL") not in ENTRY:
        raise refused(400, "INVALID_ARGUMENT", "Invalid value at 'space.config'.")
    name = f"spaces/{secrets.token_urlsafe(9)}"
    letters = [chr(97 + byte % 26) for byte in hashlib.sha256(name.encode()).digest()]
    code = f"{''.join(letters[:3])}-{''.join(letters[3:7])}-{''.join(letters[7:10])}"
    space = Space(name, code, {"accessType": "TRUSTED", "entryPointAccess": "ALL"} | config)
    google.spaces[name] = space
    return Answer(_shown(google, space))


def _get(google: Google, name: str, _: Json) -> Answer:
    return Answer(_shown(google, _space(google, name)))


def _end(google: Google, name: str, given: Json) -> Answer:
    """Ends the conference if there is one; Google asks for an empty body."""
    space = _space(google, name)
    if given:
        raise refused(400, "INVALID_ARGUMENT", "Invalid JSON payload received. Unknown name.")
    space.times_ended += space.is_live
    space.is_live = False
    return Answer({})


def _join(google: Google, code: str) -> web.StreamResponse:
    space = next((each for each in google.spaces.values() if each.code == code), None)
    if space is None:
        return page.closed("Check your meeting code.")
    space.is_live = True
    return page.inside("Google Meet", code)


def _space(google: Google, name: str) -> Space:
    found = google.spaces.get(f"spaces/{name}")
    if found is None:
        raise refused(404, "NOT_FOUND", "Requested entity was not found.")
    return found


def _shown(google: Google, space: Space) -> Json:
    live: Json = {"activeConference": {"conferenceRecord": "conferenceRecords/1"}} if space.is_live else {}
    told: Json = {"name": space.name, "meetingUri": google.uri(space), "meetingCode": space.code}
    return told | {"config": space.config} | live


def _token(google: Google, form: dict[str, str]) -> Answer:
    if form.get("grant_type") == "refresh_token":
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            raise _not_authorized(401, "invalid_client", "The OAuth client was not found.")
        if form.get("refresh_token") != REFRESH_TOKEN:
            raise _not_authorized(400, "invalid_grant", "Token has been expired or revoked.")
    elif form.get("grant_type") == BY_JWT:
        _check_statement(google, form.get("assertion", ""))
    else:
        raise _not_authorized(400, "unsupported_grant_type", "Invalid grant_type.")
    rest: Json = {"expires_in": TOKEN_LIFETIME_S, "scope": SCOPE, "token_type": "Bearer"}
    return Answer({"access_token": google.tokens.give()} | rest, shown=rest)


def _check_statement(google: Google, assertion: str) -> None:
    """Signed with our key, for this endpoint, for an hour at most, in the name of a user who exists."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - heavy, and seldom asked for
    from google.auth import jwt  # noqa: PLC0415 - the same

    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = google.key.public_key().public_bytes(serialization.Encoding.PEM, form)
    try:
        told = jwt.decode(assertion, certs=public)
    except ValueError:
        raise _not_authorized(400, "invalid_grant", "Invalid JWT Signature.") from None
    if told.get("aud") != google.token_url or told["exp"] - told["iat"] > 3600:
        raise _not_authorized(400, "invalid_grant", "Invalid JWT: aud, iat or exp is wrong.")
    if told.get("iss") != EMAIL or told.get("sub") != USER or told.get("scope") != SCOPE:
        words = "Client is unauthorized to retrieve access tokens using this method, or client not authorized."
        raise _not_authorized(401, "unauthorized_client", words)


def _key_file(google: Google) -> web.StreamResponse:
    """The key of the service account, as the console hands it out once."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - heavy, and seldom asked for

    plain = serialization.NoEncryption()
    pem = google.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    told = {
        "type": "service_account", "project_id": "local", "private_key_id": "1", "private_key": pem.decode(),
        "client_email": EMAIL, "client_id": "1", "token_uri": google.token_url,
    }  # fmt: skip
    return web.json_response(told)


def refused(status: int, word: str, message: str) -> Refused:
    body: Json = {"error": {"code": status, "message": message, "status": word}}
    return Refused(Answer(body, status, error=word))


WORDS = {429: "RESOURCE_EXHAUSTED", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}


def failed(fault: Fault) -> Answer | None:
    """An ordered fault in Google's words: `error` is its status, as `PERMISSION_DENIED`."""
    if not fault.status and not fault.error:
        return None
    status = fault.status or 400
    word = fault.error or WORDS.get(status, "INTERNAL")
    body: Json = {"error": {"code": status, "message": f"An ordered fault: {word}.", "status": word}}
    return Answer(body, status, later(fault), fault.body, "text/html", error=word)


def _not_authorized(status: int, error: str, words: str) -> Refused:
    return Refused(Answer({"error": error, "error_description": words}, status))
