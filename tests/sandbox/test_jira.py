"""The stand-in for Jira, Cloud and Data Center: its refusals, its late index, and what people do there by hand."""

import base64
from typing import Any

import pytest

from sandbox.vendors.jira_site import ACCESS_TOKEN, API_TOKEN, USER
from tests.sandbox.conftest import Box

Json = dict[str, Any]
BASIC = "Basic " + base64.b64encode(f"{USER}:{API_TOKEN}".encode()).decode()
CLOUD, CENTER = "jira/rest/api/3", "jira-dc/rest/api/2"
TEXT = {"type": "paragraph", "content": [{"type": "text", "text": "why"}]}
DOC: Json = {"type": "doc", "version": 1, "content": [TEXT]}
ISSUE: Json = {"project": {"key": "OPS"}, "issuetype": {"name": "Task"}, "summary": "restart db1"}


async def ask(
    box: Box, path: str, body: Json | None = None, *, at: str = CLOUD, key: str = "", **query: str
) -> tuple[int, Any]:
    headers = {"Authorization": key or (BASIC if at == CLOUD else f"Bearer {ACCESS_TOKEN}")}
    url, verb = f"{box.running.url}{at}/{path}", "POST" if body is not None else "GET"
    async with box.session.request(verb, url, headers=headers, json=body, params=query) as response:
        kind = response.content_type
        return response.status, await response.json() if kind == "application/json" else await response.text()


async def made(box: Box, *, at: str = CLOUD, **fields: Any) -> tuple[int, Json]:
    return await ask(box, "issue", {"fields": ISSUE | fields}, at=at)


async def wrong(box: Box, *, at: str = CLOUD, **fields: Any) -> Json:
    status, answer = await made(box, at=at, **fields)
    assert (status, answer.get("errorMessages")) == (400, []), answer
    errors: Json = answer["errors"]
    return errors


async def by_hand(box: Box, **body: Any) -> None:
    await box.control("vendors/jira", **body)


async def test_each_site_has_its_own_way_in(box: Box) -> None:
    assert (await ask(box, "myself"))[1]["accountId"] == "712020:bot"
    assert (await ask(box, "myself", at=CENTER))[1]["name"] == "signalcraft"
    status, answer = await ask(box, "myself", key=f"Bearer {ACCESS_TOKEN}")
    assert (status, answer["message"]) == (401, "Client must be authenticated to access this resource.")
    assert (await ask(box, "myself", at=CENTER, key=BASIC))[0] == 401
    kinds = [(await ask(box, "serverInfo", at=at))[1]["deploymentType"] for at in (CLOUD, CENTER)]
    assert kinds == ["Cloud", "Server"]


async def test_cloud_wants_documents_and_data_center_wants_strings(box: Box) -> None:
    assert (await made(box, description=DOC))[1]["key"] == "OPS-1"
    assert (await made(box, description="h2. why", at=CENTER))[1]["key"] == "OPS-1"
    assert await wrong(box, description="why") == {
        "description": "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
    }
    assert await wrong(box, description=DOC, at=CENTER) == {"description": "Operation value must be a string"}
    for bad in ({"type": "text", "text": ""}, TEXT, {"type": "text", "text": "x", "marks": [{"type": "blink"}]}):
        odd = DOC | {"content": [{"type": "paragraph", "content": [bad]}]}
        assert await wrong(box, description=odd) == {"description": "INVALID_INPUT"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"summary": "a\nb"}, "The summary is invalid because it contains newline characters."),
        ({"summary": "🔥" * 128}, "Summary can't exceed 255 characters."),
        ({"summary": ""}, "You must specify a summary of the issue."),
        ({"project": {"key": "NO"}}, "valid project is required"),
        ({"issuetype": {"name": "Epic"}}, "The issue type selected is invalid."),
        ({"priority": {"name": "Urgent"}}, "Priority name 'Urgent' is not valid"),
        ({"labels": ["a b"]}, "The label 'a b' contains spaces which is invalid."),
        ({"colour": "red"}, "Field 'colour' cannot be set. It is not on the appropriate screen, or unknown."),
        ({"assignee": {"name": "ada"}}, "'accountId' must be the only user identifying query parameter in GDPR"),
        ({"assignee": {"accountId": "nobody"}}, "does not exist"),
        ({"duedate": "tomorrow"}, "Error parsing date string: tomorrow"),
        ({"customfield_10041": {"id": "7"}}, "Option id '7' is not valid"),
        ({"customfield_10043": "3"}, "Operation value must be a number"),
    ],
)
async def test_what_jira_would_refuse_is_refused_in_its_words(box: Box, fields: Json, words: str) -> None:
    [(field, told)] = (await wrong(box, **fields)).items()
    assert field in fields
    assert words in told
    assert (await box.look("vendors/jira"))["issues"] == []


async def test_admins_make_fields_required_or_take_them_off_the_screen(box: Box) -> None:
    await by_hand(box, required=["customfield_10040"], off_screen=["priority"])
    assert await wrong(box, priority={"name": "High"}) == {
        "priority": "Field 'priority' cannot be set. It is not on the appropriate screen, or unknown.",
        "customfield_10040": "Requestor is required.",
    }
    assert (await made(box, customfield_10040="Ada"))[0] == 201
    types = (await ask(box, "issue/createmeta/OPS/issuetypes"))[1]["issueTypes"]
    task = next(each["id"] for each in types if each["name"] == "Task")
    fields = (await ask(box, f"issue/createmeta/OPS/issuetypes/{task}"))[1]["fields"]
    told = {each["fieldId"]: each for each in fields}
    assert told["customfield_10040"]["required"]
    assert [v["value"] for v in told["customfield_10041"]["allowedValues"]] == ["Retail", "Wholesale"]
    assert "priority" not in told
    assert "values" in (await ask(box, f"issue/createmeta/OPS/issuetypes/{task}", at=CENTER))[1]
    assert (await ask(box, "issue/createmeta/NO/issuetypes"))[0] == 404


async def test_a_search_is_behind_by_as_much_as_was_set(box: Box) -> None:
    await by_hand(box, index_lag_s=30)
    await made(box, labels=["inc-1"])
    jql = 'labels = "inc-1" AND project in (OPS, PAY)'
    assert (await ask(box, "search/jql", jql=jql))[1]["issues"] == []
    assert (await ask(box, "issue/OPS-1"))[0] == 200
    await box.control("clock", advance_s=31)
    [found] = (await ask(box, "search/jql", jql=jql, fields="status"))[1]["issues"]
    assert (found["key"], found["fields"]["status"]["name"]) == ("OPS-1", "To Do")


async def test_a_search_is_bounded_and_knows_what_exists(box: Box) -> None:
    ids = [(await made(box))[1]["id"] for _ in range(3)]
    first = (await ask(box, "search/jql", jql="project = OPS", maxResults="2"))[1]
    token = first["nextPageToken"]
    rest = (await ask(box, "search/jql", jql="project = OPS", maxResults="2", nextPageToken=token))[1]
    assert (rest["isLast"], len(first["issues"] + rest["issues"])) == (True, 3)
    assert first["issues"][0]["fields"] == {}
    for jql, words in {
        "": "Unbounded JQL queries",
        "ORDER BY created": "Error in the JQL Query",
        "colour = red": "Field 'colour' does not exist",
        f"id in ({ids[0]}, 99)": "A value with ID '99' does not exist for the field 'id'.",
        "labels = a OR labels = b": "Expecting either 'OR' or 'AND'",
    }.items():
        status, answer = await ask(box, "search/jql", jql=jql)
        assert status == 400
        assert words in answer["errorMessages"][0]


async def test_people_are_found_unless_they_hide_their_address(box: Box) -> None:
    [ada] = (await ask(box, "user/search", query="ada@example.com"))[1]
    assert (await made(box, assignee={"accountId": ada["accountId"]}))[0] == 201
    await by_hand(box, hidden=["ada@example.com"])
    assert (await ask(box, "user/search", query="ada@example.com"))[1] == []
    status, answer = await ask(box, "user/search", username="ada")
    assert status == 400
    assert "GDPR strict mode" in answer["errorMessages"][0]
    assert (await ask(box, "user/search", at=CENTER, username="ada"))[1][0]["name"] == "ada"


async def test_people_move_and_delete_tickets_by_hand(box: Box) -> None:
    await made(box)
    await by_hand(box, issue="OPS-1", status="Done")
    status = (await ask(box, "issue/OPS-1"))[1]["fields"]["status"]
    assert status == {"name": "Done", "statusCategory": {"key": "done", "name": "Done"}}
    await by_hand(box, issue="OPS-1", delete=True)
    missing = "Issue does not exist or you do not have permission to see it."
    assert await ask(box, "issue/OPS-1") == (404, {"errorMessages": [missing], "errors": {}})
    assert (await box.tried("vendors/jira", issue="OPS-9", status="Done"))[1]["error"] == "there is no issue OPS-9"
    assert (await box.tried("vendors/zoom", issue="1"))[0] == 404


async def test_links_and_pages_show_what_is_there(box: Box) -> None:
    await made(box, summary="<b>bold</b>")
    link = {"globalId": "inc-1", "relationship": "r", "object": {"url": "https://x.example/1", "title": "INC-<1>"}}
    assert (await ask(box, "issue/OPS-1/remotelink", link))[0] == 201
    again = {"globalId": "inc-1", "object": link["object"]}
    assert (await ask(box, "issue/OPS-1/remotelink", again))[0] == 200
    [issue] = (await box.look("vendors/jira"))["issues"]
    assert issue["links"] == [again]  # what was not said again is lost
    async with box.session.get(issue["url"]) as page:
        text = await page.text()
        assert (page.status, "<b>" in text, "&lt;b&gt;bold" in text) == (200, False, True)
        assert '<a href="https://x.example/1">INC-&lt;1&gt;</a>' in text
    [shown] = (await ask(box, "issue/OPS-1/remotelink"))[1]
    assert shown["object"]["title"] == "INC-<1>"
    assert (await ask(box, "issue/OPS-1/remotelink", globalId="inc-1"))[1] == shown
    assert (await ask(box, "issue/OPS-1/remotelink", globalId="inc-2"))[0] == 404


@pytest.mark.parametrize(
    ("link", "field"),
    [
        ({"globalId": "x" * 256, "object": {"url": "https://x.example/1", "title": "t"}}, "globalId"),
        ({"object": {"url": "https://x.example/1", "title": " "}}, "title"),
        ({"object": {"url": "https://x.example/1", "title": "t" * 256}}, "title"),
        ({"object": {"url": "x.example/1", "title": "t"}}, "url"),
        ({"object": {"title": "t"}}, "url"),
        ({"object": {"url": "https://x.example/1", "title": "t", "colour": "red"}}, "colour"),
        ({"globalid": "x", "object": {"url": "https://x.example/1", "title": "t"}}, "globalid"),
        ({"title": "t"}, "object"),
    ],
)
async def test_a_link_that_jira_would_not_take_is_refused_by_its_field(box: Box, link: Json, field: str) -> None:
    await made(box)
    status, answer = await ask(box, "issue/OPS-1/remotelink", link)
    assert (status, list(answer["errors"])) == (400, [field])


async def test_who_may_not_link_issues_is_told_so(box: Box) -> None:
    await made(box)
    await by_hand(box, no_links=True)
    link = {"object": {"url": "https://x.example/1", "title": "t"}}
    status, answer = await ask(box, "issue/OPS-1/remotelink", link)
    assert (status, answer["errorMessages"]) == (403, ["No Link Issue Permission for issue 'OPS-1'"])
    assert (await ask(box, "issue/OPS-9/remotelink", link))[0] == 404
    assert (await box.tried("vendors/jira", no_links=1))[1]["error"] == "“no_links” is true or false"


async def test_faults_speak_as_jira_does_and_odd_bodies_go_out_as_they_are(box: Box) -> None:
    await box.control("faults", method="jira.issue.create", status=429, retry_after=7)
    assert (await made(box))[0] == 429
    await box.control("faults", method="jira.issue.create", status=400, body='{"errorMessages": "err1"}')
    assert (await made(box))[1] == {"errorMessages": "err1"}
    await box.control("faults", method="jira.issue.create", status=503, body="<h1>down</h1>")
    assert await made(box) == (503, "<h1>down</h1>")
    told = str(await box.look("journal")) + str(await box.look("vendors/jira"))
    assert API_TOKEN not in told
    assert BASIC not in told
