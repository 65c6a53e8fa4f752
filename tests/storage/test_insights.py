"""What figures are made from, on both databases."""

from datetime import timedelta

import pytest

from incidents.change import SILENT, Change
from incidents.incident import CANCELLED, MERGED, Incident
from incidents.insights import Asked, Source
from incidents.status_update import StatusUpdate
from incidents.task import Task
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import AT, declare, take
from tests.storage.test_listing import queries

UNTIL = AT + timedelta(days=1)


async def declared(store: Store, **known: object) -> int:
    """An incident of which this is known."""

    def rule(incident: Incident) -> Change:
        change = declare()(incident)
        for name, value in known.items():
            setattr(incident, name, value)
        return change

    return (await store.change(NEW, rule)).incident.id or 0


async def figures(store: Store, asked: Asked | None = None, *, seen_by: str | None = None) -> Source:
    """What somebody's figures are made from."""
    return await store.figures_of(asked or Asked(), seen_by=seen_by, until=UNTIL)


def worked(incident: Incident) -> Change:
    """Two updates, of which one waits, and a task that was done."""
    for number, posted in ((1, None), (2, AT + timedelta(minutes=9)), (3, AT + timedelta(minutes=20))):
        update = StatusUpdate(number=number, author_id="U1", written_at=AT, text="t", status="identified")
        update.posted_at, update.carried = posted, False
        incident.updates.append(update)
    incident.tasks.append(Task(text="t", created_at=AT, created_by="U1", done_at=AT, done_by="U2"))
    return SILENT


async def test_false_alarms_merged_ones_drills_and_the_private_of_others_are_left_out(store: Store) -> None:
    one = await declared(store, services=["checkout"])
    for known in ({"status": CANCELLED}, {"status": MERGED}, {"drill": True}):
        await declared(store, **known)
    secret = await declared(store, private=True)
    seen = {
        person: [each.number for each in (await figures(store, seen_by=person)).now]
        for person in ("U1", "U9", None)
    }
    assert seen == {"U1": [secret, one], "U9": [one], None: [one]}


async def test_updates_roles_and_tasks_come_along_and_the_period_before(store: Store) -> None:
    one = await declared(store, services=["checkout"])
    old = await declared(store, declared_at=AT - timedelta(days=40))
    await store.change(numbered(one, seen_by=None), worked)
    await store.change(numbered(one, seen_by=None), take("commander", "U3"))
    found = await figures(store)
    assert ([each.number for each in found.now], [each.number for each in found.before]) == ([one], [old])
    assert found.now[0].told_at == AT + timedelta(minutes=9)
    assert [(each.person, each.role) for each in found.held] == [("U3", "commander")]
    assert list(found.done) == [(one, "U2")]


@pytest.mark.parametrize(("asked", "count"), [(Asked(service="checkout"), 1), (Asked(severity="sev1"), 1)])
async def test_one_service_or_severity_alone(store: Store, asked: Asked, count: int) -> None:
    await declared(store, services=["checkout"])
    await declared(store, services=["checkouts"], severity="sev1")
    assert len((await figures(store, asked)).now) == count


async def test_the_number_of_queries_does_not_grow(store: Store) -> None:
    with queries(store) as few:
        await figures(store, seen_by="U1")
    for number in range(10):
        await declared(store, private=number % 2 == 0)
    with queries(store) as many:
        await figures(store, seen_by="U1")
    assert len(many) <= len(few) + 3  # roles, tasks and updates of the private ones
