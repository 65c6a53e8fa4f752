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


@dataclass(frozen=True, kw_only=True)
class OfferPin(Effect):
    """Ask whoever pinned a message outside of a war room to which incident it belongs. Belongs to none yet."""

    kind: ClassVar[str] = "offer_pin"
    lane: ClassVar[str] = "workspace/offers"
    step: ClassVar[str] = "ask which incident a message with 📌 belongs to"
    private: ClassVar[bool] = True
    user_id: str = ""
    channel_id: str = ""
    message_ts: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.user_id}"


@dataclass(frozen=True, kw_only=True)
class OfferEarlier(Effect):
    """Offer the room what was pinned elsewhere shortly before, or say that it was added."""

    kind: ClassVar[str] = "offer_earlier"
    lane: ClassVar[str] = "earlier"
    step: ClassVar[str] = "offer what was pinned before"
    living: ClassVar[bool] = True
