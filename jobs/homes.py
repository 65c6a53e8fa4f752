"""Homes: painted when they are opened, and kept in step for a while, a few at a time."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from blocks.home import home as painting
from incidents.change import Rule
from incidents.effects.home import RefreshHome
from incidents.home import Health
from incidents.refusal import Refusal
from integrations.errors import Rejected
from jobs.desk import Desk, Order
from jobs.installation import must_administer
from jobs.people import from_elsewhere
from storage.tables import HomeTab

KEPT = timedelta(hours=1)
"""How long a home that was opened is kept in step."""
AT_ONCE = 4
"""Homes a tick, so that together with those just opened they stay under Slack's 100 a minute."""


@dataclass(frozen=True)
class Homes:
    """The clock's look at homes that are behind. Several processes may tick: each home waits in its lane once."""

    desk: Desk

    async def tick(self) -> None:
        """However many changes there were since the last look: one call for each home that shows any of them."""
        for person in await self.desk.store.outdated_homes(self.desk.now() - KEPT, AT_ONCE):
            await self.desk.store.enqueue(RefreshHome(user_id=person))


async def refresh_home(order: Order) -> Rule | None:
    """Paint what they may see now; one that would look the same is left alone.

    People of other workspaces can open it, too (Slack Connect): to them we show nothing.
    """
    desk, person = order.desk, order.effect.user_id
    known, seen = await desk.store.home(person, desk.catalog)
    if known is None:
        return None
    if known.painted_at is None and await from_elsewhere(desk, person):
        await desk.store.close_home(person)
        return None
    try:
        known.admin = await _looks_after_us(desk, person) if known.admin is None else known.admin
        health = await _health(desk) if known.admin else None
        view = painting(seen, desk.catalog, health=health, at=desk.now(), pages=desk.pages)
        await _publish(desk, known, view)
    except Rejected:
        await desk.store.close_home(person)
        raise
    known.painted_at = desk.now()
    await desk.store.painted(known)
    return None


async def _publish(desk: Desk, known: HomeTab, view: dict[str, Any]) -> None:
    look = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
    if look != known.shown:
        await desk.slack.call("views.publish", user_id=known.person_id, view=view)
        known.shown = look


async def _looks_after_us(desk: Desk, person: str) -> bool:
    """Asked once each time they open it: who is an admin is for Slack to say."""
    try:
        await must_administer(desk, person)
    except Refusal:
        return False
    return True


async def _health(desk: Desk) -> Health:
    sockets, hello_at = desk.connected()
    waiting, given_up = await desk.store.outbox_depth(besides=RefreshHome.kind)
    return Health(sockets=sockets, hello_at=hello_at, waiting=waiting, given_up=given_up)
