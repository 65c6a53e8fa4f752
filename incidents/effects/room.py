"""The war room itself: made, named, left, and what shows in it how things are."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class OpenChannel(Effect):
    """Create the war room. `response_url` is where the declarer waits for the link.

    It is named by this title, however often it is tried: only so a room whose answer was lost is found again.
    """

    kind: ClassVar[str] = "open_channel"
    lane: ClassVar[str] = "room"
    step: ClassVar[str] = "open the war room"
    title: str = ""
    response_url: str | None = None
    asked_by: str = ""  # who wanted a room for an incident that went on without; they hear of it then


@dataclass(frozen=True, kw_only=True)
class RenameRoom(Effect):
    """Let the room's name follow this title, by which a second try recognises the name that the first one gave."""

    kind: ClassVar[str] = "rename_room"
    lane: ClassVar[str] = "room"
    step: ClassVar[str] = "rename the room"
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class LeaveRoom(Effect):
    """Bring whoever is in this public room into the private one, and close it without a word of what it was about.

    It stands in the lane of the room: the private one has been opened by then. `messages` (ts) are those of ours
    that we know of.
    """

    kind: ClassVar[str] = "leave_room"
    lane: ClassVar[str] = "room"
    step: ClassVar[str] = "close the public room"
    channel_id: str = ""
    messages: tuple[str, ...] | list[str] = ()
    invited_by: str = ""


@dataclass(frozen=True, kw_only=True)
class SetTopic(Effect):
    """Bring the room's topic in step."""

    kind: ClassVar[str] = "set_topic"
    lane: ClassVar[str] = "topic"
    step: ClassVar[str] = "set the topic"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RefreshCard(Effect):
    """Post the living card, or bring it in step."""

    kind: ClassVar[str] = "refresh_card"
    lane: ClassVar[str] = "card"
    step: ClassVar[str] = "bring the card in step"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PinCard(Effect):
    """Pin the card in the room: with this the room is ready."""

    kind: ClassVar[str] = "pin_card"
    lane: ClassVar[str] = "pin"
    step: ClassVar[str] = "pin the card"


@dataclass(frozen=True, kw_only=True)
class BookmarkCard(Effect):
    """Put the card into the room's bookmarks bar."""

    kind: ClassVar[str] = "bookmark_card"
    lane: ClassVar[str] = "bookmarks"
    step: ClassVar[str] = "bookmark the card"


@dataclass(frozen=True, kw_only=True)
class RefreshSignpost(Effect):
    """Leave word in the room of a merged incident where it goes on, or take that back."""

    kind: ClassVar[str] = "refresh_signpost"
    lane: ClassVar[str] = "signpost"
    step: ClassVar[str] = "say where it goes on"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AskForRoles(Effect):
    """Ask the room for roles that nobody holds, or take that message away once they are taken."""

    kind: ClassVar[str] = "ask_for_roles"
    lane: ClassVar[str] = "roles"
    step: ClassVar[str] = "ask who takes a role"
    living: ClassVar[bool] = True
