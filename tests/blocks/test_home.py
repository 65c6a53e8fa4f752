"""The app's home says what is open, and what of it is theirs."""

from blocks.home import home
from incidents.ending import resolve
from incidents.home import OWED_FOR, Health, Home, Mine, owed_by, sorted_out
from incidents.reviewing import publish
from incidents.task import Task
from tests.blocks import limits
from tests.blocks.given import NORMAL
from tests.rules.given import ADA, GRACE, holds, incident, later


def seen(shown=(), opened=0, **own):
    view = home(Home(mine=Mine(person=ADA, **own), open=shown, opened=opened), NORMAL, at=later(9))
    return "\n".join(limits.texts(view["blocks"]))


def test_in_calm_it_says_so_and_offers_to_declare():
    found = seen()
    assert found.startswith("Declare an incident\nNothing is on fire: there is no open incident.")
    assert "Your roles" not in found
    assert "SignalCraft itself" not in found


def test_what_is_theirs_comes_first_then_what_is_open():
    led = incident(roles=[holds("commander", GRACE), holds("scribe", ADA), holds("liaison", ADA, until=later(1))])
    led.next_update_at = later(8)
    ended = incident(id=7, title="Login")
    resolve(ended, by=ADA, at=later(8))
    todo = Task(number=1, text="restart it", due_at=later(5), created_at=later(0), created_by=ADA)
    left = Task(number=2, text="write a test", created_at=later(0), created_by=ADA, carried_at=later(8))
    found = seen(
        shown=[led],
        opened=23,
        roles=[led],
        tasks=[(led, todo), (ended, left)],
        updates=[led],
        owed=[ended],
    )
    parts = ["Your tasks", "Task 1", " · restart it · ", "⚠️ overdue, was due ", "INC-42", "Action item 2", "INC-7"]
    parts += [
        "Updates you owe",
        " · ⚠️ update due since ",
        "Your roles",
        "Scribe",
        " of ",
        "INC-42 · Checkout is down",
        "Post-mortems you owe",
        "INC-7 · Login",
    ]
    parts += ["23 open incidents", "SEV2 · INC-42", "and 22 more: `/incident list`"]
    at = 0
    for part in parts:
        at = found.index(part, at)
    assert "Liaison" not in found


def test_an_admin_reads_how_signalcraft_is_doing():
    fine = Health(sockets=2, hello_at=later(3), waiting=4, given_up=0)
    ill = Health(sockets=0, hello_at=None, waiting=4, given_up=1)
    texts = [
        "\n".join(limits.texts(home(Home(mine=Mine(person=ADA)), NORMAL, health=h, at=later(9))["blocks"]))
        for h in (fine, ill)
    ]
    assert "✅ 2 connections to Slack, last hello <!date^" in texts[0]
    assert "✅ Outbox: 4 waiting" in texts[0]
    assert "⚠️ No connection to Slack\n" in texts[1]
    assert "⚠️ Outbox: 1 given up, 4 waiting. `signalcraft outbox` shows them" in texts[1]


def test_whoever_led_owes_the_post_mortem_else_whoever_declared():
    led, own = incident(roles=[holds("commander", GRACE)]), incident()
    assert owed_by(own, NORMAL, at=later(8)) is None
    for each in (led, own):
        resolve(each, by=ADA, at=later(9))
    assert owed_by(own, NORMAL, at=later(10)) == ADA
    own.drill = True
    assert owed_by(own, NORMAL, at=later(10)) is None
    assert owed_by(led, NORMAL, at=later(10)) == GRACE
    led.remember("postmortem", "1.1")
    assert owed_by(led, NORMAL, at=later(10)) == GRACE, "what is posted is a draft"
    assert owed_by(led, NORMAL, at=later(10) + OWED_FOR) == GRACE, "until it is done"
    publish(led, by=ADA, at=later(11))
    assert owed_by(led, NORMAL, at=later(12)) is None
    old = incident(status="resolved", resolved_at=later(9))
    assert owed_by(old, NORMAL, at=later(10)) == ADA
    assert owed_by(old, NORMAL, at=later(10) + OWED_FOR) is None, "it is from before post-mortems were kept"


def test_what_is_theirs_is_sorted_out_from_what_concerns_them():
    tasks = [
        Task(number=1, text="x", assignee_id=ADA, created_at=later(0), created_by=ADA),
        Task(number=2, text="y", assignee_id=GRACE, created_at=later(0), created_by=ADA),
        Task(number=3, text="z", assignee_id=ADA, created_at=later(0), created_by=ADA, done_at=later(1)),
    ]
    led, own = incident(id=1, roles=[holds("commander", ADA)]), incident(id=4)
    busy = incident(id=2, declared_by=GRACE, tasks=tasks)
    todo = Task(number=1, text="l", assignee_id=ADA, created_at=later(0), created_by=ADA)
    left = incident(id=3, tasks=[todo])
    resolve(left, by=ADA, at=later(9))
    found = sorted_out(ADA, NORMAL, open=[led, busy, own], ended=[left], at=later(60))
    assert [each.id for each in found.roles] == [1]
    assert [(each.id, task.number) for each, task in found.tasks] == [(2, 1), (3, 1)]
    assert [each.id for each in found.declared] == [4]
    assert [each.id for each in found.owed] == [3]


def test_who_is_asked_for_the_next_update_finds_it_among_theirs():
    lead, write = holds("commander", ADA), holds("liaison", GRACE)
    late = incident(id=1, roles=[lead], next_update_at=later(50))
    soon = incident(id=2, roles=[holds("commander", ADA)], next_update_at=later(20))
    written = incident(id=3, roles=[holds("commander", ADA), write], next_update_at=later(20))
    calm = incident(id=4, roles=[holds("commander", ADA)])
    assert [
        each.id
        for each in sorted_out(ADA, NORMAL, open=[late, soon, written, calm], ended=[], at=later(60)).updates
    ] == [2, 1]
    assert [
        each.id for each in sorted_out(GRACE, NORMAL, open=[late, soon, written], ended=[], at=later(60)).updates
    ] == [3]
