"""The effects that take down what an incident has left in public when it becomes private."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


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
class WithdrawDigest(Effect):
    """Take the incident out of the digest channel, with the post-mortem that stood under its message."""

    kind: ClassVar[str] = "withdraw_digest"
    lane: ClassVar[str] = "digest"
    step: ClassVar[str] = "take the digest message down"
    messages: tuple[str, ...] | list[str] = ()
