"""The room's front page: in step where the workspace has canvases, and missed by nobody where it has none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.manifest import manifest_path
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import words

BRIDGE = "https://meet.example.com/checkout"
EDIT, CREATE = "canvases.edit", "conversations.canvases.create"


async def page(world: World, room: dict[str, Any]) -> str:
    """What the room's canvas says."""
    canvas = (await world.channel(room["id"]))["canvas"]
    assert canvas, "the room has no canvas"
    return str(canvas["markdown"])


async def complains_of_nothing(world: World, room: dict[str, Any]) -> bool:
    return "⚠️" not in words(await world.card(room["id"])) and not await world.store.failed(1)


async def test_a_room_has_its_front_page_and_it_follows_what_happens(either: World, ada: Person) -> None:
    room = await ada.declares("R&D *is* down")
    first = await page(either, room)
    assert first.startswith("# 🟠 SEV2 · INC-1 · R&D \\*is\\* down")
    assert "- Commander: nobody yet" in first
    card = await either.card(room["id"])
    assert f"[Incident card]({either.running.url}archives/{room['id']}/p{card['ts'].replace('.', '')})" in first

    await ada.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident severity sev1")
    await ada.types(room["id"], "/incident status identified")
    await ada.types(room["id"], f"/incident bridge {BRIDGE}")
    await ada.types(room["id"], "/incident summary Nobody can pay")
    await ada.types(room["id"], "/incident note restarted db1")
    await either.settles()
    now = await page(either, room)
    for said in ("# 🔴 SEV1", "**Status:** identified", "- Commander: ada", f"[Bridge]({BRIDGE})",
                 "Nobody can pay", "ada: restarted db1", "changed severity sev2 → sev1"):  # fmt: skip
        assert said in now
    await ada.types(room["id"], "/incident resolve rolled back")
    await either.settles()
    ended = await page(either, room)
    for said in (
        "**Status:** resolved",
        "**What fixed it:** rolled back",
        "[Post-mortem]",
        "## Root Cause (5 Whys)",
    ):
        assert said in ended
    assert len(await either.calls(CREATE)) == 1


async def test_what_changes_in_one_breath_is_one_edit(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.passes(seconds=3)
    for word in ("sev1", "sev3", "sev4", "sev1"):
        await ada.types(room["id"], f"/incident severity {word}")
    await world.settles()
    assert len(await world.calls(EDIT)) <= 2
    assert "SEV1" in await page(world, room)


@pytest.mark.parametrize("error", ["canvas_disabled_user_team", "team_tier_cannot_create_channel_canvases"])
async def test_where_the_plan_has_no_canvases_nothing_is_missed_and_slack_is_asked_once_a_day(
    world: World, ada: Person, error: str
) -> None:
    await world.settles()
    await world.fault(CREATE, times=100, error=error)
    room = await ada.declares()
    assert await complains_of_nothing(world, room)
    await ada.types(room["id"], "/incident severity sev1")
    second = await ada.declares("database is down")
    assert len(await world.calls(CREATE)) == 1
    await world.mended()
    await world.passes(seconds=24 * 3600)
    await ada.types(second["id"], "/incident severity sev1")
    await world.settles()
    assert "SEV1" in await page(world, second)


async def test_a_start_asks_again_whether_there_are_canvases(world: World, ada: Person) -> None:
    await world.control("plan", canvases="off")
    room = await ada.declares()
    assert await complains_of_nothing(world, room)
    await world.control("plan", canvases="all")
    await world.app()
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert "SEV1" in await page(world, room)


async def test_an_app_installed_from_a_manifest_without_canvases_works_as_before(
    open_world: Open, sqlite_url: str, tmp_path: Path
) -> None:
    async def ready(world: World) -> None:
        manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
        old = {s for s in manifest["oauth_config"]["scopes"]["bot"] if not s.startswith("canvases:")}
        space = world.running.workspace
        space.manifest = type(space.manifest)(**{**vars(space.manifest), "scopes": frozenset(old)})

    world = await open_world(sqlite_url, ready=ready)
    room = await world.person("ada").declares()
    assert await complains_of_nothing(world, room)
    assert room["canvas"] is None
    assert [call["error"] for call in await world.calls(CREATE)] == ["missing_scope"]


async def test_an_edit_that_is_locked_out_waits_for_the_other(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.fault(EDIT, times=2, error="canvas_editing_locked")
    await world.fault(EDIT, times=1, error="canvas_editing_failed")
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert "SEV1" in await page(world, room)
    assert await complains_of_nothing(world, room)


async def test_an_answer_lost_on_the_way_to_a_canvas_is_found_again(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault(CREATE, drop=True)
    room = await ada.declares()
    canvas = (await world.channel(room["id"]))["canvas"]
    assert (await world.incident()).refs["canvas"] == canvas["id"]
    assert len(await world.calls(EDIT)) == 1


async def test_an_empty_canvas_is_used_and_what_people_wrote_stays_theirs(world: World, ada: Person) -> None:
    await world.control("plan", canvases="off")
    room = await ada.declares()
    await world.control("plan", canvases="all")
    await world.control("canvas", user="ada", channel=room["id"], markdown="# Our own plan")
    await world.app()
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert await page(world, room) == "# Our own plan"
    assert await complains_of_nothing(world, room)
    await world.control("canvas", user="ada", channel=room["id"], markdown="")
    await ada.types(room["id"], "/incident severity sev3")
    await world.settles()
    assert "SEV3" in await page(world, room)


async def test_a_canvas_deleted_by_hand_is_made_anew_with_the_next_change(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.control("uncanvas", user="ada", channel=room["id"])
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert "SEV1" in await page(world, room)
    assert await complains_of_nothing(world, room)


async def test_a_policy_against_canvases_is_no_failed_step(world: World, ada: Person) -> None:
    await world.control("policy", restricted=[CREATE])
    room = await ada.declares()
    assert await complains_of_nothing(world, room)


async def test_a_refusal_that_nobody_foresaw_stands_on_the_card(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault(CREATE, error="canvas_creation_failed")
    room = await ada.declares()
    assert "Could not write the front page: canvas_creation_failed" in words(await world.card(room["id"]))
