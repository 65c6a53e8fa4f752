"""Who may do what: by everybody, by named people and groups, and what those are told who may not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks import ids
from commands.registry import COMMANDS
from incidents.permissions import (
    ACTS,
    ADMINISTER,
    ADMINS,
    ANYBODY,
    CHANGE,
    DECLARE,
    PUBLISH,
    RESOLVE,
    TELL,
    Known,
    Policy,
    allowed,
    of_their_role,
    telling,
)
from incidents.status_update import AUDIENCES, INTERNAL, PUBLIC
from listeners.clicks import about
from listeners.permits import NEEDS
from storage.where import in_channel, numbered
from tests.rules.given import ADA, GRACE, LINUS, holds, incident, later

LEADS, EMPTY = "S0LEADS", "S0EMPTY"
CLOSED = Policy(**dict.fromkeys(ACTS, (LEADS, GRACE)))
"""Everything is for a group, in which Ada is, and for Grace."""
KNOWN = Known(members={LEADS: (ADA,), EMPTY: ()}, names={LEADS: "@incident-leads", GRACE: "Grace"})


def told(act: str, policy: Policy = CLOSED, known: Known = KNOWN) -> str:
    """What Linus hears, who is nobody in particular."""
    refusal = allowed(act, LINUS, policy, known)
    assert refusal
    return refusal.sentence


@pytest.mark.parametrize("act", [act for act in (*ACTS, ANYBODY) if act != ADMINISTER])
def test_without_a_config_everybody_may_do_everything_but_look_after_the_bot(act: str) -> None:
    assert allowed(act, LINUS, Policy(), Known()) is None
    assert "admins of this workspace" in told(ADMINISTER, Policy(), Known())
    assert allowed(ADMINISTER, LINUS, Policy(), Known(), admin=True) is None


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.word)
@pytest.mark.parametrize("words", ["", "resolved"])
def test_every_command_is_open_to_those_whom_its_act_is_open_to(command, words: str) -> None:
    act = command.act(words)
    assert act in (*ACTS, TELL, ANYBODY)
    assert allowed(act, ADA, CLOSED, KNOWN) is None  # by her group
    assert allowed(act, GRACE, CLOSED, KNOWN) is None  # by name
    assert (allowed(act, LINUS, CLOSED, KNOWN) is None) == (act == ANYBODY)
    assert (allowed(act, LINUS, CLOSED, KNOWN, own=(CHANGE, RESOLVE)) is None) == (
        act in (ANYBODY, TELL, CHANGE, RESOLVE)
    )
    assert (allowed(act, LINUS, CLOSED, KNOWN, admin=True) is None) == (act == ANYBODY)


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("declare checkout is down", DECLARE),
        ("status", ANYBODY),
        ("status identified", CHANGE),
        ("status resolved", RESOLVE),
        ("severity", ANYBODY),
        ("severity sev1", CHANGE),
        ("role", ANYBODY),
        ("role commander", CHANGE),
        ("private", CHANGE),
        ("update", TELL),
        ("update all is well", CHANGE),
        ("resolve", RESOLVE),
        ("cancel", RESOLVE),
        ("merge INC-7", RESOLVE),
        ("reopen", RESOLVE),
        ("note it was the disk", ANYBODY),
        ("list", ANYBODY),
    ],
)
def test_looking_is_free_and_the_words_decide_what_else_it_is(line: str, act: str) -> None:
    word, _, words = line.partition(" ")
    [command] = [each for each in COMMANDS if each.word == word]
    assert command.act(words) == act


CHANGERS, PUBLISHERS = "S0CHANGE", "S0PUBLISH"
APART = Policy(change=(CHANGERS,), publish=(PUBLISHERS,))
"""Ada may change, Grace may publish; Linus holds a role, or does not."""
MEMBERS = Known(members={CHANGERS: (ADA,), PUBLISHERS: (GRACE,)})


@pytest.mark.parametrize(
    ("person", "own", "posts", "drafts"),
    [
        (ADA, (), [INTERNAL], [INTERNAL, PUBLIC]),
        (GRACE, (), [PUBLIC], [PUBLIC]),
        (LINUS, (CHANGE,), [INTERNAL], [INTERNAL, PUBLIC]),
        (LINUS, (), [], []),
    ],
)
def test_whoever_may_change_writes_for_our_own_people_and_whoever_may_publish_for_customers(
    person: str, own: tuple[str, ...], posts: list[str], drafts: list[str]
) -> None:
    def may(waits: bool) -> list[str]:
        acts = {audience: telling(audience, APART, waits=waits) for audience in AUDIENCES}
        return [to for to, act in acts.items() if allowed(act, person, APART, MEMBERS, own=own) is None]

    assert (may(waits=False), may(waits=True)) == (posts, drafts)
    assert (allowed(TELL, person, APART, MEMBERS, own=own) is None) == bool(drafts)


def test_where_nobody_is_named_for_publishing_it_is_for_whoever_may_change() -> None:
    policy = Policy(change=(CHANGERS,))
    assert {telling(audience, policy, waits=waits) for audience in AUDIENCES for waits in (True, False)} == {
        CHANGE
    }
    assert allowed(TELL, GRACE, policy, MEMBERS)
    assert allowed(TELL, ADA, policy, MEMBERS) is None
    assert allowed(TELL, LINUS, Policy(publish=(PUBLISHERS,)), MEMBERS) is None  # for our own people


def test_a_refusal_says_who_may_and_whom_to_ask() -> None:
    assert told(DECLARE) == (
        "Nothing was declared: only @incident-leads and Grace may declare an incident. Ask one of them."
    )
    assert told(RESOLVE).startswith(
        "Nothing was changed: only @incident-leads, Grace and its commander may end or reopen an incident."
    )
    assert "Grace and those who hold a role in it may change an incident." in told(CHANGE)
    assert told(PUBLISH, known=Known(members=KNOWN.members)).startswith(
        "Nothing was published: only 2 whom the config names may"
    )


def test_a_single_person_is_named_as_slack_names_people() -> None:
    refusal = allowed(DECLARE, LINUS, Policy(declare=(GRACE,)), Known())
    assert refusal
    assert refusal.person == GRACE
    assert refusal.sentence == "Nothing was declared: only {person} may declare an incident. Ask them."


def test_a_role_lets_its_holder_change_the_incident_and_the_commander_end_it_and_nothing_else() -> None:
    found = incident(
        roles=[holds("commander", ADA), holds("liaison", LINUS), holds("scribe", GRACE, until=later(1))]
    )
    assert [tuple(of_their_role(found, person)) for person in (ADA, LINUS, GRACE)] == [
        (CHANGE, RESOLVE),
        (CHANGE,),
        (),
    ]
    own = of_their_role(found, LINUS)
    assert [act for act in ACTS if allowed(act, LINUS, CLOSED, KNOWN, own=own) is None] == [CHANGE]


@pytest.mark.parametrize("group", [EMPTY, "S0UNREAD"])
def test_a_group_in_which_we_know_nobody_locks_nobody_out(group: str) -> None:
    policy = Policy(**dict.fromkeys(ACTS, (group,)))
    assert [act for act in ACTS if allowed(act, LINUS, policy, KNOWN)] == [PUBLISH, ADMINISTER]  # for admins then
    assert [act for act in ACTS if allowed(act, LINUS, policy, KNOWN, admin=True)] == []
    both = Policy(resolve=(group, LEADS))
    assert told(RESOLVE, both).startswith("Nothing was changed: only @incident-leads and its commander may end")


def test_admins_are_meant_only_where_the_config_says_so() -> None:
    policy = Policy(administer=(ADMINS, LEADS))
    assert allowed(ADMINISTER, ADA, policy, KNOWN) is None
    assert told(ADMINISTER, policy).startswith(
        "Nothing was done: only admins of this workspace and @incident-leads"
    )


HEARD = re.compile(r"app\.(action|view|shortcut|global_shortcut|message_shortcut)")
LISTENERS = Path(__file__).parents[2] / "listeners"


def listened(path: Path) -> Iterator[set[str]]:
    """For each button, form and shortcut that a module listens for: the ids in its decorator."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and HEARD.fullmatch(ast.unparse(node.func)):
            named = (each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute))
            yield {getattr(ids, name) for name in named if name.isupper()} - {ids.VALUE}


def test_whatever_can_be_clicked_submitted_or_picked_says_what_one_must_be_allowed() -> None:
    found = {path.stem: list(listened(path)) for path in LISTENERS.glob("*.py") if path.stem != "unheard"}
    assert [stem for stem, each in found.items() if set() in each] == []  # without an id nobody could say
    assert {word for each in found.values() for word in set().union(*each)} == set(NEEDS)
    assert set(NEEDS.values()) <= {*ACTS, TELL, ANYBODY}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"actions": [{"action_id": "take_role:commander", "value": "commander"}]}, in_channel("C1")),
        ({"actions": [{"action_id": "take_role:commander", "value": "7"}]}, numbered(7, seen_by=LINUS)),
        ({"actions": [{"action_id": "start_bridge", "value": "new"}]}, in_channel("C1")),
        ({"actions": [{"action_id": "merge", "value": '{"incident": 7, "into": 8}'}]}, numbered(7, seen_by=LINUS)),
        ({"view": {"private_metadata": '{"incident": 7}', "callback_id": "x"}}, numbered(7, seen_by=LINUS)),
        ({"view": {"private_metadata": "", "callback_id": "x"}, "channel": None}, None),
        (
            {"view": {"private_metadata": '{"incident": 7}', "type": "modal"}, "actions": [{"value": "8"}]},
            numbered(7, seen_by=LINUS),  # whoever types 8 into its form means no other one
        ),
    ],
)
def test_the_incident_of_a_click_is_the_one_it_names_or_that_of_its_room(body, where) -> None:
    kind = "view_submission" if "view" in body else "block_actions"
    assert about({"type": kind, "channel": {"id": "C1"}, "user": {"id": LINUS}, **body}) == where
