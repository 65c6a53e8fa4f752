"""Who is signed in on the pages. The store knows hashes only: who reads it can sign in as nobody."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from incidents.person import Person
from incidents.wording import cut
from storage.database import Transaction
from storage.tables import WebSession
from storage.threads import Threads

LASTS = timedelta(days=30)
USED = timedelta(hours=1)
"""How exactly the last use is kept: nobody's look at a page should have to write each time."""
BROWSER = 200


def hashed(secret: str) -> str:
    """What stands for a secret in the store. It is random and long, so that a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()


class SessionStore(Threads):
    """The part of the store that knows browsers."""

    async def open_session(self, person: str, *, browser: str = "") -> str:
        """Sign somebody in; what their browser is to carry."""
        secret = secrets.token_urlsafe(32)

        def work(session: Transaction) -> None:
            now = self.clock()
            session.add(
                WebSession(
                    id=hashed(secret),
                    person_id=person,
                    opened_at=now,
                    expires_at=now + LASTS,
                    used_at=now,
                    browser=cut(browser, BROWSER),
                )
            )

        await self._write(work)
        return secret

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

    async def end_session(self, session_id: str) -> None:
        """Sign a browser out, by the hash of what it carries."""

        def work(session: Transaction) -> None:
            found = session.get(WebSession, session_id)
            if found and found.ended_at is None:
                found.ended_at = self.clock()

        await self._write(work)


def _used(session: Transaction, session_id: str, now: datetime) -> None:
    found = session.get(WebSession, session_id)
    if found:
        found.used_at = now
