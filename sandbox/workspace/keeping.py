"""Keeps what comes with every interaction from piling up in a workspace that runs for weeks."""

from typing import Any

KEPT = 1000


def forget_oldest(kept: dict[str, Any]) -> None:
    """Room for one more: what came first goes first, long after it has ceased to be good for anything."""
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
