"""What Slack does not answer is tried again, and what it refuses from the beginning ends the start."""

import pytest
from structlog.testing import capture_logs

from bot.joining import DOWN, LONGEST_WAIT, Joining, pause


class Slack:
    """Answers as it is told to, one after the other, and then well."""

    def __init__(self, *answers: Exception) -> None:
        self.answers = list(answers)

    async def __call__(self) -> None:
        if self.answers:
            raise self.answers.pop(0)


async def test_an_outage_is_told_once_and_its_end_once() -> None:
    with capture_logs() as logged:
        joining = Joining(Slack(ConnectionRefusedError(), TimeoutError()))
        assert not await joining.settled()
        await joining.joined()
    assert [each["event"] for each in logged] == [DOWN, "Slack is heard again: what has waited follows"]


async def test_where_all_is_well_nothing_is_told() -> None:
    with capture_logs() as logged:
        assert await Joining(Slack(), Slack()).settled()
    assert logged == []


async def test_what_is_wrong_from_the_beginning_is_raised() -> None:
    with pytest.raises(LookupError):
        await Joining(Slack(), Slack(LookupError())).settled()


async def test_a_fault_after_an_outage_is_told_once_and_outlived() -> None:
    with capture_logs() as logged:
        joining = Joining(Slack(ConnectionRefusedError(), LookupError("odd")))
        await joining.joined()
    assert [each.get("why") for each in logged if each["log_level"] == "error"] == ["odd"]


def test_pauses_grow_to_half_a_minute() -> None:
    assert 0.5 <= pause(1) <= 1.0
    assert LONGEST_WAIT / 2 <= pause(6) <= pause(600) * 2
    assert pause(600) <= LONGEST_WAIT
