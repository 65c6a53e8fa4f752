"""Zoom's API as far as meetings need it: Server-to-Server OAuth, and meetings of hosts."""

import base64
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from aiohttp import web

from sandbox.answering import Answer, later
from sandbox.traffic.faults import Fault
from sandbox.vendors import page, vendor
from sandbox.vendors.vendor import Refused
from sandbox.vendors.zoom_account import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET, TOKEN_LIFETIME_S, Account, Meeting
from sandbox.vendors.zoom_fields import mistakes
from sandbox.workspace.nouns import Json
from sandbox.world import World

SCOPES = "meeting:write:admin meeting:read:admin"
Perform = Callable[[Json], Answer]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def route(app: web.Application, world: World) -> None:
    zoom = Zoom(world)
    world.vendors["zoom"] = zoom.account.as_json
    user, one = "/zoom/v2/users/{host}/meetings", "/zoom/v2/meetings/{id}"
    app.router.add_post("/zoom/oauth/token", zoom.token)
    app.router.add_post(user, zoom.handler("zoom.meetings.create", zoom.create))
    app.router.add_get(user, zoom.handler("zoom.meetings.list", zoom.list))
    app.router.add_get(one, zoom.handler("zoom.meetings.get", zoom.get))
    app.router.add_patch(one, zoom.handler("zoom.meetings.update", zoom.update))
    app.router.add_delete(one, zoom.handler("zoom.meetings.delete", zoom.delete))
    app.router.add_put(f"{one}/status", zoom.handler("zoom.meetings.end", zoom.end))
    app.router.add_get("/zoom/j/{id}", zoom.join)


class Zoom:
    """Zoom, for the one account that this workspace has there."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.account = Account(world.clock, lambda: world.space.base_url)

    def handler(self, name: str, perform: Perform) -> Handler:
        """A call that needs a token; what the URL, the query and the body say comes to it as one."""

        async def handle(request: web.Request) -> web.StreamResponse:
            given = await vendor.body(request)
            args = dict(request.query) | {key: unquote(value) for key, value in request.match_info.items()}
            shown = args | ({"body": given} if given else {})

            def answer() -> Answer:
                self._check(vendor.bearer(request))
                if given is None:
                    raise refused(400, 300, "Request Body should be a valid JSON object.")
                return perform(args | {"body": given})

            return await vendor.call(self.world, request, name, shown, answer, failed)

        return handle

    async def token(self, request: web.Request) -> web.StreamResponse:
        form = {key: str(value) for key, value in (await request.post()).items()}
        args: Json = {key: form[key] for key in ("grant_type", "account_id") if key in form}
        return await vendor.call(
            self.world, request, "zoom.token", args, lambda: self._token(request, form), failed
        )

    def _token(self, request: web.Request, form: dict[str, str]) -> Answer:
        if form.get("grant_type") != "account_credentials":
            raise _not_authorized("unsupported_grant_type", "unsupported grant type")
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {expected}":
            raise _not_authorized("invalid_client", "Invalid client_id or client_secret")
        if form.get("account_id") != ACCOUNT_ID:
            raise _not_authorized("invalid_request", "Bad Request")
        rest: Json = {
            "token_type": "bearer", "expires_in": TOKEN_LIFETIME_S, "scope": SCOPES,
            "api_url": "https://api.zoom.us",
        }  # fmt: skip
        return Answer({"access_token": self.account.tokens.give()} | rest, shown=rest)

    def _check(self, token: str) -> None:
        if not self.account.tokens.is_known(token):
            raise refused(401, 124, "Invalid access token.")
        if not self.account.tokens.is_fresh(token):
            raise refused(401, 124, "Access token is expired.")

    def create(self, args: Json) -> Answer:
        host, given = self._host(args), args["body"]
        _sound(given)
        if not self.account.may_make(host):
            raise refused(429, 429, DAILY)
        return self._whole(self.account.make(host, given), 201)

    def list(self, args: Json) -> Answer:
        host, kind = self._host(args), args.get("type", "scheduled")
        if kind not in ("scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"):
            raise refused(400, 300, "Validation Failed.", [{"field": "type", "message": "Invalid field."}])
        found = [] if kind == "previous_meetings" else self.account.of(host, live=kind == "live")
        size = min(int(args.get("page_size", 30)), 300)
        start = int(args.get("next_page_token") or 0)
        page_of = [self._listed(each) for each in found[start : start + size]]
        following = str(start + size) if len(found) > start + size else ""
        told: Json = {"page_size": size, "total_records": len(found), "next_page_token": following}
        return Answer(told | {"meetings": page_of})

    def get(self, args: Json) -> Answer:
        return self._whole(self._meeting(args), 200)

    def update(self, args: Json) -> Answer:
        meeting, given = self._meeting(args), args["body"]
        _sound(given)
        meeting.topic, meeting.agenda = given.get("topic", meeting.topic), given.get("agenda", meeting.agenda)
        meeting.settings |= given.get("settings", {})
        return Answer({}, 204, text="")

    def delete(self, args: Json) -> Answer:
        meeting = self._meeting(args)
        if meeting.is_live:
            raise refused(400, 3000, "Cannot delete a meeting that is in progress.")
        meeting.is_deleted = True
        return Answer({}, 204, text="")

    def end(self, args: Json) -> Answer:
        """Zoom's reference does not say what comes of ending a meeting nobody is in; refusing is stricter."""
        meeting = self._meeting(args)
        if args["body"].get("action") != "end":
            raise refused(400, 300, "Validation Failed.", [{"field": "action", "message": "Invalid field."}])
        if not meeting.is_live:
            raise refused(400, 3001, "This meeting has not started.")
        self.account.end(meeting)
        return Answer({}, 204, text="")

    async def join(self, request: web.Request) -> web.StreamResponse:
        """What somebody sees who opens the link; with it the meeting starts, where it may."""
        meeting = self.account.find(request.match_info["id"])
        if meeting is None or request.query.get("pwd") != meeting.password:
            return page.closed("This meeting link is invalid.")
        why = self.account.join(meeting)
        return page.closed(why) if why else page.inside("Zoom", meeting.topic)

    def _host(self, args: Json) -> str:
        host = str(args["host"])
        if host not in self.account.hosts:
            raise refused(404, 1001, f"User does not exist: {host}.")
        return host

    def _meeting(self, args: Json) -> Meeting:
        meeting = self.account.find(str(args["id"]))
        if meeting is None:
            raise refused(404, 3001, f"Meeting does not exist: {args['id']}.")
        return meeting

    def _listed(self, meeting: Meeting) -> Json:
        return {
            "uuid": meeting.uuid, "id": meeting.id, "host_id": meeting.host.partition("@")[0],
            "topic": meeting.topic, "type": meeting.type, "start_time": meeting.start_time,
            "duration": meeting.duration, "timezone": meeting.timezone, "agenda": meeting.agenda,
            "created_at": meeting.created_at, "join_url": self.account.join_url(meeting),
        }  # fmt: skip

    def _whole(self, meeting: Meeting, status: int) -> Answer:
        shown = self._listed(meeting) | {
            "assistant_id": "", "host_email": meeting.host, "status": "started" if meeting.is_live else "waiting",
            "settings": meeting.settings,
        }  # fmt: skip
        start_url = f"{self.account.url()}zoom/s/{meeting.id}?zak=start-url-of-{meeting.id}"
        secret = {"start_url": start_url, "password": meeting.password, "encrypted_password": meeting.password}
        return Answer(shown | secret, status, shown=shown)


DAILY = (
    "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this "
    "particular user. You may resume these requests at GMT 00:00:00."
)
WORDS = {429: "You have reached the maximum per-second rate limit for this API. Try again later."}


def refused(status: int, code: int, message: str, errors: list[Json] | None = None) -> Refused:
    body: Json = {"code": code, "message": message} | ({"errors": errors} if errors else {})
    return Refused(Answer(body, status, error=f"{code} {message}"))


def failed(fault: Fault) -> Answer | None:
    """An ordered fault in Zoom's words: `error` is its code, as `1001`, or its message."""
    if not fault.status and not fault.error:
        return None
    status = fault.status or 400
    code = int(fault.error) if fault.error.isdigit() else status
    message = fault.error or WORDS.get(status, "Internal error.")
    body: Json = {"code": code, "message": message}
    return Answer(body, status, later(fault), fault.body, "text/html", error=f"{code} {message}")


def _sound(given: Json) -> None:
    found = mistakes(given)
    if found:
        raise refused(400, 300, "Validation Failed.", found)


def _not_authorized(error: str, reason: str) -> Refused:
    return Refused(Answer({"reason": reason, "error": error}, 400))
