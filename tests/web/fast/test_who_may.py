"""Every route of the app by every kind of person, held against one table. A route that is not in it fails."""

import re
from dataclasses import replace

import httpx

from tests.web.walking import (
    ADMIN,
    ELSEWHERE,
    GONE,
    INSIDER,
    NOTHING,
    PRIVATE,
    PUBLIC,
    RESPONDER,
    VIEWER,
    Way,
    World,
)
from web.acts.table import BY_NAME

STRANGERS = ("nobody", ELSEWHERE, GONE, "expired", "revoked")
PAGES = """
                                                stranger viewer responder admin
GET  /static                                    200      200    200       200
GET  /healthz                                   200      200    200       200
GET  /readyz                                    200      200    200       200
GET  /sign-in                                   200      303    303       303
GET  /sign-in/slack                             200      200    200       200
GET  /sign-in/callback                          400      400    400       400
GET  /login/{token}                             200      200    200       200
POST /login/{token}                             403      403    403       403
POST /sign-out                                  sign-in  sign-in sign-in  sign-in
GET  /sessions                                  sign-in  200    200       200
POST /sessions/end-others                       sign-in  303    303       303
POST /sessions/{session_id}/end                 sign-in  403    403       303
GET  /tokens                                    sign-in  200    200       200
POST /tokens                                    sign-in  422    422       422
POST /tokens/{number:int}/revoke                sign-in  409    409       303
GET  /                                          sign-in  200    200       200
GET  /incidents                                 sign-in  200    200       200
GET  /wall                                      sign-in  200    200       200
GET  /incidents/new                             sign-in  403    200       403
GET  /incidents/new/similar                     sign-in  200    200       200
POST /incidents/new                             sign-in  403    303       403
GET  /incidents/{number:int}                    sign-in  200    200       200
GET  /incidents/{number:int}/timeline           sign-in  200    200       200
GET  /incidents/{number:int}/wall               sign-in  200    200       200
GET  /incidents/{number:int}/files/{file:int}   sign-in  200    200       200
GET  /incidents/{number:int}/forms              sign-in  200    200       200
GET  /incidents/{number:int}/entries            sign-in  403    200       403
GET  /incidents/{number:int}/entries/{entry:int} sign-in 403    200       403
GET  /incidents/{number:int}/postmortem         sign-in  200    200       200
POST /incidents/{number:int}/postmortem/preview sign-in  200    200       200
GET  /incidents/{number:int}/postmortem/history sign-in  200   200       200
GET  /incidents/{number:int}/postmortem/kept.zip sign-in 200    200       200
GET  /incidents/{number:int}/postmortem.md      sign-in  200    200       200
GET  /incidents/{number:int}/postmortem.html    sign-in  200    200       200
GET  /incidents/{number:int}/postmortem.json    sign-in  200    200       200
GET  /incidents/{number:int}/entries/{entry:int}/history sign-in 403 403  200
GET  /postmortems                               sign-in  200    200       200
GET  /insights                                  sign-in  200    200       200
GET  /insights.csv                              sign-in  200    200       200
GET  /insights.json                             sign-in  200    200       200
GET  /stream                                    sign-in  200    200       200
GET  /outbox                                    sign-in  403    403       200
POST /outbox/{row:int}/try-again                sign-in  403    403       303
POST /outbox/incidents/{number:int}/try-again   sign-in  403    403       303
"""
"""The admin is no responder here: looking after SignalCraft is another thing than running incidents."""
API = """
                                                stranger read   write     admin   viewer
GET  /api/v1/openapi.json                       200      200    200       200     200
GET  /api/v1/me                                 401      200    200       200     200
GET  /api/v1/people                             401      200    403       403     200
GET  /api/v1/incidents                          401      200    403       403     200
POST /api/v1/incidents                          401      403    201       403     403
GET  /api/v1/incidents/{number}                 401      200    403       403     200
GET  /api/v1/incidents/{number}/timeline        401      200    403       403     200
GET  /api/v1/incidents/{number}/tasks           401      200    403       403     200
GET  /api/v1/incidents/{number}/updates         401      200    403       403     200
GET  /api/v1/incidents/{number}/people          401      200    403       403     200
GET  /api/v1/incidents/{number}/postmortem      401      200    403       403     200
GET  /api/v1/incidents/{number}/postmortem/history 401   200    403       403     200
GET  /api/v1/incidents/{number}/files           401      200    403       403     200
GET  /api/v1/incidents/{number}/files/{file}    401      200    403       403     200
GET  /api/v1/insights                           401      200    403       403     200
GET  /api/v1/outbox                             401      403    403       200     403
POST /api/v1/outbox/{step}/try-again            401      403    403       409     403
"""
"""`viewer` has every scope, and yet may not what its person may not."""
ANYBODY = """note events pin unpin join room repair try-again role-accept role-decline task-done task-take
postmortem-approve"""
RESPONDERS = """
acknowledge status severity title summary services affected impact update approve-update send-back-update
snooze-update role role-release role-hand-over role-withdraw task task-reopen task-assign task-due task-edit
task-ticket task-ticket-fill
task-drop bridge bridge-url bridge-end invite new-room private resolve cancel reopen undo merge entry-correct
entry-hide entry-restore postmortem-write postmortem-whys postmortem-owner postmortem-review postmortem-publish
postmortem-waive postmortem-draft postmortem-restore
entry-key entry-unkey close
"""
"""Acts: by whoever may see the incident, and by those alone who may change (or end) it."""


def table(text: str) -> dict[str, dict[str, str]]:
    """By route, what each kind of person is answered."""
    kinds, *rows = text.strip().splitlines()
    cells = [row.split() for row in rows]
    return {f"{method} {path}": dict(zip(kinds.split(), told, strict=True)) for method, path, *told in cells}


def told(answer: httpx.Response) -> str:
    """Its status; `sign-in` for whoever is sent there with the way back."""
    away = re.fullmatch(r"/sign-in(\?next=%2F.*)?", answer.headers.get("location", ""))
    return "sign-in" if answer.status_code == 303 and away else str(answer.status_code)


def is_api(way: Way) -> bool:
    return way.path.startswith("/api/")


def test_every_route_is_in_the_table(world: World) -> None:
    known = {str(way) for way in world.ways if not way.act}
    assert known == {*table(PAGES), *table(API)}
    acts = [way.act for way in world.ways if way.act]
    assert sorted(acts) == sorted(2 * [*BY_NAME])  # on the page and in the API
    assert {*ANYBODY.split(), *RESPONDERS.split()} == {*BY_NAME}


async def test_pages_answer_each_kind_of_person_as_the_table_says(world: World) -> None:
    wrong = []
    for way in (w for w in world.ways if not is_api(w) and not w.act):
        row = table(PAGES)[str(way)]
        kinds = {**dict.fromkeys(STRANGERS, "stranger"), VIEWER: "viewer", RESPONDER: "responder", ADMIN: "admin"}
        for kind, column in kinds.items():
            got, wanted = told(await world.browses(way, kind)), row[column]
            if got != wanted:
                wrong.append((str(way), kind, got, wanted))
    assert wrong == []


async def test_acts_are_done_for_whoever_may_and_for_nobody_else(world: World) -> None:
    """On the page; a form is answered in short, where a script asks."""
    wrong = []
    for way in (w for w in world.ways if not is_api(w) and w.act):
        fine = (VIEWER, RESPONDER, ADMIN) if way.act in ANYBODY.split() else (RESPONDER,)
        for kind in (*STRANGERS, VIEWER, RESPONDER, ADMIN):
            number = await world.fresh(way) if kind in fine else PUBLIC
            answer = await world.browses(way, kind, number, Accept="application/json")
            if not _as_it_should_be(
                told(answer), stranger="sign-in" if kind in STRANGERS else "", may=kind in fine
            ):
                wrong.append((way.act, kind, told(answer)))
    assert wrong == []


async def test_the_api_answers_each_kind_of_token_as_the_table_says(world: World) -> None:
    wrong = []
    tokens = await world.tokens()
    for way in (w for w in world.ways if is_api(w)):
        fine = ("write", "viewer") if way.act in ANYBODY.split() else ("write",)
        for kind, secret in tokens.items():
            known = kind in ("read", "write", "admin", "viewer")
            got = told(await world.calls(way, secret, await world.fresh(way) if kind in fine else PUBLIC))
            if way.act:
                good = _as_it_should_be(got, stranger="" if known else "401", may=kind in fine)
            else:
                good = got == table(API)[str(way)][kind if known else "stranger"]
            if not good:
                wrong.append((str(way), kind, got))
    assert wrong == []


def _as_it_should_be(got: str, *, stranger: str, may: bool) -> bool:
    """What becomes of an act depends on how things stand: done, or refused for what was wanted."""
    if stranger or not may:
        return got == (stranger or "403")
    return got in ("200", "409", "422")


async def test_whoever_is_in_a_private_incident_sees_it_as_others_see_a_public_one(world: World) -> None:
    for way in (w for w in world.ways if w.names_an_incident and w.method == "GET" and not is_api(w)):
        answers = [await world.browses(way, INSIDER, PRIVATE), await world.browses(way, RESPONDER, PUBLIC)]
        if "{entry" not in way.path and "{file" not in way.path:  # each has its own
            assert told(answers[0]) == told(answers[1]) == "200", way


async def test_to_those_outside_a_private_incident_is_byte_for_byte_one_that_does_not_exist(world: World) -> None:
    named = [way for way in world.ways if way.names_an_incident or way.path == "/stream"]
    tokens = await world.tokens()
    assert len(named) > 2 * len(BY_NAME)
    for way in named:
        if is_api(way):
            pairs = [[await world.calls(way, tokens[k], n) for n in (PRIVATE, NOTHING)] for k in ("read", "write")]
        else:
            pairs = [[await world.browses(way, k, n) for n in (PRIVATE, NOTHING)] for k in (RESPONDER, ADMIN)]
        for secret, nothing in pairs:
            assert bare(secret, PRIVATE) == bare(nothing, NOTHING), way
            assert secret.status_code in (403, 404), way


async def test_no_number_and_no_word_in_an_address_breaks_anything(world: World) -> None:
    for way in (w for w in world.ways if not is_api(w) and "{" in w.path):
        for number, word in ((0, "%00"), (10**30, "%ED%A0%80"), (2**31, "x" * 3000), (2**63, "..%2f")):
            path = re.sub(r"{\w+}", word, re.sub(r"{\w+:int}", str(number), way.path))
            answer = await world.browses(replace(way, path=path), ADMIN)
            assert answer.status_code < 500, path


async def test_nothing_else_tells_those_outside_of_it(world: World) -> None:
    merge = next(way for way in world.ways if way.act == "merge")
    asked = [
        "/",
        "/incidents?state=all",
        "/incidents/new/similar?title=secret",
        "/outbox",
        "/insights",
        "/insights.csv",
        "/postmortems",
    ]
    for kind in (RESPONDER, ADMIN):
        for path in (*asked, "/insights.json"):
            assert "secret" not in (await world.browses(Way(method="GET", path=path), kind)).text, path
        secret, nothing = [
            await world.browses(replace(merge, body={"into": str(n)}), kind, Accept="application/json")
            for n in (PRIVATE, NOTHING)
        ]
        assert bare(secret, PRIVATE) == bare(nothing, NOTHING)


def bare(answer: httpx.Response, number: int) -> tuple[int, str, list[tuple[str, str]]]:
    """All of it but the number that was asked for."""
    text = re.sub(rf"\b{number}\b", "N", answer.text)
    return answer.status_code, text, sorted((k, v) for k, v in answer.headers.items() if k != "content-length")
