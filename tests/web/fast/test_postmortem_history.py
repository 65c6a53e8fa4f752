"""What was changed in a post-mortem, word by word, and the way back."""

import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.postmortem import Why
from incidents.writing import from_words, in_words
from tests.web.calling import program, token
from tests.web.conftest import SignIn
from tests.web.fast.doing import ADA, GRACE, Acting
from tests.web.fast.test_forms import carried
from tests.web.fast.test_postmortem import written
from web.pages.changed_words import GONE, NEW, SAME, changed_words

PAGE = "/incidents/1/postmortem/history"
LINES = st.lists(st.sampled_from(["the disk", "was full", "", "db1 <b>", "full full"]), max_size=12).map("\n".join)


def diffs(page: httpx.Response) -> list[str]:
    return re.findall(r'<p class="diff" dir="auto">(.*?)</p>', page.text, re.DOTALL)


def test_words_that_changed_are_told_from_those_that_stayed() -> None:
    assert changed_words("The disk of db1 was full.", "The disk of db2 was full.") == [
        (SAME, "The disk of "),
        (GONE, "db1"),
        (NEW, "db2"),
        (SAME, " was full."),
    ]


def test_a_passage_that_was_replaced_as_a_whole_is_shown_whole_and_not_in_crumbs() -> None:
    before, after = (
        "The disk of db1 was full, and nobody saw it.",
        "Payments failed with the 502 of a bad release.",
    )
    assert changed_words(before, after) == [(GONE, before), (NEW, after)]
    told = changed_words(f"one\n{before}\n", f"one\n{after}\n")
    assert told == [(SAME, "one\n"), (GONE, f"{before}\n"), (NEW, f"{after}\n")]


def test_of_a_long_text_the_neighbourhood_is_shown() -> None:
    lines = [f"line {number}\n" for number in range(50)]
    told = changed_words("".join(lines), "".join([*lines[:25], "more\n", *lines[25:]]))
    assert told == [(SAME, "…\nline 23\nline 24\n"), (NEW, "more\n"), (SAME, "line 25\nline 26\n…\n")]


@given(LINES, LINES)
def test_no_word_that_came_or_went_is_left_out(before: str, after: str) -> None:
    told = changed_words(before, after)
    for kind, text, other in ((GONE, before, after), (NEW, after, before)):
        shown = [word for k, words in told if k in (kind, SAME) for word in words.split() if word != "…"]
        missing = [word for word in text.split() if word not in shown]
        assert all(word in other.split() for word in missing)


def test_two_long_texts_are_compared_without_end_only_where_that_is_short() -> None:
    told = changed_words("a " * 20_000, "b a " * 10_000)
    assert [kind for kind, _ in told] == [GONE, NEW]


@pytest.mark.parametrize(
    "ladder",
    [
        [],
        [Why(why="The disk was full", evidence="[graph](https://g.example)\nthe log")],
        [Why(why="one\ntwo"), Why(), Why(why="1. three", evidence="x")],
        [Why(evidence="only this")],
        [Why(why="Two things:\n1. disk\n2. alarm off\n\n    code\n↳ x", evidence="1. a\n2. b")],
        [Why(why="a\n2. b")],
        [Why(why="a"), Why(why="b")],
    ],
)
def test_a_ladder_in_words_can_be_read_back(ladder: list[Why]) -> None:
    assert from_words(in_words(ladder)) == ladder


async def test_each_edit_is_told_and_what_stood_there_before_can_come_back(
    ended: Acting,
    signs_in: SignIn,
) -> None:
    ada = await signs_in(ADA)
    assert "Nothing was changed" in (await ada.get(PAGE)).text
    await ended("postmortem-write", section="summary", text="The disk was <b>full</b>.")
    await ended("postmortem-write", by=GRACE, section="summary", text="The disk was empty.")
    page = await ada.get(PAGE)
    assert diffs(page)[0] == "The disk was <del>&lt;b&gt;full&lt;/b&gt;</del><ins>empty</ins>."
    assert re.search(r"<bdi>Grace</bdi> · version 2", page.text)
    answer = await ada.post("/incidents/1/postmortem-restore", data=carried(page, "postmortem-restore-2"))
    assert answer.status_code == 303
    assert await written(ended, "summary") == "The disk was <b>full</b>."
    assert len(diffs(await ada.get(PAGE))) == 3  # bringing back is an edit, too


async def test_what_was_changed_meanwhile_is_not_overwritten_by_bringing_back(
    ended: Acting,
    signs_in: SignIn,
) -> None:
    ada = await signs_in(ADA)
    await ended("postmortem-write", section="summary", text="one")
    sent = carried(await ada.get(PAGE), "postmortem-restore-1")
    await ended("postmortem-write", by=GRACE, section="summary", text="two")
    late = await ada.post("/incidents/1/postmortem-restore", data=sent)
    assert late.status_code == 409
    assert await written(ended, "summary") == "two"


async def test_the_ladder_comes_back_rung_by_rung(ended: Acting) -> None:
    await ended("postmortem-whys", whys=[{"why": "disk", "evidence": "graph\nlog"}, {"why": "logs"}])
    await ended("postmortem-whys", whys=[])
    await ended("postmortem-restore", edit=2)
    kept = (await ended.read()).postmortem
    assert kept
    assert kept.ladder == [Why(why="disk", evidence="graph\nlog"), Why(why="logs")]


async def test_a_long_history_has_pages(ended: Acting, signs_in: SignIn) -> None:
    for number in range(22):
        await ended("postmortem-write", section="summary", text=f"text {number}")
    ada = await signs_in(ADA)
    first = await ada.get(PAGE)
    assert len(diffs(first)) == 20
    further = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert further
    assert len(diffs(await ada.get(further[1]))) == 2
    assert (await ada.get(f"{PAGE}?before=99999999999999999999999")).status_code == 200


async def test_programs_turn_the_pages_of_what_was_changed(ended: Acting) -> None:
    for number in range(52):
        await ended("postmortem-write", section="summary", text=f"text {number}")
    async with program(ended.front, await token(ended.front, ADA)) as ada:
        first = await ada.get("/incidents/1/postmortem/history")
        latest = first.json()["edits"][0]
        assert (latest["before"], latest["after"], latest["section"]) == ("text 50", "text 51", "summary")
        assert latest["by"] == {"id": ADA, "name": "Ada"}
        where = re.search(r"</api/v1(.*?)>", first.headers["Link"])
        assert where
        rest = (await ada.get(where[1])).json()
        assert (len(first.json()["edits"]), rest["edits"][-1]["after"], rest["next"]) == (50, "text 0", None)
        assert len({edit["id"] for edit in (*first.json()["edits"], *rest["edits"])}) == 52
