"""Calling Slack: what goes over the wire, and how each kind of failure is told."""

import json

import pytest

from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.slack_failures import LOCKED_OUT, LOCKED_OUT_WAIT, PASSING
from tests.integrations.given import SECRET_PATH, TOKEN, cut_off, every_word, failing

PAGE = {"text": "<html>Sign in to the café</html>", "kind": "text/html"}


async def failure(slack, method="chat.postMessage", **arguments) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        await slack.call(method, **arguments)
    return caught.value


async def test_a_call_goes_to_its_method_with_the_token_in_the_header_alone(slack, wire):
    answer = await slack.call("pins.add", channel="C1", timestamp="1.1")
    (asked,) = wire.asked
    assert answer == {"ok": True}
    assert asked.path == "/api/pins.add"
    assert asked.fields == {"channel": "C1", "timestamp": "1.1"}
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
    assert TOKEN.encode() not in asked.body


async def test_lists_and_dicts_go_as_json_flags_as_words_and_nothing_is_left_out(slack, wire):
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "é & <x> 🔥"}}]
    await slack.call(
        "chat.postMessage", channel="C1", blocks=blocks, metadata={"a": [1]}, unfurl_links=False, force=True,
        limit=200, thread_ts=None, text="R&D = 100% +1",
    )  # fmt: skip
    fields = wire.asked[0].fields
    assert json.loads(fields["blocks"]) == blocks
    assert json.loads(fields["metadata"]) == {"a": [1]}
    assert (fields["unfurl_links"], fields["force"], fields["limit"]) == ("false", "true", "200")
    assert fields["text"] == "R&D = 100% +1"
    assert "thread_ts" not in fields


async def test_an_answer_carries_everything_that_slack_said(slack, wire):
    wire.answers = [{"ok": True, "channel": {"id": "C1"}, "warning": "x"}]
    assert (await slack.call("conversations.create", name="x"))["channel"] == {"id": "C1"}


async def test_ic_22_too_many_calls_are_put_off_as_long_as_slack_says(slack, wire):
    wire.answers = [
        failing(429, text='{"ok":false,"error":"ratelimited"}', kind="application/json", Retry_After="3")
    ]
    error = await failure(slack)
    assert isinstance(error, Unavailable)
    assert error.retry_after == 3.0
    assert error.reason == "chat.postMessage: ratelimited"


async def test_ic_22_a_failed_call_is_not_repeated_by_the_client(slack, wire):
    wire.answers = [failing(429, Retry_After="1")]
    await failure(slack)
    wire.answers = [cut_off]
    await failure(slack)
    assert len(wire.asked) == 2


@pytest.mark.parametrize("header", ["Wed, 21 Oct 2026 07:28:00 GMT", "soon", "", "-5", "nan", "inf"])
async def test_ic_22_a_time_that_nobody_can_wait_for_is_as_none_at_all(slack, wire, header):
    wire.answers = [failing(429, Retry_After=header)]
    error = await failure(slack)
    assert isinstance(error, Unavailable)
    assert error.retry_after is None


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/json"])
async def test_trouble_at_slack_is_put_off_whatever_its_page_looks_like(slack, wire, status, kind):
    wire.answers = [failing(status, text="upstream <b>gone</b>", kind=kind)]
    assert isinstance(await failure(slack), Unavailable)


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/json"])
async def test_a_page_that_is_not_slacks_at_all_is_put_off(slack, wire, kind):
    """A proxy or a sign-in page in between answers 200: nobody knows whether Slack did it."""
    wire.answers = [failing(200, text="<html>Please sign in</html>", kind=kind)]
    assert isinstance(await failure(slack), Unavailable)


async def test_a_connection_that_drops_is_put_off(slack, wire):
    wire.answers = [cut_off]
    error = await failure(slack)
    assert isinstance(error, Unavailable)
    assert error.retry_after is None


async def test_a_slack_that_cannot_be_reached_is_put_off(slack, client):
    client.base_url = "http://127.0.0.1:1/api/"
    assert isinstance(await failure(slack), Unavailable)


@pytest.mark.parametrize("code", sorted(PASSING))
async def test_passing_trouble_is_put_off(slack, wire, code):
    wire.answers = [{"ok": False, "error": code}]
    assert isinstance(await failure(slack), Unavailable)


@pytest.mark.parametrize("code", sorted(LOCKED_OUT))
async def test_a_lost_token_keeps_everything_waiting_for_the_admin(slack, wire, code):
    wire.answers = [{"ok": False, "error": code}]
    error = await failure(slack)
    assert isinstance(error, Unavailable)
    assert error.retry_after == LOCKED_OUT_WAIT


async def test_a_refusal_carries_slacks_word_and_its_reasons(slack, wire):
    said = {
        "ok": False,
        "error": "invalid_blocks",
        "response_metadata": {"messages": ["[ERROR] no more than 50 items", "[ERROR] second"]},
    }
    wire.answers = [said]
    error = await failure(slack)
    assert isinstance(error, Rejected)
    assert (error.code, error.detail) == ("invalid_blocks", "[ERROR] no more than 50 items; [ERROR] second")
    assert error.answer == said
    assert str(error) == "invalid_blocks: [ERROR] no more than 50 items; [ERROR] second"


async def test_a_missing_scope_is_named(slack, wire):
    wire.answers = [{"ok": False, "error": "missing_scope", "needed": "pins:write", "provided": "chat:write"}]
    error = await failure(slack)
    assert (error.code, error.detail) == ("missing_scope", "needs pins:write")


async def test_ic_37_who_could_not_be_invited_is_in_the_answer_of_the_refusal(slack, wire):
    errors = [{"user": "U1", "ok": False, "error": "user_not_found"}]
    wire.answers = [{"ok": False, "error": "user_not_found", "errors": errors}]
    assert (await failure(slack, "conversations.invite")).answer["errors"] == errors


async def test_a_plain_refusal_is_just_its_word(slack, wire):
    wire.answers = [{"ok": False, "error": "is_archived"}]
    assert str(await failure(slack)) == "is_archived"


async def test_a_wrong_address_is_refused_at_once(slack, wire):
    wire.answers = [failing(404)]
    error = await failure(slack)
    assert isinstance(error, Rejected)
    assert error.code == "http_404"


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": False, "error": "invalid_auth"},
        {"ok": False, "error": "is_archived"},
        cut_off,
        failing(429),
        failing(503),
        failing(200, text="no json", kind="application/json"),
        failing(502, text="plain", kind="text/plain"),
    ],
)
async def test_no_error_tells_the_token_or_the_text_of_a_message(slack, wire, answer):
    wire.answers = [answer]
    error = await failure(slack, channel="C1", text="customer 4711 lost data")
    assert TOKEN not in every_word(error)
    assert "4711" not in every_word(error)


async def test_ic_25_a_list_is_read_page_after_page(slack, wire):
    wire.answers = [
        {"ok": True, "members": [{"id": "U1"}], "response_metadata": {"next_cursor": "dXNlcg=="}},
        {"ok": True, "members": [], "response_metadata": {"next_cursor": "page3"}},
        {"ok": True, "members": [{"id": "U2"}], "response_metadata": {"next_cursor": ""}},
    ]
    found = [m["id"] async for m in slack.pages("users.list", "members", limit=200)]
    assert found == ["U1", "U2"]
    assert [a.fields.get("cursor") for a in wire.asked] == [None, "dXNlcg==", "page3"]
    assert [a.fields["limit"] for a in wire.asked] == ["200"] * 3


async def test_ic_25_no_page_is_fetched_that_nobody_reads(slack, wire):
    wire.answers = [{"ok": True, "members": [{"id": "U1"}], "response_metadata": {"next_cursor": "more"}}]
    async for _ in slack.pages("users.list", "members"):
        break
    assert len(wire.asked) == 1


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "members": None, "response_metadata": None}])
async def test_ic_25_a_list_without_a_cursor_has_one_page(slack, wire, answer):
    wire.answers = [answer]
    assert [m async for m in slack.pages("users.list", "members")] == []


async def test_an_answer_goes_where_slack_asked_for_it_as_json(slack, wire):
    wire.answers = [failing(200, text="ok", kind="text/plain")]
    await slack.respond(wire.url + SECRET_PATH, {"text": "é <x>", "replace_original": True})
    (asked,) = wire.asked
    assert asked.path == f"/{SECRET_PATH}"
    assert json.loads(asked.body) == {"text": "é <x>", "replace_original": True}
    assert "Authorization" not in asked.headers


async def test_a_file_is_sent_byte_by_byte(slack, wire):
    wire.answers = [failing(200, text="OK - 5", kind="text/plain")]
    await slack.upload(wire.url + "upload/v1/abc", b"\x00\xff#md")
    assert wire.asked[0].body == b"\x00\xff#md"
    assert "Authorization" not in wire.asked[0].headers


@pytest.mark.parametrize(
    ("answer", "kind", "retry_after"),
    [
        (failing(429, Retry_After="7"), Unavailable, 7.0),
        (failing(429), Unavailable, None),
        (failing(503, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), Unavailable, None),
        (failing(500), Unavailable, None),
        (cut_off, Unavailable, None),
        (failing(404, text="used_url"), Rejected, None),
    ],
)
async def test_an_answer_or_a_file_that_fails_never_tells_its_address(slack, wire, answer, kind, retry_after):
    for send in (
        lambda: slack.respond(wire.url + SECRET_PATH, {"text": "x"}),
        lambda: slack.upload(wire.url + SECRET_PATH, b"x"),
    ):
        wire.answers = [answer]
        with pytest.raises(OutsideError) as caught:
            await send()
        assert isinstance(caught.value, kind)
        assert getattr(caught.value, "retry_after", None) == retry_after
        assert "secretsecret" not in every_word(caught.value)


async def test_an_address_that_leads_in_circles_is_not_told_either(slack, wire):
    wire.answers = [failing(302, Location=f"/{SECRET_PATH}")]
    with pytest.raises(Unavailable) as caught:
        await slack.respond(wire.url + SECRET_PATH, {"text": "x"})
    assert "secretsecret" not in every_word(caught.value)


async def test_an_address_that_nobody_listens_at_is_put_off_without_telling_it(slack):
    with pytest.raises(Unavailable) as caught:
        await slack.respond(f"http://127.0.0.1:1/{SECRET_PATH}", {"text": "x"})
    assert "secretsecret" not in every_word(caught.value)
