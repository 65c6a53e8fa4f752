"""Looking at a war room, and at SignalCraft itself."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class ExamineRoom(Effect):
    """Compare the room with what it should be and, with `repair`, mend what is wrong.

    `user_id` asked for it and is answered. Nobody is when it follows from an outage.
    """

    kind: ClassVar[str] = "examine_room"
    lane: ClassVar[str] = "doctor"
    step: ClassVar[str] = "look at the room"
    private: ClassVar[bool] = True
    user_id: str = ""
    repair: bool = False
    response_url: str | None = None

    def in_lane(self) -> str:
        return f"{self.lane}/{self.user_id}"


@dataclass(frozen=True, kw_only=True)
class ExamineInstallation(Effect):
    """Look at SignalCraft itself for an admin of the workspace. Belongs to no incident."""

    kind: ClassVar[str] = "examine_installation"
    lane: ClassVar[str] = "workspace/doctor"
    step: ClassVar[str] = "look at SignalCraft itself"
    private: ClassVar[bool] = True
    user_id: str = ""
    response_url: str | None = None

    def in_lane(self) -> str:
        return f"{self.lane}/{self.user_id}"
