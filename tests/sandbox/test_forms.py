"""Modals and the home tab to the letter: answers that Slack refuses, inputs that speak, what is reported."""

import asyncio
from typing import Any

import pytest

PLAIN = {"type": "plain_text", "text": "x"}
DIVIDER = {"type": "divider"}
OPTION = {"text": PLAIN, "value": "1"}


def entry(block_id: str, kind: str, *, dispatch: bool = False, **element: Any) -> dict[str, Any]:
    block = {"type": "input", "block_id": block_id, "label": PLAIN, "optional": True}
    block["element"] = {"type": kind, "action_id": f"a_{block_id}", **element}
    return block | ({"dispatch_action": True} if dispatch else {})


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": PLAIN,
        "submit": PLAIN,
        "blocks": list(blocks),
        **more,
    }


@pytest.fixture
async def app(box: Any) -> Any:
    """An app that opens `app.view` on a command, keeps all it gets and acks forms with `app.answer`."""
    app = await box.bolt()
    app.seen, app.answer, app.view_body = [], {}, {}

    @app.command("/plain")
    async def opened(ack: Any, body: Any, client: Any) -> Any:
        await client.views_open(trigger_id=body["trigger_id"], view=app.view_body)
        return await ack()

    async def kept(ack: Any, body: Any) -> Any:
        app.seen.append(body)
        return await ack(**app.answer)

    app.view("form")(kept)
    app.view_closed("form")(kept)
    app.block_action({"action_id": "a_text"})(kept)
    app.block_action({"action_id": "a_pick"})(kept)
    return app


async def opened(box: Any, app: Any, view: dict[str, Any], user: str = "ada") -> dict[str, Any]:
    app.view_body = view
    await box.control("command", user=user, channel="general", command="/plain")
    shown: dict[str, Any] = (await box.look("views", user=user))["stack"][-1]
    return shown


WRONG = [
    ({"response_action": "dance"}, "invalid_response_action"),
    ({"response_action": "errors", "errors": {"nowhere": "x"}}, "invalid_response_errors"),
    ({"response_action": "errors", "errors": {"text": ""}}, "invalid_response_errors"),
    ({"response_action": "update"}, "invalid_arguments"),
    ({"response_action": "push", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
]


@pytest.mark.parametrize(("answer", "error"), WRONG)
async def test_a_wrong_answer_to_a_form_leaves_it_open_with_slacks_words(
    box: Any, app: Any, answer: Any, error: str
) -> None:
    view = await opened(box, app, modal(entry("text", "plain_text_input")))
    app.answer = answer
    told = await box.control("submit", user="ada", view_id=view["id"], values={"text": "a"})
    assert (told["error"], told["shown"]) == (error, "We had some trouble connecting. Try again?")
    assert [each["id"] for each in (await box.look("views", user="ada"))["stack"]] == [view["id"]]


async def test_a_form_that_nobody_acks_says_so_too(box: Any, app: Any) -> None:
    view = await opened(box, app, modal(entry("text", "plain_text_input"), callback_id="unknown"))
    box.running.world.sockets.ack_seconds = 0.05
    told = await box.control("submit", user="ada", view_id=view["id"], values={"text": "a"})
    assert (told["error"], told["shown"][:19]) == ("dispatch_failed", "We had some trouble")


async def test_every_kind_of_input_is_reported_in_its_own_shape(box: Any, app: Any) -> None:
    options = {"options": [OPTION]}
    file_id = (await box.control("file", user="ada", name="a.txt", content="hi"))["id"]
    ada, general = box.user("ada"), box.channel("general")
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
    cases: list[tuple[str, dict[str, Any], Any, dict[str, Any]]] = [
        ("plain_text_input", {}, "t", {"value": "t"}),
        ("email_text_input", {}, "a@b.example", {"value": "a@b.example"}),
        ("url_text_input", {}, "https://a.example", {"value": "https://a.example"}),
        ("number_input", {"is_decimal_allowed": True}, 1.5, {"value": "1.5"}),
        ("rich_text_input", {}, rich, {"rich_text_value": rich}),
        ("datepicker", {}, "2026-11-25", {"selected_date": "2026-11-25"}),
        ("timepicker", {}, "09:30", {"selected_time": "09:30"}),
        ("datetimepicker", {}, 1795600000, {"selected_date_time": 1795600000}),
        ("static_select", options, "1", {"selected_option": OPTION}),
        ("multi_static_select", options, ["1"], {"selected_options": [OPTION]}),
        ("users_select", {}, "ada", {"selected_user": ada}),
        ("multi_users_select", {}, ["ada"], {"selected_users": [ada]}),
        ("channels_select", {}, "general", {"selected_channel": general}),
        ("multi_channels_select", {}, ["general"], {"selected_channels": [general]}),
        ("conversations_select", {}, "general", {"selected_conversation": general}),
        ("multi_conversations_select", {}, ["general"], {"selected_conversations": [general]}),
        ("radio_buttons", options, "1", {"selected_option": OPTION}),
        ("checkboxes", options, ["1"], {"selected_options": [OPTION]}),
    ]
    blocks = [entry(kind, kind, **more) for kind, more, _, _ in cases]
    view = await opened(box, app, modal(*blocks, entry("file", "file_input", filetypes=["txt"])))
    values = {kind: value for kind, _, value, _ in cases} | {"file": [file_id]}
    await box.control("submit", user="ada", view_id=view["id"], values=values)
    state = app.seen[-1]["view"]["state"]["values"]
    for kind, _, _, reported in cases:
        assert state[kind][f"a_{kind}"] == {"type": kind, **reported}
    assert state["file"]["a_file"]["files"][0]["id"] == file_id


@pytest.mark.parametrize(
    ("kind", "more", "value"),
    [
        ("email_text_input", {}, "nobody"),
        ("url_text_input", {}, "example.com"),
        ("number_input", {"is_decimal_allowed": False}, "1.5"),
        ("number_input", {"is_decimal_allowed": False, "max_value": "3"}, "4"),
        ("datepicker", {}, "tomorrow"),
        ("timepicker", {}, "25:00"),
        ("multi_static_select", {"options": [OPTION], "max_selected_items": 1}, ["1", "1"]),
        ("file_input", {"filetypes": ["txt"]}, ["F0NONE"]),
    ],
)
async def test_what_slacks_own_client_refuses_never_reaches_the_app(
    box: Any, app: Any, kind: str, more: Any, value: Any
) -> None:
    view = await opened(box, app, modal(entry("it", kind, **more)))
    assert (await box.tried("submit", user="ada", view_id=view["id"], values={"it": value}))[0] == 400
    assert app.seen == []


async def test_an_input_speaks_only_where_its_block_dispatches(box: Any, app: Any) -> None:
    typing = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    view = await opened(
        box,
        app,
        modal(
            entry("quiet", "plain_text_input"),
            entry("text", "plain_text_input", dispatch=True, **typing),
            entry("pick", "static_select", dispatch=True, options=[OPTION]),
        ),
    )
    where = {"user": "ada", "view_id": view["id"]}
    assert (await box.control("click", **where, action_id="a_quiet", value="q"))["kept"]
    assert (await box.control("click", **where, action_id="a_text", value="en"))["kept"]
    sent = await box.control("click", **where, action_id="a_text", value="ent", trigger="on_character_entered")
    assert sent["ack_ms"] is not None
    await box.control("click", **where, action_id="a_pick", value="1")
    actions = [each["actions"][0] for each in app.seen]
    assert [(each["type"], each["block_id"]) for each in actions] == [
        ("plain_text_input", "text"),
        ("static_select", "pick"),
    ]
    assert (actions[0]["value"], actions[1]["selected_option"]["value"]) == ("ent", "1")
    assert app.seen[-1]["view"]["state"]["values"]["quiet"]["a_quiet"]["value"] == "q"
    assert app.seen[-1]["container"] == {"type": "view", "view_id": view["id"]}


async def test_a_chosen_channel_brings_a_response_url_where_it_was_asked_for(box: Any, app: Any) -> None:
    view = await opened(box, app, modal(entry("where", "conversations_select", response_url_enabled=True)))
    await box.control("submit", user="ada", view_id=view["id"], values={"where": "random"})
    (given,) = app.seen[-1]["response_urls"]
    assert (given["block_id"], given["action_id"], given["channel_id"]) == (
        "where", "a_where", box.channel("random"),
    )  # fmt: skip
    async with box.session.post(given["response_url"], json={"text": "done", "response_type": "in_channel"}):
        pass
    assert [each["text"] for each in await box.said("random", "grace")] == ["done"]


async def test_a_form_can_begin_with_the_channel_in_which_it_was_opened(box: Any, app: Any) -> None:
    here = {"default_to_current_conversation": True, "response_url_enabled": True}
    view = await opened(box, app, modal(entry("where", "conversations_select", **here)))
    await box.control("submit", user="ada", view_id=view["id"], values={})
    body = app.seen[-1]
    chosen = body["view"]["state"]["values"]["where"]["a_where"]["selected_conversation"]
    assert chosen == body["response_urls"][0]["channel_id"] == box.channel("general")


async def test_closing_a_form_that_clears_closes_the_whole_stack(box: Any, app: Any) -> None:
    first = modal(entry("text", "plain_text_input"), notify_on_close=True)
    view = await opened(box, app, first)
    app.answer = {"response_action": "push", "view": first | {"clear_on_close": True}}
    await box.control("submit", user="ada", view_id=view["id"], values={})
    app.answer, second = {}, (await box.look("views", user="ada"))["stack"][-1]
    await box.control("close", user="ada", view_id=second["id"])
    closed = [each for each in app.seen if each["type"] == "view_closed"]
    assert [(each["view"]["id"], each["is_cleared"]) for each in closed] == [
        (second["id"], True),
        (view["id"], True),
    ]
    assert "trigger_id" not in closed[0]


async def test_a_view_from_elsewhere_names_both_workspaces(box: Any, app: Any) -> None:
    await box.control("people", name="grace", team="T0OTHER")
    view = await opened(box, app, modal(entry("text", "plain_text_input")), "grace")
    await box.control("submit", user="grace", view_id=view["id"], values={"text": "a"})
    body = app.seen[-1]
    assert (body["user"]["team_id"], body["team"]["id"]) == ("T0OTHER", "T0OTHER")
    assert body["view"]["app_installed_team_id"] == box.running.workspace.team


async def test_the_home_tab_can_be_clicked_and_comes_with_the_next_opening(box: Any, app: Any) -> None:
    opened_homes: list[dict[str, Any]] = []

    @app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        opened_homes.append(event)
        blocks = [{"type": "actions", "elements": [{"type": "button", "action_id": "a_pick", "text": PLAIN}]}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    for count in (1, 2):
        await box.control("home", user="ada")
        async with asyncio.timeout(3):
            while len(opened_homes) < count or not (await box.look("views", user="ada"))["home"]:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)
    view = (await box.look("views", user="ada"))["home"]
    await box.control("click", user="ada", view_id=view["id"], action_id="a_pick")
    assert app.seen[-1]["view"]["type"] == "home"
    assert "channel" not in app.seen[-1]
    assert ["view" in each for each in opened_homes] == [False, True]
    assert opened_homes[0]["channel"].startswith("D")
    messages = await box.control("home", user="ada", tab="messages")
    assert messages == {}
    assert (await box.tried("home", user="ada", tab="about"))[0] == 400


async def test_a_view_in_an_answer_is_judged_like_one_of_a_method(box: Any, app: Any) -> None:
    view = await opened(box, app, modal(DIVIDER, external_id="first"))
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    for body, code in (
        (modal(*[section] * 90), "view_too_large"),
        (modal(DIVIDER, external_id="first"), "duplicate_external_id"),
        (modal(DIVIDER), ""),
    ):
        app.answer = {"response_action": "push", "view": body}
        told = await box.control("submit", user="ada", view_id=view["id"], values={})
        assert told.get("error", "") == code


async def test_a_view_is_named_in_one_way_only(box: Any, app: Any) -> None:
    view = await opened(box, app, modal(DIVIDER, external_id="first"))
    answer = await box.api("views.update", view_id=view["id"], external_id="first", view=modal(DIVIDER))
    said = answer["response_metadata"]["messages"]
    assert (answer["error"], said) == (
        "invalid_arguments", ["[ERROR] Cannot provide both `view_id` and `external_id`"],
    )  # fmt: skip
