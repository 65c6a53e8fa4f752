"""Action items that become tickets in Jira: by command, button and form, once, whatever gets lost on the way."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from incidents.catalog import Catalog, Service
from incidents.tracker import Tracker
from sandbox import vendors
from tests.conversations.conftest import Open
from tests.conversations.driver import Json, World
from tests.conversations.reading import button, words

TRACKER = Tracker(project="OPS", labels=("incident",), priorities={"sev2": "High"})
CATALOG = Catalog(jira=TRACKER, services=(Service(name="Payments", jira_project="PAY", jira_type="Bug"),))


async def opened(open_world: Open, url: str, *, cloud: bool = True, catalog: Catalog = CATALOG) -> World:
    async def ready(world: World) -> None:
        world.variables = vendors.jira_environ(world.running.url, cloud=cloud)

    return await open_world(url, catalog, ready)


@pytest.fixture
async def world(open_world: Open, sqlite_url: str) -> World:
    return await opened(open_world, sqlite_url)


async def issues(world: World, site: str = "jira") -> list[Json]:
    found: list[Json] = (await world.look(f"vendors/{site}"))["issues"]
    return found


async def resolved(world: World, *tasks: str) -> str:
    """A room whose incident is resolved, with these left to do."""
    ada = world.person("ada")
    room = str((await ada.declares("R&D <prod> > 5%"))["id"])
    for task in tasks:
        await ada.types(room, f"/incident task add {task}")
    await ada.types(room, "/incident resolve rolled back")
    await world.settles()
    return room


async def listed(world: World, room: str) -> Json:
    [message] = await world.named("tasks", room)
    return message


def choices(message: Json, number: int) -> list[str]:
    return [option["value"] for option in button(message, f"task_menu:{number}")["options"]]


async def test_a_click_makes_a_ticket_of_an_action_item(world: World) -> None:
    ada = world.person("ada")
    await world.control("people", name="ada", tz="Australia/Sydney")
    room = await resolved(world, "restart *db1* @ada due tomorrow 9:00")
    message = await listed(world, room)
    assert "ticket:1" in choices(message, 1)
    await ada.clicks(message, "task_menu:1", "ticket:1")
    await world.settles()
    [issue] = await issues(world)
    fields = issue["fields"]
    assert (issue["key"], issue["type"], fields["summary"]) == ("OPS-1", "Task", "restart db1")
    assert fields["priority"] == {"name": "High"}
    due_at = (await world.incident()).tasks[0].due_at
    assert due_at
    assert fields["duedate"] == f"{due_at.astimezone(ZoneInfo('Australia/Sydney')):%Y-%m-%d}"
    assert fields["assignee"]["accountId"].endswith(ada.id.lower())
    assert len(fields["labels"]) == 2
    told = json.dumps(fields["description"])
    assert "INC-1: R&D <prod> > 5%" in told
    assert f"/archives/{room}" in told
    [link] = issue["links"]
    assert link["object"]["title"] == "INC-1: R&D <prod> > 5%"
    assert link["object"]["url"].endswith(("/incidents/1", f"/archives/{room}"))
    shown = words(await listed(world, room))
    assert f"<{issue['url']}|OPS-1>" in shown
    assert "ticket:1" not in choices(await listed(world, room), 1)
    assert f"[OPS-1]({issue['url']})" in await world.document(room)
    assert "filed OPS-1 for task 1" in [e.text for e in await world.timeline()][-1]
    assert "Task 1 is OPS-1 already" in words(await ada.types(room, "/incident task ticket 1"))


async def test_all_become_tickets_with_one_click_and_of_the_services_project(world: World) -> None:
    ada = world.person("ada")
    room = await resolved(world, "one", "two", "three")
    await ada.types(room, "/incident services Payments")
    await world.settles()
    await ada.clicks(await listed(world, room), "file_tickets")
    await world.settles()
    made = await issues(world)
    assert {(each["key"], each["type"]) for each in made} == {("PAY-1", "Bug"), ("PAY-2", "Bug"), ("PAY-3", "Bug")}
    assert {each["fields"]["summary"] for each in made} == {"one", "two", "three"}
    assert "file_tickets" not in json.dumps(await listed(world, room))
    assert "has a ticket" in words(await ada.types(room, "/incident task ticket all"))


async def test_ic_69_data_center_gets_wiki_markup(open_world: Open, sqlite_url: str) -> None:
    world = await opened(open_world, sqlite_url, cloud=False)
    room = await resolved(world, "run `vacuum` on {db1}")
    await world.person("ada").types(room, "/incident task ticket all")
    await world.settles()
    [issue] = await issues(world, "jira-dc")
    assert issue["fields"]["summary"] == "run vacuum on {db1}"
    assert issue["fields"]["description"].startswith("run {{vacuum}} on \\{db1\\}\n\nh3. Action item 1 of INC-1")


async def test_ic_66_a_field_that_jira_misses_is_asked_for_by_its_name(world: World) -> None:
    ada = world.person("ada")
    await world.control("vendors/jira", required=["customfield_10040", "customfield_10041"])
    room = await resolved(world, "restart db1")
    await ada.types(room, "/incident task ticket 1")
    await world.settles()
    assert await issues(world) == []
    told = await ada.told_anywhere()
    assert "\nRequestor is required.\nBusiness unit is required.\n" in f"{told}\n"
    message = await listed(world, room)
    assert "not in Jira yet" in words(message)
    await ada.clicks(message, "task_menu:1", "fill:1")
    form = await ada.form()
    name, unit = "ticket_field:customfield_10040", "ticket_field:customfield_10041"
    assert await ada.submits(form, **{name: " ", unit: "10020"}) == {name: "Requestor is needed."}
    await world.fault("jira.issue.create", status=400, body='{"errorMessages": ["That is odd."], "errors": {}}')
    assert await ada.submits(form, **{name: "Aad", unit: "10020"}) == {}
    await world.settles()
    assert "Requestor: Jira does not say which field it means; perhaps this one." in await ada.told_anywhere()
    await ada.clicks(await listed(world, room), "task_menu:1", "fill:1")
    assert '"initial_value": "Aad"' in json.dumps(await ada.form()), "what was filled in is not lost"
    assert await ada.submits(await ada.form(), **{name: "Ada", unit: "10020"}) == {}
    await world.settles()
    [issue] = await issues(world)
    assert issue["fields"]["customfield_10040"] == "Ada"
    assert issue["fields"]["customfield_10041"] == {"id": "10020"}
    assert "OPS-1" in words(await listed(world, room))


async def test_ic_64_what_is_not_on_the_screen_is_left_out_and_said(world: World) -> None:
    ada = world.person("ada")
    await world.control("vendors/jira", off_screen=["priority", "duedate"], hidden=["grace@example.com"])
    room = await resolved(world, "restart db1 @grace due tomorrow 9:00")
    await ada.types(room, "/incident task ticket 1")
    await world.settles()
    [issue] = await issues(world)
    assert {"priority", "duedate", "assignee"}.isdisjoint(issue["fields"])
    told = await ada.told_anywhere()
    assert "without priority: Field 'priority' cannot be set." in told
    assert "unassigned: nobody is found in Jira by the e-mail address of " in told


@pytest.mark.parametrize("lag", [0, 30])
async def test_an_answer_that_was_lost_makes_no_double(world: World, lag: int) -> None:
    ada = world.person("ada")
    await world.control("vendors/jira", index_lag_s=lag)
    room = await resolved(world, "restart db1")
    await world.fault("jira.issue.create", drop=True)
    await ada.types(room, "/incident task ticket 1")

    async def lost() -> Any:
        return (await world.incident()).tasks[0].ticket_sent_at and await issues(world)

    await world.eventually(lost)
    await world.passes(seconds=61)
    await world.settles()
    assert [issue["key"] for issue in await issues(world)] == ["OPS-1"]
    assert "OPS-1" in words(await listed(world, room))


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 3},
        {"status": 503, "body": "<h1>down</h1>"},
        {"status": 201, "body": "<html>odd</html>"},
        {"refuse": True},
    ],
)
async def test_trouble_at_jira_only_delays(world: World, fault: Json) -> None:
    ada = world.person("ada")
    room = await resolved(world, "restart db1")
    await world.fault("jira.issue.create", **fault)
    await ada.types(room, "/incident task ticket 1")

    async def tried() -> Any:
        return await world.calls("jira.issue.create")

    await world.eventually(tried)
    await world.passes(seconds=61)
    await world.settles()
    assert [issue["key"] for issue in await issues(world)] == ["OPS-1"]


async def test_ic_22_of_ten_tickets_one_is_put_off_as_long_as_jira_says_and_none_comes_twice(world: World) -> None:
    ada = world.person("ada")
    room = await resolved(world, *(f"number {n}" for n in range(10)))
    await world.fault("jira.issue.create", status=429, retry_after=3)
    await ada.types(room, "/incident task ticket all")

    async def nine() -> bool:
        return len(await issues(world)) == 9

    await world.eventually(nine)
    await world.passes(seconds=3)
    await world.settles()
    assert {issue["fields"]["summary"] for issue in await issues(world)} == {f"number {n}" for n in range(10)}
    assert len(await issues(world)) == 10


async def test_ic_20_a_slow_jira_keeps_nobody_waiting(world: World) -> None:
    ada = world.person("ada")
    await world.control("vendors/jira", required=["customfield_10040"])
    room = await resolved(world, "restart db1")
    await ada.types(room, "/incident task ticket 1")
    await world.settles()
    before = len(await world.calls())
    await ada.clicks(await listed(world, room), "task_menu:1", "fill:1")
    assert "Requestor" in words(await ada.form())
    made = [call["method"] for call in (await world.calls())[before:]]
    assert [name for name in made if name.startswith("jira.")] == []
    await world.fault("jira.issue.create", latency_ms=4000)
    assert await ada.submits(await ada.form(), **{"ticket_field:customfield_10040": "Ada"}) == {}
    assert "on its way to Jira" in words(await ada.types(room, "/incident task 1"))


async def test_a_link_that_is_refused_or_lost_costs_no_ticket_and_comes_once(world: World) -> None:
    ada = world.person("ada")
    await world.control("vendors/jira", no_links=True)
    room = await resolved(world, "one", "two")
    await ada.types(room, "/incident task ticket 1")
    await world.settles()
    assert "without a link to the incident beside its text: Jira does not let us do that" in words(
        await ada.types(room, "/incident task 1")
    )
    await world.control("vendors/jira", no_links=False)
    await world.fault("jira.remotelink.create", drop=True)
    await ada.types(room, "/incident task ticket 2")

    async def again() -> bool:
        return len(await world.calls("jira.remotelink.create")) == 3

    await world.eventually(again)
    await world.settles()
    assert [len(issue["links"]) for issue in await issues(world)] == [0, 1]
    assert "could not" not in words(await world.card(room))


async def test_credentials_that_are_wrong_are_said_and_trying_again_makes_it_good(world: World) -> None:
    ada = world.person("ada")
    room = await resolved(world, "restart db1")
    await world.fault("jira.issue.create", status=401, body="<html>no</html>")
    await ada.types(room, "/incident task ticket 1")
    await world.settles()
    assert "Jira does not take the credentials" in await ada.told_anywhere()
    await ada.clicks(await listed(world, room), "task_menu:1", "ticket:1")
    await world.settles()
    assert len(await issues(world)) == 1


async def test_a_search_that_is_refused_after_a_lost_answer_is_said_and_the_next_try_makes_no_double(
    world: World,
) -> None:
    ada = world.person("ada")
    room = await resolved(world, "restart db1")
    await world.fault("jira.issue.create", drop=True)
    await world.fault("jira.search", status=401, body="<html>no</html>")
    await ada.types(room, "/incident task ticket 1")

    async def lost() -> Any:
        return (await world.incident()).tasks[0].ticket_sent_at and await issues(world)

    await world.eventually(lost)
    await world.passes(seconds=61)
    await world.settles()
    assert "Jira does not take the credentials" in await ada.told_anywhere()
    await ada.clicks(await listed(world, room), "task_menu:1", "ticket:1")
    await world.settles()
    assert [issue["key"] for issue in await issues(world)] == ["OPS-1"]
    assert "OPS-1" in words(await listed(world, room))


async def test_without_jira_nothing_of_it_is_offered(open_world: Open, sqlite_url: str) -> None:
    world = await open_world(sqlite_url, CATALOG)
    room = await resolved(world, "restart db1")
    shown = json.dumps(await listed(world, room))
    assert "ticket:1" not in shown
    assert "file_tickets" not in shown
    assert "Tickets are not set up" in words(await world.person("ada").types(room, "/incident task ticket 1"))


async def test_a_ticket_that_is_closed_in_jira_marks_its_item_as_done(world: World) -> None:
    ada = world.person("ada")
    room = await resolved(world, "one", "two", "three")
    await ada.types(room, "/incident task ticket all")
    await world.settles()
    keys = {task.words: str(task.ticket_key) for task in (await world.incident()).tasks}
    await world.control("vendors/jira", issue=keys["one"], status="Done")
    await world.control("vendors/jira", issue=keys["two"], delete=True)
    await world.control("vendors/jira", issue=keys["three"], status="In Progress")
    before = len(await world.calls("jira.search"))
    [app] = world.apps
    await asyncio.gather(*(app.ticket_watch.tick() for _ in range(3)))  # as several processes do
    await world.settles()
    shown = words(await listed(world, room))
    assert "✅ 1 · one" in shown
    assert "by Jira" in shown
    assert f"{keys['two']} is no longer in Jira" in shown
    assert f"|{keys['three']}> In Progress" in shown
    assert (await ada.told_anywhere()).count("is no longer in Jira") == 1
    assert [e.text for e in await world.timeline() if "so task 1 is done" in str(e.text)] == [
        f"{keys['one']} is Done in Jira, so task 1 is done: one"
    ]
    await world.fault("jira.search", status=503)
    await app.ticket_watch.tick()
    assert len(await world.calls("jira.search")) <= before + 3 * 2 + 1
    await world.control("vendors/jira", issue=keys["one"], status="To Do", key="PAY-9")
    await app.ticket_watch.tick()
    await world.settles()
    shown = words(await listed(world, room))
    assert "✅ 1 · one" not in shown
    assert "|PAY-9> To Do" in shown
    told = await ada.told_anywhere()
    assert "PAY-9> was opened again in Jira, so task 1 of *INC-1* is to be done again" in told


async def test_what_was_closed_or_vanished_long_ago_is_not_asked_for_any_more(world: World) -> None:
    ada = world.person("ada")
    room = await resolved(world, "one", "two", "three")
    await ada.types(room, "/incident task ticket all")
    await world.settles()
    await world.control("vendors/jira", issue="OPS-1", status="Done")
    await world.control("vendors/jira", issue="OPS-2", delete=True)
    [app] = world.apps
    await app.ticket_watch.tick()
    store, now = app.ticket_watch.desk.store, app.ticket_watch.desk.now()
    assert {len(ids) for ids in (await store.followed_tickets(since=now - timedelta(days=1))).values()} == {2}
    assert {len(ids) for ids in (await store.missed_tickets(since=now - timedelta(days=1))).values()} == {1}
    late = now + timedelta(days=1)
    assert {len(ids) for ids in (await store.followed_tickets(since=late)).values()} == {1}
    assert await store.missed_tickets(since=late) == {}


async def test_tickets_that_all_vanish_at_once_are_not_believed_to_be_deleted(world: World) -> None:
    ada = world.person("ada")
    room = await resolved(world, "one", "two", "three")
    await ada.types(room, "/incident task ticket all")
    await world.settles()
    for issue in await issues(world):
        await world.control("vendors/jira", issue=issue["key"], delete=True)
    await world.apps[0].ticket_watch.tick()
    await world.settles()
    assert all(task.has_ticket for task in (await world.incident()).tasks)


async def test_a_clipboard_on_a_message_makes_an_action_item_after_the_end(world: World) -> None:
    ada, grace = world.person("ada"), world.person("grace")
    room = await resolved(world)
    said = await ada.says(room, "we should alert on this")
    await ada.types(room, "/incident invite @grace")
    await world.settles()
    message = {"channel": room, "ts": said["ts"]}
    await grace.reacts(message, "clipboard")
    await world.settles()
    [task] = (await world.incident()).tasks
    assert (task.words, task.created_by, task.carried_at is None) == ("we should alert on this", grace.id, False)
    assert "- [ ] we should alert on this (nobody yet" in await world.document(room)
    await ada.types(room, "/incident task assign 1 @grace")
    await ada.types(room, "/incident task due 1 tomorrow 9:00")
    await world.settles()
    assert "- [ ] we should alert on this (grace, due " in await world.document(room)
    await grace.unreacts(message, "clipboard")  # somebody has touched it, so it stays
    await world.settles()
    assert (await world.incident()).tasks[0].is_open
