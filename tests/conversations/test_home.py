"""The app's home: painted when somebody opens it, and kept in step with few calls."""

import time
from typing import Any

from blocks import ids
from bot.app import HOMES_TICK
from incidents.words import set_title
from storage.where import numbered
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words


async def home(person: Person) -> Any:
    """What they see there."""
    return (await person.world.look("views", user=person.name))["home"]


async def opens(person: Person) -> str:
    """Open it, and read it once it is painted."""
    await person.world.control("home", user=person.name)
    await person.world.settles()
    return words(await home(person))


async def test_it_shows_what_one_may_see_and_declares(either: World, ada: Person, grace: Person) -> None:
    assert "Nothing is on fire" in await opens(ada)
    await ada.types("general", "/incident declare --private sev1 secret trouble")
    await either.settles()
    room = await grace.declares("checkout is down")
    await grace.clicks(await either.card(room["id"]), "take_role:scribe")
    await either.settles()
    seen = await opens(grace)
    assert "secret trouble" not in seen
    assert "1 open incident\n" in seen
    assert "Scribe\n of \nINC-2 · checkout is down" in seen
    assert "secret trouble" in await opens(ada)

    await grace.types(room["id"], "/incident task add restart it @ada")
    assert "Task 1\n · restart it · " in words(await ada.types("general", "/incident mine"))
    assert "Scribe\n of \nINC-2" in words(await grace.types("general", "/incident mine"))
    assert "You declared\nINC-1 · secret trouble" in words(await ada.types("general", "/incident mine"))
    assert "You have no task and no role" in words(await either.person("linus").types("general", "/incident mine"))

    shown = await home(ada)
    assert list(actions(shown)) == [ids.OPEN_DECLARE]
    await either.control("click", user="ada", view_id=shown["id"], action_id=ids.OPEN_DECLARE)
    await ada.submits(await ada.form(), title="payments fail")
    await either.settles()
    assert "*INC-3* is declared" in await ada.told_anywhere()


async def test_two_hundred_changes_cost_a_handful_of_calls_and_none_where_nothing_shows(
    world: World, ada: Person, grace: Person
) -> None:
    await ada.types("general", "/incident declare --private secret trouble")
    await world.settles()
    assert "secret trouble" in await opens(ada)
    await opens(grace)
    before, began = len(await world.calls("views.publish")), time.monotonic()
    for number in range(200):
        await world.store.change(
            numbered(1), lambda i, n=number: set_title(i, f"trouble {n}", by=ada.id, at=world.now())
        )
        if number % 60 == 0:  # as the clock does every three seconds
            await world.apps[0].homes.tick()
    await world.apps[0].homes.tick()
    await world.settles()
    made = (await world.calls("views.publish"))[before:]
    by_the_clock = int((time.monotonic() - began) / HOMES_TICK)  # where this machine takes its time
    assert 1 <= len(made) <= 5 + by_the_clock
    assert {call["args"]["user_id"] for call in made} == {ada.id}
    assert "trouble 199" in words(await home(ada))


async def test_admins_read_how_it_is_and_whoever_slack_refuses_is_left_alone(
    world: World, ada: Person, grace: Person
) -> None:
    assert "connections to Slack" in await opens(ada)
    assert "connections to Slack" not in await opens(grace)
    await world.fault("views.publish", error="not_enabled")
    await opens(grace)
    await grace.declares()
    before = len(await world.calls("views.publish"))
    for _ in range(3):
        await world.apps[0].homes.tick()
        await world.settles()
    assert {call["args"]["user_id"] for call in (await world.calls("views.publish"))[before:]} == {ada.id}


async def test_what_is_refused_on_a_home_comes_by_direct_message(world: World, ada: Person) -> None:
    await opens(ada)
    await world.fault("views.open", error="expired_trigger_id")
    await world.control("click", user="ada", view_id=(await home(ada))["id"], action_id=ids.OPEN_DECLARE)
    await world.settles()
    assert "too slow to open the form" in await ada.told_anywhere()


async def test_the_messages_of_the_app_are_no_home(world: World, ada: Person) -> None:
    await world.control("home", user="ada", tab="messages")
    await world.settles()
    assert await world.calls("views.publish") == []
