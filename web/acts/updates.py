"""Acts around status updates: write one, look at another's, put off the one that is due."""

from dataclasses import replace
from datetime import datetime

from incidents.change import Change
from incidents.incident import RESOLVED, Incident
from incidents.permissions import CHANGE, RESOLVE, TELL
from incidents.promises import snooze
from incidents.updates import approve, send_back, write_update
from storage.store import Changed
from storage.where import Where
from web.acts import wanted as w
from web.acts.doing import Act, Doing

NONE = ("none", "never")
"""Words that promise nothing."""


async def _write(doing: Doing, wanted: w.Update) -> Changed:
    incident = await doing.front.store.incident(doing.where)
    moved = wanted.status if wanted.status != incident.status else ""
    waits = doing.catalog.wants_second_person(wanted.audience, incident.severity)
    await doing.may_tell(wanted.audience, waits=waits, field="audience")
    if moved:
        await doing.permit(RESOLVE if moved == RESOLVED else CHANGE, field="status")
    next_at = await _next(doing, wanted, incident)

    def rule(incident: Incident) -> Change:
        return write_update(
            incident,
            wanted.text,
            doing.catalog,
            by=doing.person,
            at=doing.at,
            status=wanted.status,
            audience=wanted.audience,
            next_at=next_at,
            seen=wanted.seen,
        )

    return await doing.change(rule)


async def _next(doing: Doing, wanted: w.Update, incident: Incident) -> datetime | None:
    """What is typed wins; nothing means what the severity asks for."""
    words = wanted.next.strip()
    if wanted.status == RESOLVED or words.casefold() in NONE:
        return None
    if words:
        return await doing.moment(words, "next")
    every = doing.catalog.update_every(incident.severity)
    return doing.at + every if every else None


async def _permitted(doing: Doing, number: int, *, waits: bool = False) -> Where:
    """Where the update is, for whoever may look at it for its readers."""
    where = replace(doing.where, update=number)
    for each in (await doing.front.store.incident(where)).updates:
        if each.number == number:
            await doing.may_tell(each.audience, waits=waits)
    return where


async def _approve(doing: Doing, wanted: w.OneUpdate) -> Changed:
    where = await _permitted(doing, wanted.update)
    return await doing.change(lambda i: approve(i, wanted.update, by=doing.person, at=doing.at), where=where)


async def _send_back(doing: Doing, wanted: w.OneUpdate) -> Changed:
    where = await _permitted(doing, wanted.update, waits=True)
    return await doing.change(lambda i: send_back(i, wanted.update, by=doing.person, at=doing.at), where=where)


async def _put_off(doing: Doing, wanted: w.PutOff) -> Changed:
    return await doing.change(lambda i: snooze(i, due=wanted.due, by=doing.person, at=doing.at))


def _written(incident: Incident) -> str:
    waits = "An update waits for a second person." if incident.waiting_updates else "The update is posted."
    return waits if incident.is_open else f"The update is posted; {incident.ref} is {incident.standing}."


UPDATES = (
    Act(
        name="update",
        needs=TELL,
        does="tells everybody how things stand, and when they hear more",
        wants=w.Update,
        run=_write,
        said=_written,
    ),
    Act(
        name="approve-update",
        needs=TELL,
        does="posts an update that waited for you to read it",
        wants=w.OneUpdate,
        run=_approve,
        said=lambda i: "The update is posted.",
    ),
    Act(
        name="send-back-update",
        needs=TELL,
        does="gives an update back to whoever wrote it",
        wants=w.OneUpdate,
        run=_send_back,
        said=lambda i: "The update went back to whoever wrote it.",
    ),
    Act(
        name="snooze-update",
        needs=TELL,
        does="asks again for the update that is due in ten minutes",
        wants=w.PutOff,
        run=_put_off,
        said=lambda i: "You are asked again in ten minutes.",
    ),
)
