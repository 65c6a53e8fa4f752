"""The noise budget: what a whole incident posts, and to whom; and nobody is told the same thing twice."""

from collections import Counter
from typing import Any

from tests.conversations.driver import Person, World
from tests.conversations.reading import words

Json = dict[str, Any]

ROLES = ("commander", "scribe", "liaison", "tech_lead")
TASKS = ("look at the pool", "call the hoster", "roll back", "watch the queue", "write the update")
PINS = 10


async def test_a_whole_incident_stays_within_its_noise_budget(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    """Four roles, three severities, five tasks, ten pins, the end: card, tasks and post-mortem, no more."""
    room = await ada.declares()
    before = len(await world.calls())
    for role, person in zip(ROLES, (grace, linus, ada, grace), strict=True):
        await person.clicks(await world.card(room["id"]), f"take_role:{role}")
    for severity in ("sev1", "sev3", "sev2"):
        await grace.types(room["id"], f"/incident severity {severity}")
    for task in TASKS:
        await linus.types(room["id"], f"/incident task add {task}")
    for number in range(PINS):
        await ada.reacts(await linus.says(room["id"], f"finding {number}"))
    await world.settles()
    await grace.types(room["id"], "/incident resolve rolled back")
    await world.settles()

    posts = [m for m in await world.posts(room["id"]) if not m.get("thread_ts") or m["thread_ts"] == m["ts"]]
    assert Counter(map(name_of, posts)) == {"card": 1, "tasks": 1, "postmortem": 1}
    assert [name_of(m) for m in await world.posts("incidents")] == ["digest"]
    for person in (ada, grace, linus):
        told = await all_told(world, person, room)
        assert {text: times for text, times in Counter(told).items() if times > 1} == {}, person.name
    calls = Counter(call["method"] for call in (await world.calls())[before:])
    assert {method: calls[method] for method in BUDGET if calls[method] > BUDGET[method]} == {}, calls


BUDGET = {
    "chat.postMessage": 2,
    "chat.update": 15,
    "chat.postEphemeral": 0,
    "conversations.setTopic": 4,
    "canvases.edit": 6,
}
"""Calls of each method for all of it, most of them edits in place."""


def name_of(message: Json) -> str:
    """The name under which the message is kept and edited."""
    return str(message.get("metadata", {}).get("event_payload", {}).get("message") or words(message)[:60])


async def all_told(world: World, person: Person, room: Json) -> list[str]:
    """Everything that only they were told, beside the room or directly, message by message."""
    direct = [c["id"] for c in (await world.look("state"))["channels"] if c["name"] == f"@{person.name}"]
    messages = [m for channel in direct for m in await person.sees(channel)]
    return [words(m) for m in [*await person.private(room["id"]), *messages]]
