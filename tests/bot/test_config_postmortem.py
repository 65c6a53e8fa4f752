"""Post-mortems in the config file."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.habits import Writing
from incidents.publishing import channels_for


def test_what_is_left_out_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text('[postmortem]\nwaived_for = ["sev3", "sev4"]\n')
    assert load_catalog(file).writing == Writing(waived_for=("sev3", "sev4"), remind_every=2)


def test_a_template_of_ones_own_stands_beside_the_config(tmp_path: Path) -> None:
    (tmp_path / "ours.md").write_text("# {{ ref }}\n\n{{ summary or blank }}\n")
    file = tmp_path / "signalcraft.toml"
    file.write_text('[postmortem]\ntemplate = "ours.md"\n')
    catalog = load_catalog(file)
    assert catalog.writing.template == "# {{ ref }}\n\n{{ summary or blank }}\n"
    assert catalog.slips == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# {{ ref }}\n\n{{ sumary }}\n", "cannot be used: line 3: 'sumary' is undefined"),
        ("{% for m in timeline %}{{ m.how }}{% endfor %}", "cannot be used: line 1: "),
        ("{{ ref", "cannot be used: line 1: unexpected end of template"),
        ("  \n", "cannot be used: it is empty"),
        ("x" * 100_001, "cannot be used: it has more than 100,000 characters"),
        (b"\xff", "must be text in UTF-8"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_a_broken_template_keeps_nobody_from_starting_and_is_told_with_its_line(
    tmp_path: Path, text: str | bytes | None, why: str
) -> None:
    if text is not None:
        (tmp_path / "ours.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    file = tmp_path / "signalcraft.toml"
    file.write_text('[postmortem]\ntemplate = "ours.md"\n')
    catalog = load_catalog(file)
    assert catalog.writing.template == ""
    [slip] = catalog.slips
    assert slip.startswith(f"postmortem.template: ours.md {why}")
    assert slip.endswith("; the template that comes with SignalCraft is used instead.")


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


def test_who_hears_of_a_published_one_and_when_quiet_rooms_are_archived(tmp_path: Path) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text(
        '[postmortem]\nchannels = ["C0123456"]\narchive_after = "36h"\nchannels_of = { sev1 = ["C0123457"] }\n'
    )
    writing = load_catalog(file).writing
    assert (channels_for(writing, "sev1"), channels_for(writing, "sev2")) == (("C0123457",), ("C0123456",))
    assert writing.archive_after == timedelta(hours=36)
    file.write_text('[postmortem]\narchive_after = "0"\n')
    assert load_catalog(file).writing.archive_after is None
    file.write_text('[postmortem]\nchannels = ["general"]\narchive_after = "soon"\n')
    with pytest.raises(ConfigError) as wrong:
        load_catalog(file)
    assert "postmortem.channels[1] must be the id of a channel" in str(wrong.value)
    assert "postmortem.archive_after must be days or hours" in str(wrong.value)
