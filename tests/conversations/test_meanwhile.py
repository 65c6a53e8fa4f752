"""Something else happens while Slack still owes us an answer: what is shown in the end is what is true."""

from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words


async def test_a_card_whose_answer_was_lost_still_follows_what_happened_meanwhile(
    world: World, ada: Person
) -> None:
    await world.settles()
    await world.fault("chat.postMessage", times=2, drop=True)
    await ada.types("general", "/incident declare checkout is down")
    await world.eventually(world.rooms)
    await ada.types("general", "/incident INC-1 severity sev1")
    await world.settles()
    [room] = await world.rooms()
    assert "SEV1" in words(await world.card(room["id"]))
    [digest] = await world.named("digest", "incidents")
    assert "SEV1" in words(digest)


async def test_undo_while_the_post_mortems_answer_is_lost_leaves_one_struck_message(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    await world.settles()
    await world.fault("chat.postMessage", drop=True)
    await ada.types(room["id"], "/incident resolve rolled back")
    [answer] = [m for m in await ada.private(room["id"]) if "undo_end" in actions(m)]
    await world.eventually(lambda: world.named("postmortem", room["id"]))
    await ada.clicks(answer, "undo_end")
    await world.settles()
    [struck] = await world.named("postmortem", room["id"])
    assert "withdrawn" in words(struck)
    await ada.types(room["id"], "/incident resolve rolled back again")
    await world.settles()
    [again] = await world.named("postmortem", room["id"])
    assert (again["ts"], "withdrawn" in words(again)) == (struck["ts"], False)


async def test_a_card_posted_anew_takes_its_bookmark_along(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.settles()
    card = await world.card(room["id"])
    await world.session.post(
        f"{world.running.api_url}chat.delete",
        json={"channel": room["id"], "ts": card["ts"]},
        headers={"Authorization": "Bearer xoxb-local"},
    )
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    new = await world.card(room["id"])
    [now] = await world.rooms()
    assert [b["link"].rsplit("/", 1)[1] for b in now["bookmarks"]] == [f"p{new['ts'].replace('.', '')}"]


async def test_the_declarer_hears_that_the_room_is_late_and_then_gets_the_link(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.create", times=3, status=429, retry_after=20)
    await ada.types("general", "/incident declare checkout is down")
    await world.eventually(lambda: _told(ada, "as soon as it can"))
    await world.settles()
    assert "The war room is" in await ada.told("general")
    assert "as soon as it can" not in await ada.told("general")


async def test_a_digest_channel_that_was_deleted_or_left_is_made_anew(world: World, ada: Person) -> None:
    await ada.declares()
    await world.settles()
    digest = await world.channel("incidents")
    await world.control("rename", user="ada", channel=digest["id"], name="old-incidents")
    await world.control("archive", user="ada", channel=digest["id"])
    await ada.types("general", "/incident INC-1 severity sev1")
    await world.settles()
    [told] = await world.named("digest", "incidents")
    assert "SEV1" in words(told)


async def _told(person: Person, text: str) -> bool:
    return text in await person.told("general")
