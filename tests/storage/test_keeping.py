"""Reading, people, workspace values and once-keys."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import make_url
from sqlmodel import Session, create_engine

from incidents.alert_group import AlertGroup
from incidents.change import SILENT, Change
from incidents.incident import Incident
from incidents.inlaid import of_people
from incidents.person import Person
from incidents.timeline import TimelineEntry
from storage.database import parse
from storage.store import SeenBefore, Store
from storage.where import NEW, numbered
from tests.databases import SettableClock
from tests.storage.given import AT, declare, take, write


def resolve(incident: Incident) -> Change:
    incident.resolved_at = AT
    return SILENT


async def test_incidents_come_newest_first_in_pages_with_the_total(store: Store) -> None:
    for title in ("one", "two", "three", "four"):
        await store.change(NEW, declare(title))
    await store.change(numbered(4), resolve)
    page, total = await store.incidents(seen_by=None, limit=2)
    assert ([incident.title for incident in page], total) == (["three", "two"], 3)
    page, total = await store.incidents(seen_by=None, open_only=False, limit=2, offset=2)
    assert ([incident.title for incident in page], total, page[0].roles) == (["two", "one"], 4, [])


async def test_a_number_is_never_given_twice(store: Store, database_url: str) -> None:
    def failing(incident: Incident) -> Change:
        declare()(incident)
        return write("x", at=None)(incident)

    await store.change(NEW, declare())
    with pytest.raises(Exception, match=r"(?i)not.null"):
        await store.change(NEW, failing)
    again = await store.change(NEW, declare())
    assert again.incident.id is not None
    assert again.incident.id > 1


async def test_ic_52_the_timeline_is_in_the_order_of_events_and_its_times_are_aware(store: Store) -> None:
    await store.change(NEW, declare())
    await store.change(numbered(1), write("later", at=AT + timedelta(minutes=2)))
    await store.change(numbered(1), write("earlier", at=AT - timedelta(minutes=2)))
    shown = await store.timeline(1)
    assert [entry.text for entry in shown] == ["earlier", "Ada declared it", "later"]
    assert shown[2].at - shown[0].at == timedelta(minutes=4)
    assert shown[0].at.utcoffset() == timedelta(0)


async def test_a_naive_time_is_an_error_and_not_a_guess(store: Store) -> None:
    await store.change(NEW, declare())
    with pytest.raises(Exception, match="naive time"):
        await store.change(numbered(1), write("when?", at=AT.replace(tzinfo=None)))


async def test_people_are_kept_and_an_older_message_about_them_changes_nothing(store: Store) -> None:
    await store.save_person(Person(id="U1", name="Ada", updated_at=AT))
    await store.save_person(Person(id="U1", name="Ada L.", deleted=True, updated_at=AT + timedelta(hours=1)))
    await store.save_person(Person(id="U1", name="Ada B.", updated_at=AT))
    people = await store.people(["U1", "U2"])
    assert {key: (person.name, person.deleted) for key, person in people.items()} == {"U1": ("Ada L.", True)}


async def test_ic_26_a_person_event_delivered_twice_changes_nothing_the_second_time(store: Store) -> None:
    first, second = (
        Person(id="U1", name=name, updated_at=AT + timedelta(hours=hours))
        for hours, name in enumerate(("Ada", "A."))
    )
    for each in (first, second, first):
        await store.save_person(each)
    assert (await store.people({"U1"}))["U1"].name == "A."


async def test_workspace_values_are_kept_by_name(store: Store) -> None:
    assert await store.known("digest_channel") is None
    await store.keep("digest_channel", "C1")
    await store.keep("digest_channel", "C2")
    assert await store.known("digest_channel") == "C2"


async def test_a_key_can_be_spent_alone_and_is_forgotten_after_a_day(store: Store, clock: SettableClock) -> None:
    await store.spend("event-1")
    with pytest.raises(SeenBefore):
        await store.spend("event-1")
    clock.advance(seconds=3600)
    await store.sweep()
    assert await store.seen("event-1")
    clock.advance(seconds=24 * 3600)
    await store.sweep()
    assert not await store.seen("event-1")


async def test_an_alert_group_reads_bridge_and_roles_from_its_incident(store: Store, database_url: str) -> None:
    def with_bridge(incident: Incident) -> Change:
        incident.conference_url = "https://meet.example/1"
        return take("commander", "U1")(incident)

    await store.change(NEW, declare())
    await store.change(numbered(1), with_bridge)
    with Session(create_engine(parse(database_url))) as session:
        session.add(AlertGroup(key="db", title="Database", opened_at=AT, incident_id=1))
        session.commit()
    group = await store.alert_group("db")
    assert group is not None
    assert (group.conference_url, [role.user_id for role in group.roles]) == ("https://meet.example/1", ["U1"])
    assert await store.alert_group("other") is None


async def test_a_healthy_database_answers_the_ping(store: Store) -> None:
    await store.ping()


@pytest.mark.parametrize("address", ["postgres://u:p@h/d", "postgresql://u:p@h/d"])
def test_both_spellings_of_a_postgresql_address_are_understood(address: str) -> None:
    assert parse(address) == make_url("postgresql+psycopg://u:p@h/d")


@pytest.mark.parametrize("address", ["mysql://h/d", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///a/file or postgresql://"):
        parse(address)


async def test_a_value_is_taken_by_one_of_all_who_read_the_same(store: Store) -> None:
    assert sorted(await asyncio.gather(*(store.take("host", str(n), over=None) for n in range(5)))) == [
        False, False, False, False, True,
    ]  # fmt: skip
    holder = await store.known("host")
    again = await asyncio.gather(*(store.take("host", f"next {n}", over=holder) for n in range(5)))
    assert again.count(True) == 1
    assert (await store.known("host") or "").startswith("next")
    assert not await store.take("host", "late", over=holder)


async def test_who_stands_within_a_line_is_known_by_name_to_documents_and_pages(store: Store) -> None:
    await store.change(NEW, declare())
    await store.save_person(Person(id="U9", name="Linus", updated_at=AT))
    line = TimelineEntry(kind="joined", text=f"{of_people(['U9'])} joined", at=AT, recorded_at=AT)
    await store.change(numbered(1), lambda _: Change(entries=(line,)))
    assert (await store.material(1, seen_by=None)).names == {"U9": "Linus"}
    assert "U9" in (await store.war_room(1, seen_by="U1")).people
