"""Every message and form is one that Slack accepts, whatever the incident holds.

Two readings of Slack's rules judge what is built: a checker of our own, and the local workspace's.
"""

import inspect
import json
import pkgutil
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import blocks
from blocks import ids
from blocks.message import Message
from blocks.topic import topic
from incidents.bridge import LONGEST
from sandbox.blockkit import validate
from sandbox.blockkit.limits import VIEW_BYTES
from tests.blocks import limits
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.given import CATALOGS, INCIDENTS, NORMAL, STATES
from tests.rules import given as rules

Json = dict[str, Any]


@pytest.mark.parametrize("catalog", CATALOGS)
@pytest.mark.parametrize("kind", MESSAGES)
def test_ic_12_every_message_about_every_incident_is_accepted(kind, catalog):
    made = {name: MESSAGES[kind](incident, CATALOGS[catalog]).payload() for name, incident in INCIDENTS.items()}
    assert {name: wrong for name, each in made.items() if (wrong := limits.message(each))} == {}
    assert {name: wrong for name, each in made.items() if (wrong := refused_message(each))} == {}


@pytest.mark.parametrize("catalog", CATALOGS)
@pytest.mark.parametrize("kind", VIEWS)
def test_ic_18_every_form_about_every_incident_is_accepted(kind, catalog):
    made = {name: VIEWS[kind](incident, CATALOGS[catalog]) for name, incident in INCIDENTS.items()}
    assert {name: wrong for name, each in made.items() if (wrong := limits.view(each))} == {}
    assert {name: wrong for name, each in made.items() if (wrong := refused_view(each))} == {}


def refused_message(payload: Json) -> list[str]:
    """What the workspace would say against it."""
    blocks = payload.get("blocks", [])
    wrong = [*validate.message_problems(blocks)]
    wrong += ["too long"] if validate.blocks_too_long(blocks) else []
    return wrong + (["it calls everybody"] if validate.broadcasts(payload["text"], blocks) else [])


def refused_view(view: Json) -> list[str]:
    wrong = [*validate.view_problems(view, home=view["type"] == "home")]
    return wrong + (["too large"] if len(json.dumps(view)) > VIEW_BYTES else [])


def test_every_topic_fits_and_is_not_empty():
    for incident in INCIDENTS.values():
        for catalog in CATALOGS.values():
            assert 0 < len(topic(incident, catalog).encode("utf-16-le")) // 2 <= 250


@given(st.text(min_size=1, max_size=300), st.integers(0, LONGEST - 30))
@settings(max_examples=200, deadline=None)
def test_a_topic_of_any_title_keeps_the_whole_bridge_within_250(title: str, more: int) -> None:
    bridge = "https://meet.example.com/" + "y" * more
    found = topic(rules.incident(title=title, conference_url=bridge), NORMAL)
    assert found.startswith("🟠 SEV2 · investigating")
    assert found.endswith(f" · {bridge}")
    assert len(found.encode("utf-16-le")) // 2 <= 250


def built() -> set[str]:
    """The functions that build a message or a form. A modal is what every form is."""
    found = {
        name
        for module in pkgutil.iter_modules(blocks.__path__)
        for name, made in inspect.getmembers(import_module(f"blocks.{module.name}"), inspect.isfunction)
        if inspect.get_annotations(made).get("return") in (Message, dict[str, Any]) and not name.startswith("_")
    }
    return found - {"modal"}


def test_no_message_is_missing_from_these_tests():
    """A new function that builds a message or a form belongs into `every.py`."""
    assert built() <= MESSAGES.keys() | VIEWS.keys()


def test_every_id_in_a_message_or_form_is_one_that_a_listener_can_know():
    known = {value for name, value in vars(ids).items() if name.isupper()}
    shortcuts = {ids.DECLARE, ids.DECLARE_FROM, ids.ADD_TO_TIMELINE, ids.MAKE_TASK}
    used = set()
    for incident in [make() for make in STATES.values()]:
        for build in (*MESSAGES.values(), *VIEWS.values()):
            made = build(incident, CATALOGS["huge"])
            shown = made.blocks if isinstance(made, Message) else made
            for part in limits.parts(shown):
                used |= {part[key].partition(":")[0] for key in ("action_id", "callback_id") if key in part}
                if part.get("type") == "input":
                    used.add(part["block_id"].partition(":")[0])
    assert used <= known
    assert known - shortcuts == used  # the names of shortcuts stand in the manifest
