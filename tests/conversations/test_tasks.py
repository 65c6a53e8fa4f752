"""Tasks in the room: typed, clicked, and one list that always says who does what."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, button, options, words

Json = dict[str, Any]


async def the_list(world: World, room: Json) -> Json:
    [found] = await world.named("tasks", room["id"])
    return found


async def chooses(person: Person, message: Json, number: int, what: str) -> Json:
    """One option in the menu of a task."""
    [value] = [
        option["value"]
        for option in button(message, f"task_menu:{number}")["options"]
        if option["value"].partition(":")[0] == what
    ]
    return await person.clicks(message, f"task_menu:{number}", value)


def typing(room: Json) -> Callable[[Person, str], Awaitable[str]]:
    """`/incident task …`, typed in a room by somebody, and what they are answered."""

    async def task(person: Person, text: str) -> str:
        return words(await person.types(room["id"], f"/incident task {text}"))

    return task


async def makes_a_task(person: Person, message: Json) -> None:
    """The shortcut in the menu of a message."""
    where = {"channel": message["channel"], "ts": message["ts"]}
    await person.world.control("shortcut", user=person.name, callback_id="make_task", **where)


async def told(world: World) -> list[tuple[str, str | None]]:
    return [(e.text or "", e.subject_id) for e in await world.timeline() if e.kind == "task"]


async def test_a_task_is_added_by_word_and_stands_in_one_list_on_the_card_and_with_whoever_has_it(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    assert await either.named("tasks", room["id"]) == []
    task = typing(room)
    assert "*INC-1* has no tasks." in await task(ada, "")
    assert await task(ada, "add restart db1 & <b>db2</b>") == (
        "Task 1 of *INC-1* is open.\nrestart db1 & <b>db2</b>"
    )
    assert f"Task 2 of *INC-1* is open · <@{grace.id}> · due <!date^" in await task(
        ada, "add @grace call them due 30m"
    )
    await either.settles()
    listed = await the_list(either, room)
    assert "*Tasks* · 2 open, 0 done" in words(listed)
    assert words(listed).index("2 · call them") < words(listed).index("1 · restart db1 & <b>db2</b>")
    card = words(await either.card(room["id"]))
    assert card.index("Doing") < card.index("2 · call them") < card.index("1 · restart db1")
    assert grace.id in (await either.channel(room["id"]))["members"]
    [given] = await grace.sees(f"@{either.running.workspace.bot.name}")
    assert f"<@{ada.id}> gave you task 2 of *INC-1*. It is due" in words(given)


async def test_tasks_are_finished_and_handed_on_by_word_and_the_list_follows(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    task = typing(room)
    for text in ("add restart db1", "add @grace call them due 30m"):
        await task(ada, text)
    assert "Task 1 of *INC-1* is done" in await task(linus, "done 1")
    assert f"<@{linus.id}> was faster" in await task(ada, "done #1")
    assert "One task at a time, so nothing was changed: `/incident task drop 2`." in await task(ada, "drop 2, 1")
    assert "Task 2 of *INC-1* is open · due" in await task(grace, "assign 2 nobody")
    assert f"Task 2 of *INC-1* is open · <@{linus.id}> · due" in await task(linus, "take 2")
    assert "Task 2 of *INC-1* is open.\n" not in await task(linus, "due 2 tomorrow 9:00")
    assert "call them all" in await task(linus, "edit 2 call them all")
    await world.settles()
    listed = await the_list(world, room)
    assert "*Tasks* · 1 open, 1 done" in words(listed)
    assert "✅ 1 · restart db1" in words(listed)
    [digest] = await world.named("digest", "incidents")
    assert "1 open task" in words(digest)
    assert "call them all" in await task(ada, "2")
    posted = [c for c in await world.calls("chat.postMessage") if c["channel"] == room["id"]]
    assert len(posted) == 2  # the card and the list


async def test_a_task_is_added_and_edited_by_a_form_and_its_menu_does_the_rest(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    await ada.clicks(await world.card(room["id"]), "add_task")
    form = await ada.form()
    assert "no time that can be read" in (await ada.submits(form, task="restart db1", due="soonish"))["due"]
    assert await ada.submits(form, task="restart db1", assignee="grace", due="30m") == {}
    await world.settles()
    stale = await the_list(world, room)
    assert actions(stale).keys() == {"task_menu:1", "add_task"}
    await chooses(grace, stale, 1, "edit")
    theirs = await grace.form()
    await chooses(linus, stale, 1, "edit")
    assert await linus.submits(await linus.form(), task="restart db2", assignee="grace") == {}
    errors = await grace.submits(theirs, task="restart all", assignee="grace")
    assert errors == {
        "task": "Somebody was faster: its words are now “restart db2”. "
        "Close this form and open it again to change that."
    }
    assert await grace.submits(theirs, task="restart db1", assignee="linus") == {}
    await chooses(ada, stale, 1, "take")
    assert f"Task 1 belongs to <@{linus.id}> now, so it was left alone." in await ada.told(room["id"])
    await asyncio.gather(*(chooses(person, stale, 1, "done") for person in (ada, grace, linus)))
    await world.settles()
    assert [text for text, _ in await told(world)].count("finished task 1: restart db2") == 1
    tellings = [await person.told(room["id"]) for person in (ada, grace, linus)]
    assert sum("was faster" in told for told in tellings) == 2
    await chooses(ada, stale, 1, "drop")
    assert "Task 1 is done, so nothing was changed." in await ada.told(room["id"])
    [task] = (await world.incident()).tasks
    assert (task.words, task.assignee_id) == ("restart db2", linus.id)
    assert len([text for text, _ in await told(world) if "is due" in text]) == 0  # the form left it to the second


async def test_what_is_left_at_the_end_is_an_action_item_and_a_late_form_says_so(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    for text in ("restart db1 @grace", "write to customers"):
        await ada.types(room["id"], f"/incident task add {text}")
    await world.settles()
    await grace.clicks(await world.card(room["id"]), "add_task")
    await ada.types(room["id"], "/incident resolve rolled back")
    assert await grace.submits(await grace.form(), task="one more") == {}
    await world.settles()
    assert "added action item 3: one more" in [text for text, _ in await told(world)]
    await ada.types(room["id"], "/incident task drop 3")
    await world.settles()
    listed = await the_list(world, room)
    assert "*Action items* · 2 open, 0 done" in words(listed)
    assert "Doing" not in words(await world.card(room["id"]))
    assert "- [ ] restart db1 (grace)" in await world.document(room["id"])
    await chooses(grace, listed, 1, "done")
    await world.settles()
    assert "- [x] restart db1 (grace)\n- [ ] write to customers (nobody yet)" in await world.document(room["id"])


async def test_whoever_has_a_task_is_reminded_and_finishes_it_where_they_are(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident task add restart db1 @grace due 30m")
    await world.settles()
    await world.reminds(minutes=31)
    await world.settles()
    direct = f"@{world.running.workspace.bot.name}"
    [_, due] = await grace.sees(direct)
    assert "Task 1 of *INC-1* is due now." in words(due)
    assert "⚠️ overdue" in words(await the_list(world, room))
    assert "⚠️ overdue" in words(await world.card(room["id"]))
    await grace.clicks(due, "task_done")
    await world.settles()
    assert "Task 1 of *INC-1* is done" in "\n".join(words(m) for m in await grace.sees(direct))
    await world.reminds(minutes=60)
    await world.settles()
    assert len([m for m in await grace.sees(direct) if "Task 1" in words(m)]) == 1


async def test_a_reaction_makes_a_message_a_task_with_a_way_back_to_it(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    parent = await ada.says(room["id"], "db1 hangs")
    said = await grace.says(room["id"], "somebody should restart it <!channel>", thread=parent)
    await asyncio.gather(*(person.reacts(said, "ballot_box_with_check") for person in (ada, grace)))
    await world.settles()
    listed = await the_list(world, room)
    assert "1 · somebody should restart it" in words(listed)
    [link] = [o["url"] for o in button(listed, "task_menu:1")["options"] if o.get("url")]
    assert f"/archives/{room['id']}/p{said['ts'].replace('.', '')}?thread_ts={parent['ts']}" in link
    await chooses(ada, listed, 1, "read")
    assert [e.kind for e in await world.timeline()].count("pinned") == 0
    for person in (ada, grace):
        await person.unreacts(said, "ballot_box_with_check")
    await world.settles()
    assert words(await the_list(world, room)).startswith("No tasks at the moment.")
    assert [text for text, _ in await told(world)][-1].startswith("dropped task 1: somebody")


async def test_a_shortcut_makes_a_task_of_a_message_here_or_of_another_channel(
    world: World, ada: Person, grace: Person
) -> None:
    elsewhere = await ada.says("general", "please tell @grace that db1 hangs")
    await makes_a_task(ada, elsewhere)
    assert "There is no open incident that this could be a task of." in await ada.told("general")
    room = await ada.declares()
    said = await grace.says(room["id"], "restart db1\nand db2")
    await makes_a_task(ada, said)
    form = await ada.form()
    assert form["title"]["text"] == "A task for INC-1"
    assert await ada.submits(form, assignee="grace") == {}
    await makes_a_task(ada, elsewhere)
    assert await ada.submits(await ada.form(), task="tell grace", due="2h") == {}
    await world.settles()
    first, second = (await world.incident()).tasks
    assert (first.words, first.assignee_id) == ("restart db1 and db2", grace.id)
    assert first.permalink == f"{world.running.url}archives/{room['id']}/p{said['ts'].replace('.', '')}"
    assert (second.words, second.message_ts) == ("tell grace", elsewhere["ts"])
    assert second.permalink
    assert "Task 2 of *INC-1* is open" in await ada.told("general")
    assert "Task 1" not in await ada.told(room["id"])  # the list says so
    await ada.declares("payments fail")
    await makes_a_task(ada, elsewhere)
    assert [o["text"]["text"] for o in options(await ada.form(), "incident")] == [
        "🟠 INC-2 · payments fail",
        "🟠 INC-1 · checkout is down",
    ]


async def test_who_resolves_says_which_tasks_outlive_it(world: World, ada: Person) -> None:
    room = await ada.declares()
    for n in range(1, 13):
        await ada.types(room["id"], f"/incident task add number {n}")
    await ada.types(room["id"], "/incident resolve")
    form = await ada.form()
    assert [len(options(form, f"carry_over:{n}")) for n in (0, 1)] == [10, 2]
    assert await ada.submits(form, **{"carry_over:0": ["2"], "carry_over:1": []}) == {}
    await world.settles()
    assert "## Action Items\n\n- [ ] number 2 (nobody yet)\n" in await world.document(room["id"])
    assert "*Action items* · 1 open" in words(await the_list(world, room))


async def test_ic_35_the_task_of_a_deactivated_account_says_so_wherever_it_is_shown(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident task add restart db1 @grace")
    await world.settles()
    await world.control("people", name="grace", deleted=True)
    await world.settles()
    for shown in (await the_list(world, room), await world.card(room["id"])):
        assert "(deactivated: give it to somebody else)" in words(shown)
    assert "(deactivated" in words(await ada.types(room["id"], "/incident task"))


async def test_what_cannot_be_a_task_is_told_and_nothing_is_lost(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    await world.control("people", name="linus", deleted=True)
    await world.control("usergroups", handle="oncall", members=["ada"])
    await world.settles()
    for typed, said in {
        "add": "What is to be done?",
        "add @grace @ada restart": "A task belongs to one person",
        "add @oncall restart": "A task belongs to one person",
        "add restart due 25:99": "is no time that can be read here",
        "add restart @linus": "That account is deactivated",
        "add restart @SignalCraft": "That is an app and no person",
        "restart db1": "Did you mean `/incident task add restart db1`?",
        "done": "Which task?",
        "done 7": "INC-1 has no tasks yet",
        "due 1": "By when?",
        "INC-1": "The incident comes first",
        "list nine": "A further page of tasks is a number",
        f"add {'y' * 3001}": "at most 3,000 characters",
    }.items():
        assert said in words(await ada.types(room["id"], f"/incident task {typed}")), typed
    assert (await world.incident()).tasks == []
    for typed, stored in {
        "add pay the due bill @channel": "pay the due bill @channel",
        "add ask @grace about db1": "ask @grace about db1",
        f"add {'y' * 3000}": "y" * 3000,
    }.items():
        await ada.types("general", f"/incident INC-1 task {typed}")
        assert (await world.incident()).tasks[-1].words == stored
    assert [task.assignee_id for task in (await world.incident()).tasks] == [None, grace.id, None]
    for n in range(97):
        await ada.types(room["id"], f"/incident task add number {n}")
    await world.settles()
    assert "80 more: `/incident task`" in words(await the_list(world, room))
    assert "20 more: `/incident INC-1 task list 5`" in words(await ada.types(room["id"], "/incident task list 4"))
