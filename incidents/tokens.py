"""What a token lets a program do, and how one is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.refusal import Refusal
from incidents.wording import one_line

READ, WRITE, ADMIN = "read", "write", "admin"
SCOPES = {
    READ: "look at incidents",
    WRITE: "declare incidents and change them; each answer shows the incident that was changed",
    ADMIN: "look after SignalCraft itself: the outbox",
}
"""What a token may, in words. Whatever it is for, it never may more than its person."""
DAYS, MOST_DAYS = 90, 3650
LONGEST = 80
"""Characters of its name."""


@dataclass(frozen=True, kw_only=True)
class Token:
    """A token to be made; without `expires_at` it is good until somebody revokes it."""

    name: str
    scopes: tuple[str, ...]
    expires_at: datetime | None


def sound_token(name: str, scopes: Iterable[str], days: int, *, at: datetime) -> Token:
    """What was asked for, or a refusal. `days`: how long it is good; 0: until it is revoked."""
    wanted, asked = one_line(name), {*scopes}
    if not wanted or len(wanted) > LONGEST:
        raise Refusal(f"A token has a name of at most {LONGEST} characters: say what will use it.", field="name")
    if not asked or asked - SCOPES.keys():
        raise Refusal(f"Say what it may do: {', '.join(SCOPES)}, or several of them.", field="scopes")
    if not 0 <= days <= MOST_DAYS:
        raise Refusal(f"It is good for 1 to {MOST_DAYS} days; 0: until it is revoked.", field="days")
    expires_at = at + timedelta(days=days) if days else None
    return Token(name=wanted, scopes=tuple(s for s in SCOPES if s in asked), expires_at=expires_at)
