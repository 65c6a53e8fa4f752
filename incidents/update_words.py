"""What is typed behind `/incident update`: the words, and at their end when people will hear more."""

import re
from datetime import datetime

from incidents.refusal import Refusal
from incidents.times import moment

_NEXT = re.compile(
    r"(?:^|[\s.,;:!?])next(?:\s+update)?(?:\s+(?:at|by))?[\s:]+(?P<when>\S[^\n]{0,40})\s*$", re.IGNORECASE
)
_MEANT = re.compile(r"\d|in\s|half\b|an?\s+hour|tomorrow|today|noon|midnight|[+]", re.IGNORECASE)
"""How a time begins: `… the next host` is no promise, `… next 3 bananas` is one that cannot be read."""
_HOW = "Nothing was posted. `/incident update text next 30m` promises the next one."
NONE = {"none", "never", "no"}


def promised(words: str, *, now: datetime, tz: str | None) -> tuple[str, datetime | None, bool]:
    """The words without the promise, the time that was promised, and whether anything was said about it.

    `… next 30m` and `… next none` are promises. A time that cannot be read, or is over, is refused.
    """
    if words.strip(" .:").casefold() in ("next", "next update"):
        raise Refusal(f"When? {_HOW}")
    found = _NEXT.search(words)
    if found is None:
        return words, None, False
    typed, text = found["when"], words[: found.start()].rstrip()
    if typed.strip(" .").casefold() in NONE:
        return text, None, True
    if not _MEANT.match(typed):
        return words, None, False
    try:
        return text, moment(typed, now=now, tz=tz), True
    except Refusal as refused:
        raise Refusal(f"{refused.sentence} {_HOW}") from None
