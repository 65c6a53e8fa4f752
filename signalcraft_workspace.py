"""A strict local Slack workspace for the tests of any Slack app: a process of its own, and a pytest fixture.

In a `conftest.py`: `pytest_plugins = ["signalcraft_workspace"]`, then ask for `slack_workspace` in a test. It
reads `manifest.yml` of the project; `slack_manifest = other.yml` in pytest's configuration names another one.
Nothing is imported here but the standard library and pytest. More in `docs/workspace.md`.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

import pytest

STARTUP_SECONDS = 20.0
ANSWER_SECONDS = 30.0
# Works where the console script is not on the PATH. -P: no package of the tested project may stand in for ours.
COMMAND = (sys.executable, "-P", "-c", "from cli.main import main; main()")


class WorkspaceError(Exception):
    """The workspace could not start, or refused a control call; the sentence says why."""


@dataclass(frozen=True)
class SlackWorkspace:
    """A running workspace. `url` ends with a slash and shows the browser client."""

    url: str
    bot_token: str = "xoxb-local"
    app_token: str = "xapp-local"
    client_id: str = "1000000000.2000000000"
    client_secret: str = "local-slack-secret"

    @property
    def api_url(self) -> str:
        """What a Slack SDK takes as its base URL."""
        return f"{self.url}api/"

    @property
    def environ(self) -> Mapping[str, str]:
        """The variables of an app that reads its Slack addresses and secrets from the environment."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_CLIENT_ID": self.client_id,
            "SLACK_CLIENT_SECRET": self.client_secret,
            "SLACK_OPENID_URL": self.url,
        }

    def act(self, call: str, /, **order: Any) -> dict[str, Any]:
        """Does what a person can do: `act("command", user="ada", channel="general", command="/x", text="")`.

        Raises WorkspaceError when the workspace refuses it, and when the app does not answer or answers wrongly.
        """
        body = json.dumps(order).encode()
        request = urllib.request.Request(f"{self.url}_control/{call}", body, {"Content-Type": "application/json"})
        answer = _answer(request)
        if answer.get("error"):
            raise WorkspaceError(
                f"{call}: {answer['error']}. {answer.get('why') or answer.get('problem') or ''}".strip()
            )
        return answer

    def look(self, call: str, /, **query: str) -> dict[str, Any]:
        """Reads: `state`, `messages` (channel, user), `views` (user), `calls`, `traffic`."""
        return _answer(urllib.request.Request(f"{self.url}_control/{call}?{urlencode(query)}"))

    def wait_for_app(self, seconds: float = STARTUP_SECONDS) -> None:
        """Until an app is connected. Raises WorkspaceError when none comes."""
        until = time.monotonic() + seconds
        while not self.look("state")["apps"][0]["sockets"]:
            if time.monotonic() > until:
                raise WorkspaceError(
                    f"No app has connected within {seconds:.0f} s. It needs {self.api_url} as its SDK's base URL, "
                    f"the bot token {self.bot_token} and the app-level token {self.app_token}."
                )
            time.sleep(0.05)


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
def slack_workspace_process(
    manifest: Path, *options: str, command: Sequence[str] = COMMAND
) -> Iterator[SlackWorkspace]:
    """`signalcraft sandbox` on a free port; `options` are further flags of it, like `--no-rate-limits`.

    `command` starts `signalcraft`, by default the one of this Python. The manifest's mistakes become warnings.
    """
    if not manifest.is_file():
        raise WorkspaceError(f"There is no app manifest at {manifest}. Set slack_manifest, or name another file.")
    with tempfile.TemporaryFile("w+") as complaints:  # a pipe that nobody reads would block one day
        verb = [*command, "sandbox", "--port", "0", "--manifest", str(manifest), *options]
        process = subprocess.Popen(verb, stdout=subprocess.PIPE, stderr=complaints, text=True, cwd=manifest.parent)
        try:
            workspace = SlackWorkspace(_address(process, complaints))
            for problem in workspace.look("state")["apps"][0].get("problems", ()):
                warnings.warn(f"{manifest.name}: {problem}", stacklevel=2)
            yield workspace
        finally:
            process.terminate()
            process.communicate()


def _address(process: "subprocess.Popen[str]", complaints: IO[str]) -> str:
    """The address it prints; what it complains about where it does not come up."""
    assert process.stdout
    for line in process.stdout:
        name, _, address = line.partition(" ")
        if name == "Workspace":
            return address.strip()
    process.wait(STARTUP_SECONDS)
    complaints.seek(0)
    raise WorkspaceError(f"The workspace did not start. {complaints.read().strip()}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "slack_manifest", "the Slack app's manifest, seen from pytest's root folder", default="manifest.yml"
    )
    parser.addini("slack_workspace_options", "further flags of `signalcraft sandbox`", type="args", default=[])
    parser.addini("slack_workspace_command", "what starts `signalcraft`", type="args", default=list(COMMAND))


@pytest.fixture
def slack_workspace(pytestconfig: pytest.Config) -> Iterator[SlackWorkspace]:
    """A fresh workspace with the project's manifest, ended after the test."""
    manifest = pytestconfig.rootpath / str(pytestconfig.getini("slack_manifest"))
    options, command = (pytestconfig.getini(f"slack_workspace_{name}") for name in ("options", "command"))
    with slack_workspace_process(manifest, *options, command=command) as running:
        yield running
