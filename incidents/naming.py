"""How a room is named."""

import unicodedata
from datetime import datetime

from anyascii import anyascii

CHANNEL_NAME_LIMIT = 80


def slug(text: str) -> str:
    """Lower-case words of a-z and 0-9 joined by single dashes. May be empty.

    Other scripts are written in plain letters (`Größe` → `grosse`, `Сбой` → `sboy`), one character at a time.
    """
    plain = "".join(_letters(character) for character in unicodedata.normalize("NFKC", text))
    return "-".join(plain.lower().split())


def _letters(character: str) -> str:
    """A letter, mark or digit in a-z and 0-9, perhaps none of them; a blank for everything else."""
    if unicodedata.category(character)[0] not in "LMN":
        return " "
    return "".join(c for c in anyascii(character) if c.isalnum())


def channel_name(
    template: str, *, number: int, title: str, at: datetime, service: str = "", attempt: int = 1
) -> str:
    """The room's name from the config's template, never over 80; a further attempt gets `-2`, `-3`…

    The number and the suffix always survive the cut, so two incidents never share a name.
    """
    suffix = f"-{attempt}" if attempt > 1 else ""
    room = CHANNEL_NAME_LIMIT - len(suffix)
    words = slug(title)[:room]
    over = len(_fill(template, number, words, at, service)) - room
    if over > 0:
        words = words[: max(0, len(words) - over)]
    return _fill(template, number, words, at, service)[:room].rstrip("-") + suffix


def _fill(template: str, number: int, words: str, at: datetime, service: str) -> str:
    filled = template.format(number=number, slug=words, date=f"{at:%Y-%m-%d}", service=slug(service))
    # An empty placeholder must not leave two dashes or one at the end.
    return "-".join(part for part in filled.lower().split("-") if part)
