"""Pages are for those who are signed in."""

import httpx

from incidents.listing import PAGE
from storage.store import Store
from storage.where import NEW
from tests.storage.given import declare
from tests.web.conftest import SignIn
from web.acts.table import declare_one
from web.acts.wanted import Declared
from web.front import Front


async def test_nobody_is_sent_to_where_they_sign_in_and_back(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/?state=open")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2F%3Fstate%3Dopen")


async def test_who_is_signed_in_sees_the_open_incidents(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await store.change(NEW, declare("R&D <prod> is down"))
    answer = await ada.get("/")
    assert answer.status_code == 200
    assert "R&amp;D &lt;prod&gt; is down" in answer.text


async def test_an_address_that_leads_nowhere_says_so_in_words(nobody: httpx.AsyncClient) -> None:
    lost = (("/nowhere", 404), ("/static/nowhere.js", 404), ("/healthz", 405), ("/incidents/x", 404))
    for nowhere, status in lost:
        answer = await nobody.request("DELETE" if status == 405 else "GET", nowhere)
        assert (answer.status_code, "<h1>" in answer.text) == (status, True), nowhere


async def test_a_wall_shows_all_that_is_open_the_worst_first_and_nothing_private(
    signs_in: SignIn, front: Front
) -> None:
    ada = await signs_in()
    assert "All calm" in (await ada.get("/wall")).text
    for title, severity, private in (("small", "sev3", False), ("large", "sev1", False), ("secret", "sev1", True)):
        await declare_one(front, "UADA", Declared(title=title, severity=severity, private=private))
    shown = (await ada.get("/wall")).text
    assert shown.index("secret") < shown.index("large") < shown.index("small")
    theirs = (await (await signs_in("UBOB", "Bob")).get("/wall")).text
    assert "2 open incidents" in theirs
    assert "secret" not in theirs
    for number in range(PAGE):
        await declare_one(front, "UADA", Declared(title=f"tiny {number}", severity="sev4"))
    shown = (await ada.get("/wall")).text
    assert shown.index("large") < shown.index("tiny 0"), "what was declared long ago, and is the worst of all"
