"""The same trouble declared twice: nobody is held back, and whoever declared is shown the way."""

import asyncio

from blocks import ids
from tests.conversations.driver import Json, Person, World
from tests.conversations.reading import actions, button, words


async def declares_again(world: World, person: Person, title: str = "The checkout is DOWN") -> Json:
    """Somebody declares what is open already; gives their private answer."""
    await person.types("random", f"/incident declare {title}")
    await world.settles()
    [answer] = await person.private("random")
    return answer


async def test_the_room_opens_all_the_same_and_the_answer_offers_to_join_or_to_merge(
    world: World, ada: Person, grace: Person
) -> None:
    first = await ada.declares("checkout is down")
    answer = await declares_again(world, grace)
    assert "The war room is" in words(answer)
    assert f"Similar: *INC-1* <#{first['id']}>, declared" in words(answer)
    assert "checkout is down" in words(answer)
    assert actions(answer) == {ids.JOIN_ROOM: "Join INC-1", ids.MERGE: "Merge into INC-1"}
    assert len(await world.rooms()) == 2
    assert "Similar" not in await ada.told("general")


async def test_join_brings_them_in_and_says_where_it_is_also_twice(
    either: World, ada: Person, grace: Person
) -> None:
    first = await ada.declares("checkout is down")
    answer = await declares_again(either, grace)
    for _ in range(2):
        await grace.clicks(answer, ids.JOIN_ROOM)
        await either.settles()
    assert grace.id in (await either.channel(first["id"]))["members"]
    assert (await grace.told("random")).count(f"The war room of *INC-1* is <#{first['id']}>.") == 2
    assert actions(answer).keys() == actions((await grace.private("random"))[0]).keys()  # it still stands


async def test_merge_takes_the_place_of_the_answer_and_undo_the_place_of_that(
    either: World, ada: Person, grace: Person
) -> None:
    first = await ada.declares("checkout is down")
    answer = await declares_again(either, grace)
    await grace.clicks(answer, ids.MERGE)
    await either.settles()
    [merged] = await grace.private("random")
    assert f"*INC-2* is merged into *INC-1* <#{first['id']}>" in words(merged)
    assert grace.id in (await either.channel(first["id"]))["members"]
    await grace.clicks(merged, ids.UNDO_MERGE)
    await either.settles()
    [undone] = await grace.private("random")
    assert "*INC-2* is investigating again" in words(undone)
    assert (await either.incident(2)).is_open


async def test_a_click_that_comes_too_late_is_refused_in_plain_words(
    world: World, ada: Person, grace: Person
) -> None:
    await ada.declares("checkout is down")
    answer = await declares_again(world, grace)
    await ada.types("general", "/incident INC-1 resolve rolled back")
    await grace.clicks(answer, ids.MERGE)
    await world.settles()
    assert "INC-1 is resolved, so nothing was merged into it." in await grace.told("random")
    assert (await world.incident(2)).is_open


async def test_the_form_shows_what_is_similar_while_a_title_is_typed_and_keeps_what_was_typed(
    world: World, ada: Person, grace: Person
) -> None:
    first = await ada.declares("checkout is down")
    await grace.types("random", "/incident declare")
    form = await grace.form()
    before = len(await world.calls("views.update"))
    for typed in ("c", "che", "checkout do", "checkout down"):
        form = await grace.writes(form, ids.TITLE, typed)
    assert f"Similar: *INC-1* <#{first['id']}>" in words(form)
    assert "checkout is down" in words(form)
    assert len(await world.calls("views.update")) == before + 1  # and not with every letter
    assert form["state"]["values"][ids.TITLE][ids.VALUE]["value"] == "checkout down"

    form = await grace.writes(form, ids.TITLE, "mail is late")
    assert "Similar" not in words(form)
    assert await grace.submits(form, title="mail is late") == {}
    await world.settles()
    incident = await world.incident(2)
    assert (incident.title, incident.severity) == ("mail is late", "sev2")
    assert "The war room is" in await grace.told("random")


async def test_letters_on_two_sockets_at_once_leave_one_hint_and_what_was_typed(
    world: World, ada: Person, grace: Person
) -> None:
    await ada.declares("checkout is down")
    await grace.types("random", "/incident declare")
    form = await grace.form()
    texts = ["checkout down", "checkout down e", "checkout down eu", "checkout is down"]
    await asyncio.gather(*(grace.writes(form, ids.TITLE, text) for text in texts))
    form = await grace.form()
    assert words(form).count("Similar: *INC-1*") == 1
    assert form["state"]["values"][ids.TITLE][ids.VALUE]["value"] in texts


async def test_a_form_that_changed_or_cannot_be_changed_does_not_disturb_who_writes(
    world: World, ada: Person, grace: Person
) -> None:
    await ada.declares("checkout is down")
    await grace.types("random", "/incident declare")
    form = await grace.form()
    for error in ("hash_conflict", "not_found", "internal_error"):
        await world.fault("views.update", error=error)
        assert "Similar" not in words(await grace.writes(form, ids.TITLE, "checkout down"))
    form = await grace.writes(form, ids.TITLE, "checkout down again")
    assert "Similar: *INC-1*" in words(form)
    assert button(form, ids.VALUE)["type"] == "plain_text_input"
    assert await grace.submits(form, title="checkout down again") == {}
    await world.settles()
    assert len(await world.rooms()) == 2
