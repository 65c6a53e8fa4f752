"""The post-mortem written in Slack: by parts, reviewed, published, waived; two who write lose nothing."""

import pytest

from tests.conversations.driver import Json, Person, World
from tests.conversations.reading import actions, words


async def resolved(world: World, by: Person) -> tuple[Json, Json]:
    """The room, and the message with the post-mortem."""
    room = await by.declares("checkout is down")
    await by.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    return room, await document(world, room["id"])


async def document(world: World, room: str) -> Json:
    [message] = await world.named("postmortem", room)
    return message


async def test_a_part_is_written_in_a_form_and_stands_in_message_and_file(
    world: World, ada: Person, grace: Person
) -> None:
    room, message = await resolved(world, ada)
    assert "✍️ *Draft* · owned by" in words(message)
    await ada.clicks(message, "write_part", value="1:went_well")
    await ada.submits(await ada.form(), words="The **rollback** took a minute")
    await world.settles()
    assert "The **rollback** took a minute" in words(await document(world, room["id"]))
    assert "The **rollback** took a minute" in await world.document(room["id"])
    # Two write the same part: the second is told what stands there, and keeps what they typed.
    await ada.clicks(message, "write_part", value="1:whys")
    await grace.clicks(message, "write_part", value="1:whys")
    first, second = await ada.form(), await grace.form()
    await ada.submits(first, **{"why:1": "Connections ran out", "evidence:1": "https://graph.example.com/1"})
    assert await grace.submits(second, **{"why:1": "It was DNS"}) == {}
    again = await grace.form()
    assert "Somebody was faster" in words(again)
    assert "1. Connections ran out" in words(again)
    await world.settles()
    text = await world.document(room["id"])
    assert (
        "1. **Why?** Connections ran out\n   - Evidence: [graph.example.com/1](https://graph.example.com/1)"
        in text
    )
    assert "DNS" not in text
    # They stand where they were typed, and the second try goes through.
    inputs = [block["element"] for block in again["blocks"] if "element" in block]
    assert inputs[0]["initial_value"] == "It was DNS"
    await grace.submits(again, **{"why:1": "It was DNS"})
    await world.settles()
    assert "1. **Why?** It was DNS" in await world.document(room["id"])


async def test_it_is_read_by_others_and_published(world: World, ada: Person, grace: Person) -> None:
    room, message = await resolved(world, ada)
    await ada.clicks(message, "ask_review")
    await ada.submits(await ada.form(), reviewers=[grace.id])
    await world.settles()
    assert "asks you to review the post-mortem of *INC-1*" in await grace.told_anywhere()
    assert grace.id in (await world.channel(room["id"]))["members"]
    assert "INC-1: 👀 *In review*" in words(await grace.types(room["id"], "/incident postmortem approve")).replace(
        "*INC-1*", "INC-1"
    )
    assert "You are not asked to review" in words(await ada.types(room["id"], "/incident postmortem approve"))
    await world.settles()
    assert "approved the post-mortem of *INC-1*" in await ada.told_anywhere()
    await ada.clicks(await document(world, room["id"]), "publish_postmortem")
    await world.settles()
    published = await document(world, room["id"])
    assert "✅ *Published* by" in words(published)
    assert not {"publish_postmortem", "ask_review"} & set(actions(published))
    assert "Ada published the post-mortem" not in await world.document(room["id"])


async def test_ic_50_two_of_one_title_on_one_day_with_nothing_pinned_have_documents_of_their_own(
    world: World, ada: Person
) -> None:
    found: dict[str, str] = {}
    for number in (1, 2):
        room, message = await resolved(world, ada)
        text = await world.document(room["id"])
        assert text.startswith(f"# Post-mortem INC-{number}: checkout is down\n")
        assert "To be filled in by ada" in text, "what nobody has written says so"
        thread = [m for m in await world.posts(room["id"]) if m.get("thread_ts") == message["ts"]]
        found |= {each["name"]: text for m in thread for each in m["files"] if each["mode"] != "tombstone"}
    assert found.keys() == {"INC-1-postmortem.md", "INC-2-postmortem.md"}


@pytest.mark.parametrize("way", ["menu", "command"])
async def test_it_is_waived_with_a_reason_and_taken_up_again(world: World, ada: Person, way: str) -> None:
    room, message = await resolved(world, ada)
    if way == "menu":
        await ada.clicks(message, "postmortem_menu", value="1:waive")
        await ada.submits(await ada.form(), reason="Same cause as INC-0")
    else:
        assert "Why is no post-mortem needed?" in words(await ada.types(room["id"], "/incident postmortem waive"))
        await ada.types(room["id"], "/incident postmortem waive Same cause as INC-0")
    await world.settles()
    assert "Same cause as INC-0" in words(await document(world, room["id"]))
    await ada.types(room["id"], "/incident postmortem draft")
    await world.settles()
    assert "✍️ *Draft*" in words(await document(world, room["id"]))


async def test_whoever_asks_hears_what_is_lacking_and_slips_are_told(world: World, ada: Person) -> None:
    room = await ada.declares("checkout is down")
    assert "INC-1 is still open" in words(await ada.types(room["id"], "/incident postmortem"))
    await ada.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    told = words(await ada.types("general", "/incident INC-1 postmortem"))
    assert "• “Summary” is blank." in told
    assert "• The root cause is unknown: no why is answered." in told
    assert "• “Summary” is blank." in words(await ada.types("general", "/incident INC-1 postmortem lint"))
    await ada.types(room["id"], "/incident postmortem whys")
    assert (await ada.form())["title"]["text"] == "5 whys of INC-1"
    assert "nothing that can be done" in words(await ada.types(room["id"], "/incident postmortem pubish"))
    assert "Which part?" in words(await ada.types(room["id"], "/incident postmortem write moral"))
    assert "takes one person" in words(await ada.types(room["id"], "/incident postmortem owner nobody"))
    assert "Who shall read it?" in words(await ada.types(room["id"], "/incident postmortem review"))


async def test_the_owner_is_reminded_the_next_day_and_no_more_once_it_is_published(
    world: World, ada: Person, grace: Person
) -> None:
    room, _ = await resolved(world, ada)
    await ada.types(room["id"], "/incident postmortem owner @grace")
    await world.settles()
    assert "asks you to see to the post-mortem of *INC-1*" in await grace.told_anywhere()
    await world.reminds(minutes=24 * 60 + 1)
    await world.settles()
    assert "The post-mortem of *INC-1* waits for you" in await grace.told_anywhere()
    asked = await ada.types(room["id"], "/incident postmortem publish")
    assert "is not published yet, since its post-mortem lacks this:\n• “Summary” is blank." in words(asked)
    await world.settles()
    assert "Draft" in words(await document(world, room["id"])), "nobody has said that they mean it"
    [told] = [m for m in await ada.private(room["id"]) if "publish_anyway" in actions(m)]
    await ada.clicks(told, "publish_anyway")
    await world.settles()
    assert "✅ *Published*" in str([words(m) for m in await ada.private(room["id"])])
    before = (await grace.told_anywhere()).count("waits for you")
    await world.reminds(minutes=3 * 24 * 60)
    await world.settles()
    assert (await grace.told_anywhere()).count("waits for you") == before
