"""Two forms over a real socket: the one in which everything is edited, and the one that suggests a severity."""

from dataclasses import replace

from incidents.catalog import Catalog, Service
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, button, words

SERVICES = tuple(Service(name=f"Service {n}") for n in range(120))


async def test_two_people_edit_at_once_and_each_keeps_what_they_changed(
    world: World, ada: Person, grace: Person
) -> None:
    room = (await ada.declares())["id"]
    card = await world.card(room)
    await ada.clicks(card, "open_edit")
    await grace.clicks(card, "open_edit")
    mine, theirs = await ada.form(), await grace.form()
    assert [b["block_id"] for b in mine["blocks"]] == [
        "title", "summary", "severity", "status", "users_affected", "impact"
    ]  # fmt: skip
    assert await ada.submits(mine, summary="Nobody can pay", severity="sev1") == {}
    began = str(int(world.now().timestamp()) - 1200)
    errors = await grace.submits(theirs, summary="Some cannot pay", status="identified", impact=began)
    assert "it is “Nobody can pay” now" in errors["summary"]
    assert (await world.incident()).status == "investigating"
    assert await grace.submits(await grace.form(), summary="", users_affected="300 & more") == {}
    await world.settles()
    incident = await world.incident()
    assert (incident.summary, incident.severity, incident.status) == ("Nobody can pay", "sev1", "identified")
    assert incident.users_affected == "300 & more"
    assert 1140 <= (world.now() - incident.hurts_since).total_seconds() < 1400
    changed = [(e.author_id, e.kind) for e in await world.timeline()][1:]
    assert changed[:2] == [(ada.id, "summary"), (ada.id, "severity")]
    assert changed[2:] == [(grace.id, "status"), (grace.id, "affected"), (grace.id, "impact")]


async def test_a_form_that_is_submitted_after_the_end_still_takes_facts(open_world: Open, sqlite_url: str) -> None:
    world = await open_world(sqlite_url, replace(Catalog(), services=SERVICES))
    ada, grace = world.person("ada"), world.person("grace")
    room = (await ada.declares())["id"]
    assert await ada.types(room, "/incident edit") == {}
    form = await ada.form()
    await grace.types(room, "/incident resolve done")
    errors = await ada.submits(form, status="monitoring", services=["7", "119"])
    assert "INC-1 is resolved, so nothing was changed" in errors["status"]
    assert await ada.submits(await ada.form(), status="investigating", services=["7", "119"]) == {}
    await world.settles()
    assert (await world.incident()).services == ["Service 119", "Service 7"]
    assert "Service 7" in await world.document(room)
    card = await world.card(room)
    assert "resolve" not in actions(card)
    await grace.clicks(card, "open_edit")
    assert "status" not in [b["block_id"] for b in (await grace.form())["blocks"]]
    assert await grace.submits(await grace.form(), title="It was the cache") == {}
    assert (await world.incident()).title == "It was the cache"


async def test_two_plain_questions_suggest_a_severity_and_the_person_decides(
    world: World, ada: Person, grace: Person
) -> None:
    room = (await ada.declares())["id"]
    assert actions(await ada.types(room, "/incident severity"))["suggest_severity"] == "Not sure?"
    assert await ada.types(room, "/incident severity ?") == {}
    assert await grace.types(room, "/incident severity ?") == {}
    late, form = await grace.form(), await ada.form()
    for block_id, answer in (("reach", "everybody"), ("harm", "stuck")):
        where = {"view_id": form["id"], "block_id": block_id, "action_id": "value"}
        await world.control("click", user="ada", **where, value=answer)
        form = await ada.form()
    assert "Suggested: 🔴 SEV1 Critical, since everybody is affected and there is no way around." in words(form)
    assert button({"blocks": [form["blocks"][-1]]}, "value")["initial_option"]["value"] == "sev1"
    assert await ada.submits(form) == {}
    await world.settles()
    assert (await world.incident()).severity == "sev1"
    told = (await world.timeline())[-1].text
    assert told == "changed severity sev2 → sev1: everybody is affected and there is no way around"
    errors = await grace.submits(late, severity="sev3")
    assert "Somebody has made it sev1" in errors["severity"]
    assert (await world.incident()).severity == "sev1"
