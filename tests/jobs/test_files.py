"""Files that were refused: what may still come is tried again, for a while."""

from datetime import timedelta
from typing import Any

import pytest

from incidents.effects.documents import KeepFiles
from incidents.kept_file import KeptFile
from incidents.pins import pinned_fetched
from jobs.files import files_again, keep_files
from storage.where import numbered
from tests.jobs.given import AtWork, at_work
from tests.rules.given import AT, GRACE, ROOM, later

TS = "1772440100.000100"
PNG = b"\x89PNG\r\n\x1a\npixels"
KEEP = KeepFiles(channel_id=ROOM, message_ts=TS)


async def with_file(at: AtWork) -> None:
    """A message with a picture is on the timeline."""
    await at.pinned(TS)
    said = {"text": "look", "author_id": GRACE, "author_name": "Grace", "permalink": "https://p"}
    rule = pinned_fetched
    await at.store.change(
        numbered(1, message=(ROOM, TS)), lambda i: rule(i, message_ts=TS, **said, files=[("F1", "graph.png")])
    )


def told(at: AtWork, **known: Any) -> dict[str, Any]:
    """What Slack says of the file, and the file."""
    info = {"name": "graph.png", "size": len(PNG), "url_private": f"{at.wire.url}graph.png", **known}
    return {"files.info": {"file": info}, "graph.png": PNG}


async def refused(at: AtWork) -> list[str]:
    return [file.refused for file in await at.store.files_of(1, ROOM, TS)]


async def waiting(at: AtWork) -> int:
    """How many rows of the outbox would try again; they count as done then."""
    at.clock.advance(seconds=10)
    rows = await at.store.claim("w", 50)
    for row in rows:
        await at.store.finish(row)
    return len([row for row in rows if row.kind == "keep_files"])


async def test_a_file_that_was_refused_for_want_of_a_scope_is_kept_once_it_is_there(sqlite_url: str) -> None:
    async with at_work(sqlite_url) as at:
        await with_file(at)
        at.says({"files.info": "missing_scope"})
        await at.does(keep_files, KEEP)
        await at.does(keep_files, KEEP)
        assert await refused(at) == ["missing_scope"]
        await waiting(at)
        await files_again(at.desk)
        assert await waiting(at) == 1
        at.says(told(at))
        await at.does(keep_files, KEEP)
        assert await refused(at) == [""]
        [file] = await at.store.files([1])
        assert (await at.store.file(numbered(1), file.id or 0) or (None, b""))[1] == PNG
        await files_again(at.desk)
        assert await waiting(at) == 0, "what is there is not fetched again"


async def test_after_two_days_it_is_tried_no_more(sqlite_url: str) -> None:
    async with at_work(sqlite_url) as at:
        await with_file(at)
        at.says({"files.info": "missing_scope"})
        await at.does(keep_files, KEEP)
        assert await at.store.files_to_come(AT - timedelta(days=2)) == [(1, ROOM, TS)]
        assert await at.store.files_to_come(later(1)) == []


@pytest.mark.parametrize("known", [{"is_external": True}, {"size": 10**9}, {"size": len(PNG) + 1}])
async def test_what_no_other_try_would_bring_is_asked_for_once(sqlite_url: str, known: dict[str, Any]) -> None:
    async with at_work(sqlite_url) as at:
        await with_file(at)
        at.says(told(at, **known))
        for _ in range(2):
            await at.does(keep_files, KEEP)
        assert len(at.asked("files.info")) == 1
        await waiting(at)
        await files_again(at.desk)
        assert await waiting(at) == 0


def test_only_a_refusal_may_be_over_some_day() -> None:
    reasons = {"": False, "too_large: larger than 1 MB": False, "too_much: all": True, "http_404: no": True}
    made = {"incident_id": 1, "channel_id": ROOM, "message_ts": TS, "slack_id": "F1", "name": "x", "kept_at": AT}
    assert {why: KeptFile(**made, refused=why).may_come for why in reasons} == reasons
