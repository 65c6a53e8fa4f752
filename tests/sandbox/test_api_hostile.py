"""Whatever is sent to whichever method: Slack's error in JSON, never a broken page, and the workspace unharmed."""

import json
from typing import Any

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sandbox.api.catalogue import METHODS
from tests.sandbox.facts import FACTS, check_answer

EXAMPLES = 8  # of each method
DEEP = "[" * 100_000
HEADERS = {"Authorization": "Bearer xoxb-local"}
WORDS = [
    "", "\0", "general", "C0", "USLACKBOT", "1.1", "9" * 5000, "-1", "nan", "a" * 70_000, "\ud800", "é😀", "null",
    "[]", "{}", "[[]]", '{"type":"modal"}', '[{"type":"section"}]', DEEP, "b2Zmc2V0Oi0x", "true", "x,y,x",
]  # fmt: skip
leaves = (
    st.sampled_from(WORDS)
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
)
keys = st.sampled_from(["type", "id", "text", "elements", "a"])
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner), max_leaves=6
)


@st.composite
def calls(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Values of any kind for some of a method's arguments; ids that exist are filled in for others."""
    args: dict[str, Any] = {}
    for arg in FACTS[name]["args"]:
        if draw(st.booleans()):
            args[arg] = draw(values)
        elif arg in ("channel", "channel_id", "user", "users", "usergroup") and draw(st.booleans()):
            args[arg] = f"<{arg}>"
    return args


@pytest.fixture
async def box(open_box: Any, manifest: Any) -> Any:
    """With every scope, so that no method stops at that."""
    manifest["oauth_config"]["scopes"]["bot"] = sorted(
        {scope for each in METHODS.values() for scope in each.scopes}
    )
    return await open_box(manifest, rate_limits=False)


@pytest.fixture
async def stage(box: Any) -> dict[str, str]:
    """Things that exist, by the argument that names them."""
    channel, user = await box.room("room", "ada"), box.user("ada")
    group = await box.control("usergroups", handle="oncall", members=["ada"])
    return {
        "<channel>": channel, "<channel_id>": channel, "<user>": user, "<users>": user, "<usergroup>": group["id"],
    }  # fmt: skip


def _encodable(word: Any) -> str:
    return (word if isinstance(word, str) else json.dumps(word)).encode(errors="replace").decode()


async def _send(session: ClientSession, url: str, name: str, args: dict[str, Any], how: str) -> None:
    flat = {key: _encodable(value) for key, value in args.items()}
    sent: dict[str, Any] = {"json": args} if how == "json" else {"data": flat}
    if how == "query":
        short = {key: value for key, value in flat.items() if len(value) < 1000}
        request = session.get(f"{url}{name}", params=short, headers=HEADERS)
    else:
        request = session.post(f"{url}{name}", headers=HEADERS, **sent)
    async with request as response:
        assert response.status == 200, (name, how, args, response.status)
        check_answer(name, await response.json())


def _examples(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck), phases=[Phase.generate])  # fmt: skip
    @given(calls(name))
    def collect(args: dict[str, Any]) -> None:
        found.append(args)

    collect()
    return found


async def test_any_value_for_any_argument_gets_an_answer_of_slacks(box: Any, stage: dict[str, str]) -> None:
    for name in METHODS:
        for number, args in enumerate(_examples(name)):
            real = {
                key: stage.get(value, value) if isinstance(value, str) else value for key, value in args.items()
            }
            await _send(box.session, box.running.api_url, name, real, ("json", "form", "query")[number % 3])
    await _is_unharmed(box)


async def test_every_argument_alone_may_be_of_the_wrong_kind(box: Any, stage: dict[str, str]) -> None:
    """The right ids elsewhere, so that the one wrong value is what the method meets."""
    for name, fact in FACTS.items():
        good = {
            arg: stage[f"<{arg}>"] for arg in fact["args"] if f"<{arg}>" in stage and name != "conversations.open"
        }
        for arg in fact["args"]:
            for wrong in (7, [], {"a": [None]}, True, "\0", DEEP):
                await _send(box.session, box.running.api_url, name, good | {arg: wrong}, "json")
    await _is_unharmed(box)


async def _is_unharmed(box: Any) -> None:
    made = await box.room("afterwards")
    posted = await box.api("chat.postMessage", channel=made, text="still here")
    assert posted["ok"]
    assert (await box.look("state"))["channels"]
    for act in ("conversations.list", "users.list", "usergroups.list"):
        assert (await box.api(act))["ok"]


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b'{"a": NaN}', "invalid_json"),
        ("application/json", b"\xff", "invalid_json"),
        ("application/json", DEEP.encode(), "invalid_json"),
        ("application/json", b'{"a": 1e999}', "invalid_json"),
        ("application/json", b'{"a": "\\ud800"}', "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("application/json", b'"word"', "json_not_object"),
        ("application/json; charset=utf-7", b"{}", "invalid_charset"),
        ("application/x-www-form-urlencoded", b'{"channel": "C1"}', "invalid_form_data"),
        ("application/x-www-form-urlencoded", b"text=%ff", "invalid_form_data"),
        ("multipart/form-data", b"no parts", "invalid_form_data"),
        ("application/xml", b"<a/>", "invalid_post_type"),
        ("text/plain", b"text=x", "invalid_post_type"),
        ("application/json", b'{"text": "' + b"a" * 1_100_000 + b'"}', "request_too_large"),
        ("application/x-www-form-urlencoded", b"text=" + b"a" * 1_100_000, "request_too_large"),
        ("application/x-www-form-urlencoded", b"a[0]=1", "invalid_array_arg"),
        ("application/x-www-form-urlencoded", b"a%20b=1", "invalid_arg_name"),
    ],
)
async def test_a_body_that_cannot_be_read_is_named(box: Any, kind: str, body: bytes, error: str) -> None:
    headers = HEADERS | {"Content-Type": kind}
    async with box.session.post(f"{box.running.api_url}chat.postMessage", data=body, headers=headers) as response:
        answer = await response.json()
        assert (response.status, answer["error"]) == (200, error)


async def test_a_body_without_a_type_is_not_guessed_at(box: Any) -> None:
    url = f"{box.running.api_url}chat.postMessage"
    async with ClientSession(skip_auto_headers=["Content-Type"]) as session:
        async with session.post(url, data=b"text=x", headers=HEADERS) as response:
            assert (await response.json())["error"] == "missing_post_type"
        async with session.post(url, headers=HEADERS) as response:
            assert (await response.json())["error"] == "invalid_arguments"
