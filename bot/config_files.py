"""The part of the config that says how much is kept of the files of pinned messages."""

from dataclasses import asdict

from bot.config_table import Table
from incidents.kept_file import KEEPING, Keeping

FILES_KEYS = tuple(asdict(KEEPING))
MOST = {"max_mb": 100, "total_mb": 10_000}


def files(top: Table) -> Keeping:
    """What is not said keeps its default."""
    table = top.table("files", FILES_KEYS)
    if table is None:
        return KEEPING
    given = {key: table.number(key, "MB", most=MOST[key]) for key in FILES_KEYS if key in table}
    return Keeping(**{**asdict(KEEPING), **given})
