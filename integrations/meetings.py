"""What every provider of meetings can do, whoever it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting somewhere: its link for everybody, its id there, and who hosts it (nobody where it needs none)."""

    url: str
    id: str
    host: str = ""


class Provider(Protocol):
    """All of it raises only `Unavailable` or `Rejected`, and repeats nothing."""

    @property
    def hosts(self) -> Sequence[str]:
        """Each runs one meeting at a time; a single empty name where there is no such limit."""

    async def create(self, host: str, *, title: str, tag: str) -> Meeting:
        """A new meeting that anybody with the link can begin. `tag` is what `find` knows it by."""

    async def find(self, host: str, tag: str) -> Meeting | None:
        """The meeting of this tag, where an earlier try left one and the provider can be asked."""

    async def is_busy(self, host: str, *, besides: str = "") -> bool:
        """Whether the host is in a meeting at this moment, other than the one of this id."""

    async def is_there(self, meeting_id: str) -> bool:
        """Whether the meeting still exists: somebody may have deleted it by hand."""

    async def end(self, meeting_id: str) -> None:
        """End it for everybody, so that its link leads nowhere. Nothing is wrong when it has ended already."""

    async def check(self) -> str:
        """Try the credentials; what was found, in a few words."""

    async def warm_up(self) -> None:
        """Load what the first call needs. It takes half a second of work, which no room should wait for."""

    async def close(self) -> None:
        """Let go of connections."""
