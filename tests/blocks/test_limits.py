"""Every message and form is one that Slack accepts, whatever the incident holds."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import pytest

import blocks
from blocks import ids
from blocks.message import Message
from blocks.topic import topic
from tests.blocks import limits
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.given import CATALOGS, STATES, incidents

INCIDENTS = incidents()


@pytest.mark.parametrize("catalog", CATALOGS)
@pytest.mark.parametrize("kind", MESSAGES)
def test_ic_12_every_message_about_every_incident_is_accepted(kind, catalog):
    wrong = {
        name: found
        for name, incident in INCIDENTS.items()
        if (found := limits.message(MESSAGES[kind](incident, CATALOGS[catalog]).payload()))
    }
    assert wrong == {}


@pytest.mark.parametrize("catalog", CATALOGS)
@pytest.mark.parametrize("kind", VIEWS)
def test_ic_18_every_form_about_every_incident_is_accepted(kind, catalog):
    wrong = {
        name: found
        for name, incident in INCIDENTS.items()
        if (found := limits.view(VIEWS[kind](incident, CATALOGS[catalog])))
    }
    assert wrong == {}


def test_every_topic_fits_and_is_not_empty():
    for incident in INCIDENTS.values():
        for catalog in CATALOGS.values():
            assert 0 < len(topic(incident, catalog)) <= 250


def test_no_message_is_missing_from_these_tests():
    """A new function that builds a message or a form belongs into `every.py`."""
    built = set()
    for module in pkgutil.iter_modules(blocks.__path__):
        for name, made in inspect.getmembers(import_module(f"blocks.{module.name}"), inspect.isfunction):
            returns = inspect.get_annotations(made).get("return")
            if returns in (Message, dict[str, Any]) and not name.startswith("_"):
                built.add(name)
    assert built <= MESSAGES.keys() | VIEWS.keys()


def test_every_id_in_a_message_or_form_is_one_that_a_listener_can_know():
    known = {value for name, value in vars(ids).items() if name.isupper()}
    used = set()
    for make in STATES.values():
        for build in (*MESSAGES.values(), *VIEWS.values()):
            made = build(make(), CATALOGS["huge"])
            shown = made.blocks if isinstance(made, Message) else made
            for part in limits.parts(shown):
                used |= {part[key].partition(":")[0] for key in ("action_id", "callback_id") if key in part}
                if part.get("type") == "input":
                    used.add(part["block_id"])
    assert used <= known
    assert known == used
