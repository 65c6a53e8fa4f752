"""The card and the digest: what people see and can click as an incident moves."""

import pytest

from blocks.card import card, state
from blocks.digest import digest
from incidents.catalog import Catalog, Role
from incidents.ending import resolve
from incidents.handover import offer_role
from incidents.incident import Incident
from tests.blocks import limits
from tests.blocks.given import STATES
from tests.rules.given import ADA, CATALOG, COMMANDER, GRACE, holds, incident, later, led_by, without_room


def buttons(found: Incident, catalog: Catalog = CATALOG) -> list[tuple[str, str, str]]:
    """Text, value and action id of every button on the card."""
    parts = limits.parts(card(found, catalog, now=later(5)).blocks)
    return [(p["text"]["text"], p["value"], p["action_id"]) for p in parts if p.get("type") == "button"]


def words(found: Incident, catalog: Catalog = CATALOG) -> list[str]:
    return limits.of_kind("mrkdwn", card(found, catalog, now=later(5)).blocks)


def test_an_open_incident_has_a_button_for_each_vacant_role_and_one_to_resolve():
    assert buttons(incident()) == [
        ("Take Commander", "commander", "take_role:commander"),
        ("Take Scribe", "scribe", "take_role:scribe"),
        ("Take Liaison", "liaison", "take_role:liaison"),
        ("Take Tech Lead", "tech_lead", "take_role:tech_lead"),
        ("Acknowledge", "42", "acknowledge"),
        ("Update", "update", "open_update"),
        ("Add a task", "add", "add_task"),
        ("Edit", "42", "open_edit"),
        ("Resolve", "resolve", "open_resolve"),
    ]


def test_a_held_role_names_its_holder_and_has_a_menu_in_place_of_its_button():
    found = incident(roles=[holds("commander", ADA)])
    assert f"Commander: <@{ADA}>" in words(found)
    assert "take_role:commander" not in [action for _, _, action in buttons(found)]
    (menu,) = [p for p in limits.parts(card(found, CATALOG, now=later(5)).blocks) if p.get("type") == "overflow"]
    over, release = menu["options"]
    assert menu["action_id"] == "role_menu:commander"
    assert (over["value"], release["value"]) == (f"handover:{ADA}", f"release:{ADA}")
    assert release["text"]["text"] == "Release Commander"


def test_a_role_on_offer_says_who_was_asked_and_can_be_taken_back_while_it_is_open():
    found = led_by(ADA)
    offer_role(found, COMMANDER, to=GRACE, by=ADA, at=later(1))
    assert f"Commander: <@{ADA}> → <@{GRACE}> asked" in words(found)
    (menu,) = [p for p in limits.parts(card(found, CATALOG, now=later(5)).blocks) if p.get("type") == "overflow"]
    assert [o["value"] for o in menu["options"]] == [f"handover:{ADA}", f"withdraw:{GRACE}", f"release:{ADA}"]
    resolve(found, by=ADA, at=later(5))
    assert "asked" not in words(found)


def test_a_released_role_has_its_button_again():
    found = incident(roles=[holds("commander", ADA, until=later(1))])
    assert buttons(found)[0] == ("Take Commander", "commander", "take_role:commander")


@pytest.mark.parametrize("state_name", ["resolved", "cancelled", "resolved without a word"])
def test_of_an_ended_incident_only_facts_can_be_changed_and_of_a_false_alarm_nothing(state_name):
    found = STATES[state_name]()
    message = card(found, CATALOG, now=later(99))
    left = [p["action_id"] for p in limits.parts(message.blocks) if "action_id" in p]
    assert left == ([] if state_name == "cancelled" else ["open_edit"])


def test_a_resolved_card_says_when_after_how_long_and_what_fixed_it():
    found = STATES["resolved"]()
    assert any("*Resolved*" in field and "after 1 h 3 min" in field for field in words(found))
    shown = limits.of_kind("plain_text", card(found, CATALOG, now=later(99)).blocks)
    assert "What fixed it: Rolled back" in shown


def test_the_card_says_how_fast_the_room_was_ready():
    assert any("Room ready in 1.2 s" in text for text in words(incident(room_ready_at=later(0.02))))
    assert not any("Room ready" in text for text in words(incident()))


def test_a_step_that_slack_refused_is_shown_on_the_card():
    message = card(incident(), CATALOG, now=later(5), failures=["pin card: <not_allowed> & more"])
    assert "⚠️ pin card: &lt;not_allowed&gt; &amp; more" in limits.of_kind("mrkdwn", message.blocks)


def test_roles_of_the_house_are_named_on_card_state_and_digest_alike():
    house = Catalog(roles=(Role(key="commander", name="Lead & <More>", description="leads"),))
    found = incident(roles=[holds("commander", GRACE)])
    expected = f"Lead &amp; &lt;More&gt;: <@{GRACE}>"
    assert expected in words(found, house)
    assert expected in limits.of_kind("mrkdwn", state(found, house, now=later(5)).blocks)
    assert any(expected in t for t in limits.of_kind("mrkdwn", digest(found, house, now=later(5)).blocks))


def test_the_state_names_every_role_also_a_vacant_one_and_the_room():
    texts = limits.of_kind("mrkdwn", state(incident(roles=[holds("scribe", ADA)]), CATALOG, now=later(5)).blocks)
    assert f"Commander: nobody yet\nScribe: <@{ADA}>\nLiaison: nobody yet\nTech Lead: nobody yet" in texts
    assert "War room: <#C042>" in texts


def test_the_state_has_no_buttons():
    assert not [p for p in limits.parts(state(incident(), CATALOG, now=later(5)).blocks) if "action_id" in p]


def test_a_severity_that_left_the_config_is_shown_by_its_key():
    assert any("⚪ SEV9" in text for text in words(incident(severity="sev9")))


def test_the_digest_says_who_leads_and_where_the_room_is():
    (facts,) = limits.of_kind(
        "mrkdwn", digest(incident(roles=[holds("commander", ADA)]), CATALOG, now=later(5)).blocks
    )
    assert facts.startswith("🔎 *investigating* · declared <!date^1772440200^")
    assert facts.endswith(f"by <@{ADA}> · Commander: <@{ADA}> · <#C042>")


def test_the_digest_says_when_there_is_no_room_and_how_long_it_took():
    (facts,) = limits.of_kind("mrkdwn", digest(without_room(), CATALOG, now=later(5)).blocks)
    assert facts.endswith("· no room")
    (facts,) = limits.of_kind("mrkdwn", digest(STATES["resolved"](), CATALOG, now=later(99)).blocks)
    assert "✅ *resolved*" in facts
    assert "after 1 h 3 min" in facts


def test_the_default_card_has_a_block_id_for_every_role_and_row_once():
    crowded = STATES["crowded"]()
    assert limits.message(card(crowded, CATALOG, now=later(5)).payload()) == []
    ids = [b["block_id"] for b in card(crowded, CATALOG, now=later(5)).blocks if "block_id" in b]
    assert ids == ["role:commander", "role:scribe", "role:liaison", "role:tech_lead", "end"]
