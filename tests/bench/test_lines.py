"""What `make bench` asks."""

from commands.registry import COMMANDS
from tests.bench.answers import LINES


def test_every_command_is_measured() -> None:
    unmeasured = {command.word for command in COMMANDS} - set(LINES)
    assert unmeasured == set(), "tests/bench/answers.py wants a line of each"
