"""What somebody finds who looks for words in past post-mortems."""

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.incident import Incident

Piece = tuple[bool, str]
"""Whether it was looked for, and the words."""
FOUND = 50
"""At most; whoever looks for something says more of it, and turns no pages."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A post-mortem in which words stand, and where they do."""

    incident: Incident
    snippet: Sequence[Piece]
