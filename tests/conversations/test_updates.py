"""Status updates: typed, written in a form that keeps what was begun, looked at by a second person, asked for."""

import asyncio
from typing import Any

from incidents.catalog import Catalog
from incidents.status_update import PUBLIC
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, button, words

Json = dict[str, Any]


async def updates_in(world: World, channel: str, number: int = 1) -> list[Json]:
    """The messages about an update: in a room, or in the digest channel."""
    return await world.named(f"update:{number}", channel)


async def test_an_update_is_one_message_in_the_room_one_reply_in_the_digest_and_on_the_card(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    text = "@channel <!channel> the cause is a & b"
    answer = await grace.types(room["id"], f"/incident update {text} next 45m")
    assert words(answer).startswith("Your update of *INC-1* is posted. Next update by <!date^")
    await either.settles()
    [posted] = await updates_in(either, room["id"])
    [digest] = await either.named("digest", "incidents")
    [reply] = await updates_in(either, "incidents")
    assert reply["thread_ts"] == digest["ts"]
    for message in (posted, reply, digest, await either.card(room["id"])):
        assert f"\n{text}\n" in f"\n{words(message)}\n"  # ic-10: to the letter, and nobody is called
    assert f"*Update* by <@{grace.id}> · investigating" in words(posted)
    assert "Next update: <!date^" in words(await either.card(room["id"]))
    assert (await either.timeline())[-1].text == f"posted an update: {text}"
    canvas = (await either.channel(room["id"]))["canvas"]["markdown"]
    assert "## Latest update (UTC)" in canvas
    assert "the cause is a" in canvas


async def test_ic_12_a_long_update_is_shown_in_parts_and_kept_whole(world: World, ada: Person) -> None:
    room = await ada.declares()
    for number, text in enumerate(("x" * 3001, "&" * 2999, "y" * 9500), 1):
        await ada.types(room["id"], f"/incident update {text}")
        await world.settles()
        [posted] = await updates_in(world, room["id"], number)
        shown = "".join(
            b["text"]["text"] for b in posted["blocks"] if (b.get("text") or {}).get("type") == "plain_text"
        )
        assert shown == (text if len(text) < 9000 else text[:8999] + "…")
        assert (await world.timeline())[-1].text == f"posted an update: {text}"


async def test_an_update_is_posted_once_though_slack_loses_its_answer(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.fault("chat.postMessage", drop=True)
    await ada.types(room["id"], "/incident update the cause is known")
    await world.settles()
    assert len(await updates_in(world, room["id"])) == 1
    assert len(await updates_in(world, "incidents")) == 1


async def test_ic_28_the_form_posts_once_moves_the_status_and_promises_the_next(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await grace.clicks(await world.card(room["id"]), "open_update")
    form = await grace.form()
    assert form["title"]["text"] == "Update INC-1"
    assert form["blocks"][0]["element"]["initial_value"] == "We are looking into it: checkout is down."
    values = {"update_text:0": "Fix is out", "update_status": "monitoring", "update_audience": PUBLIC}
    refused = await grace.submits(form, **values, update_at="yesterday 9:00")
    assert list(refused) == ["update_at"]
    assert await grace.submits(form, update_at="20m") == {}
    await world.sends_again("interactive")
    await world.settles()
    [posted] = await updates_in(world, room["id"])
    assert "· monitoring · for customers; not published anywhere yet" in words(posted)
    incident = await world.incident()
    assert (incident.status, incident.updates_written) == ("monitoring", 1)
    assert incident.next_update_at
    assert 19 * 60 < (incident.next_update_at - world.now()).total_seconds() <= 20 * 60
    assert await grace.forms() == []


async def test_the_form_begins_with_the_words_for_the_status_until_somebody_writes(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    assert await ada.types(room["id"], "/incident update") == {}
    form = await ada.presses(await ada.form(), "value", block_id="update_status", value="identified")
    text = next(b for b in form["blocks"] if b["block_id"].startswith("update_text:"))
    assert text["element"]["initial_value"].startswith("We have found the cause")
    form = await ada.writes(form, text["block_id"], "my own words")
    form = await ada.presses(form, "value", block_id="update_status", value="monitoring")
    assert form["state"]["values"][text["block_id"]]["value"]["value"] == "my own words"


async def test_a_draft_outlives_the_form_and_is_each_ones_own(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident update")
    form = await ada.writes(await ada.form(), "update_text:0", "db1 is bac")
    await ada.writes(form, "update_at", "20m")
    await world.control("close", user="ada", view_id=form["id"])
    await grace.types(room["id"], "/incident update")
    assert "Your draft" not in words(await grace.form())
    await ada.clicks(await world.card(room["id"]), "open_update")
    form = await ada.form()
    assert "📝 Your draft of <!date^" in words(form)
    initial = {b["block_id"]: b["element"].get("initial_value") for b in form["blocks"] if b["type"] == "input"}
    assert (initial["update_text:0"], initial["update_at"]) == ("db1 is bac", "20m")
    form = await ada.presses(form, "discard_draft")
    assert "Your draft" not in words(form)
    assert await ada.submits(form, **{"update_text:1": "db1 is back"}) == {}
    await ada.types(room["id"], "/incident update")
    assert "Your draft" not in words(await ada.form())


async def test_whoever_was_faster_is_shown_and_what_was_typed_goes_with_the_next_click(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident update")
    form = await ada.form()
    await grace.types(room["id"], "/incident update it was <the> cable")
    assert await ada.submits(form, **{"update_text:0": "we look at cables"}) == {}
    form = await ada.form()
    assert f"⚠️ <@{grace.id}> posted an update" in words(form)
    assert "it was &lt;the&gt; cable" in words(form)
    assert (await world.incident()).updates_written == 1
    await grace.types(room["id"], "/incident status identified")
    assert await ada.submits(form) == {}
    assert (await world.incident()).status == "identified"  # Ada's form showed an older one, which was no choice
    await world.settles()
    [posted] = await updates_in(world, room["id"], 2)
    assert "we look at cables" in words(posted)


async def test_a_form_sent_after_the_end_says_so_and_keeps_the_words(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident update")
    form = await ada.writes(await ada.form(), "update_text:0", "still looking")
    await grace.types(room["id"], "/incident resolve pulled the cable")
    refused = await ada.submits(form)
    assert "INC-1 is resolved" in next(iter(refused.values()))
    assert (await ada.form())["id"] == form["id"]
    draft = await world.store.draft(1, ada.id)
    assert draft
    assert draft.text == "still looking"
    assert "INC-1 is resolved" in words(await ada.types(room["id"], "/incident update too late"))


async def test_the_status_resolved_ends_the_incident_with_the_words_as_what_fixed_it(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    await ada.clicks(await world.card(room["id"]), "open_update")
    await ada.submits(await ada.form(), **{"update_text:0": "Restarted db1", "update_status": "resolved"})
    await world.settles()
    incident = await world.incident()
    assert (incident.status, incident.resolution) == ("resolved", "Restarted db1")
    assert "Undo" in str(await ada.private(room["id"]))
    assert len(await updates_in(world, room["id"])) == 1
    assert words(await world.card(room["id"])).count("Restarted db1") == 1


async def test_a_second_person_approves_an_update_for_customers_and_it_is_posted_once(
    open_world: Open, database_url: str
) -> None:
    world = await open_world(database_url, Catalog(second_person=(PUBLIC,)))
    ada, grace, linus = (world.person(name) for name in ("ada", "grace", "linus"))
    room = await ada.declares()
    await ada.clicks(await world.card(room["id"]), "open_update")
    await ada.submits(await ada.form(), **{"update_text:0": "All is well", "update_audience": PUBLIC})
    await world.settles()
    [waits] = await updates_in(world, room["id"])
    assert "waits for a second look" in words(waits)
    assert await updates_in(world, "incidents") == []
    assert f"👀 An update waits for a second look, written by <@{ada.id}>" in words(await world.card(room["id"]))
    await ada.clicks(waits, "approve_update")
    assert "somebody else has to look at it" in await ada.told(room["id"])
    await asyncio.gather(*(person.clicks(waits, "approve_update") for person in (grace, linus)))
    await world.settles()
    [posted] = await updates_in(world, room["id"])
    assert actions(posted) == {}
    assert "approved by <@" in words(posted)
    assert len(await updates_in(world, "incidents")) == 1
    said = [e.text for e in await world.timeline()]
    assert said.count("posted an update: All is well") == 1
    told = await grace.told(room["id"]) + await linus.told(room["id"])
    assert told.count("This update is posted already") == 1


async def test_an_update_that_was_sent_back_can_be_written_again(open_world: Open, sqlite_url: str) -> None:
    world = await open_world(sqlite_url, Catalog(second_person=("internal",)))
    ada, grace = world.person("ada"), world.person("grace")
    room = await ada.declares()
    assert "waits for a second look" in words(await ada.types(room["id"], "/incident update all is wel"))
    await world.settles()
    [waits] = await updates_in(world, room["id"])
    await grace.clicks(waits, "send_back_update")
    await world.settles()
    [back] = await updates_in(world, room["id"])
    assert actions(back) == {}
    assert f"sent back by <@{grace.id}>" in words(back)
    [told] = [m for m in await world.messages("@ada") if "sent your update" in m["text"]]
    await ada.clicks(told, "write_update", button(told, "write_update")["value"])
    assert (await ada.form())["blocks"][0]["element"]["initial_value"] == "all is wel"


async def test_ic_56_whoever_leads_is_asked_once_when_an_update_is_due_and_can_put_it_off(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await grace.types(room["id"], "/incident role commander")
    await world.settles()

    async def asked(minutes: float) -> list[Json]:
        await world.reminds(minutes=minutes)
        await world.settles()
        return [m for m in await world.messages("@grace", "grace") if "has been due since" in m["text"]]

    [question] = await asked(61)
    assert actions(question) == {"write_update": "Write the update", "snooze_update": "Snooze 10 min"}
    assert "⏰ Next update overdue since" in words(await world.card(room["id"]))
    await grace.clicks(question, "snooze_update", button(question, "snooze_update")["value"])
    assert len(await asked(9)) == 1
    assert len(await asked(2)) == 2
    await grace.types(room["id"], "/incident update all is well next none")
    assert len(await asked(60)) == 2
    await grace.clicks(question, "snooze_update", button(question, "snooze_update")["value"])
    assert "nothing is due" in str(await world.messages("@grace", "grace"))


async def test_a_reminder_that_slack_held_up_is_not_sent_once_what_it_is_about_is_done(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await grace.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident task add restart db1 @grace due 30m")
    await world.settles()
    await world.fault("chat.postMessage", status=503)
    await world.reminds(minutes=61)
    await grace.types(room["id"], "/incident task done 1")
    await grace.types(room["id"], "/incident update all is well next none")
    await world.settles()
    told = "\n".join(m["text"] for m in await world.messages("@grace", "grace"))
    assert "gave you task 1" in told
    assert "is due now" not in told
    assert "has been due since" not in told


async def test_where_nobody_leads_the_room_is_asked_by_one_message_that_goes_with_the_answer(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    for _ in range(2):
        await world.reminds(minutes=61)
        await world.settles()
    [question] = await world.named("update_question", room["id"])
    assert "Nobody leads" in question["text"]
    await grace.clicks(question, "write_update", button(question, "write_update")["value"])
    await grace.submits(await grace.form(), **{"update_text:0": "we are on it"})
    await world.settles()
    assert await world.named("update_question", room["id"]) == []
    assert len(await updates_in(world, room["id"])) == 1


async def test_without_a_room_an_update_stands_under_the_digest_message_and_goes_with_it(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(rooms_from="sev1"))
    ada = world.person("ada")
    await ada.types("general", "/incident declare slow search")
    await world.settles()
    [digest] = await world.named("digest", "incidents")
    await ada.clicks(digest, "write_update", button(digest, "write_update")["value"])
    await ada.submits(await ada.form(), **{"update_text:0": "indexing again"})
    await world.settles()
    [reply] = await updates_in(world, "incidents")
    assert (reply["thread_ts"], "indexing again" in words(reply)) == (digest["ts"], True)
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    assert await updates_in(world, "incidents") == []


async def test_an_update_from_before_the_room_is_there_is_posted_when_it_is(world: World, ada: Person) -> None:
    await world.fault("conversations.create", status=429, retry_after=1)
    await ada.types("general", "/incident declare checkout is down")
    await ada.types("general", "/incident INC-1 update the database is down")
    assert await world.rooms() == []
    await world.settles()
    [room] = await world.rooms()
    assert len(await updates_in(world, room["id"])) == 1
    assert len(await updates_in(world, "incidents")) == 1
