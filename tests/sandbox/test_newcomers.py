"""What somebody meets who starts an app against the workspace for the first time, and what they are told."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.conftest import MANIFEST

SIGNALCRAFT = [str(Path(sys.executable).with_name("signalcraft")), "sandbox"]


async def asked(box: Any, call: str, **body: Any) -> str:
    answer = await box.control(call, **body)
    assert answer["error"] == "dispatch_failed"
    return str(answer["why"])


async def test_that_no_app_is_connected_is_said_with_what_it_needs(box: Any) -> None:
    why = f"no app is connected; start it with {box.running.api_url} as base URL, xoxb-local and xapp-local"
    assert await asked(box, "command", user="ada", channel="general", command="/plain") == why
    assert await asked(box, "shortcut", user="ada", callback_id="everywhere") == why


async def test_an_app_that_does_not_ack_is_told_so(box: Any) -> None:
    app = await box.bolt()
    box.running.world.sockets.ack_seconds = 0.2

    @app.command("/plain")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(0.4)

    why = await asked(box, "command", user="ada", channel="general", command="/plain")
    assert why == "the app is connected but did not call ack() within 0.2 s"


async def test_interactivity_left_off_is_said_for_a_shortcut_and_not_for_a_command(
    open_box: Any, manifest: Any
) -> None:
    manifest["settings"]["interactivity"]["is_enabled"] = False
    box = await open_box(manifest)
    assert "interactivity switched off" in await asked(box, "shortcut", user="ada", callback_id="everywhere")
    assert "no app is connected" in await asked(box, "command", user="ada", channel="general", command="/plain")


async def test_socket_mode_left_off_is_said(open_box: Any, manifest: Any) -> None:
    manifest["settings"]["socket_mode_enabled"] = False
    box = await open_box(manifest)
    assert "Socket Mode switched off" in await asked(
        box, "command", user="ada", channel="general", command="/plain"
    )


async def test_a_base_url_without_api_is_answered_with_the_right_one(box: Any) -> None:
    slack = AsyncWebClient(token="xoxb-local", base_url=box.running.url)
    with pytest.raises(SlackApiError, match=f"the Web API is at {box.running.api_url}") as wrong:
        await slack.chat_postMessage(channel="general", text="x")
    assert wrong.value.response["error"] == "unknown_method"
    async with box.session.get(f"{box.running.url}users.list") as response:
        assert (await response.json())["error"] == "unknown_method"
    for verb, path in (("GET", "favicon.txt"), ("POST", "_client/nothing")):
        async with box.session.request(verb, f"{box.running.url}{path}") as response:
            assert response.status == 404


@pytest.fixture
def manifest_file(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(MANIFEST))
    return path


def ended(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*map(str, words)], capture_output=True, text=True, timeout=20)


def test_two_manifests_are_refused(manifest_file: Path) -> None:
    twice = ["--manifest", str(manifest_file), "--manifest", "other.yml"]
    for verb in (SIGNALCRAFT, [sys.executable, "-m", "sandbox"]):
        done = ended(*verb, *twice)
        assert (done.returncode, "more than once" in done.stderr) == (2, True), done.stderr


def test_a_taken_port_says_how_to_find_another(manifest_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = ended(*SIGNALCRAFT, "--port", port, "--manifest", manifest_file)
        bare = ended(sys.executable, "-m", "sandbox", "--port", port, "--manifest", manifest_file)
    told = f"port {port} is taken; take another --port, or 0 for a free one"
    assert (done.returncode, done.stderr.strip()) == (1, f"signalcraft: Could not start: {told}.")
    assert (bare.returncode, bare.stderr.strip()) == (1, f"sandbox: {told}")


@pytest.mark.parametrize("content", [b": not yaml : [", b"- a list", b"", b"\xff\xfe\x00", b"a: \x00"])
def test_a_manifest_that_cannot_be_read_is_named_once(manifest_file: Path, content: bytes) -> None:
    manifest_file.write_bytes(content)
    done = ended(*SIGNALCRAFT, "--port", "0", "--manifest", manifest_file)
    assert (done.returncode, done.stderr.count("manifest.yml"), len(done.stderr.splitlines())) == (2, 1, 1)
    assert f"{manifest_file} cannot be read: it is not" in done.stderr


def test_the_start_says_what_an_app_needs(manifest_file: Path) -> None:
    verb = [*SIGNALCRAFT, "--port", "0", "--manifest", str(manifest_file)]
    with subprocess.Popen(verb, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = [process.stdout.readline().strip() for _ in range(7)]
        process.terminate()
    address = lines[0].removeprefix("Workspace  ")
    assert lines[1].split()[:3] == ["Web", "API", f"{address}api/"]
    assert (lines[2], lines[3].split("  ")[:2]) == ("Bot token  xoxb-local", ["App token", "xapp-local"])
    assert lines[4] == "Client id  1000000000.2000000000"
    assert lines[5].split()[:2] == ["Secret", "local-slack-secret"]
    assert lines[6] == "Ctrl-C stops it."
