"""Merging: people and timeline go on in the other incident, a link stays behind, and it can be taken back."""

import pytest

from blocks import ids
from tests.conversations.driver import Json, Person, World
from tests.conversations.reading import actions, words


async def both(world: World, ada: Person, grace: Person) -> tuple[Json, Json]:
    """The rooms of INC-1, declared by Ada, and of INC-2, declared by Grace for the same trouble."""
    return await ada.declares(), await grace.declares("payments fail")


async def test_a_duplicate_is_merged_with_people_timeline_and_a_link_and_taken_back(
    either: World, ada: Person, grace: Person, linus: Person
) -> None:
    one, two = await both(either, ada, grace)
    await either.control("join", user="linus", channel=two["id"])
    await ada.types(one["id"], "/incident note restarted db1")
    await grace.types(two["id"], "/incident note found a full disk")
    answer = await grace.types(two["id"], "/incident merge INC-1")
    await either.settles()

    assert f"*INC-2* is merged into *INC-1* <#{one['id']}>: go on there." in words(answer)
    assert {ada.id, grace.id, linus.id} <= set((await either.channel(one["id"]))["members"])
    texts = [e.text for e in await either.timeline(1)]
    assert "found a full disk" in texts
    assert texts[-1] == "merged INC-2 into this incident"
    [signpost] = await either.named("signpost", two["id"])
    assert f"turned out to be *INC-1*: it goes on there <#{one['id']}>" in words(signpost)
    assert f"🔀 merged into INC-1 <#{one['id']}>" in words(await either.card(two["id"]))
    assert f"Merged into this incident: INC-2 <#{two['id']}>" in words(await either.card(one["id"]))
    assert await either.named("signpost", one["id"]) == []
    assert "· merged into INC-1 ·" in (await either.channel(two["id"]))["topic"]
    digest = (await either.named("digest", "incidents"))[-1]
    assert f"*merged into INC-1* <#{one['id']}>" in words(digest)
    assert "payments" not in words(await ada.types("general", "/incident list"))

    await grace.clicks(await said(grace, two, answer), ids.UNDO_MERGE)
    await either.settles()
    assert "*INC-2* is investigating again, by itself." in await grace.told(two["id"])
    assert "found a full disk" not in [e.text for e in await either.timeline(1)]
    assert "That was taken back" in words((await either.named("signpost", two["id"]))[0])
    assert "Merged into" not in words(await either.card(one["id"]))
    assert "🔎 investigating" in words(await either.card(two["id"]))
    assert linus.id in (await either.channel(one["id"]))["members"]


async def said(person: Person, room: Json, answer: Json) -> Json:
    """The command's private answer as it stands on their screen."""
    return next(m for m in await person.private(room["id"]) if actions(m) == actions(answer))


async def test_the_post_mortem_tells_of_both_and_follows_a_late_pin_in_the_old_room(
    world: World, ada: Person, grace: Person
) -> None:
    one, two = await both(world, ada, grace)
    await grace.types(two["id"], "/incident note found a full disk")
    finding = await grace.says(two["id"], "it was the log of db1")
    await grace.types("general", f"/incident INC-2 merge into #{one['name']}")
    await ada.types(one["id"], "/incident resolve rotated logs")
    await world.settles()
    assert "(INC-2) grace: found a full disk" in await world.document(one["id"])
    await ada.reacts(finding)
    await world.settles()
    assert "(INC-2) grace: it was the log of db1" in await world.document(one["id"])
    assert await world.named("postmortem", two["id"]) == []


async def test_what_is_typed_in_the_merged_room_says_where_to_go_and_reopen_takes_it_out(
    world: World, ada: Person, grace: Person
) -> None:
    _, two = await both(world, ada, grace)
    await grace.types(two["id"], "/incident merge INC-1")
    await world.settles()
    assert "Go on there: `/incident INC-1 …`" in words(await grace.types(two["id"], "/incident severity sev1"))
    assert "merged into INC-1" in words(await grace.types(two["id"], "/incident status"))
    answer = await grace.types(two["id"], "/incident reopen another cause")
    assert "*INC-2* is investigating again, by itself." in words(answer)
    await world.settles()
    assert [e.text for e in await world.timeline(1)][-1] == "took INC-2 out of this incident: another cause"
    assert "sev1" in words(await grace.types(two["id"], "/incident severity sev1")).casefold()


async def test_what_cannot_be_merged_is_said_plainly_and_points_to_the_last_of_a_chain(
    world: World, ada: Person, grace: Person
) -> None:
    _, two = await both(world, ada, grace)
    third = await ada.declares("mail is slow")
    fourth = await ada.declares("search is slow")

    async def answer(room: Json, text: str) -> str:
        return words(await ada.types(room["id"], f"/incident merge {text}"))

    assert "INC-2 is this very incident" in await answer(two, "INC-2")
    assert "There is no INC-9" in await answer(two, "INC-9")
    assert "Which other incident?" in await answer(two, "")
    assert "Which other incident?" in await answer(two, "the other one")
    assert "*INC-4* is merged into *INC-3*" in await answer(fourth, "inc-3")
    assert "*INC-4* is merged into *INC-3*" in await answer(fourth, "INC-3")  # said again
    assert "INC-4 was merged into INC-3 already, so there is nothing to merge." in await answer(third, "INC-4")
    assert "*INC-3* is merged into *INC-1*" in await answer(third, "INC-1")
    assert "Did you mean `/incident INC-2 merge INC-1`?" in await answer(two, "INC-4")
    await ada.types("general", "/incident INC-1 cancel")
    assert "INC-1 is cancelled, so nothing was merged into it." in await answer(two, "INC-1")
    assert (await world.incident(2)).is_open
    await world.settles()


async def test_the_other_one_may_be_named_as_people_type_it(world: World, ada: Person, grace: Person) -> None:
    one, two = await both(world, ada, grace)
    ways = ("1", "#1", "inc1", f"#{one['name']}", f"#{one['name'].upper()}", f"into #{one['name']}")
    for word in ways:  # of a name in small letters Slack makes a mention, of one in capitals it does not
        answer = await grace.types(two["id"], f"/incident merge {word}")
        assert "*INC-2* is merged into *INC-1*" in words(answer), word
        await grace.types(two["id"], "/incident reopen")
        await world.settles()
    for word, said in {
        "#nowhere": "That is not a war room.",
        "#random": "That is not a war room.",
        "9": "There is no INC-9.",
    }.items():
        assert said in words(await grace.types(two["id"], f"/incident merge {word}"))


async def test_ic_42_a_private_room_cannot_be_guessed_by_its_name(
    world: World, ada: Person, grace: Person
) -> None:
    await ada.types("general", "/incident declare --private layoffs")
    await world.settles()
    [secret] = await world.rooms()
    two = await grace.declares("payments fail")
    told = words(await grace.types(two["id"], f"/incident merge #{secret['name']}"))
    assert told == words(await grace.types(two["id"], "/incident merge #inc-9-x"))


async def test_outside_a_room_merging_takes_the_names_of_both(world: World, ada: Person, grace: Person) -> None:
    await both(world, ada, grace)
    told = words(await ada.types("general", "/incident merge INC-1"))
    assert told.startswith("This channel is not a war room, so name both: `/incident INC-… merge INC-1`")
    assert "*INC-2* is merged into *INC-1*" in words(await ada.types("general", "/incident INC-2 merge 1"))
    await world.settles()


CALLS = ["conversations.members", "conversations.invite", "conversations.setTopic",
         "chat.postMessage", "chat.update"]  # fmt: skip


@pytest.mark.parametrize("what", [{"drop": True}, {"status": 429, "retry_after": 1}], ids=["dropped", "429"])
@pytest.mark.parametrize("step", CALLS)
async def test_an_answer_lost_or_a_limit_on_the_way_loses_nobody_and_says_nothing_twice(
    world: World, ada: Person, grace: Person, step: str, what: Json
) -> None:
    one, two = await both(world, ada, grace)
    await world.fault(step, times=2, **what)
    await grace.types(two["id"], "/incident merge INC-1")
    await world.settles()
    assert grace.id in (await world.channel(one["id"]))["members"]
    assert len(await world.named("signpost", two["id"])) == 1
    assert "merged into INC-1" in words(await world.card(two["id"]))
    assert "Merged into this incident: INC-2" in words(await world.card(one["id"]))
    assert [await world.store.failed(number) for number in (1, 2)] == [[], []]


async def test_the_people_of_a_room_that_was_archived_are_not_known_but_who_declared_it_is(
    world: World, ada: Person, grace: Person
) -> None:
    one, two = await both(world, ada, grace)
    await world.control("archive", user="linus", channel=two["id"])
    await world.settles()
    await grace.types("general", "/incident INC-2 merge INC-1")
    await world.settles()
    assert grace.id in (await world.channel(one["id"]))["members"]
    assert [await world.store.failed(number) for number in (1, 2)] == [[], []]


async def test_everybody_of_a_crowded_room_comes_in_batches(world: World, ada: Person, grace: Person) -> None:
    one, two = await both(world, ada, grace)
    for n in range(230):
        await world.control("people", name=f"crowd{n}")
    room = world.running.workspace.find_channel(two["id"])
    assert room
    crowd = [u.id for u in world.running.workspace.users.values() if u.name.startswith("crowd")]
    room.members += crowd
    await grace.types(two["id"], "/incident merge INC-1")
    await world.settles()
    assert set(crowd) <= set((await world.channel(one["id"]))["members"])
    merged = [c for c in await world.calls("conversations.invite") if len(c["args"]["users"].split(",")) > 5]
    assert [len(c["args"]["users"].split(",")) for c in merged] == [100, 100, 31]


async def test_what_is_merged_before_its_room_is_open_opens_none_until_it_is_taken_out_again(
    world: World, ada: Person, grace: Person
) -> None:
    one = await ada.declares()
    await world.fault("conversations.create", status=429, retry_after=30)
    await grace.types("general", "/incident declare payments fail")
    await grace.types("general", "/incident INC-2 merge INC-1")
    await world.settles()
    assert [room["id"] for room in await world.rooms()] == [one["id"]]
    assert grace.id in (await world.channel(one["id"]))["members"]
    said = words(await grace.types("general", "/incident INC-2 reopen"))
    assert said.endswith("A room is opening.")
    await world.settles()
    [_, two] = await world.rooms()
    assert f"The war room of *INC-2* is <#{two['id']}>." in await grace.told("general")


async def test_a_room_of_which_no_answer_told_before_the_merge_does_not_stay_without_an_incident(
    world: World, ada: Person, grace: Person
) -> None:
    await ada.declares()
    await world.fault("conversations.create", drop=True, latency_ms=100)
    await grace.types("general", "/incident declare payments fail")
    await grace.types("general", "/incident INC-2 merge INC-1")
    await world.settles()
    [one, two] = await world.rooms()
    assert (await world.incident(2)).channel_id == two["id"]
    assert f"it goes on there <#{one['id']}>" in words((await world.named("signpost", two["id"]))[0])
