"""Looks at what is on our side: the database, the port of the pages, and what was heard of Slack lately."""

import errno
import json
import os
import shutil
import socket
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings
from bot.sockets import SOCKETS
from incidents.installation import Finding
from incidents.wording import spoken
from storage.database import migration_engine, parse
from storage.migrations import head, present
from web.heard import Heard

ROOM = 100
"""Megabytes that should be free where a SQLite file lies."""
ABOUT, PORT, RUNNING = "database", "web port", "running bot"
ANSWERS_WITHIN = 3.0
"""Seconds that a bot has to say how it is; whoever took its port and says nothing must not hold us."""
MOST = 10_000
"""Bytes that are read of that."""
KINDS = {"slash_commands": "commands", "interactive": "clicks and forms", "events_api": "events"}
"""What Slack calls the envelopes, and what they are."""


def database(settings: Settings) -> Finding:
    """Whether it answers, is at our step, and takes writes."""
    url = parse(settings.database_url)
    try:
        step = present(url)
    except SQLAlchemyError as error:
        return Finding(ABOUT, False, f"cannot be reached ({_why(error)}): start it, or correct DATABASE_URL")
    if step is not None and step > head():
        return Finding(ABOUT, False, f"is at step {step}, and this version ends at {head()}: install a newer one")
    try:
        if step is not None:
            _try_to_write(url)
    except SQLAlchemyError as error:
        said = f"refuses writes ({_why(error)}): name one in DATABASE_URL that the bot may write to"
        return Finding(ABOUT, False, said)
    return _no_room(url) or Finding(ABOUT, True, _state(step))


def _why(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", "") or type(error).__name__).splitlines()[0]


def _state(step: str | None) -> str:
    if step is None:
        return "empty: its tables are made at the start"
    behind = "" if step == head() else f", brought to {head()} at the start"
    return f"answers and takes writes, at step {step}{behind}"


def _try_to_write(url: URL) -> None:
    """A change of nothing, taken back: a replica or a user that may only read refuses it all the same."""
    with closing(migration_engine(url).connect()) as connection:
        connection.execute(text("UPDATE workspace_value SET value = value WHERE name IS NULL"))
        connection.rollback()


def _no_room(url: URL) -> Finding | None:
    """A SQLite file needs a folder that we may write into, and some room to grow."""
    if url.get_backend_name() != "sqlite":
        return None
    folder = Path(str(url.database)).absolute().parent
    if not folder.exists():
        return None  # it is made at the start
    if not os.access(folder, os.W_OK):
        return Finding(ABOUT, False, f"{folder} cannot be written: give the user of the bot the right to")
    free = shutil.disk_usage(folder).free // 2**20
    return Finding(ABOUT, False, f"only {free} MB are free in {folder}: make room") if free < ROOM else None


def pages(settings: Settings) -> list[Finding]:
    """Whether the pages can be served where the settings say; if a bot does so already, how that one is."""
    place = f"{settings.web_host}:{settings.web_port}"
    with socket.socket(socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.web_host, settings.web_port))
        except OSError as error:
            health = _health(settings) if error.errno == errno.EADDRINUSE else None
            if health is not None:
                return [Finding(PORT, True, f"{place} is used by a bot that runs there"), running(health)]
            said = f"{place} cannot be used ({error.strerror}): another program may have it. Else set WEB_PORT"
            return [Finding(PORT, False, said)]
    return [Finding(PORT, True, f"{place} is free")]


def running(health: Mapping[str, object]) -> Finding:
    """A bot that runs already, by what its `/healthz` says."""
    if health["ok"] is True:
        waits = "; Slack does not answer it, and the pages work" if health.get("slack_away") else ""
        return Finding(RUNNING, True, f"healthy{waits}")
    wrong = [
        *(["no connection to Slack: look at the network and the app-level token"] * (health.get("sockets") == 0)),
        *(["the database refuses: look at DATABASE_URL and at the disk"] * (not health.get("store"))),
    ]
    return Finding(RUNNING, False, f"not healthy: {'; '.join(wrong) or 'its outbox is stuck: restart it'}")


def _health(settings: Settings) -> Mapping[str, object] | None:
    """What `/healthz` there says, if it is ours; also of a bot that listens on every address of the machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.web_host, settings.web_host)
    asking = HTTPConnection(host, settings.web_port, timeout=ANSWERS_WITHIN)
    try:
        asking.request("GET", "/healthz")
        said = json.loads(asking.getresponse().read(MOST))
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        asking.close()
    return said if isinstance(said, dict) and {"ok", "sockets", "outbox_overdue_s"} <= said.keys() else None


def connections(heard: Heard) -> Finding:
    """How many there are, and when Slack last said hello on one."""
    if not heard.wanted:
        return Finding("connections", True, "none wanted: this process runs with --no-socket, another hears Slack")
    if not heard.sockets:
        said = "none: look at the network, and at Socket Mode and the app-level token in the app's settings"
        return Finding("connections", False, said)
    ago = f", last hello {_ago(heard.hello_s)}" if heard.hello_s is not None else ""
    return Finding("connections", True, f"{heard.sockets} of {SOCKETS}{ago}")


def envelopes(heard: Heard) -> Finding:
    """When each kind last came. What never came may not have happened; Slack does not say what it would send."""
    if not heard.wanted:
        return Finding("heard", True, "nothing here: another process takes what people do in Slack")
    last = [f"{words} {_ago(heard.envelopes_s.get(kind))}" for kind, words in KINDS.items()]
    never = len(heard.envelopes_s) < len(KINDS)
    mend = ". Never: nobody did it yet, or the app lacks it; then paste manifest.yml again" if never else ""
    return Finding("heard", True, ", ".join(last) + mend)


def _ago(seconds: float | None) -> str:
    return "never" if seconds is None else f"{spoken(timedelta(seconds=seconds))} ago"
