"""Markdown of strangers as HTML: readable, and harmless whatever they wrote."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.html import OWN_FILE, html
from reports.long_lists import pieces
from reports.markdown import literal, said
from tests.reports.test_markdown import NASTY, WORDS

TRICKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](//evil.example)",
    "[a](<javascript:alert(1)>) <javascript:alert(1)> [b](&#106;avascript:alert(1)) [c](java\tscript:x)",
    "![a](https://evil.example/pixel.png) ![b](javascript:x) ![c](data:image/svg+xml,x) ![d](/static/icon.svg)",
    "![a](/incidents/1/files/2/../../../sign-out) ![b](/incidents/1/files/2?x) ![c](//evil/incidents/1/files/2)",
    '[a](https://x.example "t\\" onmouseover=\\"alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
    "`<b>` ```<i>```\n\n    <iframe src=x>",
    "<!-- --> <![CDATA[ x ]]> <?php x ?> <!DOCTYPE html>",
    "| a | <b> |\n|---|:-:|\n| <style>*{} | [x](javascript:1) |",
    "\u202eevil\u2066 \u200b\u200d\ufeff zero",
    "&lt;script&gt; &#60;script&#62; &#x202e;x",
    "# <h1 id=main>\n\nSetext <b>\n===",
    "<a href='x' target=_top ping=y>z</a>",
    "- [ ] <form action=/sign-out method=post><button>x",
]
ATTRIBUTES = {"href", "src", "alt", "title", "dir", "rel", "start"}
TAGS = {
    *[
        "p",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "a",
        "s",
        "strong",
        "em",
        "code",
        "pre",
        "br",
        "hr",
    ]
}


class Looked(HTMLParser):
    """Whatever is more in it than text, by name."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "img" and not OWN_FILE.fullmatch(told.get("src", "")):
            self.faults.append(f"a picture from {told}")
        elif tag not in TAGS | {"img"}:
            self.faults.append(tag)
        if not re.match(r"(?i)https?://|mailto:|#|/(?!/)|$", told.get("href", "")):
            self.faults.append(told["href"])
        if tag == "a" and told.get("rel") != "noopener noreferrer":
            self.faults.append("a link that tells where it stood")
        self.faults += [name for name in told if name not in ATTRIBUTES]

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(decl)


@pytest.mark.parametrize("trick", [*TRICKS, *NASTY])
def test_tricks_of_markdown_do_nothing(trick: str) -> None:
    assert Looked(html(trick)).faults == []


@given(st.lists(st.one_of(st.sampled_from([*TRICKS, *NASTY]), WORDS), max_size=6).map("\n".join))
def test_nothing_that_anybody_can_write_does_anything(text: str) -> None:
    assert Looked(html(text)).faults == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", html(text))


@given(WORDS)
def test_words_that_were_made_literal_read_as_they_were_written(text: str) -> None:
    shown = Looked(html(f"x {literal(text)}")).words.split()
    assert shown == ["x", *re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split()]


def test_what_people_write_looks_as_they_mean_it() -> None:
    text = "# Cause\n\nThe **disk** was ~~fine~~ full:\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---"
    shown = html(text)
    for part in ("<strong>disk</strong>", "<s>fine</s>", "<ol", "<td", "<hr>", ">Cause</h1>"):
        assert part in shown


def test_a_kept_picture_is_shown_and_one_from_elsewhere_is_a_link() -> None:
    assert '<img src="/incidents/7/files/3" alt="the graph">' in html("![the graph](/incidents/7/files/3)")
    elsewhere = html("![the graph](https://elsewhere.example/a.png)")
    assert '<a href="https://elsewhere.example/a.png" rel="noopener noreferrer">the graph</a>' in elsewhere
    assert "<img" not in elsewhere


def test_what_is_to_be_done_is_a_box() -> None:
    assert (
        html("- [ ] one\n- [x] two")
        == '<ul dir="auto">\n<li dir="auto">☐ one</li>\n<li dir="auto">☑ two</li>\n</ul>\n'
    )


def test_words_of_each_direction_keep_to_themselves() -> None:
    assert html("שלום\n\nhello") == '<p dir="auto">שלום</p>\n<p dir="auto">hello</p>\n'


LINES = st.one_of(
    st.builds(lambda a, b: f"14:30 📌 {literal(a)}: {literal(b)}", WORDS, WORDS),
    st.builds(lambda a, n: f"[09:00](https://acme.slack.com/archives/C1/p{n}) {said(a)}", WORDS, WORDS),
    st.builds(
        lambda a, n: f"09:00 {literal(a)} ([message](https://acme.slack.com/archives/C1/p{n}))", WORDS, WORDS
    ),
    WORDS,
    st.sampled_from([*TRICKS, *NASTY, "a_b_c `x`", "---", "[a](https://x.example/a&copy=1)", "1) x", "x  "]),
)


@given(st.lists(LINES.map(lambda line: "- " + " ".join(line.split())), min_size=1, max_size=8))
def test_a_long_list_is_drawn_fast_and_reads_as_a_short_one(lines: list[str]) -> None:
    short = [html(line) for line in lines]
    text = "# Timeline\n\n" + "\n".join([*lines, *["- plain"] * 60]) + "\n\n## More\n\nwords\n"
    assert [is_list for is_list, _ in pieces(text)] == [False, True, False]
    drawn = html(text)
    assert Looked(drawn).faults == []
    at = 0
    for each in (each for each in short if each.count("<li") == 1 and "<hr" not in each):
        item = each.removeprefix('<ul dir="auto">\n').removesuffix("</ul>\n")
        at = drawn.find(item, at)
        assert at >= 0, item
    assert drawn.endswith('</ul>\n<h2 dir="auto">More</h2>\n<p dir="auto">words</p>\n')


@pytest.mark.parametrize(
    "text",
    [
        "- a\n" * 60 + "  more of it",
        "# X\n\n```\n# Y\n\n" + "- a\n" * 60 + "\n# Z\n```",
        "1. one\n" + "- a\n" * 60,
        "# X\n" + "- a\n" * 60 + "\ntext",
    ],
)
def test_a_list_that_touches_anything_else_is_left_to_the_reader(text: str) -> None:
    assert [is_list for is_list, _ in pieces(text)] == [False]
