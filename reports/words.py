"""The post-mortem in plain words, for whoever looks for one: what is not in the document is not in them."""

import re
from collections.abc import Iterator

from reports.document import Document

_LINK = re.compile(r"!?\[((?:\\.|[^\[\]\\])*)\]\((?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"\n]*\")?\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def words(found: Document) -> str:
    """All of it, what people wrote for it first; of a link its words."""
    return "\n".join(plain(part) for part in _parts(found) if part)


def plain(markdown: str) -> str:
    """Of a link and a picture only the words, and nothing that stood there to be literal."""
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", markdown))


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
