"""What is read again after an outage: threads with news first, quiet ones beside all else, not without end."""

from typing import Any

from incidents.effects.documents import ReadRoom
from jobs.reading import ASIDE, to_read

SINCE = "1000.000000"


def begun(ts: str, last: str) -> dict[str, Any]:
    return {"ts": ts, "reply_count": 2, "latest_reply": last}


def planned(*messages: dict[str, Any], aside: int = 0, before: str = "") -> list[tuple[str, str, int]]:
    """The lane of each, what it reads, and how many were put aside by then."""
    made = to_read(messages, {"7.0"}, since=SINCE, aside=aside, before=before)
    assert all(isinstance(each, ReadRoom) and each.since == SINCE for each in made)
    return [(each.in_lane(), each.thread or f"< {each.before}", each.aside) for each in made]


def test_threads_with_news_come_at_once_and_quiet_ones_in_a_lane_of_their_own() -> None:
    page = ({"ts": "9.0"}, begun("8.0", "0999.0"), begun("7.0", "0999.0"), begun("6.0", "1000.000001"))
    assert planned(*page, before="6.0") == [
        ("reading", "7.0", 0),
        ("reading", "6.0", 0),
        ("reading/aside", "8.0", 1),
        ("reading", "< 6.0", 1),
    ]


def test_of_a_thread_whose_replies_are_all_gone_what_stands_on_the_timeline_is_looked_at() -> None:
    assert planned({"ts": "7.0"}) == [("reading", "7.0", 0)]


def test_the_newest_quiet_threads_are_read_counted_over_all_pages() -> None:
    page = [begun(f"{900 - n}.0", "0901.0") for n in range(60)]
    first, second = planned(*page, before="841.0"), planned(*page, aside=60)
    assert len(first) == 61
    assert first[-1] == ("reading", "< 841.0", 60)
    assert [aside for _, _, aside in second] == [*range(61, ASIDE + 1)]
    assert [thread for _, thread, _ in second] == [f"{900 - n}.0" for n in range(ASIDE - 60)]
    assert planned(*page, aside=ASIDE) == []
