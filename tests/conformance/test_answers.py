"""Every answer, event and envelope of the tour against Slack's own types and examples."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.manifest import manifest_path
from incidents.catalog import Catalog
from sandbox.api.catalogue import METHODS
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.given import INCIDENTS
from tests.conformance import reading
from tests.conformance.differences import LEFT_OUT, NEVER, OURS
from tests.conformance.slack_types import Judge
from tests.conformance.tour.manifest import EVENTS, MANIFEST

Json = dict[str, Any]
EXAMPLE_KEYS: dict[str, list[str]] = json.loads((Path(__file__).parent / "example_keys.json").read_text())
EXAMPLE_PAIRS = {reading.pair(path) for paths in EXAMPLE_KEYS.values() for path in paths}


def answered(traffic: list[Json]) -> Iterable[Json]:
    return (entry for entry in traffic if entry["kind"] == "call" and entry["name"] in METHODS)


def envelopes(traffic: list[Json]) -> Iterable[Json]:
    return (entry for entry in traffic if entry["kind"] == "envelope")


def unexplained(problems: Iterable[str]) -> list[str]:
    """What neither Slack's examples nor a difference with its reason accounts for."""
    left = {reading.without_keys_of(p, EXAMPLE_PAIRS) for p in problems} - {""}
    return sorted(p for p in left if not any(re.search(each.pattern, p) for each in OURS))


def test_the_tour_calls_every_method_with_success(traffic: list[Json]) -> None:
    assert set(METHODS) - {entry["name"] for entry in answered(traffic) if entry["ok"]} == NEVER


def test_the_tour_hears_every_event(traffic: list[Json]) -> None:
    heard = {entry["sent"]["event"]["type"] for entry in envelopes(traffic) if "event" in entry["sent"]}
    types = {
        entry["sent"]["event"].get("channel_type") for entry in envelopes(traffic) if "event" in entry["sent"]
    }
    assert {event for event in EVENTS if not event.startswith("message.")} <= heard
    assert {"channel", "group", "im", "mpim"} <= types


def test_every_answer_has_slacks_types_and_no_invented_key(judge: Judge, traffic: list[Json]) -> None:
    found = (p for entry in answered(traffic) for p in reading.problems_of_call(judge, entry))
    left = unexplained(found)
    assert not left, "\n".join(left)


def test_every_event_and_envelope_has_slacks_types(judge: Judge, traffic: list[Json]) -> None:
    found = (p for entry in envelopes(traffic) for p in reading.problems_of_envelope(judge, entry))
    left = unexplained(found)
    assert not left, "\n".join(left)


def test_every_difference_is_still_one(judge: Judge, traffic: list[Json]) -> None:
    found = {p for entry in answered(traffic) for p in reading.problems_of_call(judge, entry)}
    found |= {p for entry in envelopes(traffic) for p in reading.problems_of_envelope(judge, entry)}
    found |= set(judge.kind("Manifest", MANIFEST))
    problems = {reading.without_keys_of(p, EXAMPLE_PAIRS) for p in found}
    assert [each.pattern for each in OURS if not any(re.search(each.pattern, p) for p in problems)] == []


@pytest.mark.parametrize("method", sorted(EXAMPLE_KEYS.keys() & METHODS.keys() - NEVER))
def test_every_key_of_slacks_example_is_there(traffic: list[Json], method: str) -> None:
    ours = {
        path
        for entry in answered(traffic) if entry["name"] == method and entry["ok"]
        for path in reading.key_paths(entry["answer"])
    }  # fmt: skip
    lacking = [path for path in EXAMPLE_KEYS[method] if path not in ours and not left_out(method, path)]
    assert not lacking, "\n".join(lacking)


def left_out(method: str, path: str) -> str:
    return next((reason for pattern, reason in LEFT_OUT.items() if re.search(pattern, f"{method} {path}")), "")


def test_every_key_left_out_is_in_an_example() -> None:
    named = [f"{method} {path}" for method, paths in EXAMPLE_KEYS.items() for path in paths]
    assert [pattern for pattern in LEFT_OUT if not any(re.search(pattern, each) for each in named)] == []


def test_the_manifests_fit_slacks_type(judge: Judge) -> None:
    ours = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    assert unexplained(judge.kind("Manifest", ours)) == []
    assert unexplained(judge.kind("Manifest", MANIFEST)) == []


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_our_messages_have_slacks_blocks(judge: Judge, name: str) -> None:
    made = reading.shape([MESSAGES[name](incident, Catalog()).blocks or [] for incident in INCIDENTS.values()])
    for blocks in made:
        assert list(reading.problems_of_blocks(judge, {"blocks": blocks})) == []


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_our_forms_have_slacks_blocks(judge: Judge, name: str) -> None:
    for view in reading.shape([VIEWS[name](incident, Catalog()) for incident in INCIDENTS.values()]):
        kind = {"modal": "ModalView", "home": "HomeView"}[view["type"]]
        assert judge.kind(kind, view | {"blocks": []}) == []
        assert list(reading.problems_of_blocks(judge, view)) == []
