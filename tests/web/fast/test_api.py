"""The API: programs read and do what their person may, within their scopes; every error has one form."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from incidents.catalog import Catalog
from incidents.change import SILENT, Change
from incidents.incident import Incident
from incidents.permissions import Policy
from storage.store import Store
from storage.where import numbered
from tests.web.calling import declares, program, token
from tests.web.conftest import NOW, SignIn, stored_person
from web.acts.table import ACTS
from web.front import Front

PROBLEM = "application/problem+json"


@pytest.fixture
async def ada(front: Front) -> AsyncIterator[httpx.AsyncClient]:
    """Ada's program, which may everything that she may."""
    async with program(front, await token(front)) as client:
        yield client


def told(answer: httpx.Response) -> tuple[int, str]:
    """The status and why, of a problem."""
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert (body["type"], body["status"]) == ("about:blank", answer.status_code)
    return answer.status_code, str(body["detail"])


async def test_an_incident_is_declared_run_and_read(ada: httpx.AsyncClient) -> None:
    answer = await ada.post("/incidents", json={"title": "Checkout is down", "severity": "sev1"})
    where = answer.headers["location"].removeprefix("/api/v1")
    assert (answer.status_code, where) == (201, "/incidents/1")
    await ada.post(f"{where}/role", json={"role": "commander"})
    await ada.post(f"{where}/task", json={"text": "roll back <@UADA>", "person": "me"})
    done = await ada.post(f"{where}/update", json={"text": "We roll back", "status": "identified"})
    assert done.json()["said"]
    now = (await ada.get(where)).json()
    assert (now["ref"], now["severity"], now["status"], now["open_tasks"]) == ("INC-1", "sev1", "identified", 1)
    assert now["commander"] == now["roles"][0]["person"] == {"id": "UADA", "name": "Ada"}
    assert now["declared_at"] == NOW.isoformat().replace("+00:00", "Z")
    assert now["latest_update"]["text"] == "We roll back"
    assert [each["text"] for each in (await ada.get(f"{where}/tasks")).json()["tasks"]] == ["roll back @Ada"]
    assert [each["number"] for each in (await ada.get(f"{where}/updates")).json()["updates"]] == [1]
    assert (await ada.get(f"{where}/people")).json() == {"people": [{"id": "UADA", "name": "Ada"}]}
    kinds = [each["kind"] for each in (await ada.get(f"{where}/timeline")).json()["entries"]]
    assert {"declared", "role", "task", "update"} <= {*kinds}


async def test_each_act_of_the_page_is_one_of_the_api(ada: httpx.AsyncClient) -> None:
    described = (await ada.get("/openapi.json")).json()["paths"]
    offered = {path.rpartition("/")[2] for path, ways in described.items() if "post" in ways} - {"incidents"}
    assert offered == {act.name for act in ACTS}
    number = await declares(ada)
    for act in ACTS:
        answer = await ada.post(f"/incidents/{number}/{act.name}", json={"surprise": 1})
        assert answer.status_code == 422, act.name


async def test_a_list_is_narrowed_and_turned_page_by_page(ada: httpx.AsyncClient) -> None:
    for number in range(45):
        await declares(ada, f"Thing {number} is down", severity="sev1" if number % 2 else "sev3")
    first = await ada.get("/incidents", params={"q": "thing"})
    assert (first.json()["total"], first.json()["pages"]) == (45, 3)
    assert first.headers["link"] == '</api/v1/incidents?q=thing&page=2>; rel="next"'
    seen, link = list[int](), first.links.get("next")
    seen += [each["number"] for each in first.json()["incidents"]]
    while link:
        answer = await ada.get(f"http://127.0.0.1:8080{link['url']}")
        seen += [each["number"] for each in answer.json()["incidents"]]
        link = answer.links.get("next")
    assert seen == list(range(45, 0, -1))
    assert (await ada.get("/incidents?severity=sev1&from=2026-03-02&to=2026-03-02")).json()["total"] == 22
    assert (await ada.get("/incidents?to=2026-03-01")).json()["total"] == 0


@pytest.mark.parametrize(
    "query",
    ["severity=sev9", "service=nothing", "state=closed", "page=0", "page=x", "sevrity=sev1", "from=yesterday",
     "from=0001-01-01", "q=" + "x" * 101],
)  # fmt: skip
async def test_a_filter_that_means_nothing_is_refused_and_named(ada: httpx.AsyncClient, query: str) -> None:
    answer = await ada.get(f"/incidents?{query}")
    assert told(answer)[0] == 422
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


async def test_the_timeline_is_turned_by_a_cursor(ada: httpx.AsyncClient) -> None:
    number = await declares(ada)
    for line in range(60):
        await ada.post(f"/incidents/{number}/note", json={"text": f"line {line}"})
    first = await ada.get(f"/incidents/{number}/timeline")
    second = await ada.get(f"http://127.0.0.1:8080{first.links['next']['url']}")
    ids = [each["id"] for page in (first, second) for each in page.json()["entries"]]
    assert len(ids) == len(set(ids)) == 61
    assert second.json()["next"] is None
    assert told(await ada.get(f"/incidents/{number}/timeline?before=yesterday"))[0] == 422


async def test_without_a_token_that_is_good_nobody_is_let_in(front: Front, signs_in: SignIn, store: Store) -> None:
    over = await token(front, expires_at=NOW)
    gone = await token(front, "UGONE", "Gone")
    await store.save_person(stored_person("UGONE", "Gone", deleted=True, updated_at=NOW + timedelta(seconds=1)))
    revoked = await token(front)
    await store.revoke_token((await store.tokens(of="UADA"))[0][0].id or 0)
    stranger = await token(front, "USTRANGER", "Stranger", team_id="T2")
    for secret in (over, gone, revoked, stranger, "sc_guessed"):
        async with program(front, secret) as client:
            answer = await client.get("/me")
            assert told(answer)[0] == 401
            assert answer.headers["www-authenticate"] == "Bearer"
    browser = await signs_in()
    assert told(await browser.get("/api/v1/incidents"))[0] == 401
    assert told(await browser.post("/api/v1/incidents", json={"title": "x is down"}))[0] == 401


async def test_who_comes_back_after_being_deactivated_has_no_token_any_more(front: Front, store: Store) -> None:
    secret = await token(front)
    for deleted in (True, False):
        later = NOW + timedelta(seconds=2 - deleted)
        await store.save_person(stored_person("UADA", "Ada", deleted=deleted, updated_at=later))
    assert await store.program(secret) is None


@pytest.mark.parametrize(
    ("scopes", "fine"),
    [
        ((), {"/me"}),
        (("read",), {"/me", "/people", "/incidents", "/incidents/1", "/incidents/1/tasks"}),
        (("write",), {"/me", "POST"}),
        (("admin",), {"/me", "/outbox"}),
    ],
)
async def test_a_token_may_what_its_scopes_say_and_nothing_else(
    front: Front, scopes: tuple[str, ...], fine: set[str]
) -> None:
    async with program(front, await token(front, is_admin=True)) as client:
        await declares(client)
    async with program(front, await token(front, is_admin=True, scopes=scopes)) as client:
        paths = ("/me", "/people", "/incidents", "/incidents/1", "/incidents/1/tasks", "/outbox")
        answers = {path: await client.get(path) for path in paths}
        answers["POST"] = await client.post("/incidents/1/note", json={"text": "hello"})
    assert {path for path, answer in answers.items() if answer.is_success} == fine
    for path in answers.keys() - fine:
        status, detail = told(answers[path])
        assert (status, "lacks the scope" in detail) == (403, True)


async def test_a_token_never_may_more_than_its_person(front: Front) -> None:
    leads = replace(front, catalog=Catalog(permissions=Policy(declare=("UADA",), change=("UADA",))))
    async with program(leads, await token(leads)) as ada:
        await declares(ada)
    async with program(leads, await token(leads, "UGRACE", "Grace")) as grace:
        status, detail = told(await grace.post("/incidents", json={"title": "Shop is down"}))
        assert (status, detail) == (403, "Nothing was declared: only Ada may declare an incident. Ask them.")
        assert told(await grace.post("/incidents/1/status", json={"status": "identified"}))[0] == 403
        assert told(await grace.get("/outbox"))[0] == 403
        assert (await grace.post("/incidents/1/note", json={"text": "I saw it, too"})).status_code == 200


async def test_a_private_incident_answers_as_one_that_does_not_exist(ada: httpx.AsyncClient, front: Front) -> None:
    private = await declares(ada, private=True)
    public = await declares(ada, "Shop is down")
    async with program(front, await token(front, "UROOT", "Root", is_admin=True)) as root:
        paths = ("", "/timeline", "/tasks", "/updates", "/people", "/postmortem/history", "/files", "/files/1")
        for path in paths:
            secret, nothing = await root.get(f"/incidents/{private}{path}"), await root.get(f"/incidents/99{path}")
            assert (secret.status_code, secret.content) == (nothing.status_code, nothing.content)
            assert {*secret.headers.items()} == {*nothing.headers.items()}
            assert told(secret)[0] == 404
        for act, body in (
            ("note", {"text": "x"}),
            ("join", {}),
            ("undo", {"ended_at": "x"}),
            ("merge", {"into": "2"}),
        ):
            secret, nothing = [await root.post(f"/incidents/{n}/{act}", json=body) for n in (private, 99)]
            assert (secret.status_code, secret.content) == (nothing.status_code, nothing.content), act
        into = [await root.post(f"/incidents/{public}/merge", json={"into": str(n)}) for n in (private, 99)]
        assert into[0].text.replace(str(private), "N") == into[1].text.replace("99", "N")
        assert [each["number"] for each in (await root.get("/incidents")).json()["incidents"]] == [public]
        steps = (await root.get("/outbox")).json()["steps"]
        assert {step["incident"] for step in steps} == {None, public}


async def test_whoever_thereby_sees_a_private_one_no_longer_hears_that_it_is_done(
    ada: httpx.AsyncClient, front: Front
) -> None:
    number = await declares(ada, private=True)
    async with program(front, await token(front, "UGRACE", "Grace")) as grace:
        await ada.post(f"/incidents/{number}/task", json={"text": "look at db1", "person": "Grace"})
        assert (await grace.post(f"/incidents/{number}/task-done", json={"task": 1})).status_code == 200
        assert told(await grace.get(f"/incidents/{number}"))[0] == 404


async def test_whoever_is_late_gets_409_and_whoever_is_wrong_422(ada: httpx.AsyncClient) -> None:
    at = f"/incidents/{await declares(ada)}"
    await ada.post(f"{at}/severity", json={"severity": "sev1"})
    status, detail = told(await ada.post(f"{at}/severity", json={"severity": "sev3", "seen": "sev2"}))
    assert (status, "Read it anew" in detail, "form" in detail.rpartition("changed")[2]) == (409, True, False)
    wrong = await ada.post(f"{at}/severity", json={"severity": "terrible"})
    assert (told(wrong)[0], wrong.json()["errors"][0]["field"]) == (422, "severity")
    await ada.post(f"{at}/resolve")
    assert told(await ada.post(f"{at}/resolve"))[0] == 409


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/nothing", None, 404),
        ("GET", "/incidents/99", None, 404),
        ("GET", "/../v2/incidents", None, 404),
        ("POST", "/../v2/incidents", "{}", 404),
        ("GET", "/incidents/%0A", None, 404),
        ("GET", "/incidents/", None, 404),
        ("DELETE", "/incidents/1", None, 405),
        ("GET", "/incidents/abc", None, 422),
        ("GET", "/incidents/2147483648", None, 422),
        ("POST", "/incidents", "{", 422),
        ("POST", "/incidents", "[]", 422),
        ("POST", "/incidents", '{"title": "' + "x" * 3001 + '"}', 422),
        ("POST", "/incidents", "[" * 100_000, 400),
        ("POST", "/incidents", "x" * 1_048_577, 413),
    ],
)
async def test_every_error_is_a_problem(
    ada: httpx.AsyncClient, method: str, path: str, content: str | None, status: int
) -> None:
    answer = await ada.request(method, path, content=content, headers={"Content-Type": "application/json"})
    assert told(answer)[0] == status
    assert answer.headers["cache-control"] == "no-store"


async def test_when_something_of_ours_fails_nobody_learns_how_we_are_built(front: Front) -> None:
    secret = await token(front)
    async with program(front, secret) as client:
        await front.store.close()
        status, detail = told(await client.get("/incidents"))
    assert (status, detail.split(".")[0]) == (500, "That did not work")


async def test_too_many_calls_are_told_when_to_go_on(front: Front) -> None:
    now = [NOW]
    front = replace(front, calls_a_minute=3, now=lambda: now[0])
    secret, other = await token(front), await token(front)
    async with program(front, secret) as client:
        assert [(await client.get("/me")).status_code for _ in range(4)] == [200, 200, 200, 429]
        answer = await client.get("/me")
        assert (told(answer)[0], answer.headers["retry-after"]) == (429, "20")
        mine = client.headers["authorization"]
        client.headers["authorization"] = f"Bearer {other}"
        assert (await client.get("/me")).status_code == 200
        client.headers["authorization"] = mine
        now[0] += timedelta(seconds=20)
        assert [(await client.get("/me")).status_code for _ in range(2)] == [200, 429]


async def test_what_a_message_holds_is_told_as_text(ada: httpx.AsyncClient, store: Store) -> None:
    number = await declares(ada, "<script>alert(1)</script>")

    def evil(incident: Incident) -> Change:
        incident.conference_url = "javascript:alert(1)"
        return SILENT

    await store.change(numbered(number), evil)
    answer = await ada.get(f"/incidents/{number}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["bridge_url"] is None


async def test_figures_are_those_of_the_page(front: Front, ada: httpx.AsyncClient, signs_in: SignIn) -> None:
    earlier = replace(front, now=lambda: NOW - timedelta(minutes=5))
    async with program(earlier, await token(front)) as before:
        number = await declares(before, severity="sev1")
        await before.post(f"/incidents/{number}/role", json={"role": "commander"})
    found = (await ada.get("/insights", params={"days": 7, "severity": "sev1"})).json()
    assert found["now"]["incidents"] == found["now"]["to_acknowledge_s"]["known"] == 1
    assert [each["name"] for each in found["people"]] == ["Ada"]
    browser = await signs_in("UADA", "Ada")
    page = (await browser.get("/insights.json?days=7&severity=sev1")).json()
    assert {**found, "since": "", "until": ""} == {**page, "since": "", "until": ""}
    assert told(await ada.get("/insights", params={"severity": "huge"}))[0] == 422


@pytest.mark.parametrize(
    ("act", "more", "field"),
    [("impact", {}, "impact"), ("update", {"text": "x"}, "next"), ("task", {"text": "x"}, "due")],
)
async def test_a_time_written_out_whole_is_refused_like_any_other(
    ada: httpx.AsyncClient, act: str, more: dict[str, str], field: str
) -> None:
    number = await declares(ada)
    wrong = "2026-03-02T14:30:01Z" if act == "impact" else "2026-03-02T14:29:59Z"
    for moment in (wrong, "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"):
        answer = await ada.post(f"/incidents/{number}/{act}", json={field: moment, **more})
        assert (told(answer)[0], answer.json()["errors"][0]["field"]) == (422, field), moment


async def test_updates_of_long_ago_name_people_too(front: Front, ada: httpx.AsyncClient) -> None:
    number = await declares(ada)
    await front.store.save_person(stored_person("UCEC", "Cec"))
    async with program(front, await token(front, "UBEA", "Bea")) as bea:
        await bea.post(f"/incidents/{number}/update", json={"text": "asked <@UCEC>"})
    for _ in range(70):
        await ada.post(f"/incidents/{number}/update", json={"text": "still nothing"})
    page = (await ada.get(f"/incidents/{number}/updates")).json()
    page = (await ada.get(f"/incidents/{number}/updates", params={"before": page["next"]})).json()
    first = page["updates"][-1]
    assert (first["author"]["name"], first["text"]) == ("Bea", "asked @Cec")


async def test_names_are_looked_up_without_what_no_database_takes(ada: httpx.AsyncClient) -> None:
    number = await declares(ada)
    answer = await ada.post(f"/incidents/{number}/role", json={"role": "commander", "person": "No\0body"})
    assert "“Nobody”" in told(answer)[1]
    assert (await ada.post(f"/incidents/{number}/task", json={"text": "x", "person": "A\0da"})).status_code == 200
