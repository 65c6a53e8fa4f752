"""Brings what was recorded into the form in which Slack's types can judge it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.conformance.slack_types import Judge

Json = dict[str, Any]
INTERACTIONS = {
    "block_actions": "BlockAction",
    "block_suggestion": "BlockSuggestion",
    "message_action": "MessageShortcut",
    "shortcut": "GlobalShortcut",
    "view_closed": "ViewClosedAction",
    "view_submission": "ViewSubmitAction",
}
WRITTEN = ("text", "value", "url", "user_id", "channel_id", "action_id", "block_id", "fallback", "initial_value")
UNEXPECTED = re.compile(
    r"(?P<what>.*): (?P<path>\S+) Additional properties are not allowed \((?P<keys>.*) (was|were) unexpected\)$"
)
FREE = {  # what an app or a person fills as it likes; Slack's response types know only the samples' keys
    "event_payload": {},
    "values": {},
}


def problems_of_call(judge: Judge, entry: Json) -> Iterator[str]:
    """A Web API call's answer; the blocks in it are judged as what apps may send."""
    yield from judge.response(entry["name"], trimmed(entry["answer"]))
    yield from problems_of_blocks(judge, entry["answer"])


def problems_of_envelope(judge: Judge, entry: Json) -> Iterator[str]:
    kind, payload = entry["name"].split()[0], entry["sent"] | {"token": "the journal keeps none"}
    if kind == "events_api":
        yield from judge.kind("EnvelopedEvent", payload | {"event": {"type": payload["event"]["type"]}})
        yield from problems_of_event(judge, payload["event"])
    elif kind == "slash_commands":
        yield from judge.kind("SlashCommand", payload)
    else:
        yield from judge.kind(INTERACTIONS[payload["type"]], payload)


def problems_of_event(judge: Judge, event: Json) -> Iterator[str]:
    """An event, and each message inside it as the event it once was."""
    event = dict(event)
    if event.get("subtype") in ("message_changed", "message_deleted"):
        where = {key: event[key] for key in ("channel", "channel_type", "event_ts")}
        for key in ("message", "previous_message"):
            if key in event:
                yield from judge.event(event.pop(key) | where)
                event[key] = {"type": "message", "subtype": "me_message", "text": "", "user": "", "ts": ""} | where
    yield from judge.event(event)


def problems_of_blocks(judge: Judge, value: Any) -> Iterator[str]:
    for block in _blocks(value):
        yield from judge.block(block)


def shape(value: Any) -> Any:
    """A message or form with one word for all that people wrote, and each kind of row once: types see no more."""
    if isinstance(value, list):
        rows = {json.dumps(row, sort_keys=True): row for row in map(shape, value)}
        return list(rows.values())
    if isinstance(value, dict):
        return {
            key: "x" if key in WRITTEN and isinstance(each, str) else shape(each) for key, each in value.items()
        }
    return value


def _blocks(value: Any) -> Iterator[Json]:
    if isinstance(value, list):
        for each in value:
            yield from _blocks(each)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "blocks" and isinstance(inner, list):
                yield from inner
            else:
                yield from _blocks(inner)


def trimmed(value: Any) -> Any:
    """An answer without blocks and free parts."""
    if isinstance(value, list):
        return [trimmed(each) for each in value]
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if key != "blocks"}
        return {key: FREE[key] if key in FREE else trimmed(each) for key, each in kept.items()}
    return value


def key_paths(value: Any, path: str = "") -> Iterator[str]:
    """`channel.topic.value`, `messages[].ts`: where something stands in an answer."""
    if isinstance(value, list):
        for each in value:
            yield from key_paths(each, f"{path}[]")
    elif isinstance(value, dict):
        for key, each in value.items():
            inner = f"{path}.{key}" if path else key
            yield inner
            yield from key_paths(each, inner)


def pair(path: str) -> tuple[str, str]:
    """A key with what it stands in, one or many of them: `channels[].topic` and `channel.topic` are the same."""
    *_, outer, key = f".{path}".replace("[]", "").split(".")
    return outer.removesuffix("s"), key


def without_keys_of(problem: str, known: set[tuple[str, str]]) -> str:
    """A sentence about invented keys without those that Slack's own examples have; empty when none is left."""
    found = UNEXPECTED.match(problem)
    if not found:
        return problem
    outer = re.sub(r"\[\d+\]", "", found["path"]).rsplit(".", 1)[-1].removesuffix("s")
    left = [key for key in re.findall(r"'(\w+)'", found["keys"]) if (outer, key) not in known]
    return f"{found['what']}: {found['path']} has an unknown key: {', '.join(left)}" if left else ""
