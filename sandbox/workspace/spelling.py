"""Finds what a manifest calls by a name that Slack does not know, and what was probably meant."""

import json
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sandbox.workspace.nouns import Json

KNOWN: Json = json.loads((Path(__file__).parent / "slack_names.json").read_text(encoding="utf-8"))
SHAPES: dict[type, str] = {dict: "an object", list: "a list"}


def nearest(word: str, known: Collection[str]) -> str:
    """The known word most like this one, as the end of a sentence; nothing where none is like it."""
    found = get_close_matches(word, known, n=1)
    return f": did you mean {found[0]}?" if found else ""


def strange(content: Json) -> list[str]:
    """Names that are none of Slack's, a sentence each. A newer Slack may know them: they are no mistakes."""
    found = [told for told, _ in _walk(content, KNOWN["keys"], "") if told]
    scopes = _at(content, "oauth_config", "scopes")
    for whose in ("bot", "user"):
        named = [*_words(_at(scopes, whose)), *_words(_at(scopes, f"{whose}_optional"))]
        found += [_scope(each, whose) for each in named if each not in KNOWN[f"{whose}_scopes"]]
    subscribed = _at(content, "settings", "event_subscriptions")
    named = [*_words(_at(subscribed, "bot_events")), *_words(_at(subscribed, "user_events"))]
    events = KNOWN["events"]
    return found + [f"unknown event {each}{nearest(each, events)}" for each in named if each not in events]


def misshapen(content: Json) -> list[str]:
    """Where something else stands than the object, list or text that has to."""
    return [told for _, told in _walk(content, KNOWN["keys"], "") if told]


def _walk(value: Any, known: Any, path: str) -> Iterator[tuple[str, str]]:
    """Pairs of what is strange and what is misshapen, either of them empty."""
    if value is None or known is None:
        return
    if known == "text" or not isinstance(value, type(known)):
        if not isinstance(value, type(known)):
            yield "", f"{path} must be {SHAPES.get(type(known), 'a text')}."
        return
    if isinstance(known, list):
        for at, each in enumerate(value):
            yield from _walk(each, known[0], f"{path}[{at}]")
        return
    for key, each in value.items():
        place = f"{path}.{key}" if path else str(key)
        if key not in known:
            yield f"unknown key {place}{nearest(str(key), known)}", ""
        else:
            yield from _walk(each, known[key], place)


def _scope(name: str, whose: str) -> str:
    other = "user" if whose == "bot" else "bot"
    if name in KNOWN["app_scopes"]:
        return f"the scope {name} is one of the app-level token, not of {whose} tokens"
    if name in KNOWN[f"{other}_scopes"]:
        return f"the scope {name} is one of {other} tokens, not of {whose} tokens"
    return f"unknown scope {name}{nearest(name, KNOWN[f'{whose}_scopes'])}"


def _words(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _at(content: Any, *path: str) -> Any:
    for step in path:
        content = content.get(step) if isinstance(content, dict) else None
    return content
