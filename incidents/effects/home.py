"""The app's home, one for each person."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class RefreshHome(Effect):
    """Bring one person's home in step. Belongs to no incident: it shows them all."""

    kind: ClassVar[str] = "refresh_home"
    lane: ClassVar[str] = "workspace/home"
    step: ClassVar[str] = "show somebody their home"
    living: ClassVar[bool] = True
    private: ClassVar[bool] = True
    user_id: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.user_id}"
