"""What a drill is graded against, in the config file."""

from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.catalog import Targets


def test_what_is_left_out_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text("[drill]\nupdate_minutes = 10\n")
    assert load_catalog(file).drill == Targets(commander_minutes=5, update_minutes=10, resolve_minutes=60)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('commander_minutes = "5"', "drill.commander_minutes must be a whole number (minutes), not “5”"),
        ("commander_minutes = 2.5", "must be a whole number (minutes), not a number"),
        ("commander_minutes = true", "must be a whole number (minutes), not true or false"),
        ("update_minutes = 0", "drill.update_minutes must be from 1 to 1440 (minutes), not 0"),
        ("resolve_minutes = 1441", "must be from 1 to 1440"),
        ("update_minute = 5", "did you mean “update_minutes”?"),
    ],
)
def test_what_is_wrong_with_it_gets_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text(f"[drill]\n{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_catalog(file)
    [sentence] = caught.value.sentences
    assert words in sentence
