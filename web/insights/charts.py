"""Bars: where each stands and how long it is, in the units of the drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

WIDE, HIGH = 600, 160
"""Of the drawing of weeks, without its words."""
LABELS = 8
"""Weeks that have a word under them: more would run into each other on a phone."""
MOST = 12
"""Rows that are drawn; the table has them all."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: what it is of, how many, and its place. `named`: whether there is room for its word."""

    label: str
    count: int
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    named: bool = True


def upright(counts: Mapping[str, int]) -> list[Bar]:
    """Side by side, the earliest first."""
    step, most = WIDE / max(1, len(counts)), max(counts.values(), default=0) or 1
    every = -(-len(counts) // LABELS) or 1
    return [
        Bar(
            label=label,
            count=count,
            x=round(n * step + step * 0.15, 1),
            y=round(HIGH - HIGH * count / most, 1),
            width=round(step * 0.7, 1),
            height=round(HIGH * count / most, 1),
            named=n % every == 0,
        )
        for n, (label, count) in enumerate(counts.items())
    ]


def across(counts: Mapping[str, int]) -> list[Bar]:
    """One under the other, in the order given; `width` is a share of a hundred."""
    most = max(counts.values(), default=0) or 1
    return [
        Bar(label=label, count=count, width=round(100 * count / most, 1))
        for label, count in list(counts.items())[:MOST]
    ]
