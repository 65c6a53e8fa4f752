"""Checks that look at several fields of a block or element at once."""

from typing import Any

from sandbox.blockkit.schema import say


def has_text_or_fields(block: Any, at: str, problems: list[str]) -> None:
    if isinstance(block, dict) and not block.get("text") and not block.get("fields"):
        say(problems, "missing required field: text or fields", at)


def plain_label(block: Any, at: str, problems: list[str]) -> None:
    text = block.get("text") if isinstance(block, dict) else None
    if isinstance(text, dict) and text.get("type") == "mrkdwn":
        say(problems, "must be a plain_text object", f"{at}/text")


def options_or_groups(element: Any, at: str, problems: list[str]) -> None:
    if isinstance(element, dict) and ("options" in element) == ("option_groups" in element):
        say(problems, "must provide either options or option_groups", at)


def initial_among_options(element: Any, at: str, problems: list[str]) -> None:
    if not isinstance(element, dict):
        return
    initial = element.get("initial_options") or [element["initial_option"]] if _has_initial(element) else []
    known = options_of(element)
    if any(option not in known for option in initial):
        say(problems, "initial option was not found among the options", at)


def _has_initial(element: dict[str, Any]) -> bool:
    return bool(element.get("initial_option") or element.get("initial_options"))


def options_of(element: dict[str, Any]) -> list[Any]:
    groups = element.get("option_groups") or []
    inner = [option for group in groups if isinstance(group, dict) for option in group.get("options") or []]
    return [*(element.get("options") or []), *inner]


def unique_actions(block: Any, at: str, problems: list[str]) -> None:
    """Slack wants action ids to differ within their block; two blocks may share one."""
    elements = block.get("elements") if isinstance(block, dict) else None
    seen: set[str] = set()
    for number, element in enumerate(elements if isinstance(elements, list) else []):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id in seen:
            say(
                problems,
                f"action_id {action_id} already exists in this block",
                f"{at}/elements/{number}/action_id",
            )
        if action_id:
            seen.add(action_id)
