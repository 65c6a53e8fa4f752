"""Several apps on one store, people of other workspaces, changed names, and what nobody listens to."""

import re
from typing import Any

from incidents.declare import declare
from storage.where import NEW
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words


async def test_ic_32_two_apps_on_one_store_share_everything(either: World, ada: Person, grace: Person) -> None:
    await either.app()
    for number in range(1, 6):
        await ada.types("general", "/incident declare")
        await ada.submits(await ada.form(), title=f"trouble {number}")
    await either.settles()
    rooms = await either.rooms()
    assert len(rooms) == 5
    for room in rooms:
        assert (len(room["pins"]), len(room["bookmarks"])) == (1, 1)
        await grace.clicks(await either.card(room["id"]), "take_role:commander")
        await ada.reacts(await ada.says(room["id"], "disk is full"))
    await either.settles()
    assert len(await either.named("digest", "incidents")) == 5
    for number, room in enumerate(rooms, start=1):
        assert f"Commander: <@{grace.id}>" in words(await either.card(room["id"]))
        assert [e.text for e in await either.timeline(number) if e.kind == "pinned"] == ["disk is full"]
        await ada.types(room["id"], "/incident resolve done")
    await either.settles()
    for room in rooms:
        assert await either.document(room["id"])


async def test_ic_32_a_form_opened_by_one_app_can_be_submitted_to_another(world: World, ada: Person) -> None:
    await ada.types("general", "/incident declare")
    form = await ada.form()
    await world.app()
    await world.apps.pop(0).stop()
    await ada.submits(form, title="checkout is down")
    await world.settles()
    [room] = await world.rooms()
    assert f"<#{room['id']}>" in await ada.told("general")


async def test_ic_32_an_app_that_stops_leaves_its_work_to_the_next(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("conversations.create", times=1, latency_ms=200)
    await ada.types("general", "/incident declare checkout is down")
    await world.apps.pop(0).stop()
    await world.app()
    await world.settles()
    [room] = await world.rooms()
    assert (len(room["pins"]), len(room["bookmarks"])) == (1, 1)
    assert f"<#{room['id']}>" in await ada.told("general")


async def test_a_connection_that_slack_wants_renewed_loses_nothing(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.control("disconnect", reason="refresh_requested")
    assert "is 🔴 *SEV1*" in words(await ada.types(room["id"], "/incident severity sev1"))
    await ada.reacts(await ada.says(room["id"], "disk is full"))
    await world.settles()
    assert [e.text for e in await world.timeline() if e.kind == "pinned"] == ["disk is full"]


async def test_what_was_declared_while_the_app_was_down_opens_at_its_start(world: World, ada: Person) -> None:
    await world.settles()
    await world.apps.pop(0).stop()
    rule = lambda i: declare(i, world.catalog, title="while down", severity="sev1", by=ada.id, at=world.now())  # noqa: E731 - it needs what this test knows
    await world.store.change(NEW, rule)
    await world.app()
    await world.settles()
    assert [room["name"] for room in await world.rooms()] == ["inc-1-while-down"]


async def test_ic_40_somebody_of_another_workspace_is_refused_clearly_and_changes_nothing(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    await world.control("people", name="stranger", team="T0OTHER")
    stranger = world.person("stranger")
    await world.control("join", user="stranger", channel=room["id"])
    for action in ("take_role:commander", "open_resolve"):
        await stranger.clicks(await world.card(room["id"]), action)
    for text in ("status", "list", "declare ours is down too"):
        assert "belongs to another workspace" in words(await stranger.types(room["id"], f"/incident {text}"))
    told = await stranger.told(room["id"])
    assert told.count("SignalCraft belongs to another workspace than yours, so nothing was changed.") == 5
    assert (await world.incident()).roles == []
    assert await stranger.forms() == []


async def test_ic_40_whatever_shape_slack_sends_somebody_of_another_workspace_changes_nothing(
    world: World, ada: Person
) -> None:
    """A command carries their team by itself; a form names the workspace of the app in its view only."""
    room = await ada.declares()
    await ada.types("general", "/incident INC-1 resolve")
    form = await ada.form()
    await world.settles()
    ours, theirs = world.running.workspace.team, "T0OTHER"
    hook = {"response_url": f"{world.running.url}actions/x/y", "trigger_id": "1.2.x"}
    view = {**form, "app_installed_team_id": ours, "state": {"values": {}}}
    stranger = {"id": "U0STRANGER", "name": "stranger"}
    click = {"action_id": "take_role:commander", "block_id": "b", "type": "button", "value": "commander"}
    for kind, payload in (
        ("slash_commands", {"command": "/incident", "text": "INC-1 cancel", "user_id": "U0STRANGER",
                            "channel_id": room["id"], "team_id": theirs, **hook}),
        ("interactive", {"type": "block_actions", "user": {**stranger, "team_id": theirs}, "team": {"id": ours},
                         "channel": {"id": room["id"]}, "actions": [click], **hook}),
        ("interactive", {"type": "view_submission", "user": stranger, "team": {"id": theirs}, "view": view}),
        ("interactive", {"type": "message_action", "user": {**stranger, "team_id": theirs}, "team": {"id": ours},
                         "callback_id": "x", "channel": {"id": room["id"]}, **hook}),
    ):  # fmt: skip
        ack = await world.sends(kind, payload, accepts=True)
        assert ack
        if kind == "slash_commands" or payload["type"] == "view_submission":
            assert "belongs to another workspace" in str(ack.payload)
    incident = await world.incident()
    assert (incident.is_open, incident.roles) == (True, [])


async def test_ic_40_somebody_of_another_workspace_pins_nothing_and_is_shown_no_home(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await world.control("people", name="stranger", team="T0OTHER")
    await world.control("join", user="stranger", channel=room["id"])
    stranger = world.person("stranger")
    said, both = await grace.says(room["id"], "disk is full"), await grace.says(room["id"], "it was db1")
    await stranger.reacts(said)  # nobody has met them yet: they are looked at before anything is shown
    await world.settles()
    await stranger.reacts(both)
    await ada.reacts(both)
    await world.settles()
    assert [entry.text for entry in await world.timeline() if entry.kind == "pinned"] == ["it was db1"]
    await stranger.unreacts(both)
    await world.settles()
    assert [entry.text for entry in await world.timeline() if entry.kind == "pinned"] == ["it was db1"]
    assert await stranger.told(room["id"]) == ""
    await world.control("home", user="stranger")
    await world.settles()
    assert (await world.look("views", user="stranger"))["home"] is None


async def test_a_changed_name_stands_in_what_is_written_afterwards(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.reacts(await grace.says(room["id"], "disk is full"))
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    assert "grace: disk is full" in await world.document(room["id"])
    await world.control("people", name="grace", display_name="Rear Admiral", tz="Europe/Paris")
    await world.control("people", name="ada", display_name="Countess")
    await world.settles()
    known = await world.store.people([grace.id, ada.id])
    assert (known[grace.id].name, known[grace.id].tz) == ("Rear Admiral", "Europe/Paris")
    await ada.reacts(await grace.says(room["id"], "it was the disk"))
    await world.settles()
    document = await world.document(room["id"])
    assert "Rear Admiral: it was the disk" in document
    assert "Declared by Countess" in document
    await world.control("people", name="grace", deleted=True)
    await world.settles()
    assert (await world.store.people([grace.id]))[grace.id].deleted


async def test_ic_35_a_deactivated_commander_leaves_the_role_free_and_the_room_is_asked_once(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    await linus.types(room["id"], "/incident role commander")
    await grace.types(room["id"], "/incident role scribe")
    await ada.types(room["id"], "/incident role scribe handover @linus")
    await world.settles()
    await world.control("people", name="linus", deleted=True)
    await world.control("people", name="linus", deleted=True, tz="Europe/Paris")  # told again of the same
    await world.settles()
    gone = f"the account of <@{linus.id}> was deactivated"
    assert f"Commander: free, {gone}" in words(await world.card(room["id"]))
    assert f"Scribe: <@{grace.id}>\n" in words(await world.card(room["id"]))
    [wanted] = [m for m in await world.posts(room["id"]) if "Who takes over?" in words(m)]
    assert words(wanted).startswith(f"T{gone[1:]}. Nobody is *Commander* of INC-1. Who takes over?")
    direct = await grace.sees(f"@{world.running.workspace.bot.name}")
    over = f"T{gone[1:]}, so the offer of *Scribe* of *INC-1* is over."
    assert [words(m) for m in direct] == [over]
    await ada.clicks(wanted, "take_role:commander")
    await world.settles()
    assert not [m for m in await world.posts(room["id"]) if "Who takes over?" in words(m)]
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    assert re.search(r"- Commander: linus [-–0-9:]+, ada from [0-9:]+\n", await world.document(room["id"]))


UNHEARD: list[tuple[str, dict[str, Any]]] = [
    ("interactive", {"type": "block_actions", "actions": [{"action_id": "old_button", "type": "button"}]}),
    ("interactive", {"type": "block_actions", "actions": [{"action_id": "a_link", "url": "https://x.example"}]}),
    ("interactive", {"type": "view_submission", "view": {"callback_id": "old_form", "id": "V1"}}),
    ("interactive", {"type": "view_closed", "view": {"callback_id": "declare_form", "id": "V1"}}),
    ("interactive", {"type": "shortcut", "callback_id": "old_shortcut"}),
    ("interactive", {"type": "message_action", "callback_id": "old_shortcut"}),
    ("interactive", {"type": "block_suggestion", "action_id": "old_select", "block_id": "b", "value": ""}),
    ("slash_commands", {"command": "/other", "text": ""}),
    ("events_api", {"type": "event_callback", "event": {"type": "message", "subtype": "message_changed"}}),
    ("events_api", {"type": "event_callback", "event": {"type": "never_heard_of", "event_ts": "1.1"}}),
]


async def test_whatever_slack_sends_is_acked(world: World, ada: Person) -> None:
    team = world.running.workspace.team
    who = {"user": {"id": ada.id, "team_id": team}, "team": {"id": team}}
    inputs = [{"type": "input", "block_id": "title", "element": {"action_id": "value"}}]
    form = {"type": "modal", "blocks": inputs, "state": {"values": {}}, "private_metadata": ""}
    for number, (kind, given) in enumerate(UNHEARD):
        payload = given | {"team_id": team, "trigger_id": f"1.{number}.x", "event_id": f"Ev{number}"}
        if kind == "interactive":
            payload |= who
        if "view" in payload:
            payload["view"] = form | payload["view"]
        ack = await world.sends(kind, payload, accepts=True)
        assert ack is not None, payload
        assert ack.ms < 1000


async def test_an_old_screens_button_is_told_how_things_are(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.clicks(await world.card(room["id"]), "open_resolve")
    click = world.sent[-1]
    old = click.payload | {"trigger_id": "1.3.x", "actions": [{"action_id": "ring_the_bell", "type": "button"}]}
    assert await world.sends("interactive", old) is not None
    assert "This button is of an older version." in await ada.told(room["id"])


async def test_one_private_answer_never_replaces_the_card(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    card = await world.card(room["id"])
    await ada.clicks(card, "take_role:commander")
    await grace.clicks(card, "take_role:commander")
    await grace.clicks(card, "open_resolve")
    await grace.submits(await grace.form(), resolution="done")
    await world.settles()
    after = await world.card(room["id"])
    assert after["ts"] == card["ts"]
    assert "INC-1 · checkout is down" in words(after)
    assert len([m for m in await grace.private(room["id"]) if actions(m)]) == 1
