"""More that a person does by hand, and bodies of control calls that make no sense."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.control.routes import TABLE

FIELDS = (
    "user", "channel", "ts", "text", "action_id", "values", "view_id", "blocks", "files", "members", "with",
    "name", "command", "value", "advance_s", "count", "method", "times", "seed", "kinds", "link", "id", "trigger",
    "reason", "status", "thread_ts", "base64", "guest", "emoji", "tz", "team", "query", "limit", "since",
)  # fmt: skip
SANE = {"user": "ada", "channel": "general", "name": "eyes", "text": "hi", "link": "https://a.example"}
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**9)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["ada"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=2),
    max_leaves=4,
)
BODIES = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd=BODIES)
async def test_no_body_makes_a_control_call_fall_over(box: Any, odd: dict[str, Any]) -> None:
    box.running.world.sockets.ack_seconds = 0.01
    for verb, name in TABLE:
        path = f"{box.running.url}_control/{name.replace('{vendor}', 'x')}"
        async with box.session.request(verb, path, json={**SANE, **odd}) as response:
            assert response.status in (200, 400, 404), (verb, name, odd, await response.text())


async def test_a_body_must_be_an_object_of_json(box: Any) -> None:
    for data in (b"{", b"[1]", b"\xff\xfe", b"[" * 5000):
        async with box.session.post(f"{box.running.url}_control/message", data=data) as response:
            assert response.status == 400
            assert "JSON" in (await response.json())["error"]


async def test_people_talk_directly_and_in_groups(box: Any) -> None:
    pair = (await box.control("direct", user="ada", **{"with": ["grace"]}))["channel"]
    again = (await box.control("direct", user="grace", **{"with": ["ada"]}))["channel"]
    group = (await box.control("direct", user="ada", **{"with": ["grace", "linus"]}))["channel"]
    assert pair == again != group
    await box.control("message", user="grace", channel=pair, text="psst")
    assert [each["text"] for each in await box.said(pair, "ada")] == ["psst"]
    assert (await box.tried("message", user="linus", channel=pair, text="x"))[0] == 404
    assert (await box.tried("direct", user="ada", **{"with": []}))[0] == 400
    assert (await box.tried("direct", user="ada", **{"with": ["ada"]}))[0] == 400


async def test_a_person_sets_a_bookmark_and_takes_it_away(box: Any) -> None:
    where = {"user": "ada", "channel": "general"}
    made = await box.control("bookmark", **where, title="Board", link="https://board.example")
    shown = (await box.look("state"))["channels"][0]["bookmarks"]
    assert [(each["title"], each["link"]) for each in shown] == [("Board", "https://board.example")]
    assert (await box.tried("bookmark", **where, link="ftp://x"))[0] == 400
    await box.control("unbookmark", **where, bookmark_id=made["bookmark_id"])
    assert (await box.look("state"))["channels"][0]["bookmarks"] == []
    assert (await box.tried("unbookmark", **where, bookmark_id=made["bookmark_id"]))[0] == 404


async def test_a_download_needs_the_bots_token_and_a_permalink_leads_to_the_message(box: Any) -> None:
    said = await box.control("upload", user="ada", channel="general", files=[{"name": "a.txt", "content": "hi"}])
    shown = (await box.said("general"))[-1]["files"][0]
    url = shown["url_private_download"]
    async with box.session.get(url, headers={"Authorization": "Bearer xoxb-local"}) as response:
        assert await response.text() == "hi"
    for headers in ({}, {"Authorization": "Bearer xapp-local"}, {"Authorization": "xoxb-local"}):
        async with box.session.get(url, headers=headers) as response:
            assert response.content_type == "text/html"  # the login page, with status 200
    async with box.session.get(shown["permalink"], allow_redirects=False) as response:
        assert response.status == 302
        assert response.headers["Location"].endswith(f"/p{said['ts'].replace('.', '')}")
    async with box.session.get(f"{box.running.url}files/U/F0NONE/x.txt") as response:
        assert response.status == 404
