"""A canvas takes whatever people write, a little plainer where it must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.for_canvas import for_canvas
from reports.written import written
from sandbox.blockkit import documents
from tests.reports.test_postmortem import document, pinned, resolved


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# a\n\n#### b", "# a\n\n### b"),
        ("1. **Why?** x\n   - Evidence: y", "1. **Why?** x\n   1. Evidence: y"),
        ("- a\n  1. b\n  - c", "- a\n  - b\n  - c"),
        ("> - a\n> # b", "> \\- a\n> \\# b"),
        ("- > a\n- # b", "- \\> a\n- \\# b"),
        ("```\n#### code\n> - x\n```", "```\n#### code\n> - x\n```"),
    ],
)
def test_what_it_would_refuse_is_written_more_plainly(text: str, shown: str) -> None:
    assert for_canvas(text) == shown


def test_a_whole_post_mortem_is_taken() -> None:
    assert documents.problem(for_canvas(document(resolved(), pinned("> - x\n#### y")))) == ""


@given(st.lists(st.sampled_from([
    "# a", "##### b", "- item", "  - inner", "  1. other", "1. one", "   - x", "> quote", "> - x", "> > y",
    "> ```", "```", "~~~", "text", "", "  text", "- # a", "- > b", "* * *", "  > q", "  ## h", "| a | b |",
]), max_size=14).map("\n".join))  # fmt: skip
def test_no_words_are_refused(text: str) -> None:
    assert documents.problem(for_canvas(f"# Title\n\n{written(text)}\n\n## Next")) == ""
