"""Post-mortems in the config file."""

from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.catalog import Writing


def test_what_is_left_out_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text('[postmortem]\nwaived_for = ["sev3", "sev4"]\n')
    assert load_catalog(file).writing == Writing(waived_for=("sev3", "sev4"), remind_every=2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('waived_for = "sev4"', "postmortem.waived_for must be a list in brackets"),
        ('waived_for = ["sev9"]', "postmortem.waived_for[1] must be one of sev1, sev2, sev3, sev4, not “sev9”"),
        ("remind_every = 0", "postmortem.remind_every must be from 1 to 90 (days), not 0"),
        ("remind_evry = 2", "did you mean “remind_every”?"),
    ],
)
def test_what_is_wrong_with_it_gets_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text(f"[postmortem]\n{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_catalog(file)
    [sentence] = caught.value.sentences
    assert words in sentence
