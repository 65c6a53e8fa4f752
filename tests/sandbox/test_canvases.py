"""Canvases: made, edited, looked through and deleted by the bot and by hand, and where a plan ends."""

from typing import Any

import pytest

from sandbox.blockkit import documents

Json = dict[str, Any]
PAGE = "# Checkout\n\nIt is down.\n\n- one\n- two\n\n## Roles\n\n> quoted"


@pytest.fixture
async def box(open_box: Any, manifest: Any) -> Any:
    manifest["oauth_config"]["scopes"]["bot"] += ["canvases:read", "canvases:write"]
    return await open_box(manifest, rate_limits=False)


def words(markdown: str) -> Json:
    return {"type": "markdown", "markdown": markdown}


async def made(box: Any, markdown: str = PAGE) -> tuple[str, str]:
    """A channel and its canvas."""
    channel = await box.room("room", "ada")
    answer = await box.api("conversations.canvases.create", channel_id=channel, document_content=words(markdown))
    return channel, answer["canvas_id"]


async def edit(box: Any, canvas: str, **change: Any) -> Json:
    answer: Json = await box.api("canvases.edit", canvas_id=canvas, changes=[change])
    return answer


async def shown(box: Any, channel: str) -> Json:
    state = await box.look("state")
    found: Json = next(each["canvas"] for each in state["channels"] if each["id"] == channel)
    return found


async def sections(box: Any, canvas: str, **criteria: Any) -> list[str]:
    answer = await box.api("canvases.sections.lookup", canvas_id=canvas, criteria=criteria)
    return [each["id"] for each in answer["sections"]]


async def test_a_channel_has_one_canvas_that_everybody_sees(box: Any) -> None:
    channel, canvas = await made(box)
    assert (await shown(box, channel))["markdown"] == PAGE
    again = await box.api("conversations.canvases.create", channel_id=channel)
    assert again["error"] == "channel_canvas_already_exists"
    info = (await box.api("conversations.info", channel=channel))["channel"]["properties"]
    assert (info["canvas"]["file_id"], info["canvas"]["is_empty"]) == (canvas, False)
    assert [each["type"] for each in info["tabs"]] == ["canvas"]
    assert "properties" not in (await box.api("conversations.info", channel=await box.room("other")))["channel"]


async def test_every_operation_changes_what_it_says(box: Any) -> None:
    channel, canvas = await made(box, "# A\n\nmiddle")
    for change in (
        {"operation": "insert_at_start", "document_content": words("first")},
        {"operation": "insert_at_end", "document_content": words("last")},
    ):
        assert (await edit(box, canvas, **change))["ok"]
    for operation, more in (
        ("insert_before", {"document_content": words("before")}),
        ("insert_after", {"document_content": words("after")}),
    ):
        [heading] = await sections(box, canvas, section_types=["h1"])
        assert (await edit(box, canvas, operation=operation, section_id=heading, **more))["ok"]
    assert (await shown(box, channel))["markdown"].split("\n\n") == [
        "first", "before", "# A", "after", "middle", "last"
    ]  # fmt: skip
    [middle] = await sections(box, canvas, contains_text="MIDDLE")
    assert (await edit(box, canvas, operation="replace", section_id=middle, document_content=words("m")))["ok"]
    [before] = await sections(box, canvas, contains_text="before")
    assert (await edit(box, canvas, operation="delete", section_id=before))["ok"]
    assert (await edit(box, canvas, operation="rename", title_content=words("Front page")))["ok"]
    now = await shown(box, channel)
    assert (now["title"], now["markdown"].split("\n\n")) == ("Front page", ["first", "# A", "after", "m", "last"])


async def test_a_replacement_without_a_section_replaces_everything(box: Any) -> None:
    channel, canvas = await made(box)
    assert (await edit(box, canvas, operation="replace", document_content=words("new")))["ok"]
    assert (await shown(box, channel))["markdown"] == "new"


async def test_sections_are_found_by_kind_and_words_until_the_next_edit(box: Any) -> None:
    _, canvas = await made(box)
    assert len(await sections(box, canvas, section_types=["any_header"])) == 2
    [roles] = await sections(box, canvas, section_types=["h2", "h3"], contains_text="roles")
    assert (await edit(box, canvas, operation="insert_at_end", document_content=words("x")))["ok"]
    late = await edit(box, canvas, operation="delete", section_id=roles)
    assert (late["error"], late["detail"]) == ("canvas_editing_failed", f"section {roles} not found")


@pytest.mark.parametrize(
    "changes",
    [
        "nothing", {}, [], ["replace"],
        [{"operation": "insert_at_end", "document_content": words("x")}] * 2,
        [{"operation": "append", "document_content": words("x")}],
        [{"operation": "replace"}],
        [{"operation": "delete"}],
        [{"operation": "delete", "section_id": 5}],
        [{"operation": "insert_after", "document_content": words("x")}],
        [{"operation": "insert_at_end", "section_id": "temp:C:1", "document_content": words("x")}],
        [{"operation": "rename", "document_content": words("x")}],
        [{"operation": "replace", "document_content": {"type": "html", "markdown": "x"}}],
        [{"operation": "replace", "document_content": {"type": "markdown", "markdown": 5}}],
        [{"operation": "replace", "document_content": words("x") | {"more": 1}}],
    ],
)  # fmt: skip
async def test_a_change_of_another_shape_is_refused(box: Any, changes: Any) -> None:
    channel, canvas = await made(box)
    answer = await box.api("canvases.edit", canvas_id=canvas, changes=changes)
    assert answer["error"] == "invalid_arguments"
    assert (await shown(box, channel))["markdown"] == PAGE


@pytest.mark.parametrize("criteria", ["h1", {}, {"section_types": []}, {"section_types": ["h4"]}, {"text": "x"}])
async def test_criteria_name_kinds_or_words(box: Any, criteria: Any) -> None:
    _, canvas = await made(box)
    answer = await box.api("canvases.sections.lookup", canvas_id=canvas, criteria=criteria)
    assert answer["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("markdown", "line", "said"),
    [
        ("# A\n\n#### B", 3, "heading depth (4)"),
        ("> - x", 1, "(List) within block quote"),
        ("text\n\n> # x", 3, "(Heading) within block quote"),
        ("> > x", 1, "(BlockQuote) within block quote"),
        ("- a\n  > b", 2, "(BlockQuote) within list"),
        ("- # a", 1, "(Heading) within list"),
        ("- a\n  1. b", 2, "another kind within list"),
        ("|" + "a|" * 10 + "\n|" + "-|" * 10 + "\n" + ("|" + "b|" * 10 + "\n") * 29, 1, "more than 300 cells"),
    ],
)
async def test_what_slack_does_not_take_in_a_canvas_is_told_with_its_line(
    box: Any, markdown: str, line: int, said: str
) -> None:
    channel = await box.room("room")
    answer = await box.api("conversations.canvases.create", channel_id=channel, document_content=words(markdown))
    assert answer["error"] == "canvas_creation_failed"
    assert answer["detail"].startswith(f"'content' error: line {line}: ")
    assert said in answer["detail"]


def test_code_is_taken_as_it_stands() -> None:
    code = "```\n#### no heading\n> - no list\n\n- a\n  1. b\n```"
    assert (documents.problem(code), documents.sections(f"a\n{code}\nb")) == ("", ["a", code, "b"])


async def test_a_canvas_ends_at_a_mebibyte(box: Any) -> None:
    _, canvas = await made(box, "x" * 600_000)
    more = await edit(box, canvas, operation="insert_at_end", document_content=words("y" * 600_000))
    assert more["error"] == "canvas_too_large"


@pytest.mark.parametrize(
    ("plan", "method", "error"),
    [
        ("off", "conversations.canvases.create", "canvas_disabled_user_team"),
        ("off", "canvases.create", "canvas_disabled_user_team"),
        ("one", "canvases.create", "free_teams_cannot_create_standalone_canvases"),
        ("one", "conversations.canvases.create", None),
        ("all", "canvases.create", None),
    ],
)
async def test_a_plan_allows_all_canvases_or_one_a_channel_or_none(
    box: Any, plan: str, method: str, error: str | None
) -> None:
    channel = await box.room("room")
    await box.control("plan", canvases=plan)
    place = {"channel_id": channel} if method.startswith("conversations") else {}
    assert (await box.api(method, **place)).get("error") == error


async def test_a_free_channel_has_one_tab_and_a_free_workspace_edits_no_other_canvas(box: Any) -> None:
    alone = (await box.api("canvases.create", title="Alone"))["canvas_id"]
    channel = await box.room("room")
    await box.control("plan", canvases="one")
    assert (await box.api("canvases.create", channel_id=channel))["ok"]
    second = await box.api("conversations.canvases.create", channel_id=channel)
    assert second["error"] == "free_team_canvas_tab_already_exists"
    change = {"operation": "replace", "document_content": words("x")}
    assert (await edit(box, alone, **change))["error"] == "free_teams_cannot_edit_standalone_canvases"


async def test_a_deleted_canvas_leaves_room_for_another(box: Any) -> None:
    channel, canvas = await made(box)
    assert (await box.api("canvases.delete", canvas_id=canvas))["ok"]
    assert await shown(box, channel) is None
    assert (await box.api("canvases.delete", canvas_id=canvas))["error"] == "canvas_not_found"
    found = await box.api("canvases.sections.lookup", canvas_id=canvas, criteria={"contains_text": "x"})
    assert found["error"] == "canvas_deleted"
    gone = await edit(box, canvas, operation="replace", document_content=words("x"))
    assert gone["error"] == "canvas_not_found"
    assert (await box.api("conversations.canvases.create", channel_id=channel))["ok"]


async def test_people_write_a_canvas_by_hand_and_the_bot_may_edit_but_not_delete_it(box: Any) -> None:
    channel = await box.room("room", "ada")
    canvas = (await box.control("canvas", user="ada", channel="room", markdown="by hand"))["canvas_id"]
    assert (await edit(box, canvas, operation="insert_at_end", document_content=words("x")))["ok"]
    assert (await shown(box, channel))["markdown"] == "by hand\n\nx"
    assert (await box.api("canvases.delete", canvas_id=canvas))["error"] == "restricted_action"
    await box.control("uncanvas", user="ada", channel="room")
    assert await shown(box, channel) is None
    status, answer = await box.tried("canvas", user="ada", channel="room", markdown="#### x")
    assert (status, "heading depth" in answer["error"]) == (400, True)


async def test_a_canvas_is_where_its_channel_is(box: Any) -> None:
    channel, canvas = await made(box)
    await box.control("archive", user="ada", channel=channel)
    change = {"operation": "replace", "document_content": words("x")}
    assert (await edit(box, canvas, **change))["error"] == "restricted_action"
    late = await box.api("conversations.canvases.create", channel_id=channel)
    assert late["error"] == "restricted_action"
    secret = (await box.api("conversations.create", name="secret", is_private=True))["channel"]["id"]
    hidden = (await box.api("conversations.canvases.create", channel_id=secret))["canvas_id"]
    await box.control("join", user="ada", channel=secret, by=box.bot)
    await box.control("kick", user="ada", target=box.bot, channel=secret)
    assert (await edit(box, hidden, **change))["error"] == "canvas_not_found"
    lost = await box.api("conversations.canvases.create", channel_id=secret)
    assert lost["error"] == "channel_not_found"


async def test_canvases_need_their_scopes(open_box: Any) -> None:
    box = await open_box()
    channel = await box.room("room")
    answer = await box.api("conversations.canvases.create", channel_id=channel)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "canvases:write")
