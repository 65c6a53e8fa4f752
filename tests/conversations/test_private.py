"""Private incidents: known to those in their room, and to nobody else, whatever is asked and wherever."""

from incidents.catalog import Catalog
from incidents.follower import Follower
from tests.conversations.conftest import Open
from tests.conversations.driver import Json, Person, World
from tests.conversations.reading import words

SECRET = "layoffs leaked"
ABOUT_ONE = (
    *("status", "status resolved", "severity sev1", "role commander", "title", "title x", "summary", "note x"),
    *("room", "private", "invite @linus", "bridge", "bridge end", "merge INC-3", "resolve", "resolve x"),
    *("cancel", "reopen", "doctor"),
)


async def _private(ada: Person, title: str = SECRET) -> Json:
    await ada.types("general", f"/incident declare --private {title}")
    await ada.world.settles()
    return (await ada.world.rooms())[-1]


async def test_ic_42_nothing_about_a_private_incident_appears_anywhere_outside_its_room(
    world: World, ada: Person, grace: Person
) -> None:
    await world.store.follow([Follower(slack_id=grace.id, added_by=grace.id, added_at=world.now())], once="f")
    room = await _private(ada)
    await world.control("join", user="grace", channel="incidents")
    assert (room["is_private"], grace.id in room["members"]) == (True, False)
    for command in ABOUT_ONE:
        told = await grace.types("general", f"/incident INC-1 {command}")
        unknown = await grace.types("general", f"/incident INC-2 {command}")
        assert words(told) == words(unknown).replace("INC-2", "INC-1")
    assert "no open incident" in words(await grace.types("general", "/incident list"))
    await grace.types("general", "/incident declare layoffs leak")  # what is like it gives no hint
    await world.settles()
    assert "Similar" not in await grace.told("general")
    told = await grace.types("general", "/incident INC-2 merge INC-1")
    assert words(told) == words(await grace.types("general", "/incident INC-1 merge INC-2"))
    assert "There is no INC-1." in words(told)
    for step in ("severity sev1", "title board minutes leaked", "resolve it was a draft", "reopen"):
        await ada.types(room["id"], f"/incident {step}")
        await world.settles()
    assert "INC-1" in words(await ada.types("general", "/incident list"))
    assert await _overheard(world, grace, room["id"]) == []
    posts = await world.calls("chat.postMessage", "chat.update", "chat.postEphemeral")
    assert {c["channel"] for c in posts if "INC-1" in str(c["args"])} == {room["id"]}  # not even for a moment


async def _overheard(world: World, somebody: Person, room: str) -> list[Json]:
    """What they can read of it: in every channel that they can see, ephemerals and threads included."""
    channels = (await world.look("state"))["channels"]
    open_to = [c["id"] for c in channels if not c["is_private"] or somebody.id in c["members"]]
    assert room not in open_to
    read = [m for channel in open_to for m in await somebody.sees(channel)]
    mine = [m for m in read if "INC-2" not in str(m) and not m.get("is_ephemeral")]
    return [m for m in mine if "INC-1" in str(m) or "minutes" in str(m) or SECRET in str(m)]


async def test_ic_42_a_form_makes_a_private_incident_too_and_has_the_box_ticked_where_that_was_asked(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(rooms_from="sev1"))
    ada = world.person("ada")
    await ada.types("general", "/incident declare --private")
    form = await ada.form()
    [box] = [b["element"] for b in form["blocks"] if b["block_id"] == "private"]
    assert box["initial_options"][0]["value"] == "private"
    await ada.submits(form, title=SECRET)
    await world.settles()
    [room] = await world.rooms()
    assert room["is_private"]
    assert "🔒 Private: only those in this room know of it" in words(await world.card(room["id"]))
    assert await world.named("digest", "incidents") == []
    assert f"Its private room is <#{room['id']}>" in await ada.told("general")


async def test_ic_42_wherever_the_flag_stands_nothing_becomes_public(world: World, ada: Person) -> None:
    for typed in (
        "--private leaked",
        "leaked --private",
        "—private leaked",
        "--privat leaked",
        "-private: leaked",
        "minutes --PRIVATE leaked",
    ):
        await ada.types("general", f"/incident declare {typed}")
    await world.settles()
    rooms = await world.rooms()
    assert [room["is_private"] for room in rooms] == [True] * 6
    assert sorted(room["name"][6:] for room in rooms) == ["leaked"] * 5 + ["minutes-leaked"]
    assert await world.posts("incidents") == []


async def test_a_private_form_that_opened_too_late_is_offered_again_with_its_box_ticked(
    world: World, ada: Person
) -> None:
    await world.fault("views.open", error="expired_trigger_id")
    told = await ada.types("general", "/incident declare --private")
    await ada.clicks((await ada.private("general"))[-1], "open_declare")
    [box] = [b["element"] for b in (await ada.form())["blocks"] if b["block_id"] == "private"]
    assert box["initial_options"], told


async def test_ic_42_who_is_let_in_sees_it_and_who_leaves_sees_it_no_more(either: World, ada: Person) -> None:
    grace = either.person("grace")
    room = await _private(ada)
    await ada.types(room["id"], "/incident invite @grace")
    await either.settles()
    assert SECRET in words(await grace.types("general", "/incident INC-1 status"))
    assert f"🔒 🟠 SEV2 · INC-1 · {SECRET}" in words(await grace.types("general", "/incident list"))
    await either.control("leave", user="grace", channel=room["id"])
    await either.is_heard()
    assert "There is no INC-1." in words(await grace.types("general", "/incident INC-1 status"))
    assert "no open incident" in words(await grace.types("general", "/incident list"))


async def test_a_private_room_has_all_that_a_room_has(world: World, ada: Person) -> None:
    room = await _private(ada)
    said = await ada.says(room["id"], "The draft was in a shared folder")
    await ada.reacts(said)
    await ada.types(room["id"], "/incident resolve took it down")
    await world.settles()
    assert "The draft was in a shared folder" in await world.document(room["id"])
    room = await world.channel(room["id"])
    assert (len(room["pins"]), len(room["bookmarks"]), room["topic"] != "") == (1, 1, True)
    assert await world.store.failed(1) == []


async def test_a_private_room_whose_answer_was_lost_is_found_again(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.create", drop=True)
    await _private(ada)
    [room] = await world.rooms()
    assert (room["is_private"], ada.id in room["members"]) == (True, True)


async def test_a_private_room_that_is_lost_goes_on_in_another_private_one(
    world: World, ada: Person, grace: Person
) -> None:
    room = await _private(ada)
    await ada.types(room["id"], "/incident invite @grace")
    await world.settles()
    await world.control("rename", user="ada", channel=room["id"], name="hush")
    await world.control("archive", user="ada", channel=room["id"])
    await world.settles()
    await ada.types("general", "/incident INC-1 room")
    await world.settles()
    [room] = await world.rooms()
    assert room["is_private"]
    assert {ada.id, grace.id} <= set(room["members"])


async def test_ic_42_a_public_incident_made_private_takes_its_people_along_and_leaves_nothing_in_public(
    either: World, ada: Person, grace: Person
) -> None:
    linus = either.person("linus")
    old = await ada.declares("minutes leaked")
    await ada.types(old["id"], "/incident invite @grace")
    await ada.types(old["id"], "/incident bridge https://meet.example.com/hush")
    await ada.types(old["id"], "/incident resolve it was a draft")
    await either.settles()
    told = words(await grace.types(old["id"], "/incident private"))
    assert "*INC-1* is private from now on" in told
    await either.settles()
    assert await either.store.failed(1) == []
    [left, room] = await either.rooms()
    assert (left["id"], left["name"], left["is_archived"], left["topic"]) == (old["id"], "inc-1-closed", True, "")
    assert (left["bookmarks"], left["pins"], left["canvas"]) == ([], [], None)
    assert (room["is_private"], {ada.id, grace.id} <= set(room["members"])) == (True, True)
    assert f"<#{room['id']}>" in await grace.told_anywhere(old["id"])
    [word] = await _said(either, old["id"])
    assert word.startswith("This room is closed.")
    assert await _said(either, "incidents") == []
    assert "minutes leaked" in words(await either.card(room["id"]))
    assert "it was a draft" in await either.document(room["id"])
    assert "There is no INC-1." in words(await linus.types("general", "/incident INC-1 status"))
    assert "minutes leaked" in words(await grace.types("general", "/incident INC-1 status"))
    assert "private already" in words(await ada.types(room["id"], "/incident private"))


async def _said(world: World, channel: str) -> list[str]:
    """What can still be read of ours; of a deleted file Slack keeps a mark, without name or title."""
    posts = await world.posts(channel)
    assert {f["mode"] for m in posts for f in m.get("files") or []} <= {"tombstone"}
    return [words(m) for m in posts if words(m)]


async def test_without_a_room_the_digest_message_goes_with_all_that_stood_under_it(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(rooms_from="sev1"))
    ada = world.person("ada")
    await ada.types("general", "/incident declare minutes leaked")
    await ada.types("general", "/incident INC-1 resolve it was a draft")
    await world.settles()
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    [room] = await world.rooms()
    assert room["is_private"]
    assert await _said(world, "incidents") == []
    assert "it was a draft" in await world.document(room["id"])


async def test_ic_42_a_post_mortem_under_the_digest_message_whose_answer_was_lost_goes_with_that(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(rooms_from="sev1"))
    ada = world.person("ada")
    await ada.types("general", "/incident declare minutes leaked")
    await world.settles()
    await world.fault("chat.postMessage", drop=True)
    await ada.types("general", "/incident INC-1 resolve it was a draft")
    await world.eventually(lambda: world.named("postmortem", "incidents"))
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    assert await _said(world, "incidents") == []
    [room] = await world.rooms()
    assert "it was a draft" in await world.document(room["id"])


async def test_a_digest_message_whose_answer_was_lost_is_taken_down_too(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("chat.postMessage", drop=True, times=2)  # the card and the digest message
    await ada.types("general", "/incident declare minutes leaked")
    await world.eventually(lambda: world.named("digest", "incidents"))
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    assert await _said(world, "incidents") == []


async def test_ic_42_a_public_room_of_which_no_answer_told_is_closed_when_the_private_one_is_there(
    world: World, ada: Person
) -> None:
    await world.settles()
    await world.fault("conversations.create", drop=True, latency_ms=100)
    await ada.types("general", "/incident declare minutes leaked")
    await world.eventually(lambda: _asked_for_a_room(world))
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    [left, room] = await world.rooms()
    assert (left["name"], left["is_archived"], left["is_private"]) == ("inc-1-closed", True, False)
    assert (room["is_private"], ada.id in room["members"]) == (True, True)


async def _asked_for_a_room(world: World) -> bool:
    return any("minutes" in call["args"]["name"] for call in await world.calls("conversations.create"))


async def test_ic_42_what_was_on_its_way_into_the_public_room_is_waited_for_and_taken_down(
    world: World, ada: Person
) -> None:
    await world.settles()
    await world.fault("chat.postMessage", times=2, latency_ms=350)  # the card, and the digest message
    await world.fault("conversations.archive", latency_ms=500)
    await ada.types("general", "/incident declare minutes leaked")
    await world.eventually(lambda: world.calls("chat.postMessage"))
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    [left, room] = await world.rooms()
    assert (left["is_archived"], room["is_private"]) == (True, True)
    [word] = await _said(world, left["id"])
    assert word.startswith("This room is closed.")


async def test_ic_42_a_question_that_was_on_its_way_into_the_public_room_is_taken_down_too(
    world: World, ada: Person
) -> None:
    room = await ada.declares("minutes leaked")
    await ada.types(room["id"], "/incident role scribe @grace")
    await world.settles()
    posted = len(await world.calls("chat.postMessage"))

    async def asked() -> bool:
        return len(await world.calls("chat.postMessage")) > posted

    await world.fault("chat.postMessage", latency_ms=350)
    await world.control("people", name="grace", deleted=True)
    await world.eventually(asked)
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    [word] = await _said(world, room["id"])
    assert word.startswith("This room is closed.")


async def test_ic_42_an_earlier_public_room_that_is_closed_to_us_is_named_since_its_title_stays_readable(
    world: World, ada: Person
) -> None:
    old = await ada.declares("minutes leaked")
    await world.control("archive", user="ada", channel=old["id"])
    await world.settles()
    await ada.types("general", "/incident INC-1 room")
    await world.settles()
    told = words(await ada.types("general", "/incident INC-1 private"))
    assert f"An earlier room, <#{old['id']}>, is closed to SignalCraft" in told
    await world.settles()


async def test_where_no_private_room_can_be_opened_the_public_one_stays_open_and_it_can_be_tried_again(
    world: World, ada: Person
) -> None:
    old = await ada.declares("minutes leaked")
    await world.fault("conversations.create", error="restricted_action")
    await ada.types(old["id"], "/incident private")
    await world.settles()
    assert not (await world.channel(old["id"]))["is_archived"]
    assert await world.named("digest", "incidents") == []
    [told] = [m for m in await ada.private(old["id"]) if "restricted_action" in words(m)]
    await ada.clicks(told, "try_again")
    await world.settles()
    assert (await world.channel(old["id"]))["is_archived"]
    assert (await world.rooms())[-1]["is_private"]


async def test_ic_42_who_left_while_nobody_heard_it_is_found_out_by_the_doctor(
    world: World, ada: Person, grace: Person
) -> None:
    room = await _private(ada)
    await ada.types(room["id"], "/incident invite @grace")
    await world.settles()
    channel = world.running.workspace.find_channel(room["id"])
    assert channel
    channel.members.remove(grace.id)  # nobody was told
    assert SECRET in words(await grace.types("general", "/incident INC-1 status"))
    await world.passes(seconds=1)
    await ada.types(room["id"], "/incident doctor")
    await world.settles()
    assert "There is no INC-1." in words(await grace.types("general", "/incident INC-1 status"))
    assert "Everything is as it should be" in await ada.told(room["id"])


async def test_a_public_room_that_the_bot_cannot_close_is_named_on_the_new_card_until_it_can(
    world: World, ada: Person
) -> None:
    old = await ada.declares("minutes leaked")
    bot = world.running.workspace.bot.name
    await world.control("kick", user="ada", channel=old["id"], target=bot)
    await world.settles()
    await ada.types("general", "/incident INC-1 private")
    await world.settles()
    room = (await world.rooms())[-1]
    card = await world.card(room["id"])
    assert "Could not close the public room: SignalCraft is not in the channel" in words(card)
    await world.control("join", user=bot, channel=old["id"], by="ada")
    await ada.clicks(card, "try_again")
    await world.settles()
    assert (await world.channel(old["id"]))["is_archived"]
    assert "Could not" not in words(await world.card(room["id"]))


async def test_a_public_room_whose_members_slack_does_not_tell_stays_open_so_that_nobody_is_left_behind(
    world: World, ada: Person, grace: Person
) -> None:
    old = await ada.declares("minutes leaked")
    await world.control("join", user="grace", channel=old["id"])
    await world.fault("conversations.members", error="fetch_members_failed")
    await ada.types(old["id"], "/incident private")
    await world.settles()
    assert not (await world.channel(old["id"]))["is_archived"]
    room = (await world.rooms())[-1]
    await ada.clicks(await world.card(room["id"]), "try_again")
    await world.settles()
    assert (await world.channel(old["id"]))["is_archived"]
    assert grace.id in (await world.channel(room["id"]))["members"]


async def test_more_words_make_nothing_private_since_no_way_leads_back(world: World, ada: Person) -> None:
    room = await ada.declares()
    for more in ("INC-7", "room for us two", "?"):
        assert "nothing was changed" in words(await ada.types(room["id"], f"/incident private {more}"))
    await world.settles()
    assert [each["is_private"] for each in await world.rooms()] == [False]
