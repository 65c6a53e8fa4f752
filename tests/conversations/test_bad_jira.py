"""A Jira that is set up in odd ways, or behaves oddly: what it misses is asked for, and nothing is lost."""

import json
import re

from incidents.catalog import Catalog
from incidents.tracker import Tracker
from sandbox.workspace.nouns import Json
from tests.conversations.conftest import Open
from tests.conversations.driver import World
from tests.conversations.reading import words
from tests.conversations.test_tickets import CATALOG, issues, listed, opened, resolved


async def asked(world: World, room: str, word: str = "1") -> None:
    await world.person("ada").types(room, f"/incident task ticket {word}")
    await world.settles()


async def form(world: World, room: str) -> Json:
    ada = world.person("ada")
    await ada.clicks(await listed(world, room), "task_menu:1", "fill:1")
    return await ada.form()


def block(number: int) -> str:
    return f"ticket_field:customfield_{number}"


async def test_each_kind_of_field_can_be_filled_in(open_world: Open, sqlite_url: str) -> None:
    world = await opened(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    await world.control("vendors/jira", required=[f"customfield_{n}" for n in range(10040, 10050)])
    room = await resolved(world, "restart db1")
    await asked(world, room)
    typed = {
        block(10040): "Ada", block(10041): "10021", block(10042): ["10020", "10021"], block(10043): "2.5",
        block(10044): "2026-3-31", block(10045): "it *holds*", block(10046): grace.id,
        block(10047): [ada.id, grace.id], block(10048): "10030/10031", block(10049): "2026-03-31 14:30",
    }  # fmt: skip
    wrong = {block(10043): "nan", block(10044): "31/3", block(10049): "soon"}
    assert await ada.submits(await form(world, room), **typed | {block(10043): "nan"}) == {
        block(10043): "This has to be a number."
    }
    for name, value in wrong.items():
        assert [*await ada.submits(await form(world, room), **typed | {name: value})] == [name]
    assert await ada.submits(await form(world, room), **typed) == {}
    await world.settles()
    [issue] = await issues(world)
    told = {name: issue["fields"][f"customfield_{name}"] for name in range(10041, 10050) if name != 10045}
    assert told == {
        10041: {"id": "10021"}, 10042: [{"id": "10020"}, {"id": "10021"}], 10043: 2.5, 10044: "2026-03-31",
        10046: {"accountId": f"712020:{grace.id.lower()}"},
        10047: [{"accountId": f"712020:{each.id.lower()}"} for each in (ada, grace)],
        10048: {"id": "10030", "child": {"id": "10031"}}, 10049: "2026-03-31T14:30:00.000+0000",
    }  # fmt: skip


async def test_a_type_that_the_project_has_not_is_chosen_by_whoever_asked(
    open_world: Open, sqlite_url: str
) -> None:
    world = await opened(open_world, sqlite_url, catalog=Catalog(jira=Tracker(project="OPS", type="Epic")))
    ada = world.person("ada")
    room = await resolved(world, "restart db1")
    await asked(world, room)
    assert "Type of ticket: The issue type selected is invalid." in await ada.told_anywhere()
    await world.control("vendors/jira", required=["customfield_10040"])
    assert await ada.submits(await form(world, room), **{"ticket_field:issuetype": "10002"}) == {}
    await world.settles()
    assert await ada.submits(await form(world, room), **{block(10040): "Ada"}) == {}
    await world.settles()
    [issue] = await issues(world)
    assert (issue["type"], issue["fields"]["customfield_10040"]) == ("Bug", "Ada")


async def test_who_is_not_in_jira_is_said_beside_the_field_and_nothing_typed_is_lost(
    open_world: Open, sqlite_url: str
) -> None:
    world = await opened(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    await world.control(
        "vendors/jira", required=["customfield_10040", "customfield_10046"], hidden=["grace@example.com"]
    )
    room = await resolved(world, "restart db1")
    await asked(world, room)
    answers = {block(10040): "a team", block(10046): grace.id}
    assert await ada.submits(await form(world, room), **answers) == {}
    await world.settles()
    assert "Approver: nobody is found in Jira by the e-mail address of grace" in await ada.told_anywhere()
    assert await issues(world) == []
    # Meanwhile somebody takes the other field off the screen: what stands in it cannot be sent any more.
    await world.control("vendors/jira", required=["customfield_10046"], off_screen=["customfield_10040"])
    assert f'"initial_user": "{grace.id}"' in json.dumps(await form(world, room))
    assert await ada.submits(await form(world, room), **{block(10046): ada.id}) == {}
    await world.settles()
    [issue] = await issues(world)
    assert "customfield_10040" not in issue["fields"]
    assert "without customfield_10040: Field 'customfield_10040' cannot be set." in await ada.told_anywhere()


async def test_a_jira_that_does_not_say_what_it_asks_or_who_is_who_still_gets_its_ticket(
    open_world: Open, sqlite_url: str
) -> None:
    world = await opened(open_world, sqlite_url)
    ada = world.person("ada")
    await world.control("vendors/jira", required=["customfield_10040"])
    room = await resolved(world, "restart db1 @grace")
    await world.fault("jira.createmeta.types", status=403, times=9)
    await world.fault("jira.user.search", status=403, body="<html>no</html>", times=9)
    await asked(world, room)
    assert "customfield_10040: Requestor is required." in await ada.told_anywhere()
    assert await ada.submits(await form(world, room), **{block(10040): "Ada"}) == {}
    await world.settles()
    [issue] = await issues(world)
    assert (issue["fields"]["customfield_10040"], "assignee" in issue["fields"]) == ("Ada", False)
    assert "unassigned: Jira does not let us look for people" in await ada.told_anywhere()


async def test_an_answer_that_was_lost_makes_no_double_where_labels_are_not_on_the_screen(
    open_world: Open, sqlite_url: str
) -> None:
    world = await opened(open_world, sqlite_url)
    await world.control("vendors/jira", off_screen=["labels"])
    room = await resolved(world, "restart db1", "restart db10")
    await world.fault("jira.issue.create", status=400, body='{"errors": {"labels": "not on the screen"}}')
    await world.fault("jira.issue.create", drop=True)
    await world.person("ada").types(room, "/incident task ticket 1")

    async def lost() -> bool:
        return bool((await world.incident()).tasks[0].ticket_sent_at and await issues(world))

    await world.eventually(lost)
    await world.passes(seconds=61)
    await asked(world, room, "2")
    assert [issue["fields"]["summary"] for issue in await issues(world)] == ["restart db1", "restart db10"]
    assert "labels" not in (await issues(world))[0]["fields"]


async def test_a_jira_behind_a_sign_in_page_is_told_once_and_tickets_come_when_it_is_gone(
    open_world: Open, sqlite_url: str
) -> None:
    world = await opened(open_world, sqlite_url, catalog=CATALOG)
    ada = world.person("ada")
    room = await resolved(world, "one", "two", "three")
    page = {"status": 200, "body": "<html>Sign in</html>"}
    for method in ("jira.issue.create", "jira.search"):
        await world.fault(method, **page, times=3)
    await ada.types(room, "/incident task ticket all")

    async def told() -> bool:
        return "Jira does not answer as it should, so 3 tickets of *INC-1* wait" in await ada.told_anywhere()

    for _ in range(4):
        await world.eventually(world.is_idle)
        await world.passes(seconds=61)
    await world.eventually(told)
    await world.settles()
    assert sorted(issue["fields"]["summary"] for issue in await issues(world)) == ["one", "three", "two"]
    assert (await ada.told_anywhere()).count("Jira does not answer as it should") == 1


async def test_what_strangers_made_jira_say_is_shown_as_it_is(open_world: Open, sqlite_url: str) -> None:
    world = await opened(open_world, sqlite_url)
    room = await resolved(world, "restart db1")
    said = "<!channel> <@U1> *bold* <https://evil.example|Jira>"
    body = json.dumps({"errorMessages": [said, None, {"odd": 1}], "errors": {"<!here>": ["a", "b"]}})
    await world.fault("jira.issue.create", status=400, body=body)
    await asked(world, room)
    told = words(await world.person("ada").types(room, "/incident task 1"))
    assert "&lt;!here&gt;: a; b; &lt;!channel&gt; &lt;@U1&gt;" in told
    assert not re.search("<!(channel|here)|<@U1>", told)
    [answer] = [m for m in await world.person("ada").sees("@ada") if "did not take" in m["text"]]
    assert "&lt;!here&gt;" in answer["text"]
    [rich] = [each for each in answer["blocks"] if each["type"] == "rich_text"]
    spans = [span for item in rich["elements"][0]["elements"] for span in item["elements"]]
    assert {span["type"] for span in spans} == {"text"}
