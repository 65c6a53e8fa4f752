"""Everybody at once: fifty clicks by eight people on the roles of one card, and two apps that hear them."""

import asyncio
import random
from collections import Counter

from tests.conversations.driver import Person, World
from tests.conversations.reading import words

ROLES = ("commander", "scribe", "liaison", "tech_lead")
PEOPLE = ("ada", "grace", "linus", "margaret", "u5", "u6", "u7", "u8")
CLICKS = 50


async def test_fifty_clicks_by_eight_people_leave_one_holder_for_each_role_and_all_know(either: World) -> None:
    await either.app()
    people = await _gathered(either)
    room = await people[0].declares()
    for person in people:
        await either.control("join", user=person.name, channel=room["id"])
    card, dice = await either.card(room["id"]), random.Random(5)
    clicks = [(dice.choice(people), dice.choice(ROLES)) for _ in range(CLICKS)]
    await asyncio.gather(*(person.clicks(card, f"take_role:{role}") for person, role in clicks))
    await either.settles()

    held = [(a.role, a.user_id) for a in (await either.incident()).roles]
    assert sorted(role for role, _ in held) == sorted(ROLES), "one holder each, and nobody before them"
    for person in people:
        mine = Counter(role for who, role in clicks if who is person)
        told = await person.told(room["id"])
        for role, times in mine.items():
            name, holder = role.replace("_", " ").title(), dict(held)[role]
            won, lost = f"You are *{name}* of *INC-1*.", f"{name} is held by <@{holder}>."
            expected = (1, 0) if holder == person.id else (0, times)
            assert (told.count(won), told.count(lost)) == expected, (person.name, role, told)
    shown = words(await either.card(room["id"]))
    assert all(f"<@{holder}>" in shown for _, holder in held)
    assert Counter(e.author_id for e in await either.timeline() if e.kind == "role") == Counter(
        holder for _, holder in held
    )


async def _gathered(world: World) -> list[Person]:
    for name in PEOPLE[4:]:
        await world.control("people", name=name)
    return [world.person(name) for name in PEOPLE]
