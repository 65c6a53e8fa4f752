"""Examining a war room: whoever asked is told what was found, and what is wrong is mended where that was asked."""

from functools import partial

from blocks import doctor, rooms
from incidents.change import Change, Rule, together
from incidents.doctor import Finding, mended
from incidents.effects.people import AnswerPerson
from incidents.lost import room_back, room_lost
from incidents.refs import LOST
from incidents.room import tried_again
from incidents.visible import counted
from integrations.errors import Rejected
from jobs.answers import say
from jobs.closed import CLOSED
from jobs.desk import Order
from jobs.looks import look_around
from jobs.members import members_if_shown
from jobs.room import failures
from storage.where import numbered


async def examine_room(order: Order) -> Rule | None:
    """Look now, whatever an older screen said: so a repair does nothing where all is well again."""
    if order.incident.channel_id is None:
        return None
    try:
        findings = await look_around(order)
    except Rejected as error:
        if error.code not in CLOSED:
            raise
        return await _closed(order, CLOSED[error.code])
    if order.effect.user_id:
        await _tell(order, findings)
    rules = [*await _who_is_in(order), *await _mending(order, findings)]
    return (lambda i: together(rule(i) for rule in rules)) if rules else None


async def _mending(order: Order, findings: list[Finding]) -> list[Rule]:
    if LOST in order.incident.refs:
        return [room_back]
    if not order.effect.repair:
        return []
    return [partial(mended, findings=findings if order.effect.user_id else await _unasked(order, findings))]


async def _who_is_in(order: Order) -> list[Rule]:
    """Who came and went unheard matters where only those in the room may know of the incident."""
    if not order.incident.private:
        return []
    asked_at = f"{order.desk.now().timestamp():.6f}"
    people = await members_if_shown(order, str(order.incident.channel_id))
    return [partial(counted, people=people, event_ts=asked_at)] if people else []


def not_examined(order: Order, error: Rejected) -> Rule | None:
    """Slack did not let us look: whoever asked hears why."""
    if not order.effect.user_id:
        return None
    answer = AnswerPerson(
        user_id=order.effect.user_id,
        answer="refused",
        detail=doctor.not_shown(order.incident, str(error)),
        response_url=order.effect.response_url,
    )
    return lambda i: Change(effects=(answer,))


async def _tell(order: Order, findings: list[Finding]) -> None:
    if order.effect.repair:
        await say(order, doctor.repairing(order.incident, findings), replaces=True)
    else:
        message = doctor.examined(order.incident, findings, failures=await failures(order))
        await say(order, message, replaces=True)


async def _closed(order: Order, how: str) -> Rule:
    """Whoever leads is told once, by direct message; whoever asked is told here."""
    at, incident = order.desk.now(), order.incident
    if order.effect.user_id:
        message = rooms.room_lost(incident, how=how) if incident.is_open else doctor.closed_at_the_end(incident)
        await say(order, message, replaces=True)
    return lambda i: room_lost(i, how=how, at=at, room=incident.channel_id)


async def _unasked(order: Order, findings: list[Finding]) -> list[Finding]:
    """What was given up is tried once more, invitations among it; whoever left by themselves stays out."""
    number = order.incident.id or 0
    if await order.desk.store.failed(number):
        await order.desk.store.retry(numbered(number), tried_again)
    return [finding for finding in findings if not finding.people]
