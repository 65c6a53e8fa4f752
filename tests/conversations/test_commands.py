"""What is typed after `/incident`: help, list, status, severity, from a war room and from anywhere."""

from dataclasses import replace

import pytest

from incidents.change import Change
from incidents.declare import declare
from incidents.incident import Incident
from storage.where import NEW
from tests.conversations.driver import Person, World
from tests.conversations.reading import words

COMMANDS = ["declare", "status", "severity", "role", "resolve", "cancel", "list", "help"]


async def declared(world: World, count: int) -> None:
    """Incidents in the store alone, where a test needs many and no rooms."""

    def quietly(incident: Incident) -> Change:
        change = declare(
            incident, world.catalog, title=f"trouble {incident.id}", severity="sev3", by="U1", at=world.now()
        )
        return replace(change, effects=())

    for _ in range(count):
        await world.store.change(NEW, quietly)


async def test_help_shows_every_command(world: World, ada: Person) -> None:
    for typed in ("/incident", "/incident help", "/incident  HELP "):
        text = words(await ada.types("general", typed))
        for command in COMMANDS:
            assert f"`/incident {command}" in text
        assert "INC-42" in text


async def test_help_with_a_word_shows_that_command_alone(world: World, ada: Person) -> None:
    text = words(await ada.types("general", "/incident help resolve"))
    assert text.startswith("`/incident resolve [what fixed it]`: stops the clock and drafts the post-mortem")
    assert "\n" not in text


async def test_an_unknown_word_gets_help_with_the_nearest_match(world: World, ada: Person) -> None:
    for typed, meant in {"declair": "declare", "stauts": "status", "Resolv": "resolve"}.items():
        text = words(await ada.types("general", f"/incident {typed} something"))
        assert f"Did you mean `/incident {meant}`?" in text
        assert text.endswith("`/incident help` shows all commands.")
        assert "\n" not in text
        helped = words(await ada.types("general", f"/incident help {typed}"))
        assert helped.casefold() == text.casefold()


async def test_a_word_like_nothing_gets_help_without_a_guess(world: World, ada: Person) -> None:
    text = words(await ada.types("general", "/incident <!channel>&xyzzy"))
    assert "Did you mean" not in text
    assert text == "There is no command “&lt;!channel&gt;&amp;xyzzy”. `/incident help` shows all commands."
    assert await world.rooms() == []


async def test_without_incidents_the_list_says_so(world: World, ada: Person) -> None:
    assert "no open incident" in words(await ada.types("general", "/incident list"))


async def test_the_list_shows_what_is_open_with_its_room(world: World, ada: Person) -> None:
    room = await ada.declares("R&D <prod> is *down*")
    text = words(await ada.types("random", "/incident list"))
    assert text.startswith("*1 open incident*")
    assert "SEV2 · INC-1 · R&D <prod> is *down* · investigating" in text
    assert f"<#{room['id']}>" in text
    await ada.types(room["id"], "/incident resolve")
    await ada.submits(await ada.form())
    assert "no open incident" in words(await ada.types("general", "/incident list"))


async def test_all_of_sixty_incidents_can_be_reached_newest_first(world: World, ada: Person) -> None:
    await declared(world, 60)
    pages = [words(await ada.types("general", f"/incident list {page}")) for page in ("", "2", "3")]
    assert "*60 open incidents*" in pages[0]
    assert all(f"page {number} of 3" in page for number, page in enumerate(pages, start=1))
    shown = [line.split(" · ")[1] for page in pages for line in page.splitlines() if " · INC-" in line]
    assert shown == [f"INC-{number}" for number in range(60, 0, -1)]
    assert "there is no page 4" in words(await ada.types("general", "/incident list 4"))
    assert "there is no page 999999" in words(await ada.types("general", f"/incident list {'9' * 30}"))


async def test_ic_24_a_list_of_two_hundred_asks_slack_nothing(world: World, ada: Person) -> None:
    await world.settles()
    await declared(world, 200)
    before = len(await world.calls())
    assert "*200 open incidents*" in words(await ada.types("general", "/incident list"))
    assert [c["method"] for c in (await world.calls())[before:]] in ([], ["apps.connections.open"])


async def test_status_shows_and_moves_on(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    shown = words(await grace.types(room["id"], "/incident status"))
    assert "INC-1" in shown
    assert "investigating" in shown
    assert "Commander: nobody yet" in shown
    assert f"War room: <#{room['id']}>" in shown
    for status in ("identified", "monitoring", "INVESTIGATING"):
        answer = await grace.types(room["id"], f"/incident status {status}")
        assert answer["text"] == f"*INC-1* is *{status.lower()}*."
    assert (await grace.types(room["id"], "/incident status investigating"))["text"] == (
        "*INC-1* is already *investigating*."
    )
    await world.settles()
    texts = [e.text for e in await world.timeline()]
    assert texts[1:] == [
        "changed status investigating → identified",
        "changed status identified → monitoring",
        "changed status monitoring → investigating",
    ]


async def test_an_unknown_status_gets_the_nearest_match_and_the_choices(world: World, ada: Person) -> None:
    room = await ada.declares()
    text = words(await ada.types(room["id"], "/incident status monitorin"))
    assert "There is no status “monitorin”. Did you mean `monitoring`?" in text
    for choice in ("investigating", "identified", "monitoring", "resolved"):
        assert f"`{choice}`" in text
    assert "/incident cancel" in words(await ada.types(room["id"], "/incident status cancelled"))
    assert (await world.incident()).status == "investigating"


async def test_severity_shows_its_choices_and_changes(world: World, ada: Person) -> None:
    room = await ada.declares()
    shown = words(await ada.types(room["id"], "/incident severity"))
    assert "*INC-1* is 🟠 *SEV2* Major" in shown
    assert "`sev1` Critical: Customers cannot use the product" in shown
    assert "*INC-1* is 🔴 *SEV1* Critical." in words(await ada.types(room["id"], "/incident severity SEV-1"))
    assert "is already" in words(await ada.types(room["id"], "/incident severity critical"))
    await world.settles()
    assert (await world.incident()).severity == "sev1"
    assert (await world.channel(room["id"]))["topic"].startswith("🔴 SEV1")
    assert [e.text for e in await world.timeline()][1:] == ["changed severity sev2 → sev1"]


async def test_an_unknown_severity_is_told_with_the_choices(world: World, ada: Person) -> None:
    room = await ada.declares()
    for word in ("sev9", "terrible", "0", "<!here>", "terrible please"):
        text = words(await ada.types(room["id"], f"/incident severity {word}"))
        assert "There is no severity" in text
        assert "`sev4` (Low)" in text
        assert "<!here>" not in text
    assert (await world.incident()).severity == "sev2"


NOT_A_ROOM = "This channel is not a war room. Name the incident, for example `/incident INC-42 status`."
IN_A_ROOM = ["status", "status monitoring", "severity", "severity sev1", "role", "role commander",
             "role commander release", "resolve", "resolve it works", "cancel", "cancel a test"]  # fmt: skip


async def test_outside_a_war_room_a_command_asks_which_incident(world: World, ada: Person) -> None:
    await ada.declares()
    for command in IN_A_ROOM:
        text = words(await ada.types("general", f"/incident {command}"))
        assert text == NOT_A_ROOM, command
    assert await ada.forms() == []


async def test_with_its_number_first_every_command_works_from_anywhere(world: World, ada: Person) -> None:
    room = await ada.declares()
    for typed, said in {
        "INC-1": "investigating",
        "inc-1 status": "investigating",
        "INC1 status identified": "*INC-1* is *identified*.",
        "INC-1 severity": "The choices",
        "INC-1 severity sev3": "SEV3",
        "INC-1 role": "Commander: nobody yet",
        "INC-1 role scribe": "You are *Scribe* of *INC-1*.",
        "INC-1 help list": "`/incident list",
        "INC-1 list": "1 open incident",
        "INC-1 resolve rolled back": "*INC-1* is resolved",
    }.items():
        assert said in words(await ada.types("random", f"/incident {typed}")), typed
    await ada.types("general", "/incident declare another")
    assert "is cancelled" in words(await ada.types("general", "/incident INC-2 cancel a drill"))
    await world.settles()
    assert room["name"] == "inc-1-checkout-is-down"
    assert (await world.incident(2)).cancel_reason == "a drill"


async def test_in_a_room_the_named_incident_wins(world: World, ada: Person) -> None:
    await ada.declares("one")
    second = await ada.declares("two")
    assert "*INC-1* is *monitoring*" in words(await ada.types(second["id"], "/incident INC-1 status monitoring"))
    assert (await world.incident(2)).status == "investigating"


async def test_a_number_that_does_not_exist_is_told(world: World, ada: Person) -> None:
    for command in IN_A_ROOM:
        text = words(await ada.types("general", f"/incident INC-99 {command}"))
        assert text == "There is no INC-99. `/incident list` shows the open ones.", command
    assert "There is no INC-999999999." in words(await ada.types("general", "/incident inc-999999999 status"))


async def test_ic_39_a_command_in_a_private_channel_without_the_bot_is_answered(world: World, ada: Person) -> None:
    await world.control("channels", name="secret", is_private=True, creator="ada", members=["ada"])
    assert "no open incident" in words(await ada.types("secret", "/incident list"))
    await ada.types("secret", "/incident declare secret trouble")
    await world.settles()
    [room] = await world.rooms()
    assert f"<#{room['id']}>" in await ada.told("secret")


ENDED = ["status monitoring", "severity sev1", "role commander", "role scribe release", "resolve again", "resolve",
         "cancel", "status resolved"]  # fmt: skip


@pytest.mark.parametrize("ending", ["resolve rolled back", "cancel a drill"])
async def test_an_ended_incident_refuses_every_change_clearly(world: World, ada: Person, ending: str) -> None:
    room = await ada.declares()
    await ada.types(room["id"], f"/incident {ending}")
    was = "is resolved" if ending.startswith("resolve") else "was cancelled as a false alarm"
    for command in ENDED:
        text = words(await ada.types(room["id"], f"/incident {command}"))
        assert f"INC-1 {was}" in text, command
        assert "nothing was changed" in text
    assert await ada.forms() == []
    assert "INC-1" in words(await ada.types(room["id"], "/incident status"))
    assert "INC-1" in words(await ada.types(room["id"], "/incident severity"))
