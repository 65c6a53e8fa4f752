"""Settings of one process, read from the environment and nowhere else."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from sqlalchemy.exc import ArgumentError

from bot.access import NOBODY, Access, access
from bot.config_error import ConfigError
from storage.database import parse

SLACK_API = "https://slack.com/api/"
DATABASE = "sqlite:///signalcraft.db"
WEB_HOST = "127.0.0.1"
WEB_PORT = 8080
NOT_AN_ORIGIN = "must be an address without a path, such as https://incidents.example.com"
LOG_FORMATS = ("console", "json")
LOG_LEVELS = ("debug", "info", "warning", "error")
SWITCH = {"on": True, "off": False}
OTHER_TOKENS = {
    "xoxp-": "that is a user token",
    "xoxe": "that is a token which rotates; switch token rotation off",
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a process must know before it can start. Secrets never show in its repr."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    sockets: bool = True
    """Whether this process hears Slack; else others do, and no app-level token is needed."""
    api_url: str = SLACK_API
    """Ends with a slash, as the SDK wants it."""
    limiter: bool = True
    database_url: str = field(default=DATABASE, repr=False)
    """May hold a password."""
    config: Path | None = None
    log_format: str = "console"
    log_level: str = "info"
    web_host: str = WEB_HOST
    web_port: int = WEB_PORT
    """0 takes any free one."""
    web_url: str = ""
    """Where people reach the pages, without a slash at its end; nothing where it follows from the port."""
    access: Access = NOBODY
    """Who of the vendors lets us in."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str], *, sockets: bool = True) -> Self:
        """Read all of them. Raises ConfigError with a sentence for each that is missing or wrong."""
        read = _Environment(environ)
        settings = cls(
            bot_token=read.token("SLACK_BOT_TOKEN", "xoxb-", "the bot token", "OAuth & Permissions"),
            app_token=read.token("SLACK_APP_TOKEN", "xapp-", "the app-level token", "Basic Information")
            if sockets
            else "",
            sockets=sockets,
            api_url=read.address("SLACK_API_URL", SLACK_API),
            limiter=SWITCH[read.one_of("SLACK_LIMITER", tuple(SWITCH), "on")],
            database_url=read.database("DATABASE_URL"),
            config=read.path("SIGNALCRAFT_CONFIG"),
            log_format=read.one_of("LOG_FORMAT", LOG_FORMATS, "console" if sys.stderr.isatty() else "json"),
            log_level=read.one_of("LOG_LEVEL", LOG_LEVELS, "info"),
            web_host=read.text("WEB_HOST") or WEB_HOST,
            web_port=read.port("WEB_PORT", WEB_PORT),
            web_url=read.origin("WEB_URL"),
            access=access(read.text, read.address),
        )
        read.raise_mistakes()
        return settings


def database_url(environ: Mapping[str, str]) -> str:
    """The database alone, for what needs no Slack (`signalcraft migrate`). Raises ConfigError."""
    read = _Environment(environ)
    url = read.database("DATABASE_URL")
    read.raise_mistakes()
    return url


def web_url(environ: Mapping[str, str]) -> str:
    """Where people reach the pages, for what needs no Slack (`signalcraft login`). Raises ConfigError."""
    read = _Environment(environ)
    url = read.origin("WEB_URL") or on_this_machine(read.port("WEB_PORT", WEB_PORT))
    read.raise_mistakes()
    return url


def on_this_machine(port: int) -> str:
    """Where the pages are when nothing is said of it."""
    return f"http://127.0.0.1:{port}"


def api_access(environ: Mapping[str, str]) -> tuple[str, str]:
    """Where the API of a running bot is, and the token to call it with; both blank where nothing is said of it.

    Raises ConfigError.
    """
    read = _Environment(environ)
    url, token = read.origin("SIGNALCRAFT_URL"), read.text("SIGNALCRAFT_TOKEN")
    if url and not token:
        read.missing("SIGNALCRAFT_TOKEN", "a token of that address, from its page /tokens")
    if token and not url:
        read.missing("SIGNALCRAFT_URL", "the web address of the bot that gave the token")
    read.raise_mistakes()
    return url, token


def config_file(environ: Mapping[str, str]) -> Path | None:
    """Where the config lies, for what needs no Slack."""
    return _Environment(environ).path("SIGNALCRAFT_CONFIG")


def vendor_access(environ: Mapping[str, str]) -> Access:
    """Who of the vendors lets us in, for what needs no Slack."""
    read = _Environment(environ)
    return access(read.text, read.address)


class _Environment:
    """Reads variables one by one and keeps what is wrong with them. A value never gets into a sentence
    when it could be a secret."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._mistakes: list[str] = []

    def raise_mistakes(self) -> None:
        if self._mistakes:
            raise ConfigError(self._mistakes)

    def text(self, name: str) -> str:
        """The value, or nothing when it is unset or blank."""
        return self._environ.get(name, "").strip()

    def token(self, name: str, prefix: str, called: str, place: str) -> str:
        value = self.text(name)
        if not value:
            self._wrong(name, f"is missing: {called}, which starts with {prefix} (Slack app → {place})")
        elif not value.startswith(prefix):
            self._wrong(name, f"must be {called}, which starts with {prefix}: {_instead(value)}")
        elif value == prefix or len(value.split()) > 1:
            self._wrong(name, f"must be {called} whole, without blanks: it starts with {prefix} and goes on")
        return value

    def missing(self, name: str, what: str) -> None:
        self._wrong(name, f"is missing: {what}")

    def address(self, name: str, default: str) -> str:
        value = self.text(name) or default
        try:
            parts = urlsplit(value)
            fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query
        except ValueError:
            fine = False
        if not fine:
            self._wrong(name, f"must be a web address such as {default}")
        return value if value.endswith("/") else f"{value}/"

    def origin(self, name: str) -> str:
        """An address without a path, as browsers name where a page comes from; nothing when it is unset."""
        if not self.text(name):
            return ""
        value = self.address(name, "https://incidents.example.com/").rstrip("/")
        if urlsplit(value).path or "@" in value or "#" in value:
            self._wrong(name, NOT_AN_ORIGIN)
        return value

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name).casefold() or default
        if value in choices:
            return value
        self._wrong(name, f"must be one of {', '.join(choices)}, not “{value[:40]}”")
        return default

    def database(self, name: str) -> str:
        value = self.text(name) or DATABASE
        try:
            parse(value)
        except (ValueError, ArgumentError):
            self._wrong(name, "must be sqlite:///a/file or postgresql://user:password@host/name")
        return value

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return Path(value).expanduser() if value else None

    def port(self, name: str, default: int) -> int:
        value = self.text(name) or str(default)
        if value.isascii() and value.isdigit() and len(value) <= 5 and int(value) <= 65535:
            return int(value)
        self._wrong(name, f"must be a port number from 0 to 65535, not “{value[:40]}”")
        return default

    def _wrong(self, name: str, why: str) -> None:
        self._mistakes.append(f"{name} {why}.")


def _instead(value: str) -> str:
    """What somebody put in its place, by its prefix alone."""
    if value.startswith(("xoxb-", "xapp-")):
        return "the bot token and the app-level token have been swapped"
    known = next((words for prefix, words in OTHER_TOKENS.items() if value.startswith(prefix)), None)
    return known or "this value does not"
