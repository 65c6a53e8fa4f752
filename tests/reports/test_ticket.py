"""What a ticket says: its summary within what Jira takes, its text in Cloud's documents and in wiki markup."""

import json
from datetime import UTC, date, datetime

import pytest

from incidents.ending import resolve
from incidents.task import Task
from reports.adf import adf
from reports.document import document
from reports.rich import parts, plain
from reports.ticket import description, due_day, summary
from reports.wiki import literal, wiki
from sandbox.vendors.jira_adf import sound
from tests.rules.given import AT, CATALOG, later
from tests.rules.given import incident as given

TEXT = """## What to do
Restart *db1* and `db2`, see <https://x.example/a|the runbook> or https://x.example/b.

- drain first
- then _slowly_ ~stop~

1. one
2. two

> said Ada
```
SELECT * FROM t;
```"""


def task_of(text, **more):
    incident = given()
    task = given_task(text=text, number=3, **more)
    incident.tasks.append(task)
    return incident, task


def given_task(**more):
    return Task(created_at=AT, created_by="UADA", **more)


def test_ic_69_cloud_gets_a_document() -> None:
    document = adf(parts(TEXT))
    assert sound(document)
    kinds = [node["type"] for node in document["content"]]
    assert kinds == ["heading", "paragraph", "bulletList", "orderedList", "blockquote", "codeBlock"]
    told = json.dumps(document)
    assert '"href": "https://x.example/a"' in told
    assert '"text": "the runbook"' in told
    for mark in ("*db1*", "<http", "|", "`", "_slowly_", "~", "## "):
        assert mark not in told
    assert document["content"][-1]["content"][0]["text"] == "SELECT * FROM t;"


def test_ic_69_data_center_gets_wiki_markup() -> None:
    assert wiki(parts(TEXT)) == (
        "h2. What to do\n\n"
        "Restart *db1* and {{db2}}, see [the runbook|https://x.example/a] or [https://x.example/b].\n\n"
        "* drain first\n* then _slowly_ -stop-\n\n# one\n# two\n\n{quote}\nsaid Ada\n{quote}\n\n"
        "{code}\nSELECT * FROM t;\n{code}"
    )


def test_ic_08_characters_that_are_no_markup_stay_as_they_are() -> None:
    title = "R&D <prod> > 5%"
    incident, task = task_of(title)
    assert summary(task) == title
    assert adf(parts(title))["content"][0]["content"] == [{"type": "text", "text": title}]
    assert wiki(parts(title)) == title
    assert "&amp;" not in json.dumps(
        adf(description(incident, task, page="", room="", severity="SEV1", mark="mark-1"))
    )


@pytest.mark.parametrize(
    "words",
    [
        "2 * 3 * 4", "a_b_c", "__init__", "snake_case_name", "5 ~ 6", "**", "` `", "<prod>", "<@U1>", "[x](y)",
        "*", "a*b", "~", "`", "```", "#1 is down", "<!channel>", "{code}", "<b>", "\u202eolleh", "[link", "]|[",
    ],
)  # fmt: skip
def test_what_only_looks_like_markup_is_left_alone(words: str) -> None:
    assert plain(words) == words
    assert sound(adf(parts(words)))


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("{code}", r"\{code\}"),
        ("[~ada] !x.png!", r"\[\~ada\] \!x.png\!"),
        ("a|b", r"a\|b"),
        ("*not bold*", r"\*not bold\*"),
        ("snake_case - fine", "snake_case - fine"),
        ("h1. x", r"\h1. x"),
        ("- item", r"\- item"),
        ("see (x) :)", r"see \(x) \:)"),
        (r"C:\dir", r"C:\\dir"),
    ],
)
def test_a_strangers_words_are_literal_in_wiki_markup(words: str, escaped: str) -> None:
    assert literal(words) == escaped


def test_ic_67_a_long_summary_is_cut_and_its_whole_text_stands_in_the_description() -> None:
    words = "🔥 checkout is down " * 17
    incident, task = task_of(words.strip())
    told = summary(task)
    assert len(told.encode("utf-16-le")) // 2 <= 255
    assert len(told.encode("utf-16-le")) // 2 > 240
    assert told.endswith("…")
    assert "\n" not in told
    document = json.dumps(
        adf(description(incident, task, page="", room="", severity="", mark="mark-1")), ensure_ascii=False
    )
    assert words.strip() in document


@pytest.mark.parametrize("words", ["👨‍👩‍👧‍👦" * 100, "e\u0301" * 300, "x" * 300, "🏳️‍🌈" * 90, "\u200d" * 300])
def test_a_summary_fits_whatever_it_is_made_of(words: str) -> None:
    _, task = task_of(words)
    told = summary(task)
    assert 0 < len(told.encode("utf-16-le")) // 2 <= 255
    told.encode()


def test_the_description_leads_back_to_page_room_and_message() -> None:
    incident, task = task_of("restart db1", due_at=AT, permalink="https://x.slack.com/archives/C1/p1")
    incident.channel_name = "inc-1"
    text = description(
        incident,
        task,
        page="https://p.example/incidents/1",
        room="https://x.slack.com/archives/C1",
        severity="SEV1",
        mark="mark-1",
    )
    told = wiki(text)
    assert f"[{incident.ref}: " in told
    assert "|https://p.example/incidents/1]" in told
    assert "[#inc-1|https://x.slack.com/archives/C1]" in told or r"[\#inc-1|" in told
    assert "[https://x.slack.com/archives/C1/p1]" in told
    assert sound(adf(text))


def test_the_post_mortem_names_the_ticket_of_an_action_item() -> None:
    incident, task = task_of("restart db1")
    resolve(incident, by="UADA", at=later(40))
    task.ticket_key, task.ticket_url = "OPS-1", "https://j.example/browse/OPS-1"
    task.ticket_status = "In *Progress*"
    [action] = document(incident, [], {}, CATALOG, now=later(60)).actions
    assert (action.ticket, action.ticket_url, action.ticket_status) == (
        "OPS-1", "https://j.example/browse/OPS-1", "In *Progress*"
    )  # fmt: skip
    assert r"[OPS-1](https://j.example/browse/OPS-1) In \*Progress\*" in action.line
    task.ticket_gone_at = later(50)
    [action] = document(incident, [], {}, CATALOG, now=later(60)).actions
    assert (action.ticket, "OPS-1" in action.line) == ("", False)


@pytest.mark.parametrize(
    ("tz", "day"), [("Australia/Sydney", 5), ("America/New_York", 4), (None, 4), ("Nowhere/At_All", 4)]
)
def test_it_is_due_on_the_day_that_it_is_where_somebody_lives(tz: str | None, day: int) -> None:
    nine_in_sydney = datetime(2026, 3, 4, 22, tzinfo=UTC)
    assert due_day(nine_in_sydney, tz) == date(2026, 3, day)
