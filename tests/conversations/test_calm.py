"""The noise budget: what a whole incident posts, and to whom; and nobody is told the same thing twice."""

from collections import Counter
from typing import Any

from tests.conversations.driver import Person, World
from tests.conversations.reading import words

Json = dict[str, Any]

ROLES = ("commander", "scribe", "liaison", "tech_lead")
TASKS = ("look at the pool", "call the hoster", "roll back", "watch the queue", "write the update")
UPDATES = ("we are looking", "it is the pool", "it is rolled back")
PINS = 10


async def test_a_whole_incident_stays_within_its_noise_budget(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    """Four roles, three severities, five tasks, three updates, ten pins, the end."""
    room = await ada.declares()
    before = len(await world.calls())
    for role, person in zip(ROLES, (grace, linus, ada, grace), strict=True):
        await person.clicks(await world.card(room["id"]), f"take_role:{role}")
    for severity in ("sev1", "sev3", "sev2"):
        await grace.types(room["id"], f"/incident severity {severity}")
    for task in TASKS:
        await linus.types(room["id"], f"/incident task add {task}")
    for update in UPDATES:
        await grace.types(room["id"], f"/incident update {update}")
    for number in range(PINS):
        await ada.reacts(await linus.says(room["id"], f"finding {number}"))
    await world.settles()
    await grace.types(room["id"], "/incident resolve rolled back")
    await world.settles()

    posts = [m for m in await world.posts(room["id"]) if own_line(m)]
    assert Counter(map(name_of, posts)) == {"card": 1, "tasks": 1, "update": 3, "postmortem": 1}
    assert [name_of(m) for m in await world.posts("incidents") if own_line(m)] == ["digest"]
    for person in (ada, grace, linus):
        assert len(await person.private(room["id"])) <= acts_of(world, person), "an answer to each act, no more"
        direct = Counter(await told_directly(world, person))
        assert {text: times for text, times in direct.items() if times > 1} == {}, person.name
    calls = Counter(call["method"] for call in (await world.calls())[before:])
    assert {method: calls[method] for method in BUDGET if calls[method] > BUDGET[method]} == {}, calls


BUDGET = {
    "chat.postMessage": 8,
    "chat.update": 15,
    "chat.postEphemeral": 0,
    "conversations.setTopic": 4,
    "canvases.edit": 6,
}
"""Calls of each method: tasks, post-mortem, and three updates in two places; all else is edited in place."""


def own_line(message: Json) -> bool:
    """Whether it stands in the channel itself, where everybody sees it, and in no thread."""
    return message.get("thread_ts") in (None, message["ts"])


def name_of(message: Json) -> str:
    """The name under which the message is kept and edited."""
    name = message.get("metadata", {}).get("event_payload", {}).get("message") or words(message)[:60]
    return str(name).partition(":")[0]


def acts_of(world: World, person: Person) -> int:
    """How many commands they typed and things they clicked."""
    asked = [s.payload for s in world.sent if s.kind in ("slash_commands", "interactive")]
    return sum(person.id in (each.get("user_id"), (each.get("user") or {}).get("id")) for each in asked)


async def told_directly(world: World, person: Person) -> list[str]:
    """What the bot told them alone, without being asked."""
    direct = [c["id"] for c in (await world.look("state"))["channels"] if c["name"] == f"@{person.name}"]
    return [words(m) for channel in direct for m in await person.sees(channel)]
