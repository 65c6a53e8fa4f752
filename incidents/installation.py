"""Looking at SignalCraft itself, which belongs to no incident."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `said`: what was found, or what is wrong and how it is mended."""

    about: str
    fine: bool
    said: str
