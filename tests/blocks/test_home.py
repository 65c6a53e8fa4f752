"""The app's home says what is open, and what of it is theirs."""

from blocks.home import home
from incidents.ending import resolve
from incidents.home import Health, Home, Mine, owes
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
    found = seen(
        shown=[led],
        opened=23,
        roles=[led],
        owed=[incident(id=7, title="Login")],
    )
    parts = ["Your roles", "Scribe", " of ", "INC-42 · Checkout is down", "Post-mortems you owe", "INC-7 · Login"]
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
    assert not owes(own, ADA)
    for each in (led, own):
        resolve(each, by=ADA, at=later(9))
    assert owes(own, ADA)
    own.drill = True
    assert not owes(own, ADA)
    own.drill = False
    assert owes(led, GRACE)
    assert not owes(led, ADA)
    own.remember("postmortem", "1.1")
    assert not owes(own, ADA)
