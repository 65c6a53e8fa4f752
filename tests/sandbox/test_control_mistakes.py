"""Control calls that are misspelt or lack something are refused with what was probably meant."""

import re
from pathlib import Path
from typing import Any

import pytest

from sandbox.control.kit import KEYS
from sandbox.control.routes import TABLE

POLL = {
    "type": "actions", "block_id": "poll",
    "elements": [
        {"type": "button", "action_id": "yes", "text": {"type": "plain_text", "text": "Yes"}, "value": "1"},
        {
            "type": "static_select", "action_id": "pick",
            "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "one"}],
        },
        {"type": "external_select", "action_id": "find", "min_query_length": 0},
    ],
}  # fmt: skip
WHERE = {"user": "ada", "channel": "general"}


@pytest.mark.parametrize(
    ("call", "body", "words"),
    [
        (
            "message",
            WHERE | {"tekst": "x"},
            "“tekst” is no key of message: did you mean text? It takes user, chan",
        ),
        ("people", {"name": "eve", "guestt": True}, "did you mean guest?"),
        ("faults", {"method": "chat.update", "latency": 5}, "did you mean latency_ms?"),
        ("clock", {"advance": 5}, "did you mean advance_s?"),
        ("direct", {"user": "ada", "people": ["grace"]}, "“people” is no key of direct. It takes user, with"),
        ("clock", {}, "“advance_s” is missing"),
        ("clock", {"advance_s": True}, "must be a number of seconds"),
        ("chaos", {}, "“rate” is missing"),
        ("policy", {}, "“broadcasts” or “restricted” is missing"),
        ("command", WHERE | {"command": "/nope"}, "there are: /plain, /coded"),
        ("shortcut", {"user": "ada", "callback_id": "nope"}, "there are: everywhere, here"),
    ],
)
async def test_a_wrong_key_or_value_is_told_with_what_there_is(
    box: Any, call: str, body: dict[str, Any], words: str
) -> None:
    status, answer = await box.tried(call, **body)
    assert (status in (400, 404), words in answer["error"]) == (True, True), answer


@pytest.mark.parametrize(
    ("verb", "path", "status", "words"),
    [
        ("POST", "mesage", 404, "there is no control call “mesage”: did you mean message?"),
        ("GET", "state/now", 404, "there is no control call “state/now”"),
        ("GET", "", 404, "there is no control call"),
        ("GET", "message", 405, "message is called with POST, not GET"),
        ("PUT", "faults", 405, "faults is called with POST or GET or DELETE, not PUT"),
    ],
)
async def test_a_wrong_path_or_verb_is_answered_in_json(
    box: Any, verb: str, path: str, status: int, words: str
) -> None:
    async with box.session.request(verb, f"{box.running.url}_control/{path}") as response:
        assert response.status == status
        assert words in (await response.json())["error"]


async def test_a_misspelt_key_of_a_reading_call_is_refused_too(box: Any) -> None:
    async with box.session.get(f"{box.running.url}_control/messages?chanel=general") as response:
        assert (response.status, "did you mean channel?" in (await response.json())["error"]) == (400, True)


def test_every_call_that_reads_something_says_what() -> None:
    nothing = {"state", "calls", "journal", "mail", "sms", "vendors/{vendor}"}
    silent = {name for (verb, name), act in TABLE.items() if not KEYS.get(act)}
    assert silent <= nothing | {"faults", "chaos"}  # these two are read and cleared without any


def test_the_docs_name_every_call_and_the_keys_of_those_that_make_or_bend_something() -> None:
    docs = Path("docs/workspace.md").read_text(encoding="utf-8")
    table = docs.split("| Call | Does |")[1].split("\n## ")[0]
    named = {word.rsplit("/", 1)[-1].split("?")[0] for word in re.findall(r"`(?:\w+ )?(/[^`]*)`", table)}
    assert {name for _, name in TABLE} - named == {"mail", "sms", "vendors/{vendor}"}
    assert {"zoom", "google"} <= named
    for call in ("clock", "faults", "chaos", "policy", "people", "channels", "usergroups", "direct"):
        row = next(line for line in table.splitlines() if re.search(rf"/{call}`", line))
        keys = set(KEYS[TABLE["POST", call]]) - {"user" if call == "people" else ""}
        assert keys <= set(re.findall(r"\w+", row)), (call, keys)


async def test_an_action_that_is_not_there_is_told_with_those_that_are(box: Any) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="poll", blocks=[POLL]))["ts"]
    where = {"user": "ada", "channel": channel}
    for more in ({"ts": ts}, {}):
        told = (await box.tried("click", **where, **more, action_id="yess"))[1]["error"]
        assert all(each in told for each in ("“yess”", "yes", "pick", "find")), told
    told = (await box.tried("suggest", **where, ts=ts, action_id="pick"))[1]["error"]
    assert told == "there is no external select “pick”; there are: find (poll)"


async def test_a_wrong_option_names_its_field(box: Any) -> None:
    channel = await box.room("room", "ada")
    await box.api("chat.postMessage", channel=channel, text="poll", blocks=[POLL])
    where = {"user": "ada", "channel": channel}
    told = (await box.tried("click", **where, action_id="pick", value="two"))[1]["error"]
    assert told == "“pick” in the block “poll”: there is no option “two”; there are: one"
    told = (await box.tried("click", **where, action_id="find", value="two"))[1]["error"]
    assert "“find” in the block “poll”" in told
    assert "ask /_control/suggest first" in told
