"""Status updates as people read them, and being asked for one."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class PostUpdate(Effect):
    """Post an update (by its number) in the room, or bring its message there in step."""

    kind: ClassVar[str] = "post_update"
    lane: ClassVar[str] = "posts"
    step: ClassVar[str] = "post the update in the room"
    update: int = 0


@dataclass(frozen=True, kw_only=True)
class FollowUp(Effect):
    """Put an update (by its number) under the digest message. It stands behind that one in its lane."""

    kind: ClassVar[str] = "follow_up"
    lane: ClassVar[str] = "digest"
    step: ClassVar[str] = "put the update under the digest message"
    update: int = 0


@dataclass(frozen=True, kw_only=True)
class AskForUpdate(Effect):
    """Where nobody leads: ask the whole room for the update that is due, or take the question back."""

    kind: ClassVar[str] = "ask_for_update"
    lane: ClassVar[str] = "posts"
    step: ClassVar[str] = "ask for the update that is due"
    living: ClassVar[bool] = True
