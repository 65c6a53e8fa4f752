"""Private answers: one person reads them, so they say what happened and what can be done."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from blocks import answers, ending, ids, roles, rooms
from blocks.missing import people_missing
from blocks.task_answers import task_said
from incidents.catalog import ZOOM
from incidents.ending import resolve
from incidents.meeting import FAILED, STATE
from incidents.refusal import Refusal
from incidents.roles import take_role
from incidents.task import Task
from tests.blocks import limits
from tests.blocks.given import HUGE, NORMAL, STATES
from tests.rules.given import (
    ADA,
    AT,
    CATALOG,
    COMMANDER,
    GRACE,
    LINUS,
    holds,
    incident,
    later,
    led_by,
    without_room,
)


def refused(holder: str) -> Refusal:
    try:
        take_role(led_by(holder), COMMANDER, by=GRACE, at=later(1))
    except Refusal as error:
        return error
    raise AssertionError("not refused")


def test_a_refusal_mentions_the_holder_and_keeps_everything_else_literal():
    text = answers.refusal(refused(ADA)).text
    assert text.startswith(f"Commander is held by <@{ADA}>.")
    assert answers.refusal(Refusal("no <!channel> & co")).text == "no &lt;!channel&gt; &amp; co"


def test_a_word_of_a_stranger_is_never_taken_for_the_place_of_a_name():
    assert answers.refusal(Refusal("There is no role “{person}”.")).text == "There is no role “{person}”."


def test_the_answer_to_declare_turns_into_a_link_to_the_room():
    assert "Opening the war room" in rooms.declaring(without_room()).text
    assert "<#C042>" in rooms.declared(incident(), NORMAL).text


@pytest.mark.parametrize("private", [False, True])
def test_what_is_private_and_what_is_not_can_be_joined_but_are_never_offered_to_be_merged(private):
    here, there = incident(private=private), [incident(id=7, private=not private), incident(id=8, private=private)]
    shown = json.dumps(rooms.declared(here, NORMAL, there).blocks)
    assert [f"{act} INC-{n}" in shown for n in (7, 8) for act in ("Join", "Merge into")] == [
        True,
        False,
        True,
        True,
    ]


def test_who_waits_in_line_is_told_their_place_and_about_how_long():
    text = rooms.delayed(without_room(), ahead=12, wait=later(1) - later(0)).text
    assert "12 rooms are opening before yours, as fast as Slack lets us: yours opens in about a minute." in text
    assert "One room is opening before yours" in rooms.delayed(without_room(), ahead=1).text


def test_without_a_room_the_declarer_hears_why_and_how_to_go_on():
    text = rooms.no_room(without_room(), "restricted_action: <b> & c").text
    assert "restricted_action: &lt;b&gt; &amp; c" in text
    assert "`/incident INC-42 …`" in text


def test_ic_37_those_who_could_not_come_are_named_with_a_reason_in_words():
    detail = f"{GRACE} user_disabled\n{LINUS} cant_invite\nU9 brand_new_code"
    assert people_missing(incident(), detail).text.splitlines() == [
        "Not in the room of *INC-42*:",
        f"• <@{GRACE}>: their account is deactivated: name somebody else",
        f"• <@{LINUS}>: deactivated, or of another workspace: name somebody else",
        "• <@U9>: brand_new_code",
    ]


def test_ic_37_who_was_there_already_is_told_as_no_trouble():
    detail = f"{GRACE} already_in_channel\nUBOT cant_invite_self"
    assert people_missing(incident(), detail).text.splitlines() == [
        f"<@{GRACE}> is in the room already.",
        "<@UBOT> is SignalCraft itself, which is in every war room.",
    ]


def test_ic_37_of_hundreds_who_could_not_come_whole_lines_are_shown_and_the_rest_counted():
    detail = "\n".join(f"U{n:09d} user_disabled" for n in range(300))
    lines = people_missing(incident(), detail).text.splitlines()
    shown = [line for line in lines if line.startswith("• <@U") and line.endswith(": name somebody else")]
    assert len(shown) > 50
    assert lines[-1] == f"… and {300 - len(shown)} more"


def test_an_ending_can_be_undone_from_its_answer():
    found = STATES["resolved"]()
    message = ending.ended(found)
    (button,) = [p for p in limits.parts(message.blocks) if p.get("type") == "button"]
    value = json.loads(button["value"])
    assert (button["action_id"], value["incident"]) == (ids.UNDO_END, 42)
    assert datetime.fromisoformat(value["ended_at"]) == found.resolved_at
    assert "resolved after 1 h 3 min" in message.text


def test_a_cancelled_incident_is_answered_as_a_false_alarm_with_undo():
    message = ending.ended(STATES["cancelled"]())
    assert "cancelled as a false alarm" in message.text
    assert [p["action_id"] for p in limits.parts(message.blocks) if "action_id" in p] == [ids.UNDO_END]


def test_a_form_that_came_too_late_has_a_button_for_another_try():
    message = answers.open_form_again(ids.REOPEN_RESOLVE, "42")
    (button,) = [p for p in limits.parts(message.blocks) if p.get("type") == "button"]
    assert (button["action_id"], button["value"]) == ("reopen_resolve", "42")


def test_the_roles_say_who_holds_what_and_how_to_take_the_rest():
    text = roles.who_holds_what(incident(roles=[holds("scribe", ADA)]), NORMAL).text
    assert f"Scribe: <@{ADA}> _(writes down what happens and pins it)_" in text
    assert "Commander: nobody yet; take it with `/incident role commander`" in text


def test_twenty_roles_of_the_house_are_shown_in_whole_lines():
    lines = roles.who_holds_what(incident(), HUGE).text.splitlines()
    assert all("nobody yet" in line for line in lines[:-1])
    assert "nobody yet" in lines[-1] or lines[-1].startswith("… and ")


def test_the_severities_are_offered_with_their_plain_question():
    text = answers.severity_choices(incident(), NORMAL).text
    assert text.startswith("*INC-42* is 🟠 *SEV2* Major. The choices:")
    assert "🔴 `sev1` Critical: Customers cannot use the product, or data is at risk" in text


def test_how_a_bridge_is_set_is_said_as_it_works_from_anywhere_and_only_while_it_works():
    found = incident()
    assert "`/incident INC-42 bridge https://…` sets one" in answers.bridge(found, CATALOG).text
    resolve(found, by=ADA, at=later(1))
    assert answers.bridge(found, CATALOG).text == "*INC-42* is resolved and has no bridge."
    found.conference_url = "https://meet.example.com/x"
    assert "another address" not in answers.bridge(found, CATALOG).text


def test_whoever_asks_for_the_bridge_hears_that_nobody_could_start_one():
    text = answers.bridge(incident(refs={STATE: FAILED}), replace(NORMAL, providers=(ZOOM,))).text
    assert text.startswith("*INC-42* has no bridge: nobody could start one. `/incident INC-42 bridge new` starts")


def test_whoever_changes_a_task_that_has_a_ticket_hears_that_the_ticket_stays_as_it_is():
    task = Task(number=3, text="limit the pool", created_at=AT, created_by=ADA)
    assert task_said(incident(), task, whole=False).text == "Task 3 of *INC-42* is open."
    task.ticket_key, task.ticket_url = "OPS-3", "https://jira.example.com/browse/OPS-3"
    assert task_said(incident(), task, whole=False).text.endswith(". In Jira its ticket stays as it is.")
