"""Tokens for programs, made and revoked on the server."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.settings import web_url
from cli.declare import spoken_of
from cli.login import doubt
from cli.running import STOPPED, complain
from cli.stored import with_store
from incidents.person import Person
from incidents.tokens import sound_token
from storage.store import Store
from storage.tables import ApiToken


def run_create(environ: Mapping[str, str], name: str, *, person: str, scopes: Sequence[str], days: int) -> int:
    """Make one and print it, this once."""

    async def work(store: Store) -> int:
        sound = sound_token(name, scopes, days, at=store.clock())
        found = [each for each in await store.people_called(spoken_of(person)) if not each.is_bot]
        if len(found) != 1:
            return complain([f"No token was made: {doubt(found, spoken_of(person))}"])
        address = web_url(environ)
        token, secret = await store.make_token(sound, person=found[0].id)
        print(f"{secret}\n")
        until = f"until {_moment(token.expires_at)}" if token.expires_at else "until it is revoked"
        print(f"Token {token.id}, “{token.name}”: acts as {found[0].name} ({found[0].id}), {until}.")
        print(f"May: {', '.join(token.scopes)}. It is shown this once. The API is at {address}/api/v1.")
        return STOPPED

    return with_store(environ, "No token was made", work)


def run_tokens(environ: Mapping[str, str]) -> int:
    """Print all that there ever were."""

    async def work(store: Store) -> int:
        rows = await store.tokens()
        if rows:
            Console().print(table(rows, store.clock()))
        else:
            print("There are no tokens.")
        return STOPPED

    return with_store(environ, "Nothing to show", work)


def run_revoke(environ: Mapping[str, str], number: int) -> int:
    """Let it in no more."""

    async def work(store: Store) -> int:
        token = await store.revoke_token(number)
        if token is None:
            return complain([f"There is no token {number}. `signalcraft token list` shows all."])
        print(f"Token {number}, “{token.name}”, is revoked.")
        return STOPPED

    return with_store(environ, "Nothing was revoked", work)


def table(rows: Sequence[tuple[ApiToken, Person | None]], now: datetime) -> Table:
    """A row for each: what it is called, for whom it acts, what it may, and whether it still does."""
    shown = Table("no", "name", "begins", "acts as", "may", "used (UTC)", "state", title="Tokens", box=SIMPLE_HEAD)
    for token, person in rows:
        shown.add_row(
            str(token.id),
            escape(token.name),
            f"{token.prefix}…",
            escape(person.name if person else token.person_id),
            ", ".join(token.scopes),
            _moment(token.used_at) if token.used_at else "never",
            _state(token, person, now),
        )
    return shown


def _state(token: ApiToken, person: Person | None, now: datetime) -> str:
    if token.revoked_at:
        return "revoked"
    if token.expires_at and token.expires_at <= now:
        return "too old"
    if person is None or person.deleted:
        return "its person is gone"
    return f"until {_moment(token.expires_at)}" if token.expires_at else "until revoked"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
