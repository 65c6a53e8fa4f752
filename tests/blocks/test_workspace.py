"""The local workspace, whose reading of Slack's rules is its own, accepts every message and form of ours."""

import json

import pytest

from sandbox.blockkit import limits, validate
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.given import CATALOGS, incidents

INCIDENTS = incidents()


@pytest.mark.parametrize("catalog", CATALOGS)
@pytest.mark.parametrize("kind", MESSAGES)
def test_the_workspace_takes_every_message(kind, catalog):
    wrong = {}
    for name, incident in INCIDENTS.items():
        payload = MESSAGES[kind](incident, CATALOGS[catalog]).payload()
        blocks = payload.get("blocks", [])
        found = validate.message_problems(blocks)
        if found or validate.blocks_too_long(blocks) or validate.broadcasts(payload["text"], blocks):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("catalog", CATALOGS)
@pytest.mark.parametrize("kind", VIEWS)
def test_the_workspace_takes_every_form(kind, catalog):
    views = {name: VIEWS[kind](incident, CATALOGS[catalog]) for name, incident in INCIDENTS.items()}
    wrong = {name: validate.view_problems(view, home=view["type"] == "home") for name, view in views.items()}
    assert {name: found for name, found in wrong.items() if found} == {}
    assert all(len(json.dumps(view)) <= limits.VIEW_BYTES for view in views.values())
