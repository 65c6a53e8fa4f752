"""How the week was, told once in the digest channel."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class TellWeek(Effect):
    """Tell of the seven days until then (ISO 8601). Belongs to no incident."""

    kind: ClassVar[str] = "tell_week"
    lane: ClassVar[str] = "workspace/weekly"
    step: ClassVar[str] = "tell how the week was"
    until: str = ""
