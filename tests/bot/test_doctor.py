"""`signalcraft doctor` against a real workspace: every line fine, and each trouble with its mending."""

import asyncio
import email.utils
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from bot.app import App
from bot.manifest import manifest_path
from bot.preflight import clock, preflight
from bot.preflight_here import connections, database, envelopes, running
from bot.settings import Settings
from incidents.catalog import Catalog
from sandbox import vendors
from sandbox.server import Options, Running, start
from sandbox.vendors.zoom_account import HOSTS
from tests.forks import signalcraft
from web.heard import Heard


@pytest.fixture
async def workspace() -> AsyncIterator[Running]:
    running = await start(Options(manifest_path()))
    yield running
    await running.stop()


async def doctor(running: Running | None, folder: Path, **changed: str) -> tuple[int, str]:
    """Exit code and what it printed."""
    environ = {
        "SLACK_API_URL": running.api_url if running else "http://127.0.0.1:1/api/",
        "SLACK_BOT_TOKEN": "xoxb-local", "SLACK_APP_TOKEN": "xapp-local", "WEB_PORT": "0",
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
    }  # fmt: skip
    return await asyncio.to_thread(signalcraft, "doctor", folder=folder, environ=environ | changed)


def wrong(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if line.startswith("✗")]


async def test_a_sound_installation_is_ready(workspace: Running, tmp_path: Path) -> None:
    code, printed = await doctor(workspace, tmp_path)
    assert (code, wrong(printed)) == (0, [])
    assert "signalcraft in SignalCraft Local" in printed
    assert "Everything is ready" in printed


async def with_old_scopes(folder: Path, *lacking: str) -> tuple[int, str]:
    """What the doctor says of an app that was installed without these scopes."""
    manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    scopes = manifest["oauth_config"]["scopes"]
    scopes["bot"] = [scope for scope in scopes["bot"] if scope not in lacking]
    old = folder / "old.yml"
    old.write_text(yaml.safe_dump(manifest))
    running = await start(Options(old))
    try:
        return await doctor(running, folder)
    finally:
        await running.stop()


@pytest.fixture
async def older(tmp_path: Path) -> AsyncIterator[Running]:
    """A workspace in which the app was installed from a manifest without the scope for pins."""
    manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].remove("pins:write")
    old = tmp_path / "old.yml"
    old.write_text(yaml.safe_dump(manifest))
    running = await start(Options(old))
    yield running
    await running.stop()


async def test_scopes_of_an_older_manifest_are_named(older: Running, tmp_path: Path) -> None:
    code, printed = await doctor(older, tmp_path)
    [line] = wrong(printed)
    assert code == 1
    assert "missing pins:write: open the app at" in line


async def test_a_bot_that_has_started_logs_once_what_is_to_mend(older: Running, tmp_path: Path) -> None:
    settings = Settings(
        bot_token="xoxb-local", app_token="xapp-local", api_url=older.api_url, web_port=0,
        database_url=f"sqlite:///{tmp_path}/bot.db",
    )  # fmt: skip
    with capture_logs() as logged:
        app = App(settings, Catalog(), look_after=0.0)
        await app.start()
        async with asyncio.timeout(10):
            while not (told := [each for each in logged if each["event"] == "to mend"]):  # noqa: ASYNC110 - logs ring no bell
                await asyncio.sleep(0.02)
        await app.stop()
    assert [(each["about"], each["how"][:18]) for each in told] == [("scopes", "missing pins:write")]


async def test_wrong_tokens_say_where_the_right_ones_are(workspace: Running, tmp_path: Path) -> None:
    code, printed = await doctor(workspace, tmp_path, SLACK_BOT_TOKEN="xoxb-other", SLACK_APP_TOKEN="xapp-other")
    assert code == 1
    assert "bot token        Slack says invalid_auth: look at SLACK_BOT_TOKEN (Slack app → OAuth" in printed
    assert "app-level token  Slack says invalid_auth: look at SLACK_APP_TOKEN (Slack app → Basic" in printed
    assert "xoxb-other" not in printed


async def test_without_slack_it_says_so_and_goes_on(tmp_path: Path) -> None:
    code, printed = await doctor(None, tmp_path)
    assert code == 1
    assert "Slack cannot be reached" in printed
    assert "✓ database" in printed


def test_a_database_that_only_reads_is_told(postgres_url: str) -> None:
    between = "&" if "?" in postgres_url else "?"
    url = f"{postgres_url}{between}options=-c%20default_transaction_read_only%3Don"
    found = database(Settings(bot_token="", app_token="", database_url=url))
    assert not found.fine
    assert "refuses writes (cannot execute UPDATE in a read-only transaction): name one in" in found.said


def test_what_was_heard_of_slack_is_told_by_kind() -> None:
    heard = Heard(1, 70, {"slash_commands": 3, "events_api": 7300})
    assert connections(heard).said == "1 of 2, last hello 1 min ago"
    said = envelopes(heard).said
    assert said.startswith("commands 3 s ago, clicks and forms never, events 2 h 1 min ago. Never: nobody did it")
    none = connections(Heard(0))
    assert (none.fine, "Socket Mode" in none.said) == (False, True)


async def test_a_bot_that_runs_looks_at_what_it_hears_and_leaves_its_own_port_alone(
    workspace: Running, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    settings = Settings(
        bot_token="xoxb-local", app_token="xapp-local", api_url=workspace.api_url, database_url=url
    )
    found = await preflight(settings, Catalog(), heard=lambda: Heard(0))
    assert [each.about for each in found if not each.fine] == ["connections"]
    assert {"scopes", "clock", "database", "digest channel"} <= {each.about for each in found}
    assert {"web port", "app-level token"} & {each.about for each in found} == set()


async def test_a_clock_that_differs_from_slacks_is_told() -> None:
    async def an_hour_ago(request: web.Request) -> web.StreamResponse:
        moment = email.utils.formatdate(time.time() - 3600, usegmt=True)
        return web.json_response({"ok": True}, headers={"Date": moment})

    app = web.Application()
    app.router.add_post("/api/api.test", an_hour_ago)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    found = await clock(AsyncWebClient("xoxb-local", base_url=url))
    await runner.cleanup()
    assert not found.fine
    assert found.said in [
        f"differs from Slack's by {s} s: switch on time synchronisation (NTP)" for s in (3600, 3601)
    ]


async def test_a_database_that_does_not_answer_and_a_port_that_another_program_has(
    workspace: Running, tmp_path: Path
) -> None:
    url = "postgresql://ada:secret@127.0.0.1:1/signalcraft"
    code, printed = await doctor(workspace, tmp_path, DATABASE_URL=url, WEB_PORT=str(workspace.port))
    assert code == 1
    database, web = wrong(printed)
    assert "cannot be reached" in database
    assert f"127.0.0.1:{workspace.port} cannot be used (Address already in use): another program" in web
    assert "secret" not in printed


async def test_beside_a_healthy_bot_nothing_is_to_mend(workspace: Running, tmp_path: Path) -> None:
    settings = Settings(
        bot_token="xoxb-local", app_token="xapp-local", api_url=workspace.api_url, web_port=0,
        database_url=f"sqlite:///{tmp_path}/bot.db",
    )  # fmt: skip
    app = App(settings, Catalog())
    await app.start()
    code, printed = await doctor(workspace, tmp_path, WEB_PORT=str(app.web_port))
    await app.stop()
    assert (code, wrong(printed)) == (0, [])
    assert f"✓ web port         127.0.0.1:{app.web_port} is used by a bot that runs there" in printed
    assert "✓ running bot      healthy" in printed
    assert printed.endswith("Nothing is to mend, and a bot is running already.\n")


@pytest.mark.parametrize(
    ("health", "why"),
    [
        ({"sockets": 0, "store": True}, "no connection to Slack"),
        ({"sockets": 2, "store": False}, "the database refuses"),
        ({"sockets": 2, "store": True}, "its outbox is stuck: restart it"),
    ],
)
def test_a_bot_that_runs_and_is_not_healthy_says_why(health: dict[str, object], why: str) -> None:
    found = running({"ok": False, "outbox_overdue_s": None, **health})
    assert not found.fine
    assert found.said.startswith(f"not healthy: {why}")


def test_a_bot_that_waits_for_slack_is_healthy_and_says_so() -> None:
    found = running({"ok": True, "sockets": 0, "slack_away": True, "store": True})
    assert found.fine
    assert found.said == "healthy; Slack does not answer it, and the pages work"


async def test_people_and_groups_of_the_config_whom_slack_does_not_know_are_named(
    workspace: Running, tmp_path: Path
) -> None:
    ada, grace = (workspace.workspace.find_user(name) for name in ("ada", "grace"))
    assert ada
    assert grace
    config = f'[[services]]\nname = "Checkout"\npeople = ["{ada.id}"]\n'
    (tmp_path / "signalcraft.toml").write_text(config)
    _, printed = await doctor(workspace, tmp_path)
    assert "✓ named in config  nobody whom Slack does not know" in printed

    config += f'[[services]]\nname = "Search"\npeople = ["U0GONE", "{grace.id}"]\ngroup = "S0GONE"\n'
    (tmp_path / "signalcraft.toml").write_text(config + '[[followers]]\nperson = "U0ALSO"\n')
    grace.deleted = True
    code, printed = await doctor(workspace, tmp_path)
    [line] = wrong(printed)
    assert code == 1
    assert "U0GONE (Search) is unknown" in line
    assert f"{grace.id} (Search) is deactivated" in line
    assert "S0GONE (Search) is unknown or disabled" in line
    assert "U0ALSO (followers) is unknown" in line
    assert ada.id not in line


async def test_groups_are_passed_over_where_the_app_may_not_read_them(tmp_path: Path) -> None:
    (tmp_path / "signalcraft.toml").write_text('[[services]]\nname = "Search"\ngroup = "S0GONE"\n')
    _, printed = await with_old_scopes(tmp_path, "usergroups:read")
    [line] = wrong(printed)
    assert "missing usergroups:read" in line


async def test_a_digest_channel_is_made_at_the_start_or_the_bot_must_be_invited(
    workspace: Running, tmp_path: Path
) -> None:
    _, printed = await doctor(workspace, tmp_path)
    assert "✓ digest channel   #incidents does not exist yet: the bot makes it at the start" in printed
    (tmp_path / "signalcraft.toml").write_text('digest_channel = "general"\n')
    code, printed = await doctor(workspace, tmp_path)
    assert code == 1
    assert "✗ digest channel   #general is there without the bot: invite the bot, or name another as" in printed


async def test_settings_that_are_wrong_are_all_told_first(tmp_path: Path) -> None:
    code, printed = await doctor(None, tmp_path, SLACK_BOT_TOKEN="", WEB_PORT="x")
    assert code == 2
    assert "SLACK_BOT_TOKEN is missing" in printed
    assert "WEB_PORT must be a port number" in printed


async def test_meetings_are_tried_where_they_are_set_up(workspace: Running, tmp_path: Path) -> None:
    (tmp_path / "signalcraft.toml").write_text(f'zoom_hosts = ["{HOSTS[0]}"]\n[jira]\nproject = "PAY"\n')
    code, printed = await doctor(workspace, tmp_path, **vendors.environ(workspace.url))
    assert (code, wrong(printed)) == (0, [])
    assert f"✓ Zoom             answers for {HOSTS[0]}" in printed
    assert "✓ Google Meet      answers for the owner of the refresh token" in printed
    assert workspace.world.vendors["google"]()["spaces"] == []

    broken = {"ZOOM_CLIENT_SECRET": "not-this-one", "GOOGLE_REFRESH_TOKEN": "nor-this"}
    code, printed = await doctor(workspace, tmp_path, **vendors.environ(workspace.url) | broken)
    assert code == 1
    assert "✗ Zoom             refused (invalid_client: Invalid client_id or client_secret): look at" in printed
    assert "✗ Google Meet      refused (invalid_grant: Token has been expired or revoked.): the refresh" in printed
    assert "not-this-one" not in printed


async def test_jira_is_tried_where_it_is_set_up(workspace: Running, tmp_path: Path) -> None:
    (tmp_path / "signalcraft.toml").write_text('[jira]\nproject = "OPS"\n')
    _, printed = await doctor(workspace, tmp_path, **vendors.jira_environ(workspace.url))
    assert "✓ Jira             answers for SignalCraft; tickets go to OPS (Task)" in printed
    assert workspace.world.vendors["jira"]()["issues"] == []

    center = vendors.jira_environ(workspace.url, cloud=False)
    _, printed = await doctor(workspace, tmp_path, **center | {"JIRA_TOKEN": "not-this-one"})
    assert "✗ Jira             refused (Jira does not take the credentials): docs/jira.md" in printed
    assert "not-this-one" not in printed

    (tmp_path / "signalcraft.toml").write_text('[jira]\nproject = "NO"\n')
    _, printed = await doctor(workspace, tmp_path, **center)
    [line] = wrong(printed)
    assert "No project could be found with key 'NO'" in line


async def test_ic_71_keys_of_a_dead_method_are_told_with_what_is_needed(
    workspace: Running, tmp_path: Path
) -> None:
    _, printed = await doctor(workspace, tmp_path, ZOOM_API_KEY="old-key", ZOOM_API_SECRET="old-secret")
    [line] = wrong(printed)
    assert "ZOOM_API_KEY and ZOOM_API_SECRET are of a JWT app, which Zoom no longer accepts" in line
    assert "Server-to-Server OAuth is needed: ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET" in line
    assert "old-" not in line
