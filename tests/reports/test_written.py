"""What people write into a section stays in it, whatever Markdown they know."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports.template import indented
from reports.written import evidence, written

READER = MarkdownIt("commonmark")
LINES = st.lists(
    st.sampled_from(
        [
            *("# a", "## b", "===", "---", "-", "   ## c", "> # d", "- # e", "> ===", "  ---", "1. # f"),
            *("```", "~~~", "````x", "  ```", "> ```", "- ```", "1. ~~~", "    ```", "`", "``", "\\`", "a ` b"),
            *(
                "text",
                "",
                "    indented",
                "- item",
                "  more",
                "> quote",
                "1. x",
                "\\",
                "***",
                "| a | b |",
            ),
            *("<div>", "<!-- ", "<b> `x", "![](@U1)", "[x]: https://evil.example", "> [y]: /z", "[x] ![x]"),
        ]
    ),
    max_size=12,
).map("\n".join)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("For **12 min** nobody could [pay](https://x.example).", None),
        ("# Big\n## Less\n### Small", "### Big\n#### Less\n##### Small"),
        ("a\n===\nb\n---", "### a\n\n#### b\n"),
        ("> a\n> ===\n- b\n  ---", "> ### a\n> \n- #### b\n  "),
        ("two\nlines\n===\nc", "two\nlines\n\nc"),
        ("a\n\n---\nb", None),
        ("- # e\n> # d", "- ### e\n> ### d"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("<@U123> <!channel> see <https://x.example>", "\\<@U123> \\<!channel> see <https://x.example>"),
        ("`a < b` and <b>", "`a < b` and \\<b>"),
        ("`a\nb <b>` <c>", "`a\nb <b>` \\<c>"),
        ("`a\n<div>\n`", "`a\n\\<div>\n`"),
        ("\\`<b>`", "\\`\\<b>`"),
        ("<https://x`y> <b>`", "\\<https://x`y> <b>`"),
        ("```\n# no heading <b>\n", "```\n# no heading <b>\n```"),
        ("~~~ sql\nselect 1\n~~~\n# x", "~~~ sql\nselect 1\n~~~\n### x"),
        ("```` \n```\n# still code\n````", None),
        ("- ran\n  ```\n  rm <x>\n  ```\n- then <x>", "- ran\n  ```\n  rm <x>\n  ```\n- then \\<x>"),
        ("- ran\n  ```\n# Big", "- ran\n  ```\n### Big"),
        ("- one\n  - two\n1. three", None),
        ("![](@U0ABC123) ![](#C1)", "!\\[](@U0ABC123) !\\[](#C1)"),
        ("![graph](https://x.example/g.png) ![](/incidents/1/files/2)", None),
        ("[x]: https://evil.example\n> [a b]: /y", "\\[x]: https://evil.example\n> \\[a b]: /y"),
        (">" * 40 + " <b>", ">" * 40 + " \\<b>"),
    ],
)
def test_it_reads_as_it_was_meant_and_breaks_out_of_nothing(text: str, stays: str | None) -> None:
    assert written(text) == (text if stays is None else stays.strip("\n"))


@given(LINES)
@example("a\n  ---")
@example("```\n````\n# a")
@example("- ran\n  ```\n  rm x")
def test_no_section_makes_a_heading_of_the_documents_own_levels_or_swallows_what_follows(text: str) -> None:
    env: dict[str, dict[str, object]] = {}
    tokens = READER.parse(f"# Title\n\n{written(text)}\n\n## Next\n\nend\n", env)
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings[0] == "h1"
    assert headings[-1] == "h2"
    assert not {"h1", "h2"} & {*headings[1:-1]}
    assert not [token for token in tokens if token.type == "html_block"]
    inside = [child.type for token in tokens for child in token.children or ()]
    assert not {"html_inline", "image"} & {*inside}
    assert not env.get("references")


@given(LINES, LINES)
@example("```\ncode", "```")
@example("# why", "# because\n- of this")
def test_no_why_and_no_evidence_takes_the_next_one_along(why: str, shows: str) -> None:
    items = "\n".join(f"   - Evidence: {each}" for each in evidence(shows))
    tokens = READER.parse(f"1. **Why?** {indented(written(why), 3)}\n{items}\n2. **Why?** Next\n\n## End\n")
    outer = [token for token in tokens if token.type == "list_item_open" and token.level == 1]
    assert [item.info for item in outer] == ["1", "2"]
    shown = [token.content for token in tokens if token.type == "inline" and "Evidence: " in token.content]
    assert len(shown) == len(evidence(shows))
    assert not [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]


@pytest.mark.parametrize("piece", ["`", "a`", "[", "![", "<", "> ", "- ", "# x\n", "a\n===\n", "\\`", "[a\n"])
def test_forty_thousand_characters_of_it_are_read_in_one_go(piece: str) -> None:
    """Each of these once took half a minute, or could: the suite would notice."""
    text = (piece * 40_000)[:40_000]
    assert len(written(text)) >= len(text.strip("\n")) - text.count("===") * 4


def test_evidence_is_a_line_each_and_an_address_alone_becomes_a_link() -> None:
    long = "https://grafana.example.com/" + "d" * 80
    assert evidence(f"https://x.example/1\n\n see **graph** \n{long}\n# no heading") == [
        "[x.example/1](https://x.example/1)",
        "see **graph**",
        f"[grafana.example.com/{'d' * 39}…]({long})",
        "\\# no heading",
    ]
