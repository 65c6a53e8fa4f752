"""Print how long the figures of ten thousand incidents take, from the store to the last number."""

import asyncio
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine, insert

from incidents.incident import Incident
from incidents.insights import Asked, insights
from incidents.role import IncidentRoleAssignment
from incidents.status_update import StatusUpdate
from storage.database import parse
from storage.store import Store
from tests.bench.databases import postgres

INCIDENTS, DAYS = 10_000, 365
LOOKS = 7
GOAL = 300.0


async def main() -> None:
    table = Table("figure", "measured", "goal", title="Insights")
    with TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        await _measured("SQLite", f"sqlite:///{Path(folder) / 'bench.db'}", table)
    async with postgres() as url:
        await _measured("PostgreSQL", url, table)
    Console().print(table)


async def _measured(where: str, url: str, table: Table) -> None:
    """From the store to the last number."""
    store = Store(url, clock=lambda: datetime.now(UTC))
    await store.start()
    _fill(url)
    times = []
    for _ in range(LOOKS):
        asked = perf_counter()
        source = await store.figures_of(Asked(days=DAYS), seen_by="U1", until=datetime.now(UTC))
        found = insights(source)
        times.append((perf_counter() - asked) * 1000)
    await store.close()
    assert found.now.total == INCIDENTS
    what = f"figures of {INCIDENTS:,} incidents, {where}, median ms"
    table.add_row(what, f"{statistics.median(times):.0f}", f"≤ {GOAL:.0f}")


def _fill(url: str) -> None:
    """Each acknowledged, led, told of once and resolved."""
    now, minute = datetime.now(UTC), timedelta(minutes=1)
    at = [now - n * timedelta(days=DAYS) / (INCIDENTS + 1) - minute for n in range(INCIDENTS)]
    incidents = [
        Incident(
            id=n,
            title=f"trouble {n}",
            severity=f"sev{n % 4 + 1}",
            status="resolved",
            services=[f"service {n % 20}"],
            declared_by="U1",
            declared_at=declared,
            acknowledged_at=declared + 2 * minute,
            resolved_at=declared + 40 * minute,
        ).model_dump()
        for n, declared in enumerate(at, 1)
    ]
    held = [
        {
            "incident_id": n,
            "role": "commander",
            "user_id": f"U{n % 50}",
            "assigned_at": declared,
            "assigned_by": "U1",
        }
        for n, declared in enumerate(at, 1)
    ]
    told = [
        {"incident_id": n, "number": 1, "author_id": "U1", "text": "we look", "status": "identified"}
        | {"written_at": declared, "posted_at": declared + 9 * minute}
        for n, declared in enumerate(at, 1)
    ]
    with create_engine(parse(url)).begin() as connection:
        connection.execute(insert(Incident), incidents)
        connection.execute(insert(IncidentRoleAssignment), held)
        connection.execute(insert(StatusUpdate), told)


if __name__ == "__main__":
    asyncio.run(main())
