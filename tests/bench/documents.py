"""Print how long the documents of an incident with ten thousand entries take, and what memory they cost."""

import asyncio
import multiprocessing
import resource
import statistics
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.postmortem import Postmortem
from incidents.timeline import TimelineEntry
from reports.as_json import as_json
from reports.document import Document, document
from reports.html_page import html_page
from reports.postmortem import markdown

ENTRIES, LOOKS = 10_000, 3
AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
WORDS = "The *disk* of db_1 was <full> after the deploy; see the graph & ticket, 4 of 9 nodes are back"
MIB = 1024 * 1024


async def main() -> None:
    table = Table("figure", "measured", "goal", title=f"Documents of {ENTRIES:,} entries")
    timeline = entries()
    found = large(timeline)
    text = markdown(found)[0]
    for what, make, goal in (
        ("Markdown, from the entries, median s", lambda: markdown(large(timeline)), "≤ 1"),
        ("HTML, from that, median s", lambda: html_page(text, title="x"), "≤ 2"),
        ("JSON, median s", lambda: as_json(found), ""),
    ):
        table.add_row(what, f"{_seconds(make):.2f}", goal)
    table.add_row("memory of a process that makes all of them, MB", f"{_memory():.0f}", "≤ 200")
    Console().print(table)


def _seconds(make: Callable[[], object]) -> float:
    times = []
    for _ in range(LOOKS):
        began = perf_counter()
        make()
        times.append(perf_counter() - began)
    return statistics.median(times)


def _memory() -> float:
    """At its peak, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(peak)


def peak() -> float:
    """Makes all of them once; how much this process has ever held, in MB."""
    found = large(entries())
    html_page(markdown(found)[0], title="x")
    as_json(found)
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    # On Linux that one remembers what the process that started this one had held.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def entries() -> list[TimelineEntry]:
    """Half of them are messages."""
    return [_entry(number) for number in range(ENTRIES)]


def large(timeline: Sequence[TimelineEntry]) -> Document:
    """The document with all of them."""
    made = Incident(
        id=42,
        title="Checkout is down",
        severity="sev1",
        status="resolved",
        declared_by="U1",
        declared_at=AT,
        resolved_at=AT + timedelta(hours=9),
        services=["web"],
        roles=[],
        tasks=[],
        updates=[],
        postmortem=Postmortem(drafted_at=AT),
    )
    return document(made, timeline, {f"U{n}": f"Name {n}" for n in range(50)}, Catalog(), now=AT)


def _entry(number: int) -> TimelineEntry:
    at = AT + timedelta(seconds=3 * number)
    ts = f"{at.timestamp():.6f}" if number % 2 else None
    return TimelineEntry(
        id=number,
        incident_id=42,
        kind="pinned" if ts else "note",
        text=f"{WORDS} {number}",
        at=at,
        recorded_at=at,
        author_id=f"U{number % 50}",
        message_ts=ts,
        permalink=f"https://acme.slack.com/archives/C1/p{number}" if ts else None,
    )


if __name__ == "__main__":
    asyncio.run(main())
