"""Makes ids in the shapes Slack gives them."""

import hashlib
import secrets
import string

ALPHABET = string.digits + string.ascii_uppercase


def fresh(prefix: str) -> str:
    """An id nobody has had before; a restarted workspace must not reuse a channel id the app still knows."""
    return prefix + "0" + "".join(secrets.choice(ALPHABET) for _ in range(9))


def settled(prefix: str, name: str) -> str:
    """The same id at every start, for what is always there: the team, the app, its people."""
    number = int.from_bytes(hashlib.sha256(f"{prefix}/{name}".encode()).digest()[:8], "big")
    letters = []
    for _ in range(9):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return prefix + "0" + "".join(letters)


def short() -> str:
    """A block id or action id as Slack fills one in."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(5))


def secret() -> str:
    return secrets.token_hex(16)
