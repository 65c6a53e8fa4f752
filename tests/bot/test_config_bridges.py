"""Bridges in the config file: the order, the hosts, and people's own meetings."""

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError


def test_bridges_are_sought_in_the_order_of_the_config(tmp_path):
    file = tmp_path / "signalcraft.toml"
    file.write_text(
        'bridges = ["meet", "room"]\nzoom_hosts = ["a@x.example"]\n'
        '[[people]]\nid = "U012AB3CD"\nbridge = "https://meet.example/ada"\n'
    )
    catalog = load_catalog(file)
    assert (catalog.bridges, catalog.zoom_hosts) == (("meet", "room"), ("a@x.example",))
    assert catalog.bridges_of([], "U012AB3CD") == ("https://meet.example/ada",)
    file.write_text('bridges = ["none"]\n')
    assert load_catalog(file).bridges == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('bridges = ["teams"]', "must be a way to a bridge: zoom, meet, room"),
        ('bridges = ["none", "zoom"]', "must hold “none” alone"),
        ('bridges = "zoom"', "must be a list in brackets"),
        ('zoom_hosts = ["ada"]', "the e-mail address of somebody in the Zoom account"),
        ('[[people]]\nid = "ada"\nbridge = "https://x.example"', "a person's Slack id"),
        ('[[people]]\nid = "U012AB3CD"', "bridge is missing"),
        ('[[people]]\nid = "U1"\nbridge = "https://x.example"\n' * 2, "repeats the person U1"),
    ],
)
def test_what_is_wrong_with_bridges_gets_a_sentence(tmp_path, text, words):
    file = tmp_path / "signalcraft.toml"
    file.write_text(f"{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_catalog(file)
    [sentence] = caught.value.sentences
    assert words in sentence
