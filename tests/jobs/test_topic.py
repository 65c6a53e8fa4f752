"""A topic is compared as Slack spells it: with codes for emoji, brackets around addresses, entities."""

from typing import Any

import pytest

from incidents.catalog import Catalog
from incidents.incident import Incident
from jobs.desk import Attempt, Desk, Order
from jobs.looks import topic
from jobs.room import set_topic
from tests.integrations.given import clients, listening
from tests.jobs.test_worker import ME
from tests.rules.given import AT, incident

OURS = "🟠 SEV2 · investigating · Checkout & search · https://meet.example.com/c"
SLACKS = ":large_orange_circle: SEV2 · investigating · Checkout &amp; search · <https://meet.example.com/c>"


def _order(found: Incident, slack: Any) -> Order:
    desk = Desk(None, slack, Catalog(), lambda: AT, ME)  # type: ignore[arg-type]  # these jobs ask no store
    return Order(None, found, desk, Attempt(1, AT))


async def _set(found: Incident, spelt: str) -> None:
    """Set the topic by a Slack that spells it like this."""
    async with listening() as wire, clients(wire) as (slack, _):
        wire.answers = [{"ok": True, "channel": {"topic": {"value": spelt}}}]
        rule = await set_topic(_order(found, slack))
        assert wire.asked[0].fields["topic"] == OURS
    if rule:
        rule(found)


async def _fine(found: Incident, shown: str) -> bool:
    [finding] = await topic(_order(found, None), {"topic": {"value": shown}})
    return finding.fine


def _incident() -> Incident:
    return incident(title="Checkout & search", conference_url="https://meet.example.com/c")


@pytest.mark.parametrize("spelt", [OURS, SLACKS])
async def test_a_topic_of_ours_is_known_again_however_slack_spells_it(spelt: str) -> None:
    found = _incident()
    await _set(found, spelt)
    assert await _fine(found, spelt)
    assert not await _fine(found, "lunch?")
    assert not await _fine(found, "")


async def test_entities_and_brackets_need_no_memory() -> None:
    assert await _fine(
        _incident(),
        OURS.replace("&", "&amp;").replace("https://meet.example.com/c", "<https://meet.example.com/c>"),
    )


async def test_nothing_is_remembered_where_slack_keeps_the_words() -> None:
    found = _incident()
    await _set(found, OURS)
    assert "topic" not in found.refs
