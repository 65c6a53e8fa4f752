"""Handing a role over: it is never nobody's, and whoever is asked decides."""

from collections.abc import Callable
from contextlib import suppress
from itertools import permutations

import pytest

from incidents.change import Change
from incidents.effects.people import AnswerPerson, RefreshOffer
from incidents.ending import resolve, undo_end
from incidents.handover import accept_role, decline_role, note_for, offer_role, withdraw_offer
from incidents.incident import Incident
from incidents.offering import ASKED, DECLINED, OVER, offer_settled, offer_shown, place_of, standing
from incidents.refusal import Refusal
from incidents.roles import release_role, take_role
from incidents.visible import may_see
from tests.rules.given import ADA, COMMANDER, GRACE, LINUS, incident, kinds, later, led_by, line


def offered(to: str = GRACE, by: str = ADA, note: str = "Mind the database", **changed: object) -> Incident:
    """Ada leads, and somebody is asked to take over."""
    found = led_by(ADA, **changed)
    offer_role(found, COMMANDER, to=to, by=by, at=later(10), note=note)
    return found


def told(change: Change) -> list[tuple[str, str, str]]:
    answers = [effect for effect in change.effects if isinstance(effect, AnswerPerson)]
    return [(each.user_id, each.answer, each.detail) for each in answers]


def offers(change: Change) -> list[str]:
    """Those whose message is brought in step."""
    return [effect.user_id for effect in change.effects if isinstance(effect, RefreshOffer)]


def shown(found: Incident, ts: str = "1.1") -> None:
    """Grace has the message that asks her."""
    offer_shown(found, role="commander", person=GRACE, channel="D1", ts=ts)


def stands(found: Incident) -> tuple[str, tuple[str, str] | None]:
    return standing(found, "commander", GRACE), place_of(found, "commander", GRACE)


def commander(found: Incident) -> str | None:
    held = found.holder("commander")
    return held.user_id if held else None


def test_whoever_is_asked_hears_of_it_and_the_old_holder_stays():
    found = led_by(ADA)
    change = offer_role(found, COMMANDER, to=GRACE, by=ADA, at=later(10), note=" Mind the database ")
    assert commander(found) == ADA
    assert found.asked == (GRACE,)
    (entry,) = change.entries
    assert (entry.text, entry.author_id, entry.subject_id) == ("offered the role Commander to", ADA, GRACE)
    assert (told(change), offers(change)) == ([], [GRACE])
    assert kinds(change)[1:] == ["refresh_card", "refresh_digest", "refresh_canvas"]


def test_accepting_releases_the_old_holder_in_the_same_moment_and_keeps_the_note():
    found = offered()
    change = accept_role(found, COMMANDER, by=GRACE, at=later(12), seen_holder=ADA, seen_at="D1 1.1")
    assert [(a.user_id, a.assigned_at, a.assigned_by, a.released_at) for a in found.roles] == [
        (ADA, later(0), ADA, later(12)),
        (GRACE, later(12), ADA, None),
    ]
    (entry,) = change.entries
    assert (entry.text, entry.author_id, entry.subject_id) == ("took over the role Commander from", GRACE, ADA)
    assert kinds(change)[0] == "invite_people"
    assert told(change) == [(ADA, "offer_ended", f"commander accepted {GRACE}")]
    assert (offers(change), stands(found)) == ([GRACE], (OVER, ("D1", "1.1")))
    assert note_for(found, COMMANDER) == "Mind the database"


def test_taking_a_role_that_one_is_asked_to_take_over_is_accepting():
    found = offered()
    assert line(take_role(found, COMMANDER, by=GRACE, at=later(12))) == "took over the role Commander from"
    with pytest.raises(Refusal, match=r"Commander is held by \{person\}"):
        take_role(offered(), COMMANDER, by=LINUS, at=later(12))


def test_declining_leaves_the_role_where_it_is_and_tells_holder_and_whoever_asked():
    found = offered(by=LINUS)
    change = decline_role(found, COMMANDER, by=GRACE, at=later(12))
    assert (commander(found), found.asked) == (ADA, ())
    assert line(change) == "declined the role Commander"
    assert told(change) == [
        (ADA, "offer_ended", f"commander declined {GRACE}"),
        (LINUS, "offer_ended", f"commander declined {GRACE}"),
    ]


def test_an_offer_is_taken_back_and_one_on_an_old_screen_is_not():
    found = offered()
    change = withdraw_offer(found, COMMANDER, by=ADA, at=later(11), seen_asked=GRACE)
    assert (commander(found), found.asked) == (ADA, ())
    assert (told(change), offers(change)) == ([], [GRACE])
    offer_role(found, COMMANDER, to=LINUS, by=ADA, at=later(12))
    with pytest.raises(Refusal, match="that offer no longer stands"):
        withdraw_offer(found, COMMANDER, by=ADA, at=later(13), seen_asked=GRACE)
    assert found.asked == (LINUS,)


def test_asking_another_one_takes_the_first_offer_back():
    found = offered()
    change = offer_role(found, COMMANDER, to=LINUS, by=ADA, at=later(11))
    assert (told(change), offers(change)) == ([], [GRACE, LINUS])
    with pytest.raises(Refusal, match=r"no longer stands: Commander of INC-42 is held by \{person\}") as refused:
        accept_role(found, COMMANDER, by=GRACE, at=later(12), seen_holder=ADA)
    assert refused.value.person == ADA


def test_asking_the_same_one_again_changes_nothing_unless_the_note_does():
    found = offered()
    assert not offer_role(found, COMMANDER, to=GRACE, by=ADA, at=later(11), note="Mind the database")
    assert offer_role(found, COMMANDER, to=GRACE, by=ADA, at=later(11), note="It is the disk")


def test_an_offer_ends_with_the_role_of_whoever_made_it():
    found = offered()
    change = release_role(found, COMMANDER, by=ADA, at=later(11))
    assert (told(change), offers(change)) == ([], [GRACE])
    with pytest.raises(Refusal, match=r"Commander of INC-42 is free\. `/incident INC-42 role commander` takes it"):
        accept_role(found, COMMANDER, by=GRACE, at=later(12), seen_holder=ADA)
    take_role(found, COMMANDER, by=LINUS, at=later(13))
    with pytest.raises(Refusal, match="no longer stands") as refused:
        accept_role(found, COMMANDER, by=GRACE, at=later(14), seen_holder=ADA)
    assert refused.value.person == LINUS


def test_an_offer_of_an_ended_incident_is_refused():
    found = offered()
    shown(found)
    assert offers(resolve(found, by=ADA, at=later(11))) == [GRACE]
    for rule in (accept_role, decline_role):
        with pytest.raises(Refusal, match="is resolved, so nothing was changed"):
            rule(found, COMMANDER, by=GRACE, at=later(12))
    offer_settled(found, role="commander", person=GRACE)
    assert (commander(found), stands(found)) == (ADA, (OVER, ("D1", "1.1")))
    assert offers(undo_end(found, ended_at=later(11), by=ADA, at=later(13))) == [GRACE]
    assert stands(found) == (ASKED, ("D1", "1.1"))


def test_an_offer_is_one_message_until_that_says_how_it_ended_and_the_next_one_is_another():
    found = offered()
    assert stands(found) == (ASKED, None)
    shown(found)
    offer_role(found, COMMANDER, to=GRACE, by=LINUS, at=later(11), note="It is the disk")
    assert stands(found) == (ASKED, ("D1", "1.1"))
    decline_role(found, COMMANDER, by=GRACE, at=later(12))
    assert stands(found) == (DECLINED, ("D1", "1.1"))
    offer_role(found, COMMANDER, to=GRACE, by=ADA, at=later(12))  # before anything was shown of that
    withdraw_offer(found, COMMANDER, by=ADA, at=later(13))
    assert stands(found) == (OVER, ("D1", "1.1"))
    offer_settled(found, role="commander", person=GRACE)
    offer_role(found, COMMANDER, to=GRACE, by=ADA, at=later(14))
    assert stands(found) == (ASKED, None)


def test_where_a_lost_answer_has_doubled_an_offer_the_one_that_was_clicked_says_how_it_ended():
    found = offered()
    shown(found)
    decline_role(found, COMMANDER, by=GRACE, at=later(12), seen_at="D1 1.2")
    assert stands(found) == (DECLINED, ("D1", "1.2"))


@pytest.mark.parametrize(
    ("to", "by", "words"),
    [
        (ADA, ADA, r"is held by \{person\} already, so nobody was asked"),
        (GRACE, GRACE, "Ask them to hand it over to you"),
    ],
)
def test_nobody_is_asked_who_holds_it_or_would_ask_themselves(to: str, by: str, words: str):
    with pytest.raises(Refusal, match=words):
        offer_role(led_by(ADA), COMMANDER, to=to, by=by, at=later(1))


def test_a_role_that_nobody_holds_is_given_and_not_handed_over():
    with pytest.raises(Refusal, match="Nobody holds Commander at the moment"):
        offer_role(incident(), COMMANDER, to=GRACE, by=ADA, at=later(1))


def test_a_form_that_was_opened_before_the_role_changed_hands_is_refused():
    with pytest.raises(Refusal, match=r"has passed to \{person\} since"):
        offer_role(led_by(LINUS), COMMANDER, to=GRACE, by=ADA, at=later(1), seen_holder=ADA)


def test_whoever_is_asked_may_see_a_private_incident_and_comes_into_its_room():
    found = led_by(ADA, private=True)
    assert not may_see(found, GRACE)
    change = offer_role(found, COMMANDER, to=GRACE, by=ADA, at=later(1))
    assert may_see(found, GRACE)
    assert kinds(change)[0] == "invite_people"


RACE: dict[str, Callable[[Incident], Change]] = {
    "accept": lambda i: accept_role(i, COMMANDER, by=GRACE, at=later(12), seen_holder=ADA),
    "again": lambda i: accept_role(i, COMMANDER, by=GRACE, at=later(12), seen_holder=ADA),
    "release": lambda i: release_role(i, COMMANDER, by=ADA, at=later(12), seen_holder=ADA),
    "take": lambda i: take_role(i, COMMANDER, by=LINUS, at=later(12)),
    "replace": lambda i: offer_role(i, COMMANDER, to=LINUS, by=ADA, at=later(12), seen_holder=ADA),
    "withdraw": lambda i: withdraw_offer(i, COMMANDER, by=ADA, at=later(12), seen_asked=GRACE),
}


def test_in_whatever_order_they_come_one_at_most_holds_the_role_and_nobody_is_asked_in_vain():
    for order in permutations(RACE):
        found = offered()
        for name in order:
            with suppress(Refusal):
                RACE[name](found)
        now = [a for a in found.roles if a.released_at is None]
        assert len(now) <= 1, order
        assert now or "release" in order, order
        assert all(a.user_id != a.offered_to for a in now), order
