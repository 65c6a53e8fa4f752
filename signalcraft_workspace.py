"""A strict local Slack workspace for the tests of any Slack app: a process of its own, and a pytest fixture.

In a `conftest.py`: `pytest_plugins = ["signalcraft_workspace"]`, then ask for `slack_workspace` in a test. It
reads `manifest.yml` of the project; `slack_manifest = other.yml` in pytest's configuration names another one.
Nothing is imported here but the standard library and pytest. More in `docs/workspace.md`.
"""

import contextlib
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

STARTUP_SECONDS = 20.0
ANSWER_SECONDS = 30.0
COMMAND = "from cli.main import main; main()"  # works where the console script is not on the PATH


class WorkspaceError(Exception):
    """The workspace could not start, or refused a control call; the sentence says why."""


@dataclass(frozen=True)
class SlackWorkspace:
    """A running workspace. `url` ends with a slash and shows the browser client."""

    url: str
    bot_token: str = "xoxb-local"
    app_token: str = "xapp-local"

    @property
    def api_url(self) -> str:
        """What a Slack SDK takes as its base URL."""
        return f"{self.url}api/"

    @property
    def environ(self) -> Mapping[str, str]:
        """The variables of an app that reads its Slack address and tokens from the environment."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
        }

    def act(self, call: str, /, **order: Any) -> dict[str, Any]:
        """Does what a person can do: `act("command", user="ada", channel="general", command="/x", text="")`."""
        body = json.dumps(order).encode()
        request = urllib.request.Request(f"{self.url}_control/{call}", body, {"Content-Type": "application/json"})
        return _answer(request)

    def look(self, call: str, /, **query: str) -> dict[str, Any]:
        """Reads: `state`, `messages` (channel, user), `views` (user), `calls`, `traffic`."""
        return _answer(urllib.request.Request(f"{self.url}_control/{call}?{urlencode(query)}"))


def _answer(request: urllib.request.Request) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as response:
            answer: dict[str, Any] = json.load(response)
            return answer
    except urllib.error.HTTPError as refusal:
        raise WorkspaceError(_sentence(refusal)) from None


def _sentence(refusal: urllib.error.HTTPError) -> str:
    text = refusal.read().decode(errors="replace")
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return str(json.loads(text)["error"])
    return f"{refusal.code}: {text[:200]}"


@contextlib.contextmanager
def slack_workspace_process(manifest: Path, *options: str) -> Iterator[SlackWorkspace]:
    """`signalcraft sandbox` on a free port; `options` are further flags of it, like `--no-rate-limits`."""
    if not manifest.is_file():
        raise WorkspaceError(f"There is no app manifest at {manifest}. Set slack_manifest, or name another file.")
    process = _start(manifest, options)
    try:
        yield SlackWorkspace(_address(process))
    finally:
        process.terminate()
        process.communicate()


def _start(manifest: Path, options: Sequence[str]) -> "subprocess.Popen[str]":
    # -P: a package of the tested project must not stand in for one of ours.
    verb = [sys.executable, "-P", "-c", COMMAND, "sandbox", "--port", "0", "--manifest", str(manifest), *options]
    return subprocess.Popen(verb, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=manifest.parent)


def _address(process: "subprocess.Popen[str]") -> str:
    """The address it prints; what it complains about where it does not come up."""
    assert process.stdout
    for line in process.stdout:
        name, _, address = line.partition(" ")
        if name == "Workspace":
            return address.strip()
    _, complaint = process.communicate(timeout=STARTUP_SECONDS)
    raise WorkspaceError(f"The workspace did not start. {complaint.strip()}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "slack_manifest", "the Slack app's manifest, seen from pytest's root folder", default="manifest.yml"
    )
    parser.addini("slack_workspace_options", "further flags of `signalcraft sandbox`", type="args", default=[])


@pytest.fixture
def slack_workspace(pytestconfig: pytest.Config) -> Iterator[SlackWorkspace]:
    """A fresh workspace with the project's manifest, ended after the test."""
    manifest = pytestconfig.rootpath / str(pytestconfig.getini("slack_manifest"))
    with slack_workspace_process(manifest, *pytestconfig.getini("slack_workspace_options")) as running:
        yield running
