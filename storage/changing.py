"""Applying a rule to an incident inside a transaction, and writing down what came of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import instance_state
from sqlmodel import col

from incidents.carried import must_be_first
from incidents.change import Change, Entry, Rule, RuleOfTwo
from incidents.incident import Incident
from incidents.postmortem import PostmortemEdit
from incidents.reminders import somebody_is_there
from incidents.timeline import TimelineEntry
from storage import outbox
from storage.carried import alone
from storage.database import Transaction
from storage.keeping import note_declared, spend
from storage.where import Where, check_visible, load, number_of, numbered

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Changed:
    """The incident after a rule (detached, roles and tasks loaded) and what came of it."""

    incident: Incident
    change: Change


def change(session: Transaction, where: Where, rule: Rule, *, clock: Clock, once: str | None) -> Changed:
    """Lock, load, apply the rule, write. An empty change writes nothing, its once-key included."""
    incident = _blank() if where.is_new else load(session, where, lock=True)
    now = clock()
    if once is not None:
        spend(session, once, now)
    if where.carries and where.seen_by:
        must_be_first(alone(session, *where.carries, seen_by=where.seen_by))
    changed = apply(session, incident, rule, now=now)
    if once is not None and where.is_new:
        note_declared(session, once, changed.incident.id)
    session.keep = bool(changed.change)
    return changed


def change_both(
    session: Transaction, where: Where, other: Where, rule: RuleOfTwo, *, clock: Clock, once: str | None
) -> tuple[Changed, Changed]:
    """The same for two incidents, locked by ascending number: two who go opposite ways never wait in a circle."""
    numbers = number_of(session, where), number_of(session, other)
    locked = {number: load(session, numbered(number), lock=True) for number in sorted(set(numbers))}
    for each, number in zip((where, other), numbers, strict=True):
        check_visible(each, locked[number])
    now = clock()
    if once is not None:
        spend(session, once, now)
    incidents = locked[numbers[0]], locked[numbers[1]]
    outcomes = rule(*incidents)
    if not any(outcomes) and _altered(session, incidents[0]):
        raise RuntimeError(f"{rule!r} altered something but gave back two empty Changes")
    for incident, outcome in zip(incidents, outcomes, strict=True):
        if outcome:
            _write(session, incident, outcome, now=now)
    session.keep = any(outcomes)
    return Changed(incidents[0], outcomes[0]), Changed(incidents[1], outcomes[1])


def apply(session: Transaction, incident: Incident, rule: Rule, *, now: datetime) -> Changed:
    """Apply the rule to an incident that this transaction has locked, and store what came of it."""
    outcome = rule(incident)
    if outcome:
        _write(session, incident, outcome, now=now)
    elif _altered(session, incident):
        raise RuntimeError(f"{rule!r} altered {incident.ref} but gave back an empty Change (SILENT says so)")
    return Changed(incident, outcome)


def _write(session: Transaction, incident: Incident, outcome: Change, *, now: datetime) -> None:
    incident.version += 1
    incident.changed_at = now
    if any(entry.author_id for entry in outcome.entries):
        somebody_is_there(incident, at=now)
    if incident.id is None:
        session.add(incident)
        session.flush()  # gives it its number
    assert incident.id is not None
    session.touched.add(incident.id)
    for entry in _attached(incident):
        entry.incident_id = incident.id
        entry.recorded_at = entry.recorded_at or now
        session.add(entry)
    session.add_all(_entries(incident.id, outcome.entries, now))
    session.add_all(_history(incident.id, outcome.edits))
    outbox.add(session, outcome.effects, incident_id=incident.id, now=now)


def looks_other(session: Transaction, number: int) -> None:
    """What stands beside an incident has changed, and with it what its page shows: that is a new version, too."""
    session.execute(
        update(Incident).where(col(Incident.id) == number).values(version=Incident.version + 1),
        execution_options={"synchronize_session": False},
    )
    session.touched.add(number)


def _entries(incident_id: int, entries: Iterable[Entry], now: datetime) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            incident_id=incident_id,
            kind=entry.kind,
            text=entry.text,
            at=entry.at,
            recorded_at=now,
            author_id=entry.author_id,
            subject_id=entry.subject_id,
            before=entry.before,
            after=entry.after,
        )
        for entry in entries
    ]


def _history(incident_id: int, edits: Iterable[PostmortemEdit]) -> list[PostmortemEdit]:
    for edit in edits:
        edit.incident_id = incident_id
    return [*edits]


def _blank() -> Incident:
    make: Any = Incident  # what is required is for the rule to fill, and for the table to insist on
    incident: Incident = make(roles=[], tasks=[], updates=[], postmortem=None)
    return incident


def _attached(incident: Incident) -> list[TimelineEntry]:
    """Entries that the rule put into the loaded timeline (a pinned message); the relationship only reads."""
    loaded: list[TimelineEntry] = vars(incident).get("timeline", [])
    return [entry for entry in loaded if instance_state(entry).transient]


def _altered(session: Transaction, incident: Incident) -> bool:
    touched = any(session.is_modified(thing) for thing in session.dirty)
    return touched or bool(session.new) or bool(_attached(incident))
