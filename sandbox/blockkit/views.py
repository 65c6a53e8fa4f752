"""Modals and home tabs as a whole."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.blocks import OF_HOMES, OF_MODALS
from sandbox.blockkit.reading import placed, placed_inside
from sandbox.blockkit.rules import numbered, refuse_repeated
from sandbox.blockkit.schema import Check, boolean, kinds, record, say, string
from sandbox.blockkit.texts import plain
from sandbox.workspace.nouns import Json, View
from sandbox.workspace.views import Modals

COMMON: dict[str, Check] = {
    "private_metadata": string(limits.PRIVATE_METADATA, 0),
    "callback_id": string(limits.ID, 0),
    "external_id": string(limits.ID, 0),
}
WORD = plain(limits.VIEW_TITLE)
MODAL = record(
    COMMON
    | {
        "title": WORD,
        "blocks": OF_MODALS,
        "submit": WORD,
        "close": WORD,
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
    "title",
    "blocks",
)
HOME = record(COMMON | {"blocks": OF_HOMES}, "blocks")
VIEW = kinds({"modal": MODAL, "home": HOME})


def view_problems(view: Any, *, home: bool = False) -> list[str]:
    problems: list[str] = []
    VIEW(view, "/view", problems)
    if problems:
        return problems
    if (view["type"] == "home") != home:
        say(problems, f"must be a {'home' if home else 'modal'} view", "/view/type")
    blocks = numbered(view["blocks"], "/view/blocks")
    refuse_repeated("block_id", placed(view["blocks"], "/view/blocks"), problems)
    if not home and "submit" not in view:
        _refuse_inputs(blocks, problems)
    _refuse_second_focus(blocks, problems)
    _refuse_response_urls(blocks, problems, home)
    return problems


def view_refusal(
    modals: Modals, view: Any, own: View | None, *, home: bool = False
) -> tuple[str, list[str]] | None:
    """Slack's error code for a view and what is wrong with it; `own` is the view whose place it takes."""
    problems = view_problems(view, home=home)
    if problems:
        return "invalid_arguments", problems
    if len(json.dumps(view).encode()) > limits.VIEW_BYTES:
        return "view_too_large", []
    taken = modals.by_external_id(view["external_id"]) if view.get("external_id") else None
    return ("duplicate_external_id", []) if taken and taken is not own else None


def _refuse_inputs(blocks: list[tuple[str, Json]], problems: list[str]) -> None:
    for at, block in blocks:
        if block["type"] == "input":
            say(problems, "must define `submit` to use an `input` block in modals", f"{at}/input")


def _refuse_second_focus(blocks: list[tuple[str, Json]], problems: list[str]) -> None:
    focused = [at for at, element in elements(blocks) if element.get("focus_on_load")]
    for at in focused[1:]:
        say(problems, "only one element can be focused on load", f"{at}/focus_on_load")


def _refuse_response_urls(blocks: list[tuple[str, Json]], problems: list[str], home: bool) -> None:
    """Only a submitted menu can say where the answer goes: one in an input block of a modal."""
    submitted = {at for at, block in blocks if block["type"] == "input" and not home}
    for at, element in elements(blocks):
        if element.get("response_url_enabled") and at.removesuffix("/element") not in submitted:
            say(problems, "only allowed in input blocks of modals", f"{at}/response_url_enabled")


def elements(blocks: list[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
    """Every element that stands in these blocks or in blocks inside them, and where."""
    for at, block in blocks:
        yield from elements(list(placed_inside(block, at)))
        for name in ("element", "accessory"):
            if name in block:
                yield f"{at}/{name}", block[name]
        if block["type"] == "actions":
            yield from numbered(block["elements"], f"{at}/elements")
