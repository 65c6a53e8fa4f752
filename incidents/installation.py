"""What belongs to no incident: the digest channel, and looking at SignalCraft itself."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `said`: what was found, or what is wrong and how it is mended."""

    about: str
    fine: bool
    said: str


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


@dataclass(frozen=True, kw_only=True)
class EnsureDigestChannel(Effect):
    """Create the digest channel when it is missing. Belongs to no incident."""

    kind: ClassVar[str] = "ensure_digest_channel"
    lane: ClassVar[str] = "workspace/digest"
    step: ClassVar[str] = "make the digest channel"
