"""Handing a role over: by form and by word, accepted, declined, raced for, and refused when it is too late."""

import asyncio
from typing import Any

from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words


async def asked(world: World, person: Person) -> dict[str, Any]:
    """The latest offer among their direct messages."""
    sees = await person.sees(f"@{world.running.workspace.bot.name}")
    return [m for m in sees if "accept_role" in actions(m)][-1]


async def direct(world: World, person: Person) -> list[str]:
    return [words(m) for m in await person.sees(f"@{world.running.workspace.bot.name}")]


async def holders(world: World) -> list[tuple[str, bool]]:
    return [(a.user_id, a.released_at is None) for a in (await world.incident()).roles]


async def test_a_role_goes_from_one_to_the_other_by_form_with_a_note_and_never_is_nobodys(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident summary nobody can pay")
    await ada.types(room["id"], "/incident task add roll back @linus")
    await world.settles()
    await ada.chooses(await world.card(room["id"]), "commander", "handover")
    form = await ada.form()
    along = ("SEV2 · INC-1 · checkout is down", "nobody can pay", "roll back", "Next update: ")
    assert [each for each in along if each not in words(form)] == []
    assert await ada.submits(form, person="grace", note="Mind the <!channel> & the database") == {}
    await world.settles()
    assert f"Commander: <@{ada.id}> → <@{grace.id}> asked" in words(await world.card(room["id"]))
    assert await holders(world) == [(ada.id, True)]
    offer = await asked(world, grace)
    assert f"<@{ada.id}> asks you to take over *Commander* of *INC-1*." in words(offer)
    assert [each for each in along if each not in words(offer)] == []
    assert "Note: Mind the <!channel> & the database" in words(offer)
    await grace.clicks(offer, "accept_role")
    await world.settles()
    assert await holders(world) == [(ada.id, False), (grace.id, True)]
    [mine] = await direct(world, grace)
    assert mine.startswith("You are *Commander* of *INC-1*.\n• Lead and leave the fixing to others")
    assert "Note: Mind the" in mine
    assert await direct(world, ada) == [f"🎖️ <@{grace.id}> has taken over *Commander* of *INC-1*."]
    assert grace.id in (await world.channel(room["id"]))["members"]
    assert f"Commander: <@{grace.id}>\n" in words(await world.card(room["id"]))
    told = [(e.author_id, e.text, e.subject_id) for e in await world.timeline()]
    assert told[-2:] == [
        (ada.id, "offered the role Commander to", grace.id),
        (grace.id, "took over the role Commander from", ada.id),
    ]


async def test_a_handover_by_word_is_taken_back_replaced_and_accepted(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()

    async def role(person: Person, text: str) -> str:
        return words(await person.types(room["id"], f"/incident role commander {text}")).partition("\n")[0]

    assert "Nobody holds Commander at the moment." in await role(ada, "handover @grace")
    await role(ada, "")
    assert "It takes one person, named with @. Nothing was changed." in await role(ada, "handover")
    said = await role(ada, "handover @grace ask @linus about the disk")
    assert said == (
        f"<@{grace.id}> is asked to take over *Commander* of *INC-1*. <@{ada.id}> keeps it until they accept."
    )
    await world.settles()
    offer = await asked(world, grace)
    assert "Note: ask @linus about the disk" in words(offer)
    await role(ada, "withdraw")
    assert "that offer no longer stands" in await role(ada, "withdraw")
    await role(ada, "handover @linus")
    await world.settles()
    stale = f"That offer no longer stands: Commander of INC-1 is held by <@{ada.id}>."
    assert await role(grace, "accept") == stale
    await grace.clicks(offer, "accept_role")
    await world.settles()
    assert stale in await grace.told(offer["channel"])
    assert await role(linus, "") == "You are *Commander* of *INC-1*."
    assert await holders(world) == [(ada.id, False), (linus.id, True)]
    assert await role(linus, "accept") == "You are Commander of INC-1 already."
    await world.settles()
    [brief] = await direct(world, linus)
    assert brief.startswith("You are *Commander* of *INC-1*.\n")
    assert [w.partition("\n")[0] for w in await direct(world, ada)] == [
        f"🎖️ <@{linus.id}> has taken over *Commander* of *INC-1*.",
    ]


async def test_an_offer_is_one_message_edited_in_place_and_the_next_one_is_another(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()

    async def role(person: Person, text: str) -> str:
        return words(await person.types(room["id"], f"/incident role commander {text}")).partition("\n")[0]

    await role(ada, "")
    await role(ada, "handover @grace ask @linus about the disk")
    await world.settles()
    await role(ada, "handover @grace ask @linus about the network")
    await world.settles()
    assert [("network" in said, "disk" in said) for said in await direct(world, grace)] == [(True, False)]
    declined = f"You declined *Commander* of *INC-1*. It stays with <@{ada.id}>."
    assert await role(grace, "decline") == declined
    await world.settles()
    await role(ada, "hand over @grace")
    await world.settles()
    assert [said.partition("\n")[0] for said in await direct(world, grace)] == [
        declined,
        f"🎖️ <@{ada.id}> asks you to take over *Commander* of *INC-1*. <@{ada.id}> keeps it until you accept.",
    ]
    assert await role(ada, "withdraw") == f"*Commander* of *INC-1* stays with <@{ada.id}>."
    await world.settles()
    over = f"You are no longer asked to take over *Commander* of *INC-1*. <@{ada.id}> holds it."
    assert await direct(world, grace) == [declined, over]
    declines = f"<@{grace.id}> declined to take over *Commander* of *INC-1*. It stays where it is."
    assert await direct(world, ada) == [declines]


async def test_an_offer_ends_with_its_incident_and_stands_again_when_that_goes_on(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident role commander handover @grace")
    await world.settles()
    offer = await asked(world, grace)
    await ada.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    assert await direct(world, grace) == [
        "You are no longer asked to take over *Commander* of *INC-1*. INC-1 is resolved."
    ]
    await grace.clicks(offer, "decline_role")
    assert "INC-1 is resolved, so nothing was changed." in await grace.told(offer["channel"])
    await ada.types(room["id"], "/incident reopen")
    await world.settles()
    again = await asked(world, grace)
    assert again["ts"] == offer["ts"]
    await grace.clicks(again, "decline_role")
    await world.settles()
    said, _ = await direct(world, grace)  # and the refusal, which she alone sees
    assert said == f"You declined *Commander* of *INC-1*. It stays with <@{ada.id}>."


async def test_handing_over_releasing_and_accepting_at_once_leave_one_holder_at_most(
    either: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident role commander handover @grace")
    await either.settles()
    card, offer = await either.card(room["id"]), await asked(either, grace)
    await asyncio.gather(
        grace.clicks(offer, "accept_role"),
        grace.clicks(offer, "accept_role"),
        ada.releases(card, "commander"),
        linus.types(room["id"], "/incident role commander"),
        ada.types(room["id"], "/incident role commander handover @linus"),
    )
    await either.settles()
    held = await holders(either)
    assert [person for person, now in held if now] in ([grace.id], [linus.id], [])
    assert len({person for person, _ in held}) == len(held)
    took_over = [e.author_id for e in await either.timeline() if e.text == "took over the role Commander from"]
    assert took_over.count(grace.id) == sum(person == grace.id for person, _ in held)


async def test_a_form_submitted_after_the_end_keeps_what_was_typed_and_so_does_one_after_a_change_of_hands(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident role commander")
    await world.settles()
    card = await world.card(room["id"])
    await ada.chooses(card, "commander", "handover")
    form = await ada.form()
    assert list((await ada.submits(form, person="ada", note="x")).values()) == [
        "Commander is held by somebody else already, so nobody was asked."
    ]
    await ada.types(room["id"], "/incident role commander release")
    await grace.types(room["id"], "/incident role commander")
    [said] = (await ada.submits(form, person="linus", note="x")).values()
    assert said == "Commander has passed to somebody else since, so nothing was changed."
    await ada.types(room["id"], "/incident resolve done")
    [said] = (await ada.submits(form, person="linus", note="x")).values()
    assert said.startswith("INC-1 is resolved, so nothing was changed.")
    await ada.chooses(card, "commander", "handover")
    assert "INC-1 is resolved, so nothing was changed." in await ada.told(room["id"])
    assert (await world.incident()).asked == ()
