"""How action items become tickets of a tracker: where they belong there, and with which fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TASK = "Task"


@dataclass(frozen=True, kw_only=True)
class Tracker:
    """`project` and `type`: where a ticket belongs whose incident names no service that says otherwise.

    `priorities`: the tracker's priority by severity. `fields`: what every ticket has, by the field's id there.
    """

    project: str
    type: str = TASK
    labels: tuple[str, ...] = ()
    priorities: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
