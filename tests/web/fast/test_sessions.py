"""Where somebody is signed in: they see and end their own, admins those of everybody."""

from dataclasses import replace

import httpx
import pytest

from incidents.catalog import Catalog
from incidents.permissions import Policy
from incidents.user_group import UserGroup
from storage.sessions import hashed
from storage.store import Store
from tests.web.conftest import NOW, URL, SignIn, browser_at
from web.front import Front
from web.sign_in.sessions import browser_words
from web.visitor import COOKIE

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


def session_of(client: httpx.AsyncClient) -> str:
    return hashed(client.cookies[COOKIE])


async def test_somebody_sees_their_own_and_signs_out_there_or_here(signs_in: SignIn, store: Store) -> None:
    here, there, grace = await signs_in(), await signs_in(), await signs_in("UGRACE", "Grace")
    await store.open_session("UADA", browser=FIREFOX)
    shown = (await here.get("/sessions")).text
    assert "Firefox on Linux" in shown
    assert shown.count("Sign out there") == 2
    assert session_of(grace) not in shown
    assert (await here.post(f"/sessions/{session_of(there)}/end")).headers["location"] == "/sessions"
    assert (await there.get("/")).status_code == 303
    assert (await here.post("/sessions/end-others")).headers["location"] == "/sessions"
    assert len(await store.sessions(of="UADA")) == 1
    assert (await here.post(f"/sessions/{session_of(here)}/end")).headers["location"] == "/sign-in"
    assert (await here.get("/sessions")).status_code == 303
    assert (await grace.get("/")).status_code == 200


async def test_those_of_others_are_for_admins_and_nobody_learns_which_there_are(signs_in: SignIn) -> None:
    ada, root = await signs_in(), await signs_in("UROOT", "Root", is_admin=True)
    answers = [await ada.post(f"/sessions/{id}/end") for id in (session_of(root), hashed("unknown"))]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert len({answer.text for answer in answers}) == 1
    assert (await root.get("/")).status_code == 200
    assert session_of(ada) in (await root.get("/sessions")).text
    assert (await root.post(f"/sessions/{session_of(ada)}/end")).status_code == 303
    assert (await ada.get("/")).status_code == 303


async def test_who_is_in_a_user_group_says_our_own_copy(front: Front, signs_in: SignIn) -> None:
    ada, grace = await signs_in(), await signs_in("UGRACE", "Grace")
    leads = replace(front, catalog=Catalog(permissions=Policy(administer=("S1",))), slack=None)
    await front.store.save_group(UserGroup(id="S1", handle="leads", people=["UADA"], read_at=NOW))
    async with browser_at(leads, URL) as browser:
        browser.cookies.set(COOKIE, ada.cookies[COOKIE])
        assert "Everybody else" in (await browser.get("/sessions")).text
        browser.cookies.set(COOKIE, grace.cookies[COOKIE])
        assert "Everybody else" not in (await browser.get("/sessions")).text


async def test_what_a_browser_calls_itself_is_text(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in("UADA", "<b>Ada</b>")
    await store.open_session("UADA", browser="<script>alert(1)</script>")
    shown = (await ada.get("/sessions")).text
    assert "<script>alert" not in shown
    assert "<b>Ada" not in shown


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (FIREFOX, "Firefox on Linux"), (CHROME, "Chrome on Windows"), (f"{CHROME} Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("HeadlessChrome/140", "Chrome"), ("curl/8", "Another browser"), ("", "Another browser"),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_plain_words(told: str, words: str) -> None:
    assert browser_words(told) == words
