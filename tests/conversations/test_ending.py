"""Resolving by word, form and card: the clock stops, and one post-mortem with one file follows the incident."""

import asyncio
import re

from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, block_types, words

SECTIONS = [
    "Summary",
    "Impact",
    "Root Cause (5 Whys)",
    "Contributing factors",
    "What went well",
    "What could have gone better",
    "Action Items",
    "Timeline",
    "People",
]  # fmt: skip


async def test_resolving_with_a_text_stops_the_clock_and_posts_message_and_file(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares("R&D <prod> *down*")
    await grace.types(room["id"], "/incident role commander")
    await ada.reacts(await grace.says(room["id"], "disk is `full` & hot"))
    await either.passes(seconds=25 * 60)
    answer = await ada.types(room["id"], "/incident resolve rolled back <the> deploy & waited")
    assert re.fullmatch(r"✅ \*INC-1\* is resolved after 25 min\..*", answer["text"])
    assert actions(answer) == {"undo_end": "Undo"}
    await either.settles()
    incident = await either.incident()
    assert (incident.status, incident.resolution) == ("resolved", "rolled back <the> deploy & waited")
    assert incident.resolved_at is not None
    [message] = await either.named("postmortem", room["id"])
    assert block_types(message)[0] == "markdown"
    document = await either.document(room["id"])
    assert message["blocks"][0]["text"] == document
    headings = re.findall(r"^## (.*?)(?: \(UTC.*\))?$", document, re.MULTILINE)
    assert headings == SECTIONS
    for part in (
        "# Post-mortem INC-1: R&D \\<prod\\> \\*down\\*",
        "**What fixed it:** rolled back \\<the\\> deploy & waited",
        "**Duration:** 25 min",
        "**Severity:** SEV2 Major",
        "**Users affected:** _To be filled in._",
        "**Draft** · SEV2 Major",
        "_To be filled in by grace: the summary, since when it hurt, users affected",
        "- Commander: grace",
        "grace: disk is `full` & hot",
        "ada resolved the incident",
        "## Action Items\n\n_To be filled in._",
    ):
        assert part in document, part
    assert (await either.channel(room["id"]))["topic"].startswith("🟠 SEV2 · resolved")


async def test_resolving_without_a_text_asks_by_a_form_for_fix_and_users(world: World, ada: Person) -> None:
    room = await ada.declares()
    assert await ada.types(room["id"], "/incident resolve") == {}
    form = await ada.form()
    assert form["title"]["text"] == "Resolve INC-1"
    assert [block["block_id"] for block in form["blocks"]] == ["resolution", "users_affected"]
    assert await ada.submits(form, resolution="rolled back", users_affected="about 300 & more") == {}
    await world.settles()
    incident = await world.incident()
    assert (incident.resolution, incident.users_affected) == ("rolled back", "about 300 & more")
    document = await world.document(room["id"])
    assert "**Users affected:** about 300 & more" in document
    assert "*Users affected*\nabout 300 &amp; more" in words(await world.card(room["id"]))
    assert "*INC-1* is resolved" in await ada.told(room["id"])
    [answer] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await ada.clicks(answer, "undo_end")
    assert (await world.incident()).is_open


async def test_the_cards_button_asks_the_same_and_answers_only_who_clicked(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await grace.clicks(await either.card(room["id"]), "open_resolve")
    assert await grace.submits(await grace.form()) == {}
    await either.settles()
    assert (await either.incident()).status == "resolved"
    assert "undo_end" in actions((await grace.private(room["id"]))[-1])
    assert "is resolved" not in await ada.told(room["id"])
    card = await either.card(room["id"])
    assert "✅ resolved" in words(card)
    assert "**What fixed it:** _To be filled in._" in await either.document(room["id"])


async def test_an_empty_incident_still_gets_its_document(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types("general", "/incident INC-1 resolve done")
    await world.settles()
    document = await world.document(room["id"])
    assert "## Summary\n\n_To be filled in._" in document
    assert "ada declared the incident as sev2" in document


async def test_undo_runs_the_clock_on_and_strikes_the_post_mortem_through(either: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident status monitoring")
    await ada.types(room["id"], "/incident resolve rolled back")
    await either.settles()
    [before] = await either.named("postmortem", room["id"])
    await either.passes(seconds=9 * 60)
    [answer] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await ada.clicks(answer, "undo_end")
    await either.settles()
    incident = await either.incident()
    assert (incident.status, incident.resolved_at, incident.resolution) == ("monitoring", None, "")
    [struck] = await either.named("postmortem", room["id"])
    assert struck["ts"] == before["ts"]
    assert words(struck).startswith("📄 Post-mortem of *INC-1* withdrawn: the incident goes on.")
    [told] = [m for m in await ada.private(room["id"]) if m["ts"] == answer["ts"]]
    assert "Taken back: *INC-1* is monitoring again" in words(told)
    assert "open_resolve" in actions(await either.card(room["id"]))
    [digest] = await either.named("digest", "incidents")
    assert "*monitoring*" in words(digest)


async def test_resolving_again_edits_the_same_message_and_replaces_the_file(either: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve first fix")
    await either.settles()
    [first] = await either.named("postmortem", room["id"])
    [answer] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await ada.clicks(answer, "undo_end")
    await either.settles()
    await either.passes(seconds=3600)
    await ada.types(room["id"], "/incident resolve second fix")
    await either.settles()
    [second] = await either.named("postmortem", room["id"])
    assert second["ts"] == first["ts"]
    document = await either.document(room["id"])
    assert document == second["blocks"][0]["text"]
    assert "second fix" in document
    assert "**What fixed it:** second fix" in document
    assert "**Duration:** 1 h" in document
    thread = [m for m in await either.posts(room["id"]) if m.get("thread_ts") == first["ts"]]
    assert [[f["mode"] for f in m["files"]] for m in thread if m["ts"] != first["ts"]] == [["hosted"]]
    assert thread[-1]["files"][0]["title"] == "Post-mortem INC-1"
    assert len(await either.calls("files.completeUploadExternal")) == 2
    assert len(await either.calls("files.delete")) == 1


async def test_undo_before_the_post_mortem_is_posted_posts_none(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.fault("chat.postMessage", status=503)
    await ada.types(room["id"], "/incident resolve rolled back")
    [answer] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await ada.clicks(answer, "undo_end")
    await world.settles()
    assert [m for m in await world.named("postmortem", room["id"]) if "withdrawn" not in words(m)] == []
    assert await world.calls("files.completeUploadExternal") == []


async def test_after_ten_minutes_undo_is_refused(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    [answer] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await world.passes(seconds=10 * 60 + 1)
    await ada.clicks(answer, "undo_end")
    assert "Undo works for 10 minutes, and INC-1 ended earlier." in await ada.told(room["id"])
    assert (await world.incident()).status == "resolved"


async def test_an_undo_that_no_longer_fits_is_refused(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve first")
    await world.settles()
    [first] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await ada.clicks(first, "undo_end")
    await ada.clicks(first, "undo_end")
    await world.settles()
    assert "INC-1 is open again already: that was taken back." in await ada.told(room["id"])
    await ada.types(room["id"], "/incident resolve second")
    await world.settles()
    await ada.clicks(first, "undo_end")
    assert "INC-1 has been ended again since, so this Undo no longer fits." in await ada.told(room["id"])
    assert (await world.incident()).resolution == "second"


async def test_cancelling_makes_no_post_mortem_and_can_be_undone(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    answer = await ada.types(room["id"], "/incident cancel only a <test> & nothing")
    assert "*INC-1* is cancelled as a false alarm. It stays out of the figures." in words(answer)
    await either.settles()
    incident = await either.incident()
    assert (incident.status, incident.cancel_reason) == ("cancelled", "only a <test> & nothing")
    assert incident.resolved_at is None
    assert await either.named("postmortem", room["id"]) == []
    assert await either.calls("files.getUploadURLExternal") == []
    card = await either.card(room["id"])
    assert "⚪ cancelled" in words(card)
    assert actions(card) == {}
    assert "no open incident" in words(await grace.types("general", "/incident list"))
    [told] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await ada.clicks(told, "undo_end")
    await either.settles()
    assert (await either.incident()).status == "investigating"
    assert (await either.incident()).cancel_reason == ""
    assert await either.named("postmortem", room["id"]) == []
    assert "open_resolve" in actions(await either.card(room["id"]))


async def test_a_resolve_form_submitted_twice_resolves_once(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve")
    await grace.types(room["id"], "/incident resolve")
    form = await ada.form()
    await ada.submits(form, resolution="rolled back")
    await ada.submits(form)
    errors = await grace.submits(await grace.form(), resolution="me too", users_affected="9")
    assert list(errors) == ["users_affected"]
    assert "INC-1 is resolved" in errors["users_affected"]
    await world.settles()
    assert (await world.incident()).resolution == "rolled back"
    assert [e.kind for e in await world.timeline()].count("resolved") == 1
    assert len(await world.named("postmortem", room["id"])) == 1


async def test_a_resolve_form_that_opens_too_late_is_offered_again(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.fault("views.open", error="expired_trigger_id")
    await ada.types("general", "/incident INC-1 resolve")
    [told] = [m for m in await ada.private("general") if actions(m)]
    assert actions(told) == {"reopen_resolve": "Open the form"}
    await ada.clicks(told, "reopen_resolve")
    await ada.submits(await ada.form(), resolution="rolled back")
    await world.settles()
    assert (await world.incident()).resolution == "rolled back"
    assert "undo_end" in str(await ada.private("general"))
    await world.fault("views.open", error="expired_trigger_id")
    second = await ada.declares("another")
    await ada.clicks(await world.card(second["id"]), "open_resolve")
    assert "Click once more" in await ada.told(second["id"])
    assert room["id"] != second["id"]


async def test_of_many_who_resolve_at_once_one_does_and_the_others_are_told(either: World, ada: Person) -> None:
    room = await ada.declares()
    people = [either.person(name) for name in ("ada", "grace", "linus", "margaret", "alan", "barbara")]
    answers = await asyncio.gather(*(p.types(room["id"], f"/incident resolve by {p.name}") for p in people))
    await either.settles()
    said = [words(answer) for answer in answers]
    assert len([text for text in said if "*INC-1* is resolved after" in text]) == 1
    assert len([text for text in said if "INC-1 is resolved, so nothing was changed." in text]) == 5
    assert len(await either.named("postmortem", room["id"])) == 1
    assert await either.document(room["id"])


async def test_status_resolved_is_resolve(world: World, ada: Person) -> None:
    await ada.declares()
    answer = await ada.types("general", "/incident INC-1 status resolved rolled back")
    assert "*INC-1* is resolved" in words(answer)
    await world.settles()
    assert (await world.incident()).resolution == "rolled back"


async def test_two_incidents_of_one_title_have_documents_of_their_own(world: World, ada: Person) -> None:
    rooms = [await ada.declares("same"), await ada.declares("same")]
    for number, room in enumerate(rooms, start=1):
        await ada.types(room["id"], f"/incident resolve fix {number}")
        await world.settles()
        assert f"# Post-mortem INC-{number}: same" in await world.document(room["id"])


async def test_an_incident_resolved_before_its_room_exists_gets_room_and_post_mortem(
    world: World, ada: Person
) -> None:
    await world.settles()
    await world.fault("conversations.create", times=3, status=503)
    await ada.types("general", "/incident declare checkout is down")
    await ada.types("general", "/incident INC-1 resolve it was nothing")
    await world.settles()
    [room] = await world.rooms()
    assert "it was nothing" in await world.document(room["id"])
    assert len(room["pins"]) == 1


async def test_a_long_document_is_cut_in_the_message_and_whole_in_the_file(world: World, ada: Person) -> None:
    room = await ada.declares()
    for number in range(12):
        await ada.reacts(await ada.says(room["id"], f"{number} " + "very long story " * 150))
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    [message] = await world.named("postmortem", room["id"])
    assert len(message["blocks"][0]["text"]) < 12_000
    assert "the file in the thread has all of it" in words(message)
    document = await world.document(room["id"])
    assert len(document) > 25_000
    assert "11 very long story" in document
    [answer] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await ada.clicks(answer, "undo_end")
    await world.settles()
    [struck] = await world.named("postmortem", room["id"])
    assert "withdrawn" in words(struck)
