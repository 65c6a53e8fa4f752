"""Fetching the bytes of a file: with our token, from Slack alone, all of it or nothing."""

import pytest
from aiohttp import web

from integrations.errors import Rejected, Unavailable
from tests.integrations.given import TOKEN, cut_off, failing


async def sends(content: bytes, *, redirect: str = "") -> web.StreamResponse:
    if redirect:
        return web.Response(status=302, headers={"Location": redirect}, text="<html>Sign in</html>")
    return web.Response(body=content)


def url(wire) -> str:
    return f"{wire.url}files-pri/T1-F1/graph.png"


async def test_the_bytes_come_with_our_token_in_the_header(slack, wire):
    wire.answers = [await sends(b"pixels")]
    assert await slack.download(url(wire), most=6) == b"pixels"
    assert wire.asked[0].headers["Authorization"] == f"Bearer {TOKEN}"


async def test_a_redirect_to_a_page_for_signing_in_is_not_followed(slack, wire):
    wire.answers = [await sends(b"", redirect=f"{wire.url}?redir=files")]
    with pytest.raises(Rejected, match="does not hand out"):
        await slack.download(url(wire), most=6)
    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://files.example.com/a.png",
        "https://slack.com.example.com/a.png",
        "http://files.slack.com/a.png",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "https://evilslack.com/a.png",
    ],
)
async def test_our_token_goes_to_slack_alone(slack, wire, elsewhere):
    with pytest.raises(Rejected, match="not at Slack"):
        await slack.download(elsewhere, most=6)
    assert wire.asked == []


async def test_more_than_was_announced_is_not_read(slack, wire):
    wire.answers = [await sends(b"x" * 1_000_000)]
    with pytest.raises(Rejected, match="more came"):
        await slack.download(url(wire), most=6)


async def test_what_may_pass_is_put_off(slack, wire):
    wire.answers = [failing(503, Retry_After="3"), cut_off]
    with pytest.raises(Unavailable) as caught:
        await slack.download(url(wire), most=6)
    assert caught.value.retry_after == 3.0
    with pytest.raises(Unavailable):
        await slack.download(url(wire), most=6)
