"""Lists are read with a constant number of queries, and show what somebody may see."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from incidents.change import SILENT, Change
from incidents.incident import Incident
from incidents.listing import Wanted
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import declare, take


@contextmanager
def queries(store: Store) -> Iterator[list[str]]:
    """The SELECTs that are made meanwhile."""
    made: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            made.append(statement)

    event.listen(store._database.engine, "before_cursor_execute", note)
    yield made
    event.remove(store._database.engine, "before_cursor_execute", note)


def altered(**values: Any) -> Any:
    def rule(incident: Incident) -> Change:
        for name, value in values.items():
            setattr(incident, name, value)
        return SILENT

    return rule


async def _numbers(store: Store, wanted: Wanted, seen_by: str = "U9") -> list[int | None]:
    found, total = await store.listed(wanted, seen_by=seen_by)
    assert len(found) == total
    return [incident.id for incident in found]


async def test_a_list_is_narrowed_by_severity_state_person_and_words(store: Store) -> None:
    for title in ("Checkout is down", "Ölpumpe steht", "Login 100% broken", "DNS"):
        await store.change(NEW, declare(title))
    await store.change(numbered(1), altered(severity="sev1", services=["Zahlungen Süd"]))
    await store.change(numbered(2), take("scribe", "U2"))
    await store.change(numbered(4), altered(status="resolved", resolved_at=store.clock(), declared_by="U2"))
    assert await _numbers(store, Wanted()) == [3, 2, 1]
    assert await _numbers(store, Wanted(severity="sev1")) == [1]
    assert await _numbers(store, Wanted(state="resolved")) == [4]
    assert await _numbers(store, Wanted(state="all")) == [4, 3, 2, 1]
    assert await _numbers(store, Wanted(person="U2")) == [2]
    assert await _numbers(store, Wanted(person="U2", state="all")) == [4, 2]
    assert await _numbers(store, Wanted(words="ÖLPUMPE")) == [2]
    assert await _numbers(store, Wanted(words="süd checkout")) == [1]
    assert await _numbers(store, Wanted(words="100%")) == [3]
    assert await _numbers(store, Wanted(words="_")) == []


async def test_ic_42_whoever_may_not_see_a_private_incident_does_not_find_it(store: Store) -> None:
    await store.change(NEW, declare("Secret checkout"))
    await store.change(numbered(1), altered(private=True))
    for wanted in (Wanted(), Wanted(state="all"), Wanted(words="checkout"), Wanted(person="U1")):
        assert await _numbers(store, wanted) == []
        assert await _numbers(store, wanted, seen_by="U1") == [1]


async def test_ic_24_a_list_of_five_hundred_costs_as_many_queries_as_one_of_ten(store: Store) -> None:
    counts = set()
    for more in (10, 490):
        for _ in range(more):
            await store.change(NEW, declare("Checkout is down"))
        for wanted in (Wanted(), Wanted(words="checkout", person="U1", state="all")):
            with queries(store) as made:
                await store.listed(wanted, seen_by="U9")
            counts.add((wanted.words, len(made)))
    assert counts == {("", 6), ("checkout", 7)}
