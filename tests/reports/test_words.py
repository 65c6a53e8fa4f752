"""The words by which a post-mortem is found are those that somebody reads."""

import pytest

from reports.markdown import link
from reports.words import plain


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("see [the graph](https://g.example/a_(b)?c=1) now", "see the graph now"),
        (link("14:02 [x] *y*", "https://x.example/p1"), "14:02 [x] *y*"),
        ("![load](/incidents/1/files/2) and [a](<https://x.example/a b>)", "load and a"),
        ("\\[no link\\](https://x.example)", "[no link](https://x.example)"),
    ],
)
def test_of_a_link_the_words_are_left(markdown: str, words: str) -> None:
    assert plain(markdown) == words
