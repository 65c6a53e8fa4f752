"""A real Bolt app against the sandbox: commands, clicks, modals and events over a real socket."""

import asyncio
from typing import Any

import pytest

MODAL = {
    "type": "modal",
    "callback_id": "declare",
    "title": {"type": "plain_text", "text": "Declare"},
    "submit": {"type": "plain_text", "text": "Go"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "Title"},
            "element": {"type": "plain_text_input", "action_id": "typed", "max_length": 20},
        },
        {
            "type": "input",
            "block_id": "who",
            "optional": True,
            "label": {"type": "plain_text", "text": "Who"},
            "element": {"type": "users_select", "action_id": "picked"},
        },
        {
            "type": "input",
            "block_id": "service",
            "optional": True,
            "label": {"type": "plain_text", "text": "Service"},
            "element": {"type": "external_select", "action_id": "services", "min_query_length": 0},
        },
    ],
}
BUTTONS = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {
                "type": "button",
                "action_id": "take",
                "value": "v1",
                "text": {"type": "plain_text", "text": "Take"},
            },
            {
                "type": "static_select",
                "action_id": "severity",
                "options": [
                    {"text": {"type": "plain_text", "text": f"SEV{n}"}, "value": f"sev{n}"} for n in (1, 2)
                ],
            },
        ],
    }
]


async def test_a_command_arrives_escaped_and_its_ack_is_shown_to_its_person_only(box: Any) -> None:
    app = await box.bolt()
    seen: list[dict[str, Any]] = []

    @app.command("/plain")
    async def plain(ack: Any, body: Any) -> Any:
        seen.append(body)
        return await ack(text="hello")

    answer = await box.control("command", user="ada", channel="#general", command="/plain", text="R&D <x> @grace")
    assert answer["ack_ms"] < 1000
    assert answer["response"] == {"text": "hello"}
    assert seen[0]["text"] == "R&amp;D &lt;x&gt; @grace"
    assert seen[0]["channel_name"] == "general"
    assert seen[0]["is_enterprise_install"] == "false"
    assert (await box.said("general", "ada"))[-1]["is_ephemeral"] is True
    assert await box.said("general", "grace") == []


async def test_should_escape_codes_people_channels_groups_and_links(box: Any) -> None:
    app = await box.bolt()
    await box.control("usergroups", handle="oncall", members=["grace"])
    seen: list[str] = []

    @app.command("/coded")
    async def coded(ack: Any, body: Any) -> Any:
        seen.append(body["text"])
        return await ack()

    text = "@ada, #random @oncall @nobody a@b.c https://x.example/?a=1&b=2."
    await box.control("command", user="ada", channel="general", command="coded", text=text)
    ada, group = box.user("ada"), next(iter(box.running.workspace.usergroups))
    expected = f"<@{ada}|ada>, <#{box.channel('random')}|random> <!subteam^{group}|@oncall> @nobody a@b.c"
    assert seen[0].startswith(expected + " <https://x.example/?a=1&amp;b=2")


async def test_a_command_nobody_acks_fails_and_is_not_sent_again(box: Any) -> None:
    box.running.world.sockets.ack_seconds = 0.1
    call = {"user": "ada", "channel": "general", "command": "/plain"}
    assert (await box.control("command", **call))["error"] == "dispatch_failed"
    app = await box.bolt()
    seen: list[str] = []

    @app.command("/plain")
    async def plain(body: Any) -> None:
        seen.append(body["trigger_id"])

    assert (await box.control("command", **call))["error"] == "dispatch_failed"
    await box.control("clock", advance_s=600)
    await asyncio.sleep(0.05)
    assert len(seen) == 1


async def test_response_url_posts_replaces_and_deletes_and_is_used_up(box: Any) -> None:
    app = await box.bolt()
    urls: list[str] = []

    @app.command("/plain")
    async def plain(ack: Any, body: Any) -> Any:
        urls.append(body["response_url"])
        return await ack(text="opening…")

    await box.control("command", user="ada", channel="general", command="/plain")

    async def respond(**body: Any) -> int:
        async with box.session.post(urls[0], json=body) as response:
            return int(response.status)

    assert await respond(text="here it is", replace_original=True) == 200
    assert [each["text"] for each in await box.said("general")] == ["here it is"]
    assert await respond(text="for all", response_type="in_channel") == 200
    assert [each["text"] for each in await box.said("general", "grace")] == ["for all"]
    assert await respond(text="", blocks=[{"type": "nonsense"}]) == 400
    assert await respond(delete_original=True) == 200
    assert [each["text"] for each in await box.said("general")] == ["for all"]
    assert await respond(text="fifth") == 200
    assert await respond(text="sixth") == 404
    assert [each["error"] for each in (await box.look("calls"))["calls"] if each["method"] == "response_url"] == [
        None, None, "invalid_blocks", None, None, "used_url",
    ]  # fmt: skip


async def test_a_click_carries_message_state_and_trigger_also_from_a_stale_screen(box: Any) -> None:
    app = await box.bolt()
    seen: list[dict[str, Any]] = []
    channel = await box.room("room", "ada")
    posted = await box.api("chat.postMessage", channel=channel, text="t", blocks=BUTTONS)

    @app.action("take")
    @app.action("severity")
    async def take(ack: Any, body: Any) -> Any:
        seen.append(body)
        return await ack()

    where = {"user": "ada", "channel": channel, "ts": posted["ts"]}
    assert "error" not in await box.control("click", **where, action_id="take")
    await box.control("click", **where, action_id="severity", value="sev2")
    await box.api("chat.update", channel=channel, ts=posted["ts"], text="no buttons now")
    await box.control("click", **where, action_id="take")
    assert seen[0]["actions"][0]["value"] == "v1"
    assert seen[0]["container"]["type"] == "message"
    assert seen[0]["message"]["ts"] == posted["ts"]
    assert seen[1]["actions"][0]["selected_option"]["value"] == "sev2"
    assert seen[1]["state"]["values"]["row"]["severity"]["selected_option"]["value"] == "sev2"
    assert seen[2]["message"]["text"] == "no buttons now"
    assert (await box.tried("click", **where, action_id="gone"))[0] == 404
    status, answer = await box.tried("click", **where, action_id="severity", value="sev9")
    assert status == 400
    assert "sev9" in answer["error"]


@pytest.fixture
async def modal_app(box: Any) -> Any:
    """An app whose command opens the modal; what it saw and how it answers are on the side."""
    app = await box.bolt()
    app.seen = []
    app.answer = {}

    @app.command("/plain")
    async def plain(ack: Any, body: Any, client: Any) -> Any:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        app.seen.append(body)
        return await ack()

    @app.view("declare")
    async def declare(ack: Any, body: Any) -> Any:
        app.seen.append(body)
        return await ack(**app.answer)

    @app.view_closed("declare")
    async def closed(ack: Any, body: Any) -> Any:
        app.seen.append(body)
        return await ack()

    @app.options("services")
    async def services(ack: Any, body: Any) -> Any:
        found = [f"svc-{number}" for number in range(120) if body["value"] in f"svc-{number}"]
        options = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in found[:100]]
        return await ack(options=options)

    return app


async def opened(box: Any) -> dict[str, Any]:
    await box.control("command", user="ada", channel="general", command="/plain")
    view: dict[str, Any] = (await box.look("views", user="ada"))["stack"][-1]
    return view


async def test_a_modal_is_filled_refused_by_slack_refused_by_the_app_and_accepted(
    box: Any, modal_app: Any
) -> None:
    view = await opened(box)
    where = {"user": "ada", "view_id": view["id"]}
    status, answer = await box.tried("submit", **where, values={})
    assert (status, list(answer["errors"])) == (400, ["title"])
    assert (await box.tried("submit", **where, values={"title": "x" * 21}))[0] == 400
    assert (await box.tried("submit", **where, values={"nope": "x"}))[0] == 400
    modal_app.answer = {"response_action": "errors", "errors": {"title": "Too vague"}}
    assert (await box.control("submit", **where, values={"title": "R&D <down>"}))["response"] == modal_app.answer
    assert len((await box.look("views", user="ada"))["stack"]) == 1
    modal_app.answer = {}
    values = {"who": "grace", "service": "svc-119"}
    assert "error" not in await box.control("submit", **where, values=values)
    assert (await box.look("views", user="ada"))["stack"] == []
    state = modal_app.seen[-1]["view"]["state"]["values"]
    assert state["title"]["typed"]["value"] == "R&D <down>"  # inputs come raw, and stay over a refusal
    assert state["who"]["picked"]["selected_user"] == box.user("grace")
    assert state["service"]["services"]["selected_option"]["value"] == "svc-119"


async def test_a_spent_view_can_arrive_twice_and_changes_nothing_more(box: Any, modal_app: Any) -> None:
    view = await opened(box)
    values = {"title": "Down"}
    await box.control("submit", user="ada", view_id=view["id"], values=values)
    await box.control("submit", user="ada", view_id=view["id"], values=values)
    assert [each.get("type") for each in modal_app.seen][-2:] == ["view_submission", "view_submission"]


async def test_views_stack_three_deep_and_closing_is_told(box: Any, modal_app: Any) -> None:
    view = await opened(box)
    push = {"response_action": "push", "view": {**MODAL, "private_metadata": "second"}}
    modal_app.answer = push
    await box.control("submit", user="ada", view_id=view["id"], values={"title": "a"})
    second = (await box.look("views", user="ada"))["stack"][-1]
    assert (second["previous_view_id"], second["root_view_id"]) == (view["id"], view["id"])
    await box.control("submit", user="ada", view_id=second["id"], values={"title": "b"})
    third = (await box.look("views", user="ada"))["stack"][-1]
    refused = await box.control("submit", user="ada", view_id=third["id"], values={"title": "c"})
    assert refused["error"] == "push_limit_reached"
    await box.control("close", user="ada", view_id=third["id"])
    assert modal_app.seen[-1]["type"] == "view_closed"
    assert modal_app.seen[-1]["is_cleared"] is False
    modal_app.answer = {"response_action": "clear"}
    await box.control("submit", user="ada", view_id=second["id"], values={"title": "b"})
    assert (await box.look("views", user="ada"))["stack"] == []


async def test_a_view_update_by_ack_is_judged_like_any_view(box: Any, modal_app: Any) -> None:
    view = await opened(box)
    long_title = {"type": "plain_text", "text": "Checkout is down in eu-west-1"}
    modal_app.answer = {"response_action": "update", "view": {**MODAL, "title": long_title}}
    answer = await box.control("submit", user="ada", view_id=view["id"], values={"title": "a"})
    assert answer["error"] == "invalid_arguments"
    assert "must be less than 25 characters" in answer["problems"][0]


async def test_suggestions_are_asked_with_what_was_typed(box: Any, modal_app: Any) -> None:
    view = await opened(box)
    answer = await box.control("suggest", user="ada", view_id=view["id"], action_id="services", value="11")
    assert [each["value"] for each in answer["response"]["options"]][:2] == ["svc-11", "svc-110"]


async def test_triggers_are_single_use_and_die_after_three_seconds(box: Any, modal_app: Any) -> None:
    await opened(box)
    spent = modal_app.seen[0]["trigger_id"]
    assert (await box.api("views.open", trigger_id=spent, view=MODAL))["error"] == "exchanged_trigger_id"
    fresh = box.running.world.triggers.trigger(box.user("ada"))
    await box.control("clock", advance_s=3.5)
    assert (await box.api("views.open", trigger_id=fresh, view=MODAL))["error"] == "expired_trigger_id"
    assert (await box.api("views.open", trigger_id="1.2.a", view=MODAL))["error"] == "invalid_trigger_id"


async def test_a_view_update_with_an_old_hash_conflicts(box: Any, modal_app: Any) -> None:
    view = await opened(box)
    changed = await box.api("views.update", view_id=view["id"], view=MODAL, hash=view["hash"])
    assert changed["view"]["hash"] != view["hash"]
    again = await box.api("views.update", view_id=view["id"], view=MODAL, hash=view["hash"])
    assert again["error"] == "hash_conflict"


async def test_shortcuts_come_with_and_without_a_message(box: Any) -> None:
    app = await box.bolt()
    seen: list[dict[str, Any]] = []

    @app.shortcut("everywhere")
    @app.shortcut("here")
    async def any_shortcut(ack: Any, body: Any) -> Any:
        seen.append(body)
        return await ack()

    said = await box.control("message", user="ada", channel="general", text="it broke")
    await box.control("shortcut", user="ada", callback_id="everywhere")
    await box.control("shortcut", user="ada", callback_id="here", channel="general", ts=said["ts"])
    assert "channel" not in seen[0]
    assert (seen[1]["message"]["text"], seen[1]["message_ts"]) == ("it broke", said["ts"])
