"""The forms of an incident's page, posted as a browser without JavaScript does, and as a script does."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from incidents.catalog import Catalog, Service
from incidents.change import Rule
from incidents.permissions import Policy
from storage.store import Changed, CommitUnknown, Store
from storage.where import Where
from tests.web.conftest import NOW, URL, SignIn, stored_person
from tests.web.fast.doing import ADA, GRACE, LINUS, Acting, acting
from web.app import web_app
from web.front import Front

FORM = re.compile(r'<form id="form-([\w-]+)".*?</form>', re.DOTALL)
INPUT = re.compile(r'<input(?! type="checkbox")[^>]*name="([\w-]+)"[^>]*value="([^"]*)"')
JSON = {"Accept": "application/json"}


def forms(page: httpx.Response) -> dict[str, str]:
    """The forms of a page, by name."""
    return {found[1]: found[0] for found in FORM.finditer(page.text)}


def carried(page: httpx.Response, name: str) -> dict[str, str]:
    """What the inputs of a form hold."""
    return dict(INPUT.findall(forms(page)[name]))


@pytest.fixture
async def act(front: Front) -> Acting:
    """What people do to INC-1."""
    return await acting(front)


async def test_a_plain_form_is_done_and_leads_back_with_a_word_of_what_was_done(
    act: Acting, signs_in: SignIn
) -> None:
    ada = await signs_in(ADA)
    page = await ada.get("/incidents/1")
    sent = {**carried(page, "severity"), "severity": "sev1", "why": "everybody is hit"}
    answer = await ada.post("/incidents/1/severity", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents/1?did=severity")
    assert "Done: INC-1 is sev1." in (await ada.get("/incidents/1?did=severity")).text


async def test_who_is_late_finds_what_they_typed_beside_how_it_stands(act: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    old = carried(await ada.get("/incidents/1"), "title")
    await act("title", by=GRACE, title="Shop is down")
    answer = await ada.post("/incidents/1/title", data={**old, "title": "Cart & <checkout> are down"})
    assert answer.status_code == 409
    back = forms(answer)["title"]
    assert "it is “Shop is down” now" in back
    assert "Send it once more to change that all the same." in back
    assert 'value="Cart &amp; &lt;checkout&gt; are down"' in back
    assert 'aria-invalid="true"' in back
    again = await ada.post(
        "/incidents/1/title", data={**carried(answer, "title"), "title": "Cart & <checkout> are down"}
    )
    assert again.status_code == 303
    assert (await act.read()).title == "Cart & <checkout> are down"


async def test_a_form_sent_twice_is_done_once(act: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    sent = {**carried(await ada.get("/incidents/1"), "task"), "text": "restart db1", "due": "30m"}
    for _ in range(2):
        assert (await ada.post("/incidents/1/task", data=sent)).status_code == 303
    [task] = (await act.read()).tasks
    assert task.due_at == NOW + timedelta(minutes=30)


async def test_a_script_reads_what_was_done_or_why_not(act: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    done = await ada.post("/incidents/1/note", data={"text": "db1\r\nrestarted"}, headers=JSON)
    assert done.json()["said"] == "It is on the timeline of INC-1."
    assert "db1\nrestarted" in await act.told()
    refused = await ada.post("/incidents/1/role", data={"role": "scribe", "person": "Zoe"}, headers=JSON)
    assert refused.status_code == 409
    assert refused.json()["fields"]["person"].startswith("Nobody is known here as “Zoe”")


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("note", {}, "This is needed."),
        ("note", {"text": "x" * 3001}, "This is too long: at most 3,000 characters."),
        ("status", {"status": "resolved"}, "Choose one of"),
        ("task-done", {"task": "three"}, "This cannot be read. Load the page again."),
        ("note", {"text": "x", "by": "UGRACE"}, "This form knows no such field."),
    ],
)
async def test_what_cannot_be_read_is_said_in_plain_words(
    act: Acting, signs_in: SignIn, name: str, sent: dict[str, str], sentence: str
) -> None:
    ada = await signs_in(ADA)
    answer = await ada.post(f"/incidents/1/{name}", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (await ada.post(f"/incidents/1/{name}", data=sent, headers=JSON)).status_code == 422


async def test_a_refusal_names_the_person_whom_it_is_about(act: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    await act("role", role="commander", person="Grace")
    answer = await ada.post("/incidents/1/role", data={"role": "commander", "person": "me"})
    assert answer.status_code == 409
    assert "Commander is held by Grace." in answer.text
    assert "“Free a role” frees it." in answer.text


async def test_each_sees_the_forms_of_what_they_may_and_no_others(front: Front, signs_in: SignIn) -> None:
    object.__setattr__(front, "catalog", Catalog(permissions=Policy(change=(ADA,), resolve=(LINUS,))))
    await acting(front)
    ada, grace, linus = await signs_in(ADA), await signs_in(GRACE, "Grace"), await signs_in(LINUS, "Linus")
    at = {who: set(forms(await client.get("/incidents/1"))) for who, client in (("a", ada), ("g", grace))}
    assert at["g"] == {"note", "try-again"}
    assert {"severity", "update", "task", "role"} <= at["a"]
    assert "resolve" not in at["a"]
    assert "resolve" in forms(await linus.get("/incidents/1"))
    answer = await grace.post("/incidents/1/title", data={"title": "mine"})
    assert answer.status_code == 403
    assert "Nothing was changed: only" in answer.text


async def test_nobody_learns_of_a_private_incident(act: Acting, signs_in: SignIn) -> None:
    await act("private")
    grace = await signs_in(GRACE, "Grace")
    for path in ("", "/forms", "/entries", "/entries/1"):
        private, none = await grace.get(f"/incidents/1{path}"), await grace.get(f"/incidents/77{path}")
        assert (private.status_code, none.status_code) == (404, 404)
        assert private.text.replace("INC-1", "INC-77") == none.text
    for name in ("note", "nothing-like-that"):
        private = await grace.post(f"/incidents/1/{name}", data={"text": "x"})
        none = await grace.post(f"/incidents/77/{name}", data={"text": "x"})
        assert (private.status_code, none.status_code) == (404, 404)
    assert "Checkout" not in (await grace.get("/incidents/new/similar?title=checkout is down")).text


async def test_a_form_that_is_not_of_our_page_does_nothing(act: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    answer = await ada.post("/incidents/1/note", data={"text": "x"}, headers={"X-CSRF": "guessed"})
    assert answer.status_code == 403
    assert "x" not in await act.told()


async def test_it_is_declared_from_the_page_once_and_what_is_similar_is_shown(
    signs_in: SignIn, store: Store
) -> None:
    ada = await signs_in(ADA)
    sent = {**carried(await ada.get("/incidents/new"), "declare"), "title": "Checkout is down"}
    first = await ada.post("/incidents/new", data=sent)
    assert first.headers["location"] == "/incidents/1?did=declare"
    await ada.post("/incidents/new", data=sent)
    [only], _ = await store.incidents(seen_by=ADA)
    assert (only.title, only.refs["declared_from"]) == ("Checkout is down", "the web page")
    similar = await ada.get("/incidents/new/similar?title=the checkout is down again")
    assert 'href="/incidents/1"' in similar.text
    refused = await ada.post("/incidents/new", data={"title": " ", "summary": "it hurts", "private": "true"})
    assert refused.status_code == 409
    assert "An incident needs a title" in refused.text
    assert "it hurts" in refused.text
    assert re.search(r'name="private" value="true" checked', refused.text)


async def test_services_of_the_config_are_ticked(front: Front, signs_in: SignIn) -> None:
    object.__setattr__(front, "catalog", Catalog(services=(Service(name="Web, shop"), Service(name="api"))))
    act = await acting(front, services=["api"])
    ada = await signs_in(ADA)
    page = await ada.get("/incidents/1")
    assert '<input type="checkbox" name="services" value="api" checked>' in forms(page)["services"]
    seen = carried(page, "services")["seen"]
    await ada.post("/incidents/1/services", data={"services": [], "seen": seen})
    assert (await act.read()).services == []


async def test_an_entry_is_put_right_on_its_page_and_what_stood_there_admins_see(
    act: Acting, signs_in: SignIn
) -> None:
    await act("note", text="restarted db1")
    ada = await signs_in(ADA)
    [entry] = [each for each in await act.entries() if each.text == "restarted db1"]
    page = await ada.get(f"/incidents/1/entries/{entry.id}")
    sent = {**carried(page, "entry-correct"), "text": "restarted db2"}
    done = await ada.post("/incidents/1/entry-correct", data=sent)
    assert done.headers["location"].startswith(f"/incidents/1/entries/{entry.id}?did=entry-correct&version=")
    assert "Done: The entry is put right." in (await ada.get(done.headers["location"])).text
    assert (await ada.post("/incidents/1/entry-correct", data={**sent, "text": "db3"})).status_code == 409
    await ada.post("/incidents/1/entry-hide", data={"entry": entry.id})
    assert "Hidden (1)" in (await ada.get("/incidents/1/entries")).text
    shown = (await ada.get(f"/incidents/1/entries/{entry.id}")).text
    assert "Ada: corrected" in shown
    assert "restarted db1" not in shown, "what was put right may have been a password"
    assert "only admins see" in shown
    root = await signs_in("UROOT", "Root", is_admin=True)
    theirs = (await root.get(f"/incidents/1/entries/{entry.id}")).text
    assert "Before: “restarted db1”. After: “restarted db2”</li>" in theirs
    assert "Ada: hidden" in shown
    assert (await ada.get("/incidents/1/entries/999")).status_code == 404


async def test_entries_to_be_put_right_are_turned_page_by_page(act: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    for number in range(60):
        await act("note", text=f"note no. {number:02}.")
    first = (await ada.get("/incidents/1/entries")).text
    [more] = re.findall(r'href="(/incidents/1/entries\?before=[^"]+)"', first)
    second = (await ada.get(more)).text
    assert [first.count("note no. 59."), second.count("note no. 59."), second.count("note no. 00.")] == [1, 0, 1]
    shown = re.findall(r"note no\. (\d\d)\.", first + second)
    assert shown == [f"{number:02}" for number in reversed(range(60))]


async def test_people_are_offered_by_name_without_those_who_cannot_play_a_part(
    act: Acting, signs_in: SignIn, front: Front
) -> None:
    far = stored_person("UFAR", "Far")
    far.team_id = "T2"
    for person in (
        stored_person("UGONE", "Gone", deleted=True),
        stored_person("UBOT", "Robot", is_bot=True),
        far,
        stored_person("UADA2", "Ada"),
    ):
        await front.store.save_person(person)
    page = await (await signs_in(ADA)).get("/incidents/1")
    offered = re.findall(r'<option value="([^"]*)">(?:Ada|Far|Gone|Grace|Linus|Robot)<', page.text)
    assert offered == ["UADA", "UADA2", "Grace", "Linus"]


async def test_another_incident_that_is_not_there_is_said_at_the_form_that_names_it(
    act: Acting, signs_in: SignIn
) -> None:
    ada = await signs_in(ADA)
    answer = await ada.post("/incidents/1/merge", data={"into": "INC-99"})
    back = forms(answer)["merge"]
    assert (answer.status_code, "There is no INC-99." in back, 'value="INC-99"' in back) == (409, True, True)
    told = (await ada.post("/incidents/1/merge", data={"into": "INC-99"}, headers=JSON)).json()
    assert [*told["fields"]] == ["into"]


class BreaksOff(Store):
    """Its database is gone when it should say that it has committed."""

    async def change(self, where: Where, rule: Rule, *, once: str | None = None) -> Changed:
        await super().change(where, rule, once=once)
        raise CommitUnknown("the connection broke at the commit")


async def test_where_nobody_knows_whether_it_was_done_nothing_else_is_claimed(
    act: Acting, front: Front, signs_in: SignIn, sqlite_url: str
) -> None:
    ada = await signs_in(ADA)
    sent = {**carried(await ada.get("/incidents/1"), "note"), "text": "db1 restarted"}
    breaks = BreaksOff(sqlite_url, clock=lambda: NOW)
    await breaks.start()
    pages = httpx.ASGITransport(web_app(replace(front, store=breaks)), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=pages, base_url=URL, cookies=ada.cookies, headers=ada.headers) as cut:
        answer = await cut.post("/incidents/1/note", data=sent)
    await breaks.close()
    assert answer.status_code == 500
    assert "a form that is sent twice is done once" in answer.text
    assert "nothing was changed" not in answer.text
    assert (await ada.post("/incidents/1/note", data=sent)).status_code == 303
    assert (await act.told()).count("db1 restarted") == 1
