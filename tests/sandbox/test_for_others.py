"""The workspace as a part of other projects' tests: a plugin in one module, a process of its own."""

import sys
from pathlib import Path

import pytest
import yaml

from signalcraft_workspace import WorkspaceError, slack_workspace_process

MANIFEST = {
    "display_information": {"name": "Weather"},
    "features": {
        "bot_user": {"display_name": "Weather"},
        "slash_commands": [{"command": "/weather", "description": "Ask"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "channels:read"]}},
    "settings": {"socket_mode_enabled": True, "interactivity": {"is_enabled": True}},
}
DOCS = (Path(__file__).parent.parent.parent / "docs/workspace.md").read_text(encoding="utf-8")


def example() -> str:
    """The example of docs/workspace.md, as it stands there."""
    return DOCS.split("<!-- example -->")[1].split("```python\n")[1].split("```")[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Somebody else's project, whose packages are named like ours."""
    (tmp_path / "manifest.yml").write_text(yaml.safe_dump(MANIFEST))
    for name in ("sandbox", "cli", "bot"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('not this one')")
    return tmp_path


def test_the_example_of_the_docs_passes_in_another_project(project: Path, pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["signalcraft_workspace"]')
    (pytester.path / "manifest.yml").write_text((project / "manifest.yml").read_text())
    pytester.makepyfile(test_weather=example())
    ran = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist")
    ran.assert_outcomes(passed=1)


def test_it_is_a_process_that_ends_with_the_test(project: Path) -> None:
    with slack_workspace_process(project / "manifest.yml", "--no-rate-limits") as running:
        assert running.look("state")["apps"][0]["name"] == "Weather"
        assert running.environ["SLACK_API_URL"] == f"{running.url}api/"
        said = running.act("message", user="ada", channel="general", text="rain?")
        messages = running.look("messages", channel="general", user="grace")["messages"]
        assert [each["ts"] for each in messages] == [said["ts"]]
    with pytest.raises(OSError, match="refused"):
        running.look("state")


def test_an_app_that_is_not_there_is_told_and_never_passes_for_one_that_answers(project: Path) -> None:
    with slack_workspace_process(project / "manifest.yml") as running:
        with pytest.raises(WorkspaceError, match="dispatch_failed"):
            running.act("command", user="ada", channel="general", command="/weather", text="today")
        with pytest.raises(WorkspaceError, match=r"No app has connected within 0 s\. It needs http://127"):
            running.wait_for_app(0.1)


def test_what_is_wrong_with_the_manifest_is_a_warning(project: Path) -> None:
    broken = MANIFEST | {"settings": {"event_subscriptions": {"bot_events": ["message.im"]}}}
    (project / "manifest.yml").write_text(yaml.safe_dump(broken))
    about_it = pytest.warns(UserWarning, match=r"manifest\.yml: .*im:history")
    with about_it, slack_workspace_process(project / "manifest.yml") as running:
        assert len(running.look("state")["apps"][0]["problems"]) >= 2


def test_signalcraft_may_be_installed_elsewhere(project: Path, pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["signalcraft_workspace"]')
    pytester.makeini(f"[pytest]\nslack_workspace_command = {Path(sys.executable).with_name('signalcraft')}\n")
    (pytester.path / "manifest.yml").write_text((project / "manifest.yml").read_text())
    pytester.makepyfile(test_weather=example())
    pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist").assert_outcomes(passed=1)


def test_a_refused_act_says_why(project: Path) -> None:
    with (
        slack_workspace_process(project / "manifest.yml") as running,
        pytest.raises(WorkspaceError, match="there is no user “nobody”"),
    ):
        running.act("message", user="nobody", channel="general", text="hello")


@pytest.mark.parametrize("content", [": not yaml : [", "- a list", ""])
def test_a_manifest_that_cannot_be_read_is_named(project: Path, content: str) -> None:
    (project / "manifest.yml").write_text(content)
    with pytest.raises(WorkspaceError, match=r"manifest\.yml"), slack_workspace_process(project / "manifest.yml"):
        pass


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone.yml"
    with pytest.raises(WorkspaceError, match=r"no app manifest at .*gone\.yml"), slack_workspace_process(gone):
        pass
