"""When the digest channel hears how the week was, in the config file."""

from datetime import time
from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.weekly import Weekly


@pytest.mark.parametrize(
    ("text", "weekly"),
    [
        ("", Weekly(day=0, at=time(9), tz="UTC")),
        ("[digest]", Weekly(day=0, at=time(9), tz="UTC")),
        (
            '[digest]\nweekly = "Friday 16:30"\nzone = "Europe/Berlin"',
            Weekly(day=4, at=time(16, 30), tz="Europe/Berlin"),
        ),
        ('[digest]\nzone = "Asia/Tokyo"', Weekly(day=0, at=time(9), tz="Asia/Tokyo")),
        ('[digest]\nweekly = ""', None),
    ],
)
def test_it_says_when_or_never_and_what_is_left_out_is_monday_at_nine(
    tmp_path: Path, text: str, weekly: Weekly | None
) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text(text)
    assert load_catalog(file).weekly == weekly


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('weekly = "9:00"', "digest.weekly must be a weekday and a time, such as “monday 9:00”"),
        ('weekly = "monday 25:00"', "for never, not “monday 25:00”"),
        ('zone = "Berlin"', "digest.zone must be a time zone's name, such as Europe/Berlin, not “Berlin”"),
        ("weekly = 9", "digest.weekly must be"),
        ('weekli = ""', "did you mean “weekly”?"),
    ],
)
def test_what_is_wrong_with_it_gets_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text(f"[digest]\n{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_catalog(file)
    [sentence] = caught.value.sentences
    assert words in sentence
