"""Slack's own types as JSON schemas: fetched by npm, turned once, and asked what does not fit."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, ValidationError

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
OLDEST_NODE = 20
Json = dict[str, Any]


class NoNode(Exception):
    """This machine has no node or no npm, or npm cannot fetch what is pinned."""


def fetch() -> Path:
    """The folder of the pinned packages, installed once for all test processes."""
    _need_node()
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = MODULES / ".installed"
    with (HERE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.is_file() or stamp.read_text() != wanted:
            done = subprocess.run(["npm", "ci"], cwd=HERE, capture_output=True, text=True, check=False)
            if done.returncode:
                raise NoNode(f"npm could not install Slack's packages: {done.stderr.strip()[-500:]}")
            stamp.write_text(wanted)
    return MODULES


def _need_node() -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        raise NoNode("node and npm are needed to compare with Slack's own packages (on Debian: apt install npm)")
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(said.removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        raise NoNode(f"Slack's own packages need node {OLDEST_NODE} or newer, and this one is {said}")


def schemas(methods: Iterable[str]) -> Json:
    """{responses: {method: schema}, kinds: {type: schema}, missing: [method]}, made once per set of methods."""
    asked = json.dumps(sorted(methods))
    recipe = asked + (HERE / "schemas.mjs").read_text() + (HERE / "package-lock.json").read_text()
    folder = fetch() / ".schemas" / hashlib.sha256(recipe.encode()).hexdigest()[:16]
    with (HERE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "schemas.json").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(
                ["node", HERE / "schemas.mjs", folder],
                input=asked, text=True, check=True, env=os.environ | {"NODE_NO_WARNINGS": "1"},
            )  # fmt: skip
    made: Json = json.loads((folder / "schemas.json").read_text())
    return made


@dataclass
class Judge:
    """Says in plain sentences where a value does not fit Slack's types."""

    schemas: Json
    _validators: dict[str, Draft7Validator] = field(default_factory=dict)

    def response(self, method: str, answer: Any) -> list[str]:
        return self._problems(f"answer of {method}", self.schemas["responses"][method], answer)

    def kind(self, name: str, value: Any) -> list[str]:
        """`name` is a type of Slack's, like SlashCommand."""
        return self._problems(name, self.schemas["kinds"][name], value)

    def event(self, event: Any) -> list[str]:
        """Against the one event of the union that has this type and subtype."""
        name = self._event_name(event)
        if not name:
            return [f"Slack's types know no event {event.get('type')!r} with subtype {event.get('subtype')!r}"]
        return self._problems(name, self._events | {"$ref": f"#/definitions/{name}"}, event)

    def block(self, block: Any) -> list[str]:
        return self._one_of("KnownBlock", block)

    @property
    def _events(self) -> Json:
        events: Json = self.schemas["kinds"]["SlackEvent"]
        return events

    def _event_name(self, event: Json) -> str | None:
        for name in _alternatives(self._events, "SlackEvent"):
            properties = self._events["definitions"][name].get("properties", {})
            fixed = {key: properties.get(key, {}).get("const") for key in ("type", "subtype", "channel_type")}
            same = fixed["type"] == event.get("type") and fixed["subtype"] == event.get("subtype")
            if same and fixed["channel_type"] in (None, event.get("channel_type")):
                return name
        return None

    def _one_of(self, union: str, value: Any) -> list[str]:
        """Against the one alternative of a union that has this `type`, so that the answer says what is wrong."""
        schema: Json = self.schemas["kinds"][union]
        for name in _alternatives(schema, union):
            kind = schema["definitions"][name].get("properties", {}).get("type", {}).get("const")
            if kind and kind == value.get("type"):
                return self._problems(name, schema | {"$ref": f"#/definitions/{name}"}, value)
        return [f"Slack's types know no {union} of type {value.get('type')!r}"]

    def _problems(self, name: str, schema: Json, value: Any) -> list[str]:
        validator = self._validators.get(name)
        if validator is None:
            validator = self._validators[name] = Draft7Validator(schema)
        found = {sentence for error in validator.iter_errors(value) for sentence in _said(error)}
        return [f"{name}: {sentence}" for sentence in sorted(found)]


def _alternatives(schema: Json, union: str) -> Iterator[str]:
    """The names of a union's members, unions of unions opened."""
    definition = schema["definitions"].get(union, {})
    for each in definition.get("anyOf", ()):
        name = each.get("$ref", "").rsplit("/", 1)[-1]
        if name and "anyOf" in schema["definitions"][name]:
            yield from _alternatives(schema, name)
        elif name:
            yield name


def _said(error: ValidationError) -> list[str]:
    """Why a value does not fit; of a union's members only the one that comes nearest."""
    if error.instance is None:
        return []  # null counts as absent: Slack sends it for much that its types call optional
    if not error.context:
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
        return [f"{path or '.'} {error.message[:800]}"]
    members: dict[object, list[ValidationError]] = {}
    for inner in error.context:
        members.setdefault(inner.schema_path[0], []).append(inner)
    said = [[sentence for inner in errors for sentence in _said(inner)] for errors in members.values()]
    return min(said, key=lambda sentences: (_other_kind(sentences), len(sentences)))


def _other_kind(sentences: list[str]) -> bool:
    """Whether a union's member is for things of another `type`."""
    return any(".type " in sentence and sentence.endswith("was expected") for sentence in sentences)
