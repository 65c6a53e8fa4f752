"""The end of a room: word of the post-mortem elsewhere, a last look, what is kept, and the archive."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class TellPublished(Effect):
    """Tell a channel (its id) of the post-mortem, or bring what it was told in step; without one, all of them."""

    kind: ClassVar[str] = "tell_published"
    lane: ClassVar[str] = "published"
    step: ClassVar[str] = "tell a channel of the post-mortem"
    living: ClassVar[bool] = True
    channel_id: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.channel_id}" if self.channel_id else self.lane


@dataclass(frozen=True, kw_only=True)
class LookAtRoom(Effect):
    """Look when a person was last heard in the room of an incident that has ended."""

    kind: ClassVar[str] = "look_at_room"
    lane: ClassVar[str] = "archive"
    step: ClassVar[str] = "look whether the room is quiet"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RefreshNotice(Effect):
    """Announce in the room that it will be archived, or say what came of that."""

    kind: ClassVar[str] = "refresh_notice"
    lane: ClassVar[str] = "archive"
    step: ClassVar[str] = "announce that the room will be archived"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class KeepExport(Effect):
    """Store the post-mortem as it is now. It stands before the archive in its lane."""

    kind: ClassVar[str] = "keep_export"
    lane: ClassVar[str] = "archive"
    step: ClassVar[str] = "store the post-mortem"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ArchiveRoom(Effect):
    """Archive the room, which is quiet; or because somebody (`asked_by`) closes it now."""

    kind: ClassVar[str] = "archive_room"
    lane: ClassVar[str] = "archive"
    step: ClassVar[str] = "archive the room"
    asked_by: str = ""
