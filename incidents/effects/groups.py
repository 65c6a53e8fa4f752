"""Who is in the user groups that may do something."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class ReadGroups(Effect):
    """Read all user groups that the config's permissions name. Belongs to no incident."""

    kind: ClassVar[str] = "read_groups"
    lane: ClassVar[str] = "workspace/groups"
    step: ClassVar[str] = "read who is in the user groups"
    living: ClassVar[bool] = True
