"""Every route of the app, read from the app itself, and every kind of person who may ask for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import httpx
from starlette.routing import BaseRoute, Mount, Route

from incidents.catalog import Catalog
from incidents.change import Change
from incidents.incident import Incident
from incidents.kept_file import KeptFile
from incidents.permissions import Policy
from incidents.pins import pin, pinned_fetched
from incidents.user_group import UserGroup
from storage.sessions import LASTS, hashed
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import declare
from tests.web.calling import token
from tests.web.conftest import NOW, TEAM, URL, stored_person
from web.acts.table import BY_NAME
from web.api.acting import EXAMPLES
from web.app import web_app
from web.front import Front
from web.visitor import COOKIE, CSRF_HEADER, csrf_of

PUBLIC, PRIVATE, NOTHING = 1, 2, 99
VIEWER, RESPONDER, ADMIN, INSIDER = "UVERA", "URITA", "UROOT", "UINA"
ELSEWHERE, GONE, OTHER = "UELSE", "UGONE", "UADA"
RESPONDERS = "S1"
MAY = Policy(declare=(RESPONDERS,), change=(RESPONDERS,), resolve=(RESPONDERS,))
NAMED_ACT = "/incidents/{number:int}/{name}"
SAMPLES: dict[str, Any] = {
    **dict.fromkeys(("task", "update", "entry", "edit"), 1),
    **{
        "role": "commander",
        "person": "me",
        "people": ["Rita"],
        "reviewers": ["Rita"],
        "room": "C0ROOM",
        "url": "https://meet.example.com/x",
    },
    **{"due": "2026-03-02T15:00:00Z", "ended_at": "2026-03-02T14:00:00Z", "text": "words", "into": "INC-1"},
    "source": "Grafana",
    **{"field": "customfield_10040", "value": "Ada"},
    "link": "https://acme.slack.com/archives/C0ROOM/p1772461800000100",
}
"""What an act may be sent, by field, before what its examples say."""


class Clock:
    """Stands still until somebody moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, kw_only=True)
class Way:
    """A route; one that does many things is as many ways.

    `act` is what is done to an incident; `body` what is sent, if that is not any that the way takes.
    """

    method: str
    path: str
    act: str = ""
    body: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def names_an_incident(self) -> bool:
        return "{number" in self.path and not self.path.startswith("/tokens")


def ways(routes: list[BaseRoute], below: str = "") -> Iterator[Way]:
    """All that the app answers, by its own tables."""
    for route in routes:
        if isinstance(route, Mount) and not hasattr(route.app, "routes"):
            yield Way(method="GET", path=f"{below}{route.path}")
        elif isinstance(route, Mount):
            yield from ways(route.routes, below + route.path)
        elif isinstance(route, Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield from _each(method, below + route.path)
        else:
            raise TypeError(f"nobody knows how to walk {route!r}")


def _each(method: str, path: str) -> Iterator[Way]:
    if path == NAMED_ACT:
        yield from (Way(method=method, path=path.replace("{name}", name), act=name) for name in BY_NAME)
        return
    act = path.rpartition("/")[2]
    yield Way(method=method, path=path, act=act if act in BY_NAME and "{number}" in path else "")


def body_of(way: Way) -> Mapping[str, Any]:
    """Something that the way takes."""
    if way.body is not None:
        return way.body
    if way.act:
        needed = [name for name, each in BY_NAME[way.act].wants.model_fields.items() if each.is_required()]
        said = EXAMPLES.get(way.act) or dict.fromkeys(needed)
        return {name: SAMPLES.get(name, value) for name, value in said.items()}
    return {"title": "Shop is down"} if way.path.endswith(("/incidents", "/incidents/new")) else {}


@dataclass(kw_only=True)
class World:
    """An app with a public and a private incident, and everybody who may ask."""

    front: Front
    clock: Clock
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        app = web_app(self.front)
        app.state.hub.close()  # a stream is let in, and ends
        self.ways = list(ways(app.routes))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url=URL)

    async def browses(
        self, way: Way, kind: str, number: int = PUBLIC, *, csrf: str | None = None, **headers: str
    ) -> httpx.Response:
        """The answer to a browser of somebody of this kind. `csrf`: what it sends instead of what is right."""
        secret = self.cookies[kind] = self.cookies.get(kind) or await self._cookie(kind)
        if secret:
            headers = {"Cookie": f"{COOKIE}={secret}", CSRF_HEADER: csrf_of(secret)} | headers
        if csrf is not None:
            headers[CSRF_HEADER] = csrf
        data = body_of(way) if way.method == "POST" else None
        answer = await self.client.request(way.method, await self.to(way, number), headers=headers, data=data)
        if way.method == "POST" and way.path.startswith("/s") and answer.status_code == 303:
            self.cookies.clear()  # sessions may have been ended
        return answer

    async def calls(self, way: Way, secret: str, number: int = PUBLIC) -> httpx.Response:
        """The answer to a program with this token."""
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        json = body_of(way) if way.method == "POST" else None
        return await self.client.request(way.method, await self.to(way, number), headers=headers, json=json)

    async def fresh(self, way: Way) -> int:
        """An incident on which this way can be tried: a new one, if it changes it."""
        if not way.act:
            return PUBLIC
        return (await self.front.store.change(NEW, declare())).incident.id or 0

    async def _cookie(self, kind: str) -> str:
        store = self.front.store
        if kind == "nobody":
            return ""
        self.clock.now = NOW - LASTS if kind == "expired" else NOW
        secret = await store.open_session(kind if kind.startswith("U") else RESPONDER)
        self.clock.now = NOW
        if kind == "revoked":
            await store.end_session(hashed(secret))
        return secret

    async def to(self, way: Way, number: int = PUBLIC) -> str:
        """Its address."""
        path = way.path
        if path.startswith("/tokens/{"):
            await token(self.front, OTHER, "Ada")
            number = (await self.front.store.tokens())[0][0].id or 0
        if "{session_id}" in path:
            path = path.replace("{session_id}", hashed(await self.front.store.open_session(OTHER)))
        for name in ("{number:int}", "{number}"):
            path = path.replace(name, str(number))
        for name in ("{entry:int}", "{file:int}", "{file}", "{row:int}", "{step}", "{token}"):
            path = path.replace(name, "1")
        return path + {"/static": "/site.css", "/stream": f"?incidents={number}.0"}.get(way.path, "")

    async def tokens(self) -> dict[str, str]:
        """Those of programs, by kind: those that are good, and as whom they act, are told by their name."""
        front, store = self.front, self.front.store
        made = {"none": "", "unknown": "sc_unknown", "session": await store.open_session(ADMIN)}
        for kind, person in (("revoked", RESPONDER), ("gone", GONE), ("elsewhere", ELSEWHERE)):
            made[kind] = await token(front, person, kind, team_id="T2" if person == ELSEWHERE else TEAM)
        newest = await store.tokens(of=RESPONDER)
        await store.revoke_token(newest[0][0].id or 0)
        await store.save_person(stored_person(GONE, "Gone", deleted=True))
        made["expired"] = await token(front, RESPONDER, "Rita", expires_at=NOW)
        for scope in ("read", "write"):
            made[scope] = await token(front, RESPONDER, "Rita", scopes=(scope,))
        made["admin"] = await token(front, ADMIN, "Root", scopes=("admin",), is_admin=True)
        made["viewer"] = await token(front, VIEWER, "Vera")
        return made


def secret_one(incident: Incident) -> Change:
    change = declare("secret")(incident)
    incident.private, incident.declared_by = True, INSIDER
    return change


def a_message(incident: Incident) -> Change:
    pin(incident, channel_id="C1", message_ts="1.1", by=OTHER, event_ts="2.1", at=NOW)
    return pinned_fetched(
        incident, message_ts="1.1", text="📎 a.png", author_id=OTHER, author_name="Ada", files=[("F1", "a.png")]
    )


def a_file(number: int) -> KeptFile:
    where = {"incident_id": number, "channel_id": "C1", "message_ts": "1.1"}
    return KeptFile(**where, slack_id="F1", name="a.png", media_type="image/png", size=8, kept_at=NOW)


async def world_of(store: Store, front: Front, clock: Clock) -> World:
    """Everybody is known, and both incidents are declared."""
    people = {VIEWER: "Vera", RESPONDER: "Rita", ADMIN: "Root", INSIDER: "Ina", OTHER: "Ada", GONE: "Gone"}
    for id, name in people.items():
        await store.save_person(stored_person(id, name, is_admin=id == ADMIN, deleted=id == GONE, tz="UTC"))
    await store.save_person(stored_person(ELSEWHERE, "Elsa", team_id="T2", is_admin=True))
    group = UserGroup(
        id=RESPONDERS, handle="responders", people=[RESPONDER, INSIDER, ELSEWHERE, GONE], read_at=NOW
    )
    await store.save_group(group)
    await store.change(NEW, declare("checkout is down"))
    await store.change(NEW, secret_one)
    await store.change(numbered(PUBLIC, message=("C1", "1.1")), a_message)
    for number in (PUBLIC, PRIVATE):
        await store.keep_documents(number, {"postmortem.md": "# It"})
    await store.keep_file(a_file(PUBLIC), b"\x89PNG\r\n\x1a\n")
    return World(front=replace(front, catalog=Catalog(permissions=MAY)), clock=clock)
