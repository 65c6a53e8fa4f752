"""Where people talk: a meeting made and ended, and the bridge in the bookmarks bar."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class StartBridge(Effect):
    """Make a meeting with the first of `ways` that can (a provider's word, or an address to fall back to).

    `take` tells this wish from earlier and later ones of the same incident; `missed` are sentences about the
    ways that were tried before. `instead_of`: the meeting that was found gone.
    """

    kind: ClassVar[str] = "start_bridge"
    lane: ClassVar[str] = "bridge"
    step: ClassVar[str] = "start the bridge"
    ways: tuple[str, ...] | list[str] = ()
    take: int = 0
    missed: tuple[str, ...] | list[str] = ()
    instead_of: str = ""


@dataclass(frozen=True, kw_only=True)
class EndMeeting(Effect):
    """End a meeting for everybody. Without its id it is sought by `tag`: its making may have been lost."""

    kind: ClassVar[str] = "end_meeting"
    lane: ClassVar[str] = "meetings"
    step: ClassVar[str] = "end the meeting"
    provider: str = ""
    meeting: str = ""
    tag: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.provider}/{self.meeting or self.tag}"


@dataclass(frozen=True, kw_only=True)
class BookmarkBridge(Effect):
    """Keep the bridge in the room's bookmarks bar in step: put there, moved, or taken away."""

    kind: ClassVar[str] = "bookmark_bridge"
    lane: ClassVar[str] = "bookmarks"
    step: ClassVar[str] = "bookmark the bridge"
    living: ClassVar[bool] = True
