"""The log of a whole process: a line for everything that happened, and not a word of what people wrote."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from incidents.catalog import Catalog
from sandbox.vendors.zoom_account import HOSTS
from tests.conversations.driver import World, opened

SECRET_WORDS = (
    "moonlight", "xoxb-local", "xapp-local", "/commands/", "/actions/", "response_url=", "T0TOKEN",
    "local-zoom-secret", "zak=", "/zoom/s/", "pwd=", "Bearer",
)  # fmt: skip


@pytest.fixture
async def logged(sqlite_url: str, tmp_path: Path) -> list[dict[str, Any]]:
    """What `signalcraft run` wrote while people declared, clicked, pinned, erred and resolved."""
    (tmp_path / "signalcraft.toml").write_text(f'zoom_hosts = ["{HOSTS[0]}", "{HOSTS[1]}"]\n')
    async with opened(sqlite_url, Catalog(zoom_hosts=HOSTS), app=False) as world:
        process = await asyncio.create_subprocess_exec(
            *(Path(sys.executable).with_name("signalcraft"), "run"),
            env={**os.environ, **world.environ(), "LOG_FORMAT": "json", "LOG_LEVEL": "info"},
            stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
        )
        assert process.stderr
        reading = asyncio.create_task(process.stderr.read())
        try:
            await world.eventually(lambda: _sockets(world))
            await _a_whole_incident(world)
        finally:
            process.terminate()
        text = (await asyncio.wait_for(reading, 5)).decode()
        assert await process.wait() == 0
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert len(lines) == len(text.splitlines()), text
    return lines


async def _sockets(world: World) -> bool:
    return bool((await world.look("state"))["apps"][0]["sockets"])


async def _a_whole_incident(world: World) -> None:
    ada, grace = world.person("ada"), world.person("grace")
    room = await ada.declares("moonlight is down")
    await grace.clicks(await world.card(room["id"]), "take_role:commander")
    await ada.clicks(await world.card(room["id"]), "take_role:commander")
    await ada.reacts(await grace.says(room["id"], "moonlight again"))
    await ada.types(room["id"], "/incident severity moonlight")
    await ada.types(room["id"], "/incident moonlight")
    await ada.types("general", "/incident declare")
    await ada.submits(await ada.form(), title="moonlight", summary="moonlight")
    await ada.types("general", "/incident INC-2 merge INC-1")
    await world.fault("pins.add", error="restricted_action")
    await ada.types(room["id"], "/incident resolve moonlight")
    await world.settles()


async def test_the_log_has_a_line_for_everything_and_no_words_of_people(logged: list[dict[str, Any]]) -> None:
    everything = json.dumps(logged, ensure_ascii=False)
    for word in SECRET_WORDS:
        assert word not in everything, [line for line in logged if word in str(line)]
    kinds = {line["event"] for line in logged}
    assert {"ready", "hello from Slack", "command", "block_actions", "view_submission", "event", "effect"} <= kinds
    effects = [line for line in logged if line["event"] == "effect"]
    assert all({"lane", "outcome", "ms", "effect", "attempt"} <= line.keys() for line in effects)
    assert "INC-1/card" in {line["lane"] for line in effects}
    assert {"open_channel", "refresh_card", "fetch_pinned", "start_bridge", "end_meeting"} <= {
        e["effect"] for e in effects
    }
    asked = [line for line in logged if line["event"] in ("command", "block_actions", "view_submission")]
    assert all({"user", "ms", "status"} <= line.keys() for line in asked)
    assert "declare" in {line.get("command") for line in asked}
    assert not [line for line in logged if line["level"] in ("error", "critical")]
    _each_names_its_incident(logged)


def _each_names_its_incident(logged: list[dict[str, Any]]) -> None:
    [resolved] = [line for line in logged if line["event"] == "command" and line.get("command") == "resolve"]
    assert resolved.get("incident") == "INC-1"
    [merged] = [line for line in logged if line["event"] == "command" and line.get("command") == "merge"]
    assert merged.get("incident") == "INC-2"
    clicks = [line for line in logged if line["event"] == "block_actions"]
    assert len(clicks) == 2  # the second was refused
    assert {line.get("incident") for line in clicks} == {"INC-1"}
    effects = [line for line in logged if line["event"] == "effect" and line["effect"] != "ensure_digest_channel"]
    assert {line.get("incident") for line in effects} == {"INC-1", "INC-2"}
