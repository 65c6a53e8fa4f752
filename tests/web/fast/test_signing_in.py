"""Coming in by a link, being known again, going out; and what is refused on the way."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from storage.sessions import hashed
from storage.store import Store
from tests.web.conftest import NOW, URL, SignIn, browser_at, stored_person
from web.app import web_app
from web.front import Front
from web.limit import KEPT, Limit
from web.sign_in.coming import path_of_ours
from web.sign_in.knocking import A_MINUTE
from web.visitor import COOKIE, CSRF_HEADER

NO_LINK = "This link does not sign in: each does so once, within an hour."


async def link(store: Store, id: str = "UADA", **more: object) -> str:
    """Where a link for somebody leads."""
    await store.save_person(stored_person(id, "Ada", **more))
    return f"/login/{await store.make_link(id)}"


async def use(client: httpx.AsyncClient, path: str, **headers: str) -> httpx.Response:
    """Open it and press its button."""
    shown = await client.get(path)
    csrf = re.search(r'name="csrf" value="(\w+)"', shown.text)
    assert csrf
    return await client.post(path, data={"csrf": csrf[1]}, headers=headers)


async def test_a_link_signs_in_once_and_looking_spends_nothing(nobody: httpx.AsyncClient, store: Store) -> None:
    path = await link(store)
    for _ in range(3):
        assert (await nobody.get(path)).status_code == 200
    answer = await use(nobody, path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await nobody.get("/")).status_code == 200
    nobody.cookies.delete(COOKIE)
    again = await use(nobody, path)
    assert (again.status_code, NO_LINK in again.text, COOKIE in nobody.cookies) == (409, True, False)


async def test_a_link_that_is_unknown_used_too_old_or_of_somebody_gone_gets_one_answer(
    nobody: httpx.AsyncClient, store: Store
) -> None:
    used, gone, old = await link(store), await link(store, "UGONE"), await link(store)
    await use(nobody, used)
    await store.save_person(stored_person("UGONE", "Gone", deleted=True))
    told = {(await use(nobody, path)).text for path in (used, gone, "/login/unknown")}
    store.clock = lambda: NOW + timedelta(hours=1)
    told.add((await use(nobody, old)).text)
    assert len(told) == 1
    looks = [(await nobody.get(path)).text for path in (used, "/login/unknown")]
    assert len({re.sub(r'value="\w+"', "", text) for text in looks}) == 1


async def test_whoever_guesses_links_is_slowed_down_and_nobody_else_is(front: Front, store: Store) -> None:
    path = await link(store)
    app = web_app(front)

    def at(address: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 1)), base_url=URL)

    async with at("192.0.2.1") as guesser, at("192.0.2.2") as ada:
        for number in range(A_MINUTE):
            assert (await guesser.post(f"/login/{number}")).status_code == 403
        answer = await use(guesser, path)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert "Try again in 1 s." in answer.text
        assert (await use(ada, path)).status_code == 303  # it was not spent


def test_a_flood_of_addresses_is_forgotten_before_it_costs_much() -> None:
    now = NOW
    limit = Limit(a_minute=1, now=lambda: now)
    assert [limit.spend("first"), limit.spend("first")] == [0, 60]
    for number in range(3 * KEPT):
        assert limit.spend(number) == 0
    assert len(limit._left) <= KEPT
    assert limit.spend("last") == 0
    now += timedelta(minutes=2)
    assert limit.spend("last") == 0


async def test_the_form_of_a_link_must_be_ours(nobody: httpx.AsyncClient, store: Store) -> None:
    path = await link(store)
    assert (await nobody.post(path, data={"csrf": "guessed"})).status_code == 403
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert (await use(nobody, path, **headers)).status_code == 403, headers
    assert (await use(nobody, path, Origin=URL)).status_code == 303


async def test_a_form_from_elsewhere_or_without_its_token_changes_nothing(signs_in: SignIn) -> None:
    ada = await signs_in()
    assert (await ada.post("/sign-out", headers={"Origin": "http://127.0.0.1:9999"})).status_code == 403
    assert (await ada.post("/sign-out", headers={"Sec-Fetch-Site": "same-site"})).status_code == 403
    assert (await ada.post("/sign-out", headers={CSRF_HEADER: "x"})).status_code == 403
    assert (await ada.get("/")).status_code == 200
    assert (await ada.post("/sign-out")).headers["location"] == "/sign-in"
    assert (await ada.get("/")).status_code == 303


async def test_a_session_that_is_stolen_from_the_store_too_old_or_ended_is_refused(
    signs_in: SignIn, nobody: httpx.AsyncClient, store: Store
) -> None:
    ada = await signs_in()
    nobody.cookies.set(COOKIE, hashed(ada.cookies[COOKIE]))
    assert (await nobody.get("/")).status_code == 303
    store.clock = lambda: NOW + timedelta(days=30)
    assert (await ada.get("/")).status_code == 303
    store.clock = lambda: NOW + timedelta(days=29)
    assert (await ada.get("/")).status_code == 200
    await store.end_session(hashed(ada.cookies[COOKIE]))
    assert (await ada.get("/")).status_code == 303


async def test_whoever_signs_in_anew_leaves_no_session_behind(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    before = hashed(ada.cookies[COOKIE])
    path = await link(store)
    del ada.headers[CSRF_HEADER]
    assert (await use(ada, path)).status_code == 303
    assert [row.id == before for row, _ in await store.sessions(of="UADA")] == [False]


async def test_whoever_is_deactivated_is_out_for_good(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await store.save_person(stored_person("UADA", "Ada", deleted=True))
    await store.save_person(stored_person("UADA", "Ada"))
    assert (await ada.get("/")).status_code == 303


async def test_somebody_of_another_workspace_or_an_app_is_nobody_here(signs_in: SignIn) -> None:
    assert (await (await signs_in("UAPP", is_bot=True)).get("/")).status_code == 303
    assert (await (await signs_in("UELSEWHERE", team_id="T2")).get("/")).status_code == 303


async def test_by_https_cookies_are_bound_to_this_host_and_travel_by_https_alone(front: Front) -> None:
    async with browser_at(front, "https://incidents.example.com") as client:
        answer = await use(client, await link(front.store))
        secret = client.cookies[f"__Host-{COOKIE}"]
        client.cookies.clear()
        plain = await client.get("/", headers={"Cookie": f"{COOKIE}={secret}"})
    told = answer.headers["set-cookie"]
    assert told.startswith("__Host-signalcraft=")
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=2592000"):
        assert word in told
    assert "Domain" not in told
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    assert plain.status_code == 303


@pytest.mark.parametrize("path", ["/", "/sign-in", "/login/x", "/healthz", "/static/site.css", "/nowhere"])
async def test_every_answer_forbids_what_no_page_of_ours_does(nobody: httpx.AsyncClient, path: str) -> None:
    told = (await nobody.get(path)).headers
    policy = told["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert told["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")
    assert "strict-transport-security" not in told


async def test_an_answer_to_a_fault_of_ours_is_guarded_too(signs_in: SignIn, front: Front, store: Store) -> None:
    ada = await signs_in()
    await store.close()
    transport = ada._transport
    assert isinstance(transport, httpx.ASGITransport)
    transport.raise_app_exceptions = False
    answer = await ada.get("/")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "/\n/evil.example", "javascript:alert(1)", "evil", "", " /x", "/x\r\nSet-Cookie: a=b",
        "/\x00", "/" + "x" * 3000, "/sign-in?next=/", "/sign-out", "/login/x",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(evil: str) -> None:
    assert path_of_ours(evil) == "/"


@pytest.mark.parametrize("path", ["/", "/incidents/42", "/incidents?q=a%20b&state=open", "/incidents?q=größe"])
def test_the_page_somebody_wanted_is_shown(path: str) -> None:
    assert path_of_ours(path) == path


async def test_who_is_signed_in_already_goes_straight_on(signs_in: SignIn) -> None:
    ada = await signs_in()
    assert (await ada.get("/sign-in?next=/incidents/42")).headers["location"] == "/incidents/42"
    assert (await ada.get("/sign-in?next=//evil.example")).headers["location"] == "/"


async def test_whoever_sends_more_than_a_form_is_turned_away(signs_in: SignIn) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"csrf="

    ada = await signs_in()
    assert (await ada.post("/sign-out", data={"x": "y" * 1024 * 1024})).status_code == 413
    assert (await ada.post("/sign-out", content=endless())).status_code == 411
    assert (await ada.post("/sign-out", content=b"", headers={"Content-Length": "much"})).status_code == 413
    assert (await ada.get("/")).status_code == 200
