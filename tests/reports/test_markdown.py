"""Strangers' words in a document: whatever they wrote, a Markdown reader shows exactly that."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports.markdown import link, literal, paragraphs, said

READERS = [MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"])]
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("\\`*_{}[]()<>#+-.!|~=&;:\"'^$@/ \t1aé🔥")),
        st.characters(exclude_categories=("Cc", "Cs")),
    ),
    max_size=40,
)
NASTY = [
    "C #",
    "closing ##",
    "1.",
    "12) x",
    "- x",
    "+",
    "---",
    "===",
    "- - -",
    "__a__",
    "_a_ b_c_d __x",
    "**b** *i* `c` ``d``",
    "~~s~~ ~~~",
    "[a](javascript:x) ![i](u) [x]: y",
    "<b>hi</b> <!channel> <https://x.example>",
    "R&D &amp; &#35; &copy; &lt",
    "a\\",
    "\\*",
    "| a | b |",
    "> quoted",
    "# head",
    "    code",
    "a  ",
    "[ ] todo",
]


def one_line(text: str) -> str:
    return " ".join(text.split())


class Reader(HTMLParser):
    """What a person reads on the page, and with which marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.words += "\n" if tag == "br" else ""


def read(markdown: str, reader: MarkdownIt) -> tuple[str, list[str]]:
    page = Reader()
    page.feed(reader.render(markdown))
    page.close()
    return page.words, page.tags


def all_nasty(test):
    for words in NASTY:
        test = example(words)(test)
    return test


@pytest.mark.parametrize("reader", READERS, ids=["commonmark", "with tables"])
@settings(max_examples=150, deadline=None)
@all_nasty
@given(WORDS)
def test_ic_08_a_heading_reads_as_it_was_written(reader, words):
    shown, tags = read(f"# Post-mortem INC-42: {literal(words)}", reader)
    assert shown.strip() == f"Post-mortem INC-42: {one_line(words)}".strip()
    assert tags == ["h1"]


@pytest.mark.parametrize("reader", READERS, ids=["commonmark", "with tables"])
@settings(max_examples=150, deadline=None)
@all_nasty
@given(WORDS)
def test_ic_08_a_line_of_a_list_reads_as_it_was_written(reader, words):
    shown, tags = read(f"- 09:10 Ada: {literal(words)}\n- 09:11 next", reader)
    assert shown.split("\n")[1:3] == [f"09:10 Ada: {one_line(words)}".strip(), "09:11 next"]
    assert tags == ["ul", "li", "li"]


@pytest.mark.parametrize("reader", READERS, ids=["commonmark", "with tables"])
@settings(max_examples=150, deadline=None)
@all_nasty
@given(WORDS)
def test_ic_08_bold_and_link_labels_read_as_they_were_written(reader, words):
    shown, tags = read(f"**x** {literal(words)}.", reader)
    assert shown.strip() == " ".join(f"x {one_line(words)}.".split(" ")) if words.strip() else shown
    assert tags == ["p", "strong"]


@pytest.mark.parametrize("reader", READERS, ids=["commonmark", "with tables"])
@settings(max_examples=150, deadline=None)
@example(["Title", "==="])
@example(["Title", "---"])
@example(["a | b", "- | -", "1 | 2"])
@example(["1.", "2."])
@example(["```", "code", "```"])
@given(st.lists(WORDS | st.sampled_from(NASTY), min_size=1, max_size=5))
def test_ic_08_a_longer_text_keeps_its_lines_and_reads_as_it_was_written(reader, lines):
    shown, tags = read(paragraphs("\n".join(lines)), reader)
    written = [one_line(line) for text in lines for line in text.splitlines()]
    assert [line for line in shown.split("\n") if line] == [line for line in written if line]
    assert set(tags) <= {"p", "br"}


def test_a_plain_text_stays_plain_for_whoever_reads_the_file():
    assert literal("restarted db_main at 10:30, 50% of 3.2k users (EU)") == (
        "restarted db_main at 10:30, 50% of 3.2k users (EU)"
    )


def test_a_link_leads_to_its_address():
    shown = READERS[0].render(link("see [this]", "https://x.example/p(1)?a=b&c=d"))
    assert unescape(shown) == '<p><a href="https://x.example/p%281%29?a=b&c=d">see [this]</a></p>\n'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_addresses_become_links(address):
    assert link("x", address) == "x"


@pytest.mark.parametrize(
    "address", ["https://x.example/a b", "https://x.example/\n# b", "https://x.example/<b>\\)"]
)
def test_no_address_breaks_out_of_its_link(address):
    shown, tags = read(f"- see {link('x', address)} more", READERS[0])
    assert shown.split() == ["see", "x", "more"]
    assert tags == ["ul", "li", "a"]


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("`retry.py` line *88* <b>", "`retry.py` line \\*88\\* \\<b\\>"),
        (
            "see https://x.example/a_b_(c)?d=*1*. And (https://y.example/z).",
            "see [x.example/a_b\\_(c)?d=\\*1\\*](https://x.example/a_b_%28c%29?d=*1*)."
            " And ([y.example/z](https://y.example/z)).",
        ),
        ("look:\n```\n- a\n  # b\n```\nthat is it", "look:\n\n  ```\n  - a\n    # b\n  ```\n  that is it"),
        ("```x ` y```", "\n\n  ```\n  x ` y\n  ```"),
        ("`a ``` b", "\\`a \\`\\`\\` b"),
        ("# no\n- list", "\\# no - list"),
        ("``` ```", "\\`\\`\\` \\`\\`\\`"),
    ],
)
def test_in_a_message_code_stays_code_and_an_address_a_link(text: str, stays: str) -> None:
    assert said(text, indent=2) == stays


@pytest.mark.parametrize("begins", ["```", "`", "```\n"])
def test_a_message_that_opens_and_never_closes_is_read_in_one_go(begins: str) -> None:
    """It once took as long as the square of its length."""
    assert said(begins + "a" * 40_000, indent=2).endswith("a" * 50)


def test_where_there_is_one_line_only_a_block_of_code_stands_on_it() -> None:
    assert said("look ```\na\n  b``` now") == "look `a b` now"
    assert said("``` `a` ```") == "`` `a` ``"


@given(st.lists(st.sampled_from(["```", "`", "a", "\n", "https://x.example", ")", "*", "- b", "# c", " ", "<b>"])))
def test_no_message_breaks_out_of_its_item(pieces: list[str]) -> None:
    tokens = READERS[0].parse(f"- 14:30 Ada: {said(''.join(pieces), indent=2)}\n- 14:31 next\n\n## End\n")
    items = [token for token in tokens if token.type == "list_item_open"]
    headings = [token.map for token in tokens if token.type == "heading_open"]
    assert len(items) == 2
    assert len(headings) == 1
    assert not [child for token in tokens for child in token.children or () if child.type == "html_inline"]
