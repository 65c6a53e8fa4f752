"""How somebody comes to be signed in: a link for once, or by way of Slack. The store knows hashes only."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import col

from incidents.person import Person
from storage.database import Transaction
from storage.sessions import SessionStore, forget_sessions, fresh, hashed, opened
from storage.tables import LoginLink, SignInAttempt

LINK_LASTS = timedelta(hours=1)
ATTEMPT_LASTS = timedelta(minutes=10)


class WaysIn(SessionStore):
    """The part of the store that lets people in."""

    async def make_link(self, person: str) -> str:
        """What stands in a link that signs them in, once, within the hour."""
        secret = fresh()
        expires_at = self.clock() + LINK_LASTS
        await self._write(lambda s: s.add(LoginLink(id=hashed(secret), person_id=person, expires_at=expires_at)))
        return secret

    async def use_link(self, secret: str, *, browser: str = "") -> str | None:
        """Spend a link and sign its person in; None for one that is unknown, used or too old, or of an account
        that is gone: nobody needs to know which."""

        def work(session: Transaction) -> str | None:
            now = self.clock()
            good = update(LoginLink).where(col(LoginLink.id) == hashed(secret), col(LoginLink.used_at).is_(None))
            spent = good.where(col(LoginLink.expires_at) > now).values(used_at=now)
            person_id = session.scalar(spent.returning(col(LoginLink.person_id)))
            person = session.get(Person, person_id) if person_id else None
            return None if person is None or person.deleted else opened(session, person.id, browser, now)

        return await self._write(work)

    async def begin_sign_in(self, path: str) -> str:
        """Somebody goes to Slack; what their browser carries until they are back, and want to see `path`."""
        secret = fresh()
        row = SignInAttempt(id=hashed(secret), path=path, expires_at=self.clock() + ATTEMPT_LASTS)
        await self._write(lambda s: s.add(row))
        return secret

    async def end_sign_in(self, secret: str) -> str | None:
        """Somebody is back from Slack, for this one time: the page they want. None if it has been too long."""

        def work(session: Transaction) -> str | None:
            mine = delete(SignInAttempt).where(col(SignInAttempt.id) == hashed(secret))
            found = session.execute(mine.returning(col(SignInAttempt.path), col(SignInAttempt.expires_at))).first()
            return found[0] if found and found[1] > self.clock() else None

        return await self._write(work)


def forget_ways_in(session: Transaction, now: datetime) -> None:
    """Drop links, sign-ins and sessions that are over."""
    session.execute(delete(LoginLink).where(col(LoginLink.expires_at) <= now))
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.expires_at) <= now))
    forget_sessions(session, now)
