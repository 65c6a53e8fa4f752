"""Starting the bridge at whoever can, and ending the meeting that was made for it."""

from dataclasses import replace
from functools import partial

from incidents.bridge import bridge_url
from incidents.change import Rule
from incidents.meeting import (
    MEETING,
    bridge_failed,
    bridge_started,
    is_awaited,
    next_bridge,
    provider_name,
    tag,
)
from incidents.refusal import Refusal
from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.meetings import Meeting, Provider
from jobs.desk import Order
from jobs.hosts import is_free

LOCKED_OUT = {"invalid_client", "invalid_request", "invalid_grant", "unauthorized_client", "124", "4711"}
"""Vendors' words for credentials that are wrong or lack a scope: no host would fare better."""
TRIES = 2
"""So often a provider is asked before the next one steps in."""
PATIENCE = 5.0
"""Seconds that one may ask us to wait before that."""


async def start_bridge(order: Order) -> Rule | None:
    """Ask the first of the ways. When it cannot, the next one is another effect, so that each repeats alone."""
    effect, incident = order.effect, order.incident
    if not effect.ways:
        return None
    way, *others = effect.ways
    provider = order.desk.providers.get(way)
    if not is_awaited(incident, effect.take, effect.instead_of):
        # An earlier try may have made one that nobody knows of.
        seek = provider is not None and order.attempt.repeated
        return partial(next_bridge, step=replace(effect, ways=()), lost=way) if seek else None
    known = {"take": effect.take, "missed": effect.missed, "instead_of": effect.instead_of}
    started = partial(bridge_started, way=way, at=order.desk.now(), **known)
    if provider is None:
        return partial(started, url=way) if "://" in way else _not_set_up(order, others)
    try:
        meeting = await _made(order, provider, tag(incident, effect.take))
    except OutsideError as error:
        if not others or not _gives_up(order, error):
            raise
        return _steps_in(order, others, _why(error), lost=_may_exist(order, error))
    return partial(started, url=meeting.url, meeting=meeting.id, host=meeting.host)


def _not_set_up(order: Order, others: list[str]) -> Rule:
    """It was when the incident was declared."""
    if not others:
        raise Rejected("not_set_up", f"{provider_name(order.effect.ways[0])} is not set up here")
    return _steps_in(order, others, "is not set up here")


async def end_meeting(order: Order) -> Rule | None:
    """End it for everybody. One without an id is one whose answer was lost: it may never have been made."""
    effect = order.effect
    provider = order.desk.providers.get(effect.provider)
    if provider is None:
        return None
    if effect.meeting:
        await provider.end(effect.meeting)
    else:
        found = await _found(provider, effect.tag)
        if found:
            await provider.end(found.id)
    return None


def no_bridge(order: Order, error: Rejected) -> Rule:
    """What follows when the last one that could be asked has refused."""
    return partial(bridge_failed, take=order.effect.take)


async def _made(order: Order, provider: Provider, mark: str) -> Meeting:
    """The meeting of this mark: left by an earlier try, else new at the first host that is free."""
    found = await _found(provider, mark) if order.attempt.repeated else None
    if found:
        return found
    refused = Rejected("no_free_host", "every host is in another meeting")
    own = order.incident.refs.get(MEETING, "")  # it ends as soon as the new one is there
    for host in provider.hosts:
        try:
            if not await is_free(order, host) or await provider.is_busy(host, besides=own):
                continue
            return _sound(await provider.create(host, title=_title(order), tag=mark))
        except Rejected as error:
            refused = error
            if error.code in LOCKED_OUT:
                break
    raise refused


async def _found(provider: Provider, mark: str) -> Meeting | None:
    for host in provider.hosts:
        try:
            found = await provider.find(host, mark)
        except Rejected:
            continue  # a host that is gone has none
        if found:
            return found
    return None


def _title(order: Order) -> str:
    """What the provider and all who join read: of a private incident its number alone."""
    incident = order.incident
    return incident.ref if incident.private else f"{incident.ref} · {incident.title}"


def _sound(meeting: Meeting) -> Meeting:
    """Its address will stand in the topic, so it is held to what people may give."""
    try:
        bridge_url(meeting.url)
    except Refusal as refusal:
        raise Rejected("unusable_address", refusal.sentence) from None
    return meeting


def _gives_up(order: Order, error: OutsideError) -> bool:
    """Whether it is the next one's turn."""
    if isinstance(error, Unavailable):
        return order.attempt.number >= TRIES or (error.retry_after or 0) > PATIENCE
    return True


def _may_exist(order: Order, error: OutsideError) -> bool:
    """Whether a meeting was made of which no answer told."""
    untold = isinstance(error, Unavailable) and error.retry_after is None
    return order.attempt.repeated or untold


def _why(error: OutsideError) -> str:
    """As it follows the name of who was asked."""
    if isinstance(error, Rejected):
        return f"refused ({(error.detail or error.code).rstrip('.')})"
    return "did not answer"


def _steps_in(order: Order, others: list[str], why: str, *, lost: bool = False) -> Rule:
    effect, way = order.effect, order.effect.ways[0]
    step = replace(effect, ways=tuple(others), missed=(*effect.missed, f"{provider_name(way)} {why}"))
    return partial(next_bridge, step=step, lost=way if lost else "")
