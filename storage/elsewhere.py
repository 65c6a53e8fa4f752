"""Pins outside of war rooms, kept for the incident that may be declared soon."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.effects.offers import OfferPin
from incidents.elsewhere import PinElsewhere
from storage import outbox
from storage.database import Transaction
from storage.keeping import insert, spend
from storage.threads import Threads

Message = tuple[str, str]


class Elsewhere(Threads):
    """The part of the store that keeps them."""

    async def pinned_elsewhere(self, pin: PinElsewhere, *, ask: bool, once: str) -> None:
        """Keep it unless what is kept is newer; `ask` whoever did it. Raises SeenBefore."""

        def work(session: Transaction) -> None:
            spend(session, once, self.clock())
            _keep(session, pin)
            if ask:
                where = {"channel_id": pin.channel_id, "message_ts": pin.message_ts}
                key = f"offer_pin:{pin.channel_id}:{pin.message_ts}:{pin.person_id}:{pin.event_ts}"
                offer = OfferPin(user_id=pin.person_id, **where)
                outbox.enqueue(session, offer, dedupe_key=key, now=self.clock())

        await self._write(work)

    async def pins_elsewhere(self, since: datetime, until: datetime) -> dict[Message, list[str]]:
        """Messages (channel and ts) that were pinned then and still are, with who did."""
        return await self._read(lambda s: _between(s, since, until))


def forget_pins_before(session: Session, moment: datetime) -> None:
    """Drop what is too old to belong to anything that is declared now."""
    session.execute(delete(PinElsewhere).where(col(PinElsewhere.at) < moment))


def _keep(session: Session, pin: PinElsewhere) -> None:
    fields = pin.model_dump()
    statement = insert(session, PinElsewhere).values(**fields)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["channel_id", "message_ts", "person_id"],
            set_={name: statement.excluded[name] for name in ("event_ts", "on", "at")},
            where=col(PinElsewhere.event_ts) < statement.excluded.event_ts,
        )
    )


def _between(session: Session, since: datetime, until: datetime) -> dict[Message, list[str]]:
    then = (col(PinElsewhere.at) >= since, col(PinElsewhere.at) <= until, col(PinElsewhere.on))
    found: dict[Message, list[str]] = {}
    for pin in session.scalars(select(PinElsewhere).where(*then).order_by(col(PinElsewhere.message_ts))):
        found.setdefault((pin.channel_id, pin.message_ts), []).append(pin.person_id)
    return found
