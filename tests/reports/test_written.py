"""What people write into a section stays in it, whatever Markdown they know."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports.written import evidence, written

READER = MarkdownIt("commonmark")


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("For **12 min** nobody could [pay](https://x.example).", None),
        ("# Big\n## Less\n### Small", "### Big\n#### Less\n##### Small"),
        ("a\n===\nb\n---", "a\n\\===\nb\n* * *"),
        ("a\n-", "a\n\\-"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("<@U123> <!channel> see <https://x.example>", "\\<@U123> \\<!channel> see <https://x.example>"),
        ("`a < b` and <b>", "`a < b` and \\<b>"),
        ("```\n# no heading <b>\n", "```\n# no heading <b>\n```"),
        ("~~~ sql\nselect 1\n~~~\n# x", "~~~ sql\nselect 1\n~~~\n### x"),
        ("```` \n```\n# still code\n````", None),
        ("- one\n  - two\n1. three", None),
    ],
)
def test_it_reads_as_it_was_meant_and_breaks_out_of_nothing(text: str, stays: str | None) -> None:
    assert written(text) == (text if stays is None else stays)


@given(
    st.lists(
        st.sampled_from(
            [
                "# a",
                "## b",
                "===",
                "---",
                "-",
                "```",
                "~~~",
                "````x",
                "text",
                "",
                "    indented",
                "- item",
                "> quote",
                "<div>",
                "<!-- ",
                "1. x",
                "\\",
                "`",
                "***",
                "   ## c",
                "> # d",
                "- # e",
            ]
        ),
        max_size=12,
    ).map("\n".join)
)
@example("a\n  ---")
@example("```\n````\n# a")
def test_no_section_makes_a_heading_of_the_documents_own_levels_or_swallows_what_follows(text: str) -> None:
    tokens = READER.parse(f"# Title\n\n{written(text)}\n\n## Next\n\nend\n")
    own = [token.tag for token in tokens if token.type == "heading_open" and token.level == 0]
    assert own[0] == "h1"
    assert own[-1] == "h2"
    assert not {"h1", "h2"} & {*own[1:-1]}
    assert not [token for token in tokens if token.type == "html_block"]


def test_evidence_is_a_line_each_and_an_address_alone_becomes_a_link():
    long = "https://grafana.example.com/" + "d" * 80
    assert evidence(f"https://x.example/1\n\n see **graph** \n{long}") == [
        "[x.example/1](https://x.example/1)",
        "see **graph**",
        f"[grafana.example.com/{'d' * 39}…]({long})",
    ]
