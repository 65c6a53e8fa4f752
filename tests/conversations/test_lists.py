"""Lists and timelines in Slack: narrowed by words, turned by buttons in place."""

from blocks import ids
from incidents.person import Person as Known
from incidents.words import add_note
from storage.where import numbered
from tests.conversations.driver import Person, World
from tests.conversations.reading import button, words
from tests.conversations.test_commands import declared


async def answer(person: Person, channel: str, text: str) -> dict[str, object]:
    """Types, and finds the answer where they see it, so that it can be clicked."""
    await person.types(channel, text)
    return (await person.private(channel))[-1]


async def test_a_list_is_narrowed_and_its_pages_are_turned_in_place(
    world: World, ada: Person, grace: Person
) -> None:
    await declared(world, 41)
    await grace.types("general", "/incident INC-7 severity sev1")
    await grace.types("general", "/incident INC-7 role scribe")
    for text in ("sev1", "@grace", "sev1 @grace trouble"):
        found = words(await ada.types("random", f"/incident list {text}"))
        assert "*1 open incident*" in found, text
        assert "INC-7" in found, text
    await world.store.save_person(Known(id=grace.id, name="Grace", updated_at=world.now()))
    assert "INC-7" in words(await ada.types("random", "/incident list Grace"))
    assert "No open incident fits: of <@" in words(await ada.types("random", "/incident list mine"))
    assert "A list is of one person" in words(await ada.types("random", "/incident list @grace @ada"))

    first = await answer(ada, "general", "/incident list trouble")
    before = len(await ada.private("general"))
    await ada.clicks(first, f"{ids.LIST_PAGE}:on")
    second = (await ada.private("general"))[-1]
    assert "page 2 of 3" in words(second)
    assert "INC-21" in words(second)
    await ada.clicks(second, f"{ids.LIST_PAGE}:back")
    assert "page 1 of 3" in words((await ada.private("general"))[-1])
    assert len(await ada.private("general")) == before

    await world.fault("response_url", status=503)
    await ada.clicks((await ada.private("general"))[-1], f"{ids.LIST_PAGE}:on")
    assert "too slow to turn the page" in await ada.told("general")


async def test_ic_14_all_events_of_a_timeline_are_reached_and_its_pages_turned_in_place(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    for number in range(60):
        await world.store.change(
            numbered(1), lambda i, n=number: add_note(i, f"step {n}.", by=ada.id, at=world.now())
        )
    page = await answer(grace, "general", "/incident INC-1 timeline")
    seen = words(page)
    while f"{ids.TIMELINE_PAGE}:on" in str(page["blocks"]):
        await grace.clicks(page, f"{ids.TIMELINE_PAGE}:on")
        page = (await grace.private("general"))[-1]
        seen += words(page)
    assert [n for n in range(60) if f"step {n}." in seen] == list(range(60))
    assert seen.index("step 0.") < seen.index("step 59.")
    assert button(page, f"{ids.TIMELINE_PAGE}:back")
    assert "page 4 of 4" in words(await ada.types(room["id"], "/incident timeline last"))
    assert "a number turns to a page" in words(await ada.types(room["id"], "/incident timeline now"))
