"""Who is signed in on the pages. The store knows hashes only: who reads it can sign in as nobody."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.person import Person
from incidents.wording import cut
from storage.database import Transaction
from storage.tables import ApiToken, WebSession
from storage.threads import Threads

LASTS = timedelta(days=30)
USED = timedelta(hours=1)
"""How exactly the last use is kept: nobody's look at a page should have to write each time."""
BROWSER = 200
SHOWN = 200
"""Sessions on one page."""


def hashed(secret: str) -> str:
    """What stands for a secret in the store. It is random and long, so that a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()


def fresh() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(32)


class SessionStore(Threads):
    """The part of the store that knows browsers."""

    async def open_session(self, person: str, *, browser: str = "") -> str:
        """Sign somebody in; what their browser is to carry."""
        return await self._write(lambda s: opened(s, person, browser, self.clock()))

    async def signed_in(self, secret: str) -> tuple[WebSession, Person] | None:
        """Who carries this, unless it was ended or is too old, or their account is gone."""

        def look(session: Session) -> tuple[WebSession, Person] | None:
            found = session.get(WebSession, hashed(secret))
            if found is None or found.ended_at or found.expires_at <= self.clock():
                return None
            person = session.get(Person, found.person_id)
            return None if person is None or person.deleted else (found, person)

        found = await self._read(look)
        if found and self.clock() - found[0].used_at >= USED:
            await self._write(lambda s: _used(s, found[0].id, self.clock()))
        return found

    async def sessions(self, *, of: str | None = None) -> list[tuple[WebSession, str]]:
        """Where somebody is signed in (None: everybody) and their name, the latest used first."""

        def look(session: Session) -> list[tuple[WebSession, str]]:
            rows = select(WebSession, col(Person.name)).join(Person, col(Person.id) == col(WebSession.person_id))
            rows = rows.where(col(WebSession.ended_at).is_(None), col(WebSession.expires_at) > self.clock())
            if of is not None:
                rows = rows.where(col(WebSession.person_id) == of)
            latest = rows.order_by(col(WebSession.used_at).desc(), col(WebSession.opened_at).desc()).limit(SHOWN)
            return [(row, name) for row, name in session.execute(latest)]

        return await self._read(look)

    async def session(self, session_id: str) -> WebSession | None:
        """One that was ever opened, by the hash of what a browser carries."""
        return await self._read(lambda s: s.get(WebSession, session_id))

    async def standing(self, ids: Collection[str]) -> set[str]:
        """Those of the sessions that were not ended and are not too old."""
        good = select(col(WebSession.id)).where(col(WebSession.id).in_(ids), col(WebSession.ended_at).is_(None))
        return await self._read(lambda s: {*s.scalars(good.where(col(WebSession.expires_at) > self.clock()))})

    async def end_session(self, session_id: str) -> None:
        """Sign a browser out, by the hash of what it carries."""
        await self._write(lambda s: _end(s, WebSession.id, session_id, self.clock()))
        self.signed_out()

    async def end_sessions(self, person: str, *, but: str = "") -> None:
        """Sign somebody out everywhere, this one session apart."""
        await self._write(lambda s: _end(s, WebSession.person_id, person, self.clock(), but))
        self.signed_out()


def opened(session: Transaction, person: str, browser: str, now: datetime) -> str:
    """Sign somebody in, within a change that is under way."""
    secret = fresh()
    row = WebSession(
        id=hashed(secret),
        person_id=person,
        opened_at=now,
        expires_at=now + LASTS,
        used_at=now,
        browser=cut(browser, BROWSER),
    )
    session.add(row)
    return secret


def end_if_gone(session: Transaction, person: str, now: datetime) -> None:
    """Whoever is deactivated is signed out for good: coming back brings neither sessions nor tokens back."""
    session.flush()
    known = session.get(Person, person, populate_existing=True)
    if known and known.deleted:
        _end(session, WebSession.person_id, person, now)
        theirs = update(ApiToken).where(col(ApiToken.person_id) == person, col(ApiToken.revoked_at).is_(None))
        session.execute(theirs.values(revoked_at=now))


def forget_sessions(session: Transaction, now: datetime) -> None:
    """Drop those that nobody can use any more."""
    over = or_(col(WebSession.expires_at) <= now, col(WebSession.ended_at) <= now)
    session.execute(delete(WebSession).where(over))


def _end(session: Transaction, by: object, value: str, now: datetime, but: str = "") -> None:
    going = update(WebSession).where(col(by) == value, col(WebSession.ended_at).is_(None))
    session.execute(going.where(col(WebSession.id) != but).values(ended_at=now))


def _used(session: Transaction, session_id: str, now: datetime) -> None:
    found = session.get(WebSession, session_id)
    if found:
        found.used_at = now
