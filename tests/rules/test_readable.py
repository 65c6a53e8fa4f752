"""What was written in Slack reads well where nobody knows ids."""

from incidents.readable import mentioned, readable

NAMES = {"UADA": "Ada"}


def test_people_have_names_and_whoever_is_unknown_is_somebody() -> None:
    assert readable("ask <@UADA> or <@UGONE|x>", NAMES) == "ask @Ada or @somebody"
    assert mentioned(["<@UADA> and <@UGONE|x>", None]) == {"UADA", "UGONE"}


def test_channels_groups_and_links_are_words() -> None:
    assert readable("<#C1|ops> <#C2> <!here> <!subteam^S1|@sre> <!subteam^S2>", NAMES) == (
        "#ops a channel @here @sre @a group"
    )
    assert readable("<https://x.example/g|graph> <https://x.example>", NAMES) == (
        "graph (https://x.example/g) https://x.example"
    )


def test_all_else_stays_as_it_is() -> None:
    for text in ("<b>bold</b>", "a < b > c", "<script>alert(1)</script>", "<javascript:alert(1)|x>"):
        assert readable(text, NAMES) == text
