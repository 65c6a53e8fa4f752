"""Help on one command says what each of its own words does."""

from commands.guide import guide
from commands.postmortem import DOES
from commands.registry import COMMANDS


def test_whoever_asks_for_help_on_the_post_mortem_reads_what_each_of_its_words_does() -> None:
    said = guide(COMMANDS, "postmortem").text
    for word in DOES:
        assert f"• `{word}" in said
