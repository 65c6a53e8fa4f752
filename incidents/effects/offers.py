"""What one person is asked privately."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class OfferDeclare(Effect):
    """Ask whoever reacted to a message whether to declare an incident from it. Belongs to no incident."""

    kind: ClassVar[str] = "offer_declare"
    lane: ClassVar[str] = "workspace/offers"
    step: ClassVar[str] = "ask whether to declare from a message"
    private: ClassVar[bool] = True
    user_id: str = ""
    channel_id: str = ""
    message_ts: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.user_id}"
