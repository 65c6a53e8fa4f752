"""The post-mortem in plain words, for whoever looks for one: what is not in the document is not in them."""

import re
from collections.abc import Iterator

from reports.document import Document

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def words(found: Document) -> str:
    """All of it, what people wrote for it first."""
    return "\n".join(_ESCAPED.sub(r"\1", part) for part in _parts(found) if part)


def _parts(found: Document) -> Iterator[str]:
    yield f"{found.ref} {found.title}"
    yield from (found.summary, found.fixed, found.impact)
    for rung in found.whys:
        yield from (rung.why, *rung.evidence)
    yield from (found.contributing, found.went_well, found.went_badly)
    yield from (action.text for action in found.actions)
    yield from (*found.services, found.users_affected, found.waive_reason)
    yield from (term.name for part in found.people for term in part.terms)
    yield from (f"{moment.who} {moment.text}".strip() for moment in found.timeline)
