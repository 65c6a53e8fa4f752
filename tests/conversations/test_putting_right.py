"""The timeline is put right in Slack: by a form, from the list, and the list follows in place."""

import json
from typing import Any

from blocks import ids
from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def chosen(person: Person, listed: dict[str, Any], text: str) -> dict[str, Any]:
    """The form of what is called so in the menu under a list."""
    [menu] = [e for b in listed["blocks"] for e in b.get("elements", []) if e.get("action_id") == ids.PUT_RIGHT]
    known = {o["text"]["text"]: o["value"] for group in menu["option_groups"] for o in group["options"]}
    await person.clicks(listed, ids.PUT_RIGHT, value=known[text])
    return await person.form()


async def test_an_entry_is_corrected_marked_hidden_and_shown_again_by_a_form(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident note restarted db1")
    [noted] = [e for e in await world.timeline() if e.kind == "note"]
    await grace.types("general", "/incident INC-1 timeline")

    async def listed() -> dict[str, Any]:
        await world.settles()
        return (await grace.private("general"))[-1]

    form = await chosen(grace, await listed(), "restarted db1")
    earlier = str(int(noted.at.timestamp()) - 600)
    assert not await grace.submits(form, text="restarted db2", time=earlier, entry_marks=["key"])
    shown = json.dumps(await listed(), ensure_ascii=False)
    assert ("⭐" in shown, "restarted db1" in shown) == (True, False)
    [entry] = [e for e in await world.timeline() if e.kind == "note"]
    assert (entry.text, int((noted.at - entry.at).total_seconds()) // 60) == ("restarted db2", 10)

    form = await chosen(grace, await listed(), "restarted db2")
    await ada.types("random", "/incident INC-1 timeline")
    stale = await chosen(ada, (await ada.private("random"))[-1], "restarted db2")
    await grace.submits(form, entry_marks=["key", "hidden"])
    assert "restarted db2" not in words(await listed())
    assert await world.store.hidden(1)

    form = await chosen(grace, await listed(), "restarted db2")
    await grace.submits(form, text="restarted db3", entry_marks=["key"])
    assert [e.text for e in await world.timeline() if e.kind == "note"] == ["restarted db3"]
    told = await ada.submits(stale, text="restarted db4")
    assert "Somebody was faster: it says “restarted db3”" in told["text"]
