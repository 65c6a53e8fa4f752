"""Running things until somebody stops them, and saying clearly why they could not start."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.server import Running

STOPPED, FAILED, MISCONFIGURED = 0, 1, 2
STOP_WITHIN = 4.5

Start = Callable[[], Awaitable[Callable[[], Awaitable[None]]]]
"""Starts something and returns what stops it."""


def run_bot(environ: Mapping[str, str], *, sockets: bool = True) -> int:
    """The bot, until SIGINT or SIGTERM. Without `sockets` it leaves hearing Slack to others."""
    gc.disable()  # before all that is imported: a tenth of a second (`_keep` enables it again)
    from bot.app import App
    from bot.config import load_catalog
    from bot.config_error import ConfigError
    from bot.logs import configure
    from bot.settings import Settings

    try:
        settings = Settings.from_env(environ, sockets=sockets)
        catalog = load_catalog(settings.config)
    except ConfigError as error:
        return complain(error.sentences)
    configure(settings.log_format, settings.log_level)

    async def start() -> Callable[[], Awaitable[None]]:
        app = App(settings, catalog)
        await app.start()
        return app.stop

    return until_stopped(start)


def run_sandbox(port: int, manifest: Path | None, **more: Any) -> int:
    """The local workspace, until SIGINT or SIGTERM; `more` are further Options of it."""
    from bot.manifest import manifest_path
    from sandbox.server import Options
    from sandbox.server import start as start_workspace
    from sandbox.world import WrongManifest

    options = Options(port=port, manifest=manifest or manifest_path(), **more)

    async def start() -> Callable[[], Awaitable[None]]:
        running = await start_workspace(options)
        complain(running.world.warnings)
        print(_welcome(running), flush=True)
        return running.stop

    try:
        return until_stopped(start)
    except WrongManifest as wrong:
        return complain(wrong.sentences)


def _welcome(running: "Running") -> str:
    """All that somebody has to type into their app; the first line is read by signalcraft_workspace."""
    from sandbox.workspace.openid import CLIENT_ID, CLIENT_SECRET
    from sandbox.workspace.space import APP_TOKEN, BOT_TOKEN

    return (
        f"Workspace  {running.url}\nWeb API    {running.api_url}  (the SDK's base URL)\n"
        f"Bot token  {BOT_TOKEN}\nApp token  {APP_TOKEN}  (app-level, for Socket Mode)\n"
        f"Client id  {CLIENT_ID}\nSecret     {CLIENT_SECRET}  (of the client, to sign in with Slack)\n"
        "Ctrl-C stops it."
    )


NO_DATABASE = "Run this where the bot runs, with its DATABASE_URL; before its very first start there is none."


def no_database(url: str) -> str:
    """Said instead of making an empty one at a mistyped address, in which everything would seem calm."""
    place = url.partition("?")[0].rsplit("@", 1)[-1]  # a password may stand before the one or behind the other
    return f"there is no incident database at {place}. {NO_DATABASE}"


def run_migrate(environ: Mapping[str, str]) -> int:
    """Upgrade the schema and say so."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.config_error import ConfigError
    from bot.settings import database_url
    from storage.migrations import SchemaTooNew, upgrade

    try:
        url = database_url(environ)
    except ConfigError as error:
        return complain(error.sentences)
    try:
        upgrade(url)
    except SQLAlchemyError as error:
        return complain([database_trouble(error)], FAILED)
    except SchemaTooNew as error:
        return complain([f"{error}. Install a newer version of SignalCraft.".capitalize()], FAILED)
    print("The database is up to date.")
    return STOPPED


def until_stopped(start: Start) -> int:
    """Start, wait for SIGINT or SIGTERM, stop cleanly. Returns the exit code."""
    return _run(_until_stopped(start))


async def _until_stopped(start: Start) -> int:
    gc.disable()  # what a start loads stays: looking for garbage in it costs time, and finds none
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    starting = asyncio.ensure_future(start())
    waiting = asyncio.ensure_future(stopping.wait())
    await asyncio.wait({starting, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()  # which stops what has begun
        await asyncio.wait({starting}, timeout=STOP_WITHIN)
        return STOPPED if starting.done() else _leave()
    stop = await starting
    _keep()
    await waiting
    try:
        async with asyncio.timeout(STOP_WITHIN):
            await stop()
    except TimeoutError:
        return _leave()
    return STOPPED


def _leave() -> int:
    """A database or a peer that never answers must not hold us; the next start repeats what is unfinished."""
    print("signalcraft: stopped before everything had ended", file=sys.stderr, flush=True)
    os._exit(STOPPED)


def _keep() -> None:
    """What is there by now is never searched for garbage: that would halt everybody for a fifth of a second."""
    gc.freeze()
    gc.enable()


def _run(main: Coroutine[Any, Any, int]) -> int:
    """Run it, and turn the errors of starting into a sentence each."""
    from slack_sdk.errors import SlackApiError
    from sqlalchemy.exc import SQLAlchemyError

    from bot.not_started import NotStarted

    try:
        return asyncio.run(main)
    except NotStarted as error:
        return complain([error], FAILED)
    except SlackApiError as error:
        return complain([_slack_says(str(error.response.get("error")))], FAILED)
    except SQLAlchemyError as error:
        return complain([database_trouble(error)], FAILED)
    except OSError as error:
        what = f" ({error.filename})" if error.filename else ""
        return complain([f"Could not start: {error.strerror or error}{what}."], FAILED)


def complain(sentences: Any, code: int = MISCONFIGURED) -> int:
    """A sentence per mistake, on standard error."""
    for sentence in sentences:
        print(f"signalcraft: {sentence}", file=sys.stderr)
    return code


def database_trouble(error: Any) -> str:
    """The driver's own first line; it holds the address, and never the password."""
    why = str(getattr(error, "orig", "") or type(error).__name__).strip().splitlines()[0]
    return f"The database does not work ({why}). Look at DATABASE_URL, or ask `signalcraft doctor`."


def _slack_says(code: str) -> str:
    if code in ("invalid_auth", "not_authed", "token_revoked", "account_inactive", "not_allowed_token_type"):
        return f"Slack does not accept a token ({code}): look at SLACK_BOT_TOKEN and SLACK_APP_TOKEN."
    return f"Slack refused the start: {code}."
