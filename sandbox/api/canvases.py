"""canvases.* and conversations.canvases.create: documents beside a channel."""

from typing import Any

from sandbox.api.registry import Call, SlackError, invalid, method
from sandbox.blockkit import documents
from sandbox.traffic.rates import T2, T3
from sandbox.workspace import canvases
from sandbox.workspace.nouns import Canvas, Channel, Json

READ, WRITE = "canvases:read", "canvases:write"
CONTENT, SECTION, TITLE = "document_content", "section_id", "title_content"
FAILED = "canvas_editing_failed"
NEEDS: dict[str, tuple[set[str], set[str]]] = {  # operation -> what goes with it, and what may
    "insert_after": ({SECTION, CONTENT}, set()),
    "insert_before": ({SECTION, CONTENT}, set()),
    "insert_at_start": ({CONTENT}, set()),
    "insert_at_end": ({CONTENT}, set()),
    "replace": ({CONTENT}, {SECTION}),
    "delete": ({SECTION}, set()),
    "rename": ({TITLE}, set()),
}
HEADERS = {"any_header": (1, 2, 3), "h1": (1,), "h2": (2,), "h3": (3,)}


def _check_plan(call: Call) -> None:
    if call.space.canvas_plan == "off":
        raise SlackError("canvas_disabled_user_team")


@method("conversations.canvases.create", WRITE, tier=T2, required=("channel_id",))
def create_for_channel(call: Call) -> Json:
    """The channel's own canvas, of which it has one."""
    channel = _channel(call)
    if channel.canvas:
        raise SlackError("channel_canvas_already_exists")
    canvas = _created(call, channel)
    channel.canvas = canvas.id
    call.space.state_changed()
    return {"canvas_id": canvas.id}


@method("canvases.create", WRITE, tier=T2)
def create(call: Call) -> Json:
    """One that stands alone, or one tab more of a channel."""
    if call.text("channel_id"):
        return {"canvas_id": _created(call, _channel(call)).id}
    _check_plan(call)
    if call.space.canvas_plan == "one":
        raise SlackError("free_teams_cannot_create_standalone_canvases")
    return {"canvas_id": _created(call, None).id}


def _channel(call: Call) -> Channel:
    channel = call.channel("channel_id")
    _check_plan(call)
    if channel.is_archived:
        raise SlackError("restricted_action")
    return channel


def _created(call: Call, channel: Channel | None) -> Canvas:
    if channel and call.space.canvas_plan == "one" and canvases.tabs(call.space, channel):
        raise SlackError("free_team_canvas_tab_already_exists")
    content = call.structure(CONTENT)
    text = _markdown(content, CONTENT, "canvas_creation_failed") if content is not None else ""
    return canvases.create(call.space, call.bot, call.text("title"), documents.sections(text), channel)


def _markdown(content: Any, name: str, code: str) -> str:
    sound = isinstance(content, dict) and content.keys() == {"type", "markdown"} and content["type"] == "markdown"
    if not sound or not isinstance(content["markdown"], str):
        raise invalid("invalid_arguments", [f"failed to match exactly one allowed schema [json-pointer:/{name}]"])
    problem = documents.problem(content["markdown"])
    if problem:
        raise SlackError(code, detail=problem)
    return str(content["markdown"])


@method("canvases.edit", WRITE, tier=T3, required=("canvas_id", "changes"))
def edit(call: Call) -> Json:
    """One operation a call, as Slack's page says."""
    _check_plan(call)
    canvas, change = _canvas(call), _change(call)
    if not canvas.channel and call.space.canvas_plan == "one":
        raise SlackError("free_teams_cannot_edit_standalone_canvases")
    if change["operation"] == "rename":
        canvases.rename(call.space, canvas, _markdown(change[TITLE], f"changes/0/{TITLE}", FAILED))
        return {}
    sections = _edited(list(canvas.sections), canvas, change)
    if sum(len(each.encode()) + 2 for each in sections) > documents.LARGEST:
        raise SlackError("canvas_too_large")
    canvases.write(call.space, canvas, sections)
    return {}


def _change(call: Call) -> Json:
    changes = call.structure("changes")
    if not isinstance(changes, list) or not all(isinstance(each, dict) for each in changes):
        raise invalid("invalid_arguments", ["must provide an array of objects [json-pointer:/changes]"])
    if len(changes) != 1:
        word = "more than 1 items" if changes else "fewer than 1 items"
        raise invalid("invalid_arguments", [f"no {word} allowed [json-pointer:/changes]"])
    change: Json = changes[0]
    operation = change.get("operation")
    if not isinstance(operation, str) or operation not in NEEDS:
        raise invalid("invalid_arguments", ["must be a valid enum value [json-pointer:/changes/0/operation]"])
    needed, more = NEEDS[operation]
    given = change.keys() - {"operation"}
    problems = [f"missing required field: {name}" for name in sorted(needed - given)]
    problems += [f"invalid additional property: {name}" for name in sorted(given - needed - more)]
    if not isinstance(change.get(SECTION, ""), str):
        problems.append("must provide a string")
    if problems:
        raise invalid("invalid_arguments", [f"{each} [json-pointer:/changes/0]" for each in problems])
    return change


def _edited(order: list[str], canvas: Canvas, change: Json) -> list[str]:
    """The Markdown of all sections after a change."""
    operation, section = change["operation"], change.get(SECTION)
    if section is not None and section not in canvas.sections:
        raise SlackError(FAILED, detail=f"section {section} not found")
    text = _markdown(change[CONTENT], f"changes/0/{CONTENT}", FAILED) if CONTENT in change else ""
    texts = list(canvas.sections.values())
    at = order.index(section) if section is not None else 0
    first, last = {
        "insert_after": (at + 1, at + 1), "insert_before": (at, at), "insert_at_start": (0, 0),
        "insert_at_end": (len(texts), len(texts)), "delete": (at, at + 1),
        "replace": (at, at + 1) if section is not None else (0, len(texts)),
    }[operation]  # fmt: skip
    return [*texts[:first], *documents.sections(text), *texts[last:]]


@method("canvases.sections.lookup", READ, tier=T3, required=("canvas_id", "criteria"))
def look_up(call: Call) -> Json:
    """The ids of sections: they are good until the next edit."""
    _check_plan(call)
    found = call.space.canvases.get(call.text("canvas_id"))
    if found and found.deleted:
        raise SlackError("canvas_deleted")
    levels, words = _criteria(call)
    sections = _canvas(call, writing=False).sections.items()
    fitting = [
        each for each, text in sections
        if (not levels or documents.heading(text) in levels) and words.casefold() in text.casefold()
    ]  # fmt: skip
    return {"sections": [{"id": each} for each in fitting]}


def _criteria(call: Call) -> tuple[list[int], str]:
    """The levels of headings that are looked for, and the text in them."""
    criteria = call.structure("criteria")
    types = criteria.get("section_types") if isinstance(criteria, dict) else None
    words = criteria.get("contains_text") if isinstance(criteria, dict) else None
    sound = isinstance(criteria, dict) and criteria and criteria.keys() <= {"section_types", "contains_text"}
    if types is not None:
        sound = sound and isinstance(types, list) and 1 <= len(types) <= len(HEADERS) - 1
        sound = sound and all(isinstance(each, str) and each in HEADERS for each in types)
    if not sound or not isinstance(words, str | None):
        raise invalid("invalid_arguments", ["failed to match exactly one allowed schema [json-pointer:/criteria]"])
    return [level for each in types or () for level in HEADERS[each]], words or ""


@method("canvases.delete", WRITE, tier=T3, required=("canvas_id",))
def delete(call: Call) -> Json:
    canvas = _canvas(call)
    if canvas.creator != call.bot.id:
        raise SlackError("restricted_action")
    canvases.delete(call.space, canvas)
    return {}


def _canvas(call: Call, *, writing: bool = True) -> Canvas:
    """The canvas meant, where the bot gets at it: its own, or one of a channel that it sees."""
    canvas = call.space.canvases.get(call.text("canvas_id"))
    channel = call.space.channels.get(canvas.channel) if canvas else None
    if canvas is None or canvas.deleted or not (channel or canvas.creator == call.bot.id):
        raise SlackError("canvas_not_found")
    if channel and channel.kind != "public" and call.bot.id not in channel.members:
        raise SlackError("canvas_not_found")
    if channel and writing and channel.is_archived:
        raise SlackError("restricted_action")
    return canvas
