"""What another site makes a browser send is refused on every route, and nobody is led to another site."""

import re
import sqlite3
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from tests.web.conftest import URL, SignIn
from tests.web.walking import ADMIN, RESPONDER, Way, World
from web.visitor import csrf_of

FORGERIES: dict[str, tuple[str | None, dict[str, str]]] = {
    "no token": ("", {}),
    "another session's token": (csrf_of("somebody else's"), {}),
    "a token of zeros": ("0" * 64, {}),
    "a foreign origin": (None, {"Origin": "https://evil.example.com"}),
    "an origin that begins as ours": (None, {"Origin": f"{URL}.evil.example.com"}),
    "an origin that nobody tells": (None, {"Origin": "null"}),
    "another site": (None, {"Sec-Fetch-Site": "cross-site"}),
    "another host of ours": (None, {"Sec-Fetch-Site": "same-site"}),
}
ASTRAY = (
    "//evil.example", "///evil.example", "https:evil.example", "https://evil.example", "http:/evil.example",
    "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\t/evil.example", "\t//evil.example",
    " //evil.example", "/\n/evil.example", "/\r/evil.example", "\x00//evil.example", "/\x00/evil.example",
    "/\u2028/evil.example", "%2F%2Fevil.example", "/%2Fevil.example", "/%5Cevil.example",
    "/.//evil.example", "/..//evil.example", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x",
    "@evil.example", "/@evil.example", ".evil.example", f"{URL}@evil.example", f"{URL}.evil.example",
    "/\u202e//evil.example", "//evil.example\\@127.0.0.1:8080",
)  # fmt: skip

TRIED = ("/api/", "/healthz", "/readyz")
"""A token's last use is kept, and health is whether it can be written."""


def posting(world: World) -> list[Way]:
    """All that changes anything by way of a browser."""
    return [way for way in world.ways if way.method == "POST" and not way.path.startswith("/api/")]


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_no_forged_form_changes_anything_whatever_it_is(world: World, sqlite_url: str, forgery: str) -> None:
    csrf, headers = FORGERIES[forgery]
    home = Way(method="GET", path="/")
    ways = [replace(way, path=await world.to(way)) for way in posting(world)]
    assert len(ways) > 50
    for kind in (RESPONDER, ADMIN):
        assert (await world.browses(home, kind)).status_code == 200
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as database:
        before = list(database.iterdump())
        for way in ways:
            for kind in (RESPONDER, ADMIN) if "outbox" in way.path else (RESPONDER,):
                answer = await world.browses(way, kind, csrf=csrf, **headers)
                assert (answer.status_code, "This form is too old" in answer.text) == (403, True), way
        assert list(database.iterdump()) == before


async def test_a_form_of_ours_is_taken_from_wherever_our_pages_are(world: World) -> None:
    note = next(way for way in posting(world) if way.act == "note")
    for headers in ({}, {"Origin": URL, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}):
        assert (await world.browses(note, RESPONDER, **headers)).status_code == 303, headers


async def test_an_origin_that_is_no_address_is_not_ours(world: World) -> None:
    note = next(way for way in posting(world) if way.act == "note")
    for origin in ("http://[", "null", "", "file://"):
        assert (await world.browses(note, RESPONDER, Origin=origin)).status_code == 403, origin


async def test_no_cookie_counts_for_the_api(world: World) -> None:
    for path in ("/api/v1/me", "/api/v1/incidents", "/api/v1/outbox"):
        assert (await world.browses(Way(method="GET", path=path), ADMIN)).status_code == 401


async def test_nothing_that_is_read_changes_anything(world: World, sqlite_url: str) -> None:
    reading = [way for way in world.ways if way.method == "GET" and not way.path.startswith(TRIED)]
    ways = [replace(way, path=await world.to(way)) for way in reading]
    await world.browses(ways[0], ADMIN)
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as database:
        before = list(database.iterdump())
        for way in ways:
            await world.browses(way, ADMIN)
        assert list(database.iterdump()) == before


async def test_nobody_is_led_elsewhere(signs_in: SignIn, nobody: httpx.AsyncClient) -> None:
    ada = await signs_in()
    for astray in ASTRAY:
        wanted = {"next": astray}
        straight_on = await ada.get("/sign-in", params=wanted)
        elsewhere = await ada.get("/sign-in/slack", params=wanted, headers={"Host": "other.example"})
        asked = await nobody.get("/sign-in", params=wanted)
        assert stays(straight_on.headers["location"]), astray
        assert stays(elsewhere.headers.get("location", "/")), astray
        for link in re.findall(r'href="([^"]*)"', asked.text):
            assert stays(unescape(link)), (astray, link)


def stays(location: str) -> bool:
    """Whether a browser that follows it is still here: to it backslashes are slashes, and tabs nothing."""
    plain = location.strip().replace("\\", "/").translate({9: None, 10: None, 13: None})
    return urlsplit(urljoin(f"{URL}/sign-in", plain)).netloc == urlsplit(URL).netloc
