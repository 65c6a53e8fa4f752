"""Which incidents somebody wants to see in a list: read from what they typed, carried by the list's buttons."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from incidents.catalog import Catalog
from incidents.incident import CANCELLED, MERGED, STATUSES
from incidents.wording import cut

OPEN, ALL = "open", "all"
STATES = (OPEN, ALL, *STATUSES, CANCELLED, MERGED)
"""Words that say in which state: still open, any, or one status of its own."""
ME = ("mine", "my", "me")
PAGE = 20
"""Incidents a page: with titles cut to 150 that stays under the text a message may have."""
LAST_PAGE = 999_999
LONGEST = 100
"""Characters that are looked for; a button carries them, too."""


@dataclass(frozen=True)
class Wanted:
    """What the list shows. `person` (Slack id) declared it, holds a role or has something to do for it.

    `words` stand in its title or services, `service` is one of these. It was declared from the day `since` until
    the day `until` (ISO, in UTC).
    """

    state: str = OPEN
    severity: str = ""
    person: str = ""
    words: str = ""
    page: int = 1
    service: str = ""
    since: str = ""
    until: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than all that are open."""
        return replace(self, page=1) != Wanted()

    def turned(self, pages: int) -> Self:
        """The same list, so many pages on."""
        return replace(self, page=self.page + pages)

    def payload(self) -> dict[str, Any]:
        """For a button's value."""
        return asdict(self)

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Read a button of an older or newer version."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in payload.items() if name in known})


def wanted(words: str, catalog: Catalog, *, me: str, person: str = "") -> Wanted:
    """`sev1 resolved mine checkout 2` in any order; what is no such word is looked for in titles and services.

    `person` is whom the words mentioned, if anybody. A number is a page where it is the last word.
    """
    found, rest = Wanted(person=person), list[str]()
    typed = words.split()
    if typed and (page := page_of(typed[-1])):
        found, typed = replace(found, page=page), typed[:-1]
    for word in typed:
        meant = _meant(word, catalog, me)
        if meant:
            found = replace(found, **meant)
        else:
            rest.append(word)
    return replace(found, words=cut(" ".join(rest), LONGEST))


def page_of(word: str) -> int | None:
    """The page that somebody means by a number; nothing where it is none."""
    return min(max(1, int(word[:9])), LAST_PAGE) if word.isascii() and word.isdigit() else None


def _meant(word: str, catalog: Catalog, me: str) -> dict[str, Any]:
    """What one word narrows; nothing if it is one to look for."""
    plain = word.casefold()
    if plain in STATES:
        return {"state": plain}
    if plain in ME:
        return {"person": me}
    keyed, _ = catalog.severity_first(word)
    named = next((s for s in catalog.severities if plain in (s.key.casefold(), s.name.casefold())), None)
    severity = keyed or named
    return {"severity": severity.key} if severity else {}


def matches(words: str, *texts: str) -> bool:
    """Whether every word stands somewhere in the texts; case does not matter."""
    everything = " ".join(texts).casefold()
    return all(word in everything for word in words.casefold().split())
