"""Stop: commands, clicks, forms, shortcuts and the home tab, each answered by a real Bolt app."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from tests.conformance.tour.guide import Guide

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def option(word: str) -> Json:
    return {"text": plain(word), "value": word}


OPTIONS = [option(word) for word in ("sev1", "sev2", "sev3")]
ELEMENTS: dict[str, tuple[Json, Any]] = {  # every input: how it is asked for and what ada puts in
    "plain_text_input": ({"multiline": True, "max_length": 200}, "Checkout <down> & out"),
    "email_text_input": ({}, "ada@example.com"),
    "url_text_input": ({}, "https://example.com/graph"),
    "number_input": ({"is_decimal_allowed": False}, "17"),
    "static_select": ({"options": OPTIONS, "initial_option": OPTIONS[1]}, "sev1"),
    "multi_static_select": ({"options": OPTIONS}, ["sev1", "sev3"]),
    "external_select": ({"min_query_length": 0}, "checkout"),
    "multi_external_select": ({"min_query_length": 0}, ["checkout", "search"]),
    "users_select": ({}, "grace"),
    "multi_users_select": ({}, ["grace", "linus"]),
    "channels_select": ({}, "general"),
    "multi_channels_select": ({}, ["general", "random"]),
    "conversations_select": ({"response_url_enabled": True}, "general"),
    "multi_conversations_select": ({}, ["general"]),
    "radio_buttons": ({"options": OPTIONS}, "sev2"),
    "checkboxes": ({"options": OPTIONS}, ["sev2"]),
    "datepicker": ({"initial_date": "2026-11-25"}, "2026-11-26"),
    "timepicker": ({"initial_time": "09:30"}, "10:45"),
    "datetimepicker": ({}, 1_764_060_300),
    "rich_text_input": ({}, {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "what we know"}]}]}),
}  # fmt: skip
IN_ROWS = ("static_select", "external_select", "users_select", "channels_select", "conversations_select",
           "radio_buttons", "checkboxes", "datepicker", "timepicker", "datetimepicker")  # fmt: skip


def form(title: str = "Declare", *, callback_id: str = "declare", **more: Any) -> Json:
    return {
        "type": "modal", "callback_id": callback_id, "title": plain(title), "submit": plain("Go"),
        "close": plain("Not now"), "private_metadata": "INC-1", "notify_on_close": True, "blocks": [
            {"type": "input", "block_id": kind, "optional": True, "label": plain(kind.replace("_", " ")),
             "element": {"type": kind, "action_id": kind} | extra}
            for kind, (extra, _) in ELEMENTS.items()
        ],
    } | more  # fmt: skip


def row(kind: str) -> Json:
    extra = {key: value for key, value in ELEMENTS[kind][0].items() if key != "response_url_enabled"}
    return {"type": kind, "action_id": f"row_{kind}"} | extra


ROWS: list[Json] = [
    {"type": "actions", "block_id": "buttons", "elements": [
        {"type": "button", "action_id": "row_button", "value": "v", "text": plain("Press")},
        {"type": "overflow", "action_id": "row_overflow", "options": OPTIONS[:2]},
    ]},
    {"type": "actions", "block_id": "rows", "elements": [row(kind) for kind in IN_ROWS]},
    {"type": "section", "block_id": "many", "text": plain("Services"), "accessory": row("multi_static_select")},
    {"type": "section", "block_id": "more", "text": {"type": "mrkdwn", "text": "*More*", "verbatim": False},
     "accessory": {"type": "button", "action_id": "row_more", "text": plain("More")}},
]  # fmt: skip


def register(guide: Guide) -> None:
    """What the app answers; a submission gets whatever the tour has laid ready in `guide.answers`."""
    app: AsyncApp = guide.app

    async def command(ack: Any, body: Json) -> None:
        guide.triggers.append(body["trigger_id"])
        await ack({"response_type": "ephemeral", "text": f"heard: {body['text']}"})

    async def submitted(ack: Any) -> None:
        await ack(guide.answers)

    async def suggested(ack: Any) -> None:
        await ack(options=[option("checkout"), option("search")])

    async def anything(ack: Any, body: Json) -> None:
        guide.triggers.append(body.get("trigger_id", ""))
        await ack()

    app.command("/tour")(command)
    app.view("declare")(submitted)
    app.view_closed("declare")(anything)
    app.options({"action_id": "external_select"})(suggested)
    app.options({"action_id": "multi_external_select"})(suggested)
    app.options({"action_id": "row_external_select"})(suggested)
    app.block_action({"block_id": "buttons"})(anything)
    app.block_action({"block_id": "rows"})(anything)
    app.block_action({"block_id": "many"})(anything)
    app.shortcut("tour_global")(anything)
    app.shortcut("tour_message")(anything)


async def visit(guide: Guide) -> None:
    channel = await guide.room("tour-screens", "ada")
    await _forms(guide)
    await _stack(guide)
    await _clicks(guide, channel)
    await _shortcuts(guide, channel)
    await _home(guide)
    await _response_urls(guide, channel)


async def _forms(guide: Guide) -> None:
    slack, control = guide.slack, guide.control
    opened = await slack.views_open(trigger_id=await guide.trigger(), view=form())
    view = opened["view"]["id"]
    values = {kind: value for kind, (_, value) in ELEMENTS.items()}
    guide.answers = {"response_action": "errors", "errors": {"plain_text_input": "say more"}}
    await control("submit", user="ada", view_id=view, values=values)
    guide.answers = {"response_action": "update", "view": form("Almost")}
    await control("submit", user="ada", view_id=view, values=values)
    guide.answers = {}
    await control("submit", user="ada", view_id=view, values=values)
    assert await guide.refused("views.update", view_id=view, view=form()) == "not_found"
    assert await guide.refused("views.open", trigger_id="1.2.abc", view=form()) == "invalid_trigger_id"


async def _stack(guide: Guide) -> None:
    slack, control = guide.slack, guide.control
    one = form(blocks=ROWS[:1], external_id="tour")
    first = await slack.views_open(trigger_id=await guide.trigger(), view=one)
    guide.answers = {"response_action": "push", "view": form("Second")}
    await slack.views_update(external_id="tour", hash=first["view"]["hash"], view=form(blocks=ROWS))
    view = first["view"]["id"]
    await control("click", user="ada", view_id=view, action_id="row_button")
    pushed = await slack.views_push(trigger_id=guide.triggers[-1], view=form("Pushed"))
    await control("close", user="ada", view_id=pushed["view"]["id"])
    stale = {"view_id": view, "hash": "0.stale", "view": form(blocks=ROWS)}
    assert await guide.refused("views.update", **stale) == "hash_conflict"
    await control("submit", user="ada", view_id=view, values={})
    stack = await _stack_of(guide)
    await control("suggest", user="ada", view_id=stack[-1]["id"], values={"external_select": "che"})
    await control("close", user="ada", view_id=stack[-1]["id"])
    await control("close", user="ada", view_id=view, clear=True)


async def _stack_of(guide: Guide) -> list[Json]:
    async with guide.session.get(f"{guide.running.url}_control/views", params={"user": "ada"}) as response:
        stack: list[Json] = (await response.json())["stack"]
        return stack


async def _clicks(guide: Guide, channel: str) -> None:
    posted = await guide.slack.chat_postMessage(channel=channel, text="rows", blocks=ROWS)
    where = {"user": "ada", "channel": channel, "ts": posted["ts"]}
    await guide.control("click", action_id="row_button", **where)
    await guide.control("click", action_id="row_overflow", value="sev1", **where)
    await guide.control("click", action_id="row_multi_static_select", value=["sev1", "sev2"], **where)
    for kind in IN_ROWS:
        await guide.control("click", action_id=f"row_{kind}", value=ELEMENTS[kind][1], **where)
    reply = await guide.slack.chat_postMessage(channel=channel, thread_ts=posted["ts"], text="r", blocks=ROWS[:1])
    await guide.control("click", user="ada", channel=channel, ts=reply["ts"], action_id="row_button")
    private = await guide.slack.chat_postEphemeral(
        channel=channel, user=guide.user("ada"), text="p", blocks=ROWS[:1]
    )
    await guide.control("click", user="ada", channel=channel, ts=private["message_ts"], action_id="row_button")


async def _shortcuts(guide: Guide, channel: str) -> None:
    said = await guide.control("message", user="ada", channel=channel, text="this is an incident")
    await guide.control("shortcut", user="ada", callback_id="tour_message", channel=channel, ts=said["ts"])
    await guide.control("shortcut", user="ada", callback_id="tour_global")


async def _home(guide: Guide) -> None:
    await guide.control("home", user="ada")
    home = {"type": "home", "callback_id": "home", "blocks": [*ROWS[:1], ROWS[-1], {"type": "divider"}]}
    shown = await guide.slack.views_publish(user_id=guide.user("ada"), view=home)
    await guide.control("home", user="ada")
    await guide.control("click", user="ada", view_id=shown["view"]["id"], action_id="row_button")


async def _response_urls(guide: Guide, channel: str) -> None:
    urls: list[str] = []

    async def keep(ack: Any, body: Json) -> None:
        urls.append(body["response_url"])
        await ack()

    guide.app.block_action("row_kept")(keep)
    block = {"type": "actions", "elements": [{"type": "button", "action_id": "row_kept", "text": plain("Keep")}]}
    posted = await guide.slack.chat_postMessage(channel=channel, text="kept", blocks=[block])
    await guide.control("click", user="ada", channel=channel, ts=posted["ts"], action_id="row_kept")
    for body in (
        {"text": "only you"}, {"text": "all", "response_type": "in_channel", "replace_original": False},
        {"text": "new", "replace_original": True}, {"delete_original": True},
    ):  # fmt: skip
        async with guide.session.post(urls[0], json=body) as response:
            assert response.status == 200, await response.text()
