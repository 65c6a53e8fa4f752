"""Tables and data tables."""

from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.reading import length
from sandbox.blockkit.rich_text import RICH_TEXT_KIND
from sandbox.blockkit.schema import (
    Check,
    boolean,
    both,
    choice,
    integer,
    kinds,
    listed,
    number,
    record,
    say,
    string,
)
from sandbox.blockkit.texts import ID

RAW: dict[str, Check] = {
    "raw_text": record({"text": string()}, "text"),
    "raw_number": record({"value": number, "text": string()}, "value", "text"),
}
ROW = listed(kinds(RAW | RICH_TEXT_KIND), limits.TABLE_COLUMNS)
COLUMN = record({"align": choice("left", "center", "right"), "is_wrapped": boolean})


def no_longer_than(most: int) -> Check:
    def check(table: Any, at: str, problems: list[str]) -> None:
        if length(table["rows"]) > most:
            say(problems, f"must be less than {most + 1} characters", f"{at}/rows")

    return check


def rectangular(table: Any, at: str, problems: list[str]) -> None:
    columns = len(table["rows"][0])
    for place, row in enumerate(table["rows"]):
        if len(row) != columns:
            say(problems, f"must have {columns} cells, as the header has", f"{at}/rows/{place}")
    if table.get("row_header_column_index", 0) >= columns:
        say(problems, f"must be less than {columns}", f"{at}/row_header_column_index")


def plain_header(table: Any, at: str, problems: list[str]) -> None:
    for place, cell in enumerate(table["rows"][0]):
        if cell["type"] == "rich_text":
            say(problems, "unsupported type: rich_text", f"{at}/rows/0/{place}/type")


TABLE = both(
    record(
        {
            "block_id": ID,
            "rows": listed(ROW, limits.TABLE_ROWS),
            "column_settings": listed(COLUMN, limits.TABLE_COLUMNS),
        },
        "rows",
    ),
    no_longer_than(limits.TABLE_TEXT),
)
DATA_TABLE = both(
    record(
        {
            "block_id": ID,
            "rows": listed(ROW, limits.DATA_ROWS, 2),
            "caption": string(),
            "page_size": integer(1, limits.PAGE_SIZE),
            "row_header_column_index": integer(0, limits.TABLE_COLUMNS - 1),
        },
        "rows",
        "caption",
    ),
    plain_header,
    rectangular,
    no_longer_than(limits.DATA_TEXT),
)
