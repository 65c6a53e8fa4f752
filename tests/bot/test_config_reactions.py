"""Reactions in the config file: which emoji on a message does what."""

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError


def test_reactions_are_named_without_colons_and_can_be_switched_off(tmp_path):
    file = tmp_path / "signalcraft.toml"
    file.write_text('declare_emoji = "rotating_light"\ntask_emoji = ""\n')
    catalog = load_catalog(file)
    assert (catalog.declare_emoji, catalog.task_emoji) == ("rotating_light", "")
    file.write_text("")
    assert load_catalog(file).action_item_emoji == "clipboard"
    assert (load_catalog(file).declare_emoji, load_catalog(file).task_emoji) == ("", "ballot_box_with_check")


def test_several_emoji_may_put_a_message_on_the_timeline(tmp_path):
    file = tmp_path / "signalcraft.toml"
    file.write_text('timeline_emoji = ["memo", "round_pushpin"]\n')
    catalog = load_catalog(file)
    assert (catalog.timeline_emoji, catalog.taken_emoji) == (("memo", "round_pushpin"), ""), (
        "the default gives way"
    )
    file.write_text("")
    assert (load_catalog(file).timeline_emoji, load_catalog(file).taken_emoji) == (("pushpin",), "memo")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('declare_emoji = ":fire:"', "the name of an emoji without colons"),
        ('declare_emoji = "🔥"', "the name of an emoji without colons"),
        ('declare_emoji = "pushpin"', "must not be pushpin: that one puts a message on the timeline"),
        ('declare_emoji = "ballot_box_with_check"', "must not be ballot_box_with_check: that one makes a task"),
        (
            'task_emoji = "bookmark"\ntimeline_emoji = ["pushpin", "bookmark"]',
            "that one puts a message on the timeline",
        ),
        ('taken_emoji = "pushpin"', "taken_emoji must not be pushpin"),
        ('declare_emoji = "fire"\ntaken_emoji = "fire"', "that one asks whether to declare"),
        ('timeline_emoji = ["📌"]', "the name of an emoji without colons"),
        ('timeline_emoji = ["pushpin", "pushpin"]', "repeats “pushpin”"),
        ('action_item_emoji = "ballot_box_with_check"', "that one makes a task"),
    ],
)
def test_what_is_wrong_with_a_reaction_gets_a_sentence(tmp_path, text, words):
    file = tmp_path / "signalcraft.toml"
    file.write_text(f"{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_catalog(file)
    [sentence] = caught.value.sentences
    assert words in sentence
