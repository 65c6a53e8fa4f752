"""Reads the app from its manifest: the sandbox knows no other scope, command, shortcut or event."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sandbox.workspace import spelling
from sandbox.workspace.nouns import Json


@dataclass(frozen=True)
class Manifest:
    name: str
    bot_name: str
    commands: tuple[Json, ...]
    shortcuts: tuple[Json, ...]
    scopes: frozenset[str]
    events: frozenset[str]
    interactive: bool
    socket_mode: bool
    home_tab: bool
    messages_tab: bool
    user_scopes: frozenset[str]
    redirect_urls: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()  # sentences about names that Slack does not know

    def command(self, word: str) -> Json | None:
        return next((each for each in self.commands if each["command"] == word), None)


def read(path: Path) -> Manifest:
    try:
        return _read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None


@lru_cache(maxsize=8)
def _read(written: str) -> Manifest:
    """Once for the same text: many workspaces of one process have the same manifest, and YAML is slow."""
    try:
        content = yaml.safe_load(written)
    except yaml.YAMLError as error:
        raise ValueError(f"it is not YAML: {_line(error)}") from None
    if not isinstance(content, dict):
        raise ValueError("it is not an app manifest")
    misshapen = spelling.misshapen(content)
    if misshapen:
        raise ValueError(" ".join(misshapen))
    features, settings = content.get("features") or {}, content.get("settings") or {}
    name = _at(content, "display_information", "name") or "App"
    return Manifest(
        name=name,
        bot_name=_at(features, "bot_user", "display_name") or name,
        commands=tuple(features.get("slash_commands") or ()),
        shortcuts=tuple(features.get("shortcuts") or ()),
        scopes=frozenset(_at(content, "oauth_config", "scopes", "bot") or ()),
        events=frozenset(_at(settings, "event_subscriptions", "bot_events") or ()),
        interactive=bool(_at(settings, "interactivity", "is_enabled")),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        home_tab=bool(_at(features, "app_home", "home_tab_enabled")),
        messages_tab=_at(features, "app_home", "messages_tab_enabled") is not False,
        user_scopes=frozenset(_at(content, "oauth_config", "scopes", "user") or ()),
        redirect_urls=tuple(_at(content, "oauth_config", "redirect_urls") or ()),
        strange=tuple(spelling.strange(content)),
    )


def _line(error: yaml.YAMLError) -> str:
    """The parser's complaint on one line, without its word for the file."""
    mark, told = getattr(error, "problem_mark", None), getattr(error, "problem", None) or str(error)
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return place + " ".join(str(told).split())


def _at(content: Any, *path: str) -> Any:
    for step in path:
        content = content.get(step) if isinstance(content, dict) else None
    return content
