"""Programs that act for people: their tokens, and what they were answered. The store knows hashes only."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.person import Person
from incidents.tokens import Token
from storage.database import Transaction
from storage.keeping import insert, spend
from storage.sessions import fresh, hashed
from storage.tables import ApiAnswer, ApiToken
from storage.threads import Threads

BEGINS = "sc_"
"""So that whoever finds one in a text or a log knows what it is."""
SHOWN = 8
"""Characters of a token by which people tell it from others: too few to guess the rest."""
USED = timedelta(minutes=1)
"""How exactly the last use is kept: not every call should have to write."""


class Programs(Threads):
    """The part of the store that knows programs."""

    async def make_token(self, asked: Token, *, person: str, once: str | None = None) -> tuple[ApiToken, str]:
        """Let a program act as somebody; the token itself is told this once. Raises SeenBefore."""
        secret = BEGINS + fresh()
        token = ApiToken(
            name=asked.name,
            hash=hashed(secret),
            prefix=secret[:SHOWN],
            scopes=list(asked.scopes),
            person_id=person,
            created_at=self.clock(),
            expires_at=asked.expires_at,
        )

        def work(session: Transaction) -> None:
            if once is not None:
                spend(session, once, self.clock())
            session.add(token)

        await self._write(work)
        return token, secret

    async def program(self, secret: str) -> tuple[ApiToken, Person] | None:
        """Which token this is and for whom it acts, unless it is revoked or too old, or their account is gone."""

        def look(session: Session) -> tuple[ApiToken, Person] | None:
            token = session.scalars(select(ApiToken).where(col(ApiToken.hash) == hashed(secret))).one_or_none()
            if token is None or not is_good(token, self.clock()):
                return None
            person = session.get(Person, token.person_id)
            return None if person is None or person.deleted else (token, person)

        found = await self._read(look)
        if found and (found[0].used_at is None or self.clock() - found[0].used_at >= USED):
            used = update(ApiToken).where(col(ApiToken.id) == found[0].id).values(used_at=self.clock())
            await self._write(lambda s: s.execute(used))
        return found

    async def tokens(self, *, of: str | None = None) -> list[tuple[ApiToken, Person | None]]:
        """All that somebody ever had (None: everybody) and for whom they act, the newest first."""

        def look(session: Session) -> list[tuple[ApiToken, Person | None]]:
            rows = select(ApiToken, Person).outerjoin(Person, col(Person.id) == col(ApiToken.person_id))
            if of is not None:
                rows = rows.where(col(ApiToken.person_id) == of)
            return [(token, person) for token, person in session.execute(rows.order_by(col(ApiToken.id).desc()))]

        return await self._read(look)

    async def revoke_token(self, token_id: int, *, of: str | None = None) -> ApiToken | None:
        """Let it in no more; the token, if there is one of this number (of this person)."""

        def work(session: Transaction) -> ApiToken | None:
            token = session.get(ApiToken, token_id)
            if token is None or of not in (None, token.person_id):
                return None
            token.revoked_at = token.revoked_at or self.clock()
            return token

        return await self._write(work)

    async def begin_call(self, key: str, call: str) -> ApiAnswer | None:
        """A program names its call; what is known of that name, if it has named one so before."""

        def work(session: Transaction) -> ApiAnswer | None:
            values = {"key": key, "call": call, "asked_at": self.clock(), "headers": {}, "body": ""}
            new = insert(session, ApiAnswer).values(**values).on_conflict_do_nothing()
            began = session.scalars(new.returning(col(ApiAnswer.key))).one_or_none()
            return session.get(ApiAnswer, key) if began is None else None

        return await self._write(work)

    async def end_call(self, key: str, *, status: int, headers: dict[str, str], body: str) -> None:
        """Keep what the program is answered. The first answer stays."""
        still_open = update(ApiAnswer).where(col(ApiAnswer.key) == key, col(ApiAnswer.status).is_(None))
        await self._write(lambda s: s.execute(still_open.values(status=status, headers=headers, body=body)))


def is_good(token: ApiToken, now: datetime) -> bool:
    """Whether it lets anybody in."""
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > now)


def forget_answers_before(session: Transaction, moment: datetime) -> None:
    """Drop what nobody will ask for again."""
    session.execute(delete(ApiAnswer).where(col(ApiAnswer.asked_at) < moment))
