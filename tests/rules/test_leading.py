"""Who leads first: nobody, whoever declares it, or who is on call, and never against what people have decided."""

from dataclasses import replace

from incidents.catalog import DECLARER, ON_CALL, Catalog
from incidents.declare import declare
from incidents.effects.people import AnswerPerson
from incidents.handover import accept_role, offer_role
from incidents.incident import Incident
from incidents.leading import appoint
from incidents.roles import release_role, take_role
from tests.rules.given import ADA, AT, CATALOG, COMMANDER, GRACE, blank, incident, kinds, later, led_by, only


def declared(first_commander: str, by: str = ADA, **more: object) -> tuple[Incident, list[tuple[str, str | None]]]:
    found = blank()
    catalog = replace(Catalog(), first_commander=first_commander)
    change = declare(found, catalog, title="Checkout is down", by=by, at=AT, **more)
    return found, [(entry.text, entry.author_id) for entry in change.entries]


def test_by_default_nobody_leads_and_the_room_is_asked_later():
    found, told = declared("nobody")
    assert found.roles == []
    assert [text for text, _ in told] == ["declared the incident as sev2"]
    assert found.remind_at == later(5)


def test_the_declarer_leads_where_the_config_says_so_and_nobody_is_asked():
    found, told = declared(DECLARER)
    assert [(a.role, a.user_id, a.assigned_by) for a in found.roles] == [("commander", ADA, ADA)]
    assert told[1:] == [("became Commander, as its declarer", ADA)]
    assert found.acknowledged_by == ADA
    assert set(found.reminders) == {"update"}


def test_where_nobody_in_slack_declared_it_nobody_leads():
    found, _ = declared(DECLARER, by="", source="the command line")
    assert found.roles == []


def test_who_is_on_call_leads_and_is_told_why():
    found = incident()
    change = appoint(found, CATALOG, GRACE, why=ON_CALL, at=later(1))
    assert [(a.user_id, a.assigned_by) for a in found.roles] == [(GRACE, ADA)]
    assert [(e.text, e.author_id) for e in change.entries] == [("became Commander, being on call for it", GRACE)]
    assert only(change, AnswerPerson).detail == "commander on-call"
    assert kinds(change)[0] == "invite_people"


def test_whoever_takes_over_from_the_one_on_call_has_seen_it():
    found = incident()
    appoint(found, CATALOG, GRACE, why=ON_CALL, at=later(1))
    assert found.acknowledged_at is None
    offer_role(found, COMMANDER, to=ADA, by=GRACE, at=later(2))
    accept_role(found, COMMANDER, by=ADA, at=later(3))
    assert (found.acknowledged_by, found.acknowledged_at) == (ADA, later(3))


def test_nobody_is_appointed_where_people_have_decided():
    found = led_by(ADA)
    assert not appoint(found, CATALOG, GRACE, why=ON_CALL, at=later(1))
    release_role(found, COMMANDER, by=ADA, at=later(2))
    assert not appoint(found, CATALOG, GRACE, why=ON_CALL, at=later(3))
    take_role(found, COMMANDER, by=GRACE, at=later(4))
