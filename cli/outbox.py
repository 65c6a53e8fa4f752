"""What still has to happen, and what was given up: the outbox as a table."""

from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from blocks.steps import step
from cli.running import STOPPED
from cli.stored import with_store
from incidents.room import tried_again
from storage.store import Store
from storage.tables import OutboxRow
from storage.where import numbered


def run_outbox(environ: Mapping[str, str], *, retry: bool) -> int:
    """Print the outbox; with `retry`, let all that was given up be tried again first."""

    async def work(store: Store) -> int:
        if retry:
            print(f"Trying again: {await _retry(store)}.")
        rows = await store.unfinished()
        if rows:
            Console().print(table(rows))
        else:
            print("Nothing waits and nothing was given up.")
        return STOPPED

    return with_store(environ, "Nothing to show", work)


async def _retry(store: Store) -> str:
    dead = [row for row in await store.unfinished() if row.dead_at]
    numbers = {row.incident_id for row in dead if row.incident_id}
    count = sum([await store.retry(numbered(number), tried_again) for number in sorted(numbers)])
    count += sum([await store.retry_step(row.id or 0, tried_again) for row in dead if not row.incident_id])
    return f"{count} step{'' if count == 1 else 's'}"


def table(rows: list[OutboxRow]) -> Table:
    """A row for each step: for which incident, what, whether it waits, since when, how often it was tried.

    Why it has not happened stands below the step: Slack's reasons are long, and terminals may have 80 columns.
    """
    shown = Table("incident", "step", "state", "since (UTC)", "tries", title="Outbox", box=SIMPLE_HEAD, padding=0)
    shown.columns[1].overflow = "fold"
    for each in (0, 2, 3, 4):
        shown.columns[each].no_wrap = True
    for row in rows:
        ref = f"INC-{row.incident_id}" if row.incident_id else "–"
        state = "[red]given up[/red]" if row.dead_at else "waits"
        why = f"\n[dim]{escape(row.last_error)}[/dim]" if row.last_error else ""
        since = f"{row.created_at:%m-%d %H:%M}"
        shown.add_row(ref, f"{escape(step(row.kind))}{why}", state, since, str(row.attempts))
    return shown
