"""The client of Jira against the stand-in, Cloud and Data Center: one call each, and errors field by field."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from requests import Response

from bot.manifest import manifest_path
from integrations.access import JiraAccess
from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.jira import Jira
from integrations.jira_answers import refused
from integrations.jira_fields import asked
from sandbox.server import Options, Running, start
from sandbox.traffic.faults import Fault
from sandbox.vendors import jira_environ
from sandbox.vendors.jira_site import API_TOKEN
from tests.integrations.given import every_word

ISSUE = {"project": {"key": "OPS"}, "issuetype": {"name": "Task"}, "summary": "restart db1"}


@pytest.fixture
async def workspace() -> AsyncIterator[Running]:
    running = await start(Options(manifest_path(), rate_limits=False))
    yield running
    await running.stop()


def access(running: Running, *, cloud: bool = True, **changed: str) -> JiraAccess:
    known = jira_environ(running.url, cloud=cloud)
    told = {"url": known["JIRA_URL"].rstrip("/"), "user": known.get("JIRA_USER", ""), "token": known["JIRA_TOKEN"]}
    return JiraAccess(**(told | changed))


@pytest.fixture(params=["cloud", "data center"])
def jira(workspace: Running, request: pytest.FixtureRequest) -> Jira:
    return Jira(access(workspace, cloud=request.param == "cloud"))


@pytest.fixture
def cloud(workspace: Running) -> Jira:
    return Jira(access(workspace))


def calls(running: Running) -> list[str]:
    return [each.name for each in running.world.journal.entries if each.kind == "call"]


async def by_hand(running: Running, site: str = "jira", **body: Any) -> None:
    url = f"{running.url}_control/vendors/{site}"
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        assert response.status == 200, await response.text()


async def failure(jira: Jira, **fields: Any) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        await jira.create(ISSUE | fields)
    return caught.value


async def test_a_ticket_is_made_with_one_call_and_found_by_its_label(jira: Jira, workspace: Running) -> None:
    made = await jira.create(ISSUE | {"labels": ["inc-1-a1"]})
    assert made.key == "OPS-1"
    assert made.url.endswith("/browse/OPS-1")
    assert calls(workspace) == ["jira.issue.create"]
    found = await jira.find("inc-1-a1")
    assert found
    assert (found.id, found.key, found.status, found.done) == (made.id, "OPS-1", "To Do", False)
    assert await jira.find("inc-1-a2") is None


async def test_a_ticket_is_linked_once_however_often_it_is_asked_for(jira: Jira, workspace: Running) -> None:
    made = await jira.create(ISSUE)
    for title in ("INC-1: before", "INC-1: after"):
        await jira.link(made.id, mark="signalcraft-inc-1", url="https://x.example/incidents/1", title=title)
    site = "jira" if jira.cloud else "jira-dc"
    [issue] = workspace.world.vendors[site]()["issues"]
    assert [each["object"]["title"] for each in issue["links"]] == ["INC-1: after"]
    assert calls(workspace) == ["jira.issue.create", "jira.remotelink.create", "jira.remotelink.create"]
    await by_hand(workspace, site, no_links=True)
    with pytest.raises(Rejected, match="Jira does not let us do that"):
        await jira.link(made.id, mark="m", url="https://x.example/incidents/1", title="t")


async def test_states_come_for_many_with_one_search_and_without_those_that_are_gone(
    jira: Jira, workspace: Running
) -> None:
    site = "jira" if jira.cloud else "jira-dc"
    made = [await jira.create(ISSUE) for _ in range(3)]
    await by_hand(workspace, site, issue="OPS-2", status="Done")
    await by_hand(workspace, site, issue="OPS-3", delete=True)
    await by_hand(workspace, site, issue="OPS-1", key="PAY-9")
    found = await jira.states([each.id for each in made])
    assert {each.key: (each.status, each.done) for each in found.values()} == {
        "PAY-9": ("To Do", False),
        "OPS-2": ("Done", True),
    }
    assert calls(workspace).count("jira.search") == 2  # once more without the one that is gone
    assert await jira.states([]) == {}


async def test_a_type_says_what_it_asks(jira: Jira, workspace: Running) -> None:
    await by_hand(workspace, "jira" if jira.cloud else "jira-dc", required=["customfield_10041"])
    known = {each.id: each for each in await jira.questions("OPS", "Task")}
    unit = known["customfield_10041"]
    assert (unit.name, unit.kind, unit.required) == ("Business unit", "option", True)
    assert unit.options == (("10020", "Retail"), ("10021", "Wholesale"))
    kinds = {each.name: each.kind for each in known.values()}
    assert (kinds["Units"], kinds["Story points"], kinds["Wanted by"]) == ("options", "number", "date")
    assert (kinds["Acceptance criteria"], kinds["Requestor"], kinds["Assignee"]) == ("long", "text", "user")
    assert (kinds["Reviewers"], kinds["Started"], kinds["Region"]) == ("users", "datetime", "option")
    region = known["customfield_10048"].options
    assert region == (("10030", "Europe"), ("10030/10031", "Europe / Spain"), ("10032", "Asia"))
    with pytest.raises(Rejected, match="has no type “Epic”; it has Task, Bug"):
        await jira.questions("OPS", "Epic")
    with pytest.raises(Rejected, match="No project could be found with key 'NO'"):
        await jira.check([("NO", "Task")])
    assert "SignalCraft; tickets go to OPS (Task), PAY (Bug)" in await jira.check(
        [("OPS", "Task"), ("PAY", "Bug")]
    )


async def test_ic_70_people_are_named_as_the_site_wants_or_not_at_all(jira: Jira, workspace: Running) -> None:
    ada = await jira.person("ada@example.com")
    assert ada
    assert set(ada) == ({"accountId"} if jira.cloud else {"name"})
    await jira.create(ISSUE | {"assignee": ada})
    await by_hand(workspace, "jira" if jira.cloud else "jira-dc", hidden=["ada@example.com"])
    assert await jira.person("ada@example.com") is None


async def test_a_refusal_says_which_field_it_is_about(cloud: Jira, workspace: Running) -> None:
    await by_hand(workspace, required=["customfield_10040"], off_screen=["priority"])
    error = await failure(cloud, priority={"name": "High"}, description="text")
    assert isinstance(error, Rejected)
    assert error.answer["errors"] == {
        "priority": "Field 'priority' cannot be set. It is not on the appropriate screen, or unknown.",
        "description": "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
        "customfield_10040": "Requestor is required.",
    }


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"errorMessages": "err1"}', "err1"),
        ('{"errorMessages": null, "errors": null}', "jira create"),
        ('{"errorMessages": [], "errors": ["odd"]}', "jira create"),
        ('["odd"]', "jira create"),
        ("null", "jira create"),
        ("", "jira create"),
        ("<html>no</html>", "jira create"),
        ('{"errorMessages": [], "errors": {"summary": {"odd": 1}}}', "summary: {'odd': 1}"),
    ],
)
async def test_a_refusal_in_whatever_shape_is_one(cloud: Jira, workspace: Running, body: str, words: str) -> None:
    workspace.world.faults.add(Fault("jira.issue.create", status=400, body=body))
    error = await failure(cloud)
    assert isinstance(error, Rejected)
    assert error.detail == words


@pytest.mark.parametrize("body", ["<html>sign in</html>", "", "[]", "null", '{"id": 3}', '"odd"'])
async def test_an_odd_answer_to_what_may_have_been_done_is_no_refusal(
    cloud: Jira, workspace: Running, body: str
) -> None:
    workspace.world.faults.add(Fault("jira.issue.create", status=201, body=body))
    error = await failure(cloud)
    assert isinstance(error, Unavailable)
    assert not error.undone


@pytest.mark.parametrize(
    ("what", "undone"),
    [
        ({"status": 429, "retry_after": 7}, True),
        ({"status": 500}, False),
        ({"status": 503, "body": "<x>", "retry_after": 7}, False),
        ({"drop": True}, False),
        ({"refuse": True}, False),
    ],
)
async def test_trouble_at_jira_is_put_off_and_never_repeated_here(
    cloud: Jira, workspace: Running, what: dict[str, Any], undone: bool
) -> None:
    workspace.world.faults.add(Fault("jira.issue.create", **what))
    error = await failure(cloud)
    assert isinstance(error, Unavailable)
    assert (error.undone, error.retry_after) == (undone, what.get("retry_after"))
    assert calls(workspace) == ["jira.issue.create"]
    assert API_TOKEN not in every_word(error)


async def test_nobody_there_means_that_nothing_was_done(workspace: Running) -> None:
    error = await failure(Jira(access(workspace, url="http://127.0.0.1:9")))
    assert isinstance(error, Unavailable)
    assert error.undone


async def test_wrong_credentials_are_told_without_them(workspace: Running) -> None:
    for is_cloud in (True, False):
        error = await failure(Jira(access(workspace, cloud=is_cloud, token="another-secret")))
        assert isinstance(error, Rejected)
        assert str(error) == "http_401: Jira does not take the credentials"
        assert "another-secret" not in every_word(error)
    assert "another-secret" not in repr(access(workspace, token="another-secret"))


async def test_a_jira_that_never_answers_is_given_up_in_seconds(workspace: Running) -> None:
    workspace.world.faults.add(Fault("jira.issue.create", latency_ms=60_000))
    async with asyncio.timeout(8):
        error = await failure(Jira(access(workspace), patience=0.5))
    assert isinstance(error, Unavailable)
    assert not error.undone


def answer(status: int, body: str, **headers: str) -> Response:
    """As it comes from the network."""
    made = Response()
    made.status_code, made._content = status, body.encode()
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (
            answer(403, "<html>", X_Authentication_Denied_Reason="CAPTCHA_CHALLENGE; login-url=x"),
            "a captcha solved",
        ),
        (answer(401, "", X_Seraph_LoginReason="AUTHENTICATION_DENIED"), "a captcha solved"),
        (answer(401, "<html>", X_Seraph_LoginReason="AUTHENTICATED_FAILED"), "does not take the credentials"),
        (answer(404, "<html>nginx</html>"), "no such address of a Jira: look at JIRA_URL"),
        (answer(405, "<html>"), "no such address of a Jira: look at JIRA_URL"),
        (answer(404, '{"errorMessages": ["No project could be found"]}'), "No project could be found"),
        (answer(413, "too large"), "jira create"),
        (answer(400, '{"errors": {"labels": ["a", "b"]}}'), "labels: a; b"),
    ],
)
def test_what_is_wrong_with_the_setup_is_said_with_what_to_do(response: Response, words: str) -> None:
    assert words in refused("create", response.status_code, response).detail


def test_a_refusal_without_end_is_cut() -> None:
    body = json.dumps({"errorMessages": ["x" * 9000] * 900, "errors": {f"f{n}": "y" * 9000 for n in range(900)}})
    error = refused("create", 400, answer(400, body))
    assert len(json.dumps(error.answer)) < 50_000
    assert len(error.detail) <= 1000


@pytest.mark.parametrize("status", ["null", '"Done"', "[]", '{"name": 3, "statusCategory": "done"}', "{}"])
async def test_a_ticket_whose_status_is_odd_is_one_all_the_same(
    cloud: Jira, workspace: Running, status: str
) -> None:
    body = f'{{"issues": [{{"id": "10000", "key": "OPS-1", "fields": {{"status": {status}}}}}], "isLast": true}}'
    workspace.world.faults.add(Fault("jira.search", status=200, body=body))
    found = await cloud.states(["10000"])
    assert (found["10000"].key, found["10000"].done) == ("OPS-1", False)


@pytest.mark.parametrize(
    "body", ['{"issues": [{"id": "x", "key": "OPS-1"}]}', '{"issues": {}}', '{"issues": [3]}', "{}"]
)
async def test_a_search_that_finds_something_else_than_tickets_is_no_answer(
    cloud: Jira, workspace: Running, body: str
) -> None:
    workspace.world.faults.add(Fault("jira.search", status=200, body=body))
    with pytest.raises(Unavailable):
        await cloud.find("inc-1")


async def test_a_web_page_where_an_answer_should_be_is_said(cloud: Jira, workspace: Running) -> None:
    workspace.world.faults.add(Fault("jira.issue.create", status=200, body="<html>Sign in</html>"))
    assert "a sign-in page or a proxy stands before Jira" in str(await failure(cloud))


@pytest.mark.parametrize(
    ("page", "count"),
    [
        ({"values": [{"fieldId": "a"}], "isLast": True, "total": 99}, 1),
        ({"values": [{"fieldId": "a"}], "total": "many"}, 1),
        ({"values": [{"fieldId": "a"}]}, 1),
        ({"fields": {"a": {}}, "total": 9}, 0),
        ({"values": [3, None, {"name": "without an id"}, {"key": "a", "schema": [], "allowedValues": {}}]}, 1),
    ],
)
async def test_a_list_of_fields_ends_in_whatever_way_it_says_so(
    cloud: Jira, workspace: Running, page: dict[str, Any], count: int
) -> None:
    workspace.world.faults.add(Fault("jira.createmeta.fields", status=200, body=json.dumps(page)))
    assert [each.id for each in await cloud.questions("OPS", "Task")] == ["a"] * count


def test_a_list_of_choices_may_have_a_second_level_and_has_an_end() -> None:
    values = [{"id": n, "value": f"v{n}", "children": [{"id": "9", "value": "w"}]} for n in range(1, 900)]
    raw = {"fieldId": "a", "schema": {"type": "option-with-child"}, "allowedValues": values}
    [field] = asked([raw])
    assert field.options[:2] == (("1", "v1"), ("1/9", "v1 / w"))
    assert len(field.options) == 500
