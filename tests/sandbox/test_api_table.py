"""The method table against Slack's reference: verbs, JSON, tiers, and codes that Slack knows."""

import ast
from pathlib import Path

import pytest

from sandbox.api.catalogue import METHODS
from sandbox.api.registry import Method
from tests.sandbox.facts import FACTS, SPECIAL, TIERS, allowed

API = Path(__file__).parent.parent.parent / "sandbox/api"
NEVER_REFUSED = {"auth.test", "api.test", "bookmarks.list"}  # harmless, and often called with GET
BEFORE_ALL = {"unknown_method"}


def test_slack_knows_every_method() -> None:
    assert METHODS.keys() == FACTS.keys()


@pytest.mark.parametrize("method", METHODS.values(), ids=list(METHODS))
def test_a_method_is_read_and_counted_as_slack_does_it(method: Method) -> None:
    fact = FACTS[method.name]
    assert method.json == fact["json"]
    assert method.get == (fact["http"] == "GET" or method.name in NEVER_REFUSED)
    expected = SPECIAL.get(method.name) or TIERS[fact["tier"]]
    assert (method.tier.per_minute, method.tier.burst) == expected
    assert sorted(method.scopes) == fact["scopes"]
    assert {*method.required, *method.present} <= set(fact["args"])


def test_every_code_in_the_source_is_one_of_slacks() -> None:
    known = BEFORE_ALL.union(*map(allowed, FACTS))
    assert {code for path in API.glob("*.py") for code in _codes(path)} <= known


def _codes(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    raised = (
        each for each in calls if isinstance(each.func, ast.Name) and each.func.id in ("SlackError", "invalid")
    )
    return {
        arg.value for call in raised for arg in call.args[:1]
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
    }  # fmt: skip
