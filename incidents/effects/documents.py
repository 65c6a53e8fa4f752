"""What is written down: the front page, pinned messages, the post-mortem."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class RefreshCanvas(Effect):
    """Make the room's front page in its canvas, or bring it in step, where the workspace has canvases."""

    kind: ClassVar[str] = "refresh_canvas"
    lane: ClassVar[str] = "canvas"
    step: ClassVar[str] = "write the front page"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class FetchPinned(Effect):
    """Fetch the text, author and permalink of a message that somebody has pinned.

    `pinned_by`: is left alone where they are of another workspace. `is_read`: nothing but that is looked at.
    """

    kind: ClassVar[str] = "fetch_pinned"
    lane: ClassVar[str] = "pins"
    step: ClassVar[str] = "read a message with 📌"
    channel_id: str = ""
    message_ts: str = ""
    pinned_by: str = ""
    is_read: bool = False

    def in_lane(self) -> str:
        return f"{self.lane}/{self.channel_id}/{self.message_ts}"


@dataclass(frozen=True, kw_only=True)
class ReadAgain(Effect):
    """Read a message of the timeline again, which its author has changed. Some bots do so each second.

    It stands in line with the first reading, so that the last word counts.
    """

    kind: ClassVar[str] = "read_again"
    lane: ClassVar[str] = FetchPinned.lane
    step: ClassVar[str] = "read a message with 📌 that was edited"
    living: ClassVar[bool] = True
    pause: ClassVar[timedelta] = timedelta(seconds=6)
    channel_id: str = ""
    message_ts: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.channel_id}/{self.message_ts}"


@dataclass(frozen=True, kw_only=True)
class MarkTaken(Effect):
    """Show on a message that it stands on the timeline, by a reaction of ours, or take that away."""

    kind: ClassVar[str] = "mark_taken"
    lane: ClassVar[str] = "marks"
    step: ClassVar[str] = "mark a message with 📌 as taken"
    living: ClassVar[bool] = True
    channel_id: str = ""
    message_ts: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.channel_id}/{self.message_ts}"


@dataclass(frozen=True, kw_only=True)
class KeepFiles(Effect):
    """Keep the files of a message that stands on the timeline, and none of those that it has no more."""

    kind: ClassVar[str] = "keep_files"
    lane: ClassVar[str] = "files"
    step: ClassVar[str] = "keep the files of a message with 📌"
    living: ClassVar[bool] = True
    channel_id: str = ""
    message_ts: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.channel_id}/{self.message_ts}"


@dataclass(frozen=True, kw_only=True)
class ReadRoom(Effect):
    """Read a page of the room again after an outage that began at `since` (a ts): what is older than `before`.

    `thread`: the replies to that message, in place of the room. What is still to be read follows by itself.
    `aside`: how many threads without news were put aside so far; each is read beside all else, one at a time.
    """

    kind: ClassVar[str] = "read_room"
    lane: ClassVar[str] = "reading"
    step: ClassVar[str] = "read again what was said in the room"
    since: str = "0"
    before: str = ""
    thread: str = ""
    aside: int = 0

    def in_lane(self) -> str:
        return f"{self.lane}/aside" if self.thread and self.aside else self.lane


@dataclass(frozen=True, kw_only=True)
class RefreshPostmortem(Effect):
    """Post the post-mortem, edit it, or strike it through, as the incident's state asks.

    It stands in line with the updates: in the room it comes after what was written before.
    """

    kind: ClassVar[str] = "refresh_postmortem"
    lane: ClassVar[str] = "posts"
    step: ClassVar[str] = "post the post-mortem"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class UploadPostmortem(Effect):
    """Upload the post-mortem as a `.md` file under its message, in place of an older one."""

    kind: ClassVar[str] = "upload_postmortem"
    lane: ClassVar[str] = "postmortem"
    step: ClassVar[str] = "upload the post-mortem"
