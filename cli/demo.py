"""The demo: a local workspace and the bot in one process, ready to be tried in a browser."""

import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.panel import Panel

from bot.app import App
from bot.config import load_catalog
from bot.config_error import ConfigError
from bot.logs import configure
from bot.manifest import manifest_path
from bot.settings import Settings, on_this_machine
from cli.running import complain, until_stopped
from incidents.catalog import Catalog
from incidents.tracker import Tracker
from sandbox import vendors
from sandbox.server import Options, Running
from sandbox.server import start as start_workspace
from sandbox.vendors.zoom_account import HOSTS
from sandbox.workspace import openid

STORE = "demo.db"
TRACKER = Tracker(project="OPS", labels=("incident",), priorities={"sev1": "Highest", "sev2": "High"})


def run_demo(port: int, web_port: int, data: Path | None) -> int:
    """Both, until SIGINT or SIGTERM."""
    try:
        # The stand-ins know no others.
        catalog = replace(load_catalog(None), zoom_hosts=HOSTS, jira=TRACKER)
    except ConfigError as error:
        return complain(error.sentences)
    configure("console", "warning")

    async def start() -> Callable[[], Awaitable[None]]:
        stack = AsyncExitStack()
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="signalcraft-demo-")))
        workspace, app = await start_both(port, web_port, folder, catalog)
        stack.push_async_callback(workspace.stop)
        stack.push_async_callback(app.stop)
        _welcome(workspace, app)
        return stack.aclose

    return until_stopped(start)


async def start_both(
    port: int, web_port: int, folder: Path, catalog: Catalog, *, rate_limits: bool = True, latency_ms: int = 0
) -> tuple[Running, App]:
    """A fresh workspace and a bot in it. The store starts empty too, since the workspace forgets everything."""
    _empty(folder)
    workspace = await start_workspace(
        Options(port=port, manifest=manifest_path(), rate_limits=rate_limits, latency_ms=latency_ms)
    )
    settings = workspace_settings(
        workspace, folder, web_port, limiter=rate_limits, meetings=bool(catalog.zoom_hosts)
    )
    app = App(settings, catalog)
    try:
        await app.start()
    except BaseException:
        await workspace.stop()
        raise
    return workspace, app


def _empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{STORE}*"):
        leftover.unlink()


def workspace_settings(
    workspace: Running, folder: Path, web_port: int, *, limiter: bool, meetings: bool
) -> Settings:
    """How the bot reaches the local workspace: the same settings as for the real ones, other values."""
    return Settings.from_env(
        {
            "SLACK_API_URL": workspace.api_url,
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_APP_TOKEN": "xapp-local",
            "SLACK_LIMITER": "on" if limiter else "off",
            "DATABASE_URL": f"sqlite:///{folder.resolve() / STORE}",
            "WEB_PORT": str(web_port),
            "WEB_URL": on_this_machine(web_port) if web_port else "",
            **openid.environ(workspace.url),
            **(vendors.environ(workspace.url) if meetings else {}),
        }
    )


def _welcome(workspace: Running, app: App) -> None:
    text = (
        f"Open [bold cyan]{workspace.url}[/] and type\n\n"
        "    [bold]/incident declare checkout is down[/]\n\n"
        "Then: take a role on the card, react with 📌 to a message, switch to another person "
        "(bottom left), and end it with [bold]/incident resolve[/]. What is left to do can be filed in Jira.\n\n"
        f"The pages for when Slack is slow, or down: [bold cyan]http://127.0.0.1:{app.web_port}/[/] "
        "(a click on a name signs in); the post-mortem is read and written there, too\n"
        f"The stand-in for Jira: [bold cyan]{workspace.url}/jira/[/]\n\n"
        f"[dim]The bot's health: http://127.0.0.1:{app.web_port}/healthz · Ctrl-C stops both.[/]"
    )
    Console().print(Panel(text, title="SignalCraft demo", border_style="cyan", padding=(1, 2)))
