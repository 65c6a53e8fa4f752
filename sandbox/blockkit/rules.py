"""How the fields of one block or element go together: checks on an object whose shape is already right."""

from collections.abc import Iterable
from typing import Any

from sandbox.blockkit.schema import Check, say


def at_least_one(*names: str) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if not any(value.get(name) for name in names):
            say(problems, f"missing required field: {' or '.join(names)}", at)

    return check


def not_empty(value: Any, at: str, problems: list[str]) -> None:
    if not value:
        say(problems, "must have minimum 1 properties", at)


def exactly_one(*names: str) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        given = [name for name in names if name in value]
        if not given:
            say(problems, f"missing required field: {names[0]}", at)
        elif len(given) > 1:
            say(problems, "failed to match exactly one allowed schema", at)

    return check


def in_order(least: str, most: str) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if least in value and most in value and value[least] > value[most]:
            say(problems, f"{least} must not be greater than {most}", f"{at}/{least}")

    return check


def only_with(name: str, other: str) -> Check:
    """A switch that means nothing unless another one is on."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        if value.get(name) and not value.get(other):
            say(problems, f"requires {other}", f"{at}/{name}")

    return check


def never_with(name: str, other: str) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if value.get(name) and value.get(other):
            say(problems, f"cannot be used with {other}", f"{at}/{name}")

    return check


def initial_among_options(element: Any, at: str, problems: list[str]) -> None:
    known = [_said_in_full(option) for option in options_of(element)]
    for name in ("initial_option", "initial_options"):
        chosen = element.get(name, [])
        if any(
            _said_in_full(option) not in known for option in (chosen if isinstance(chosen, list) else [chosen])
        ):
            say(problems, "initial option was not found among the options", f"{at}/{name}")


def _said_in_full(option: Any) -> Any:
    """An option whose texts say what is true when they leave it out: emoji are shown."""
    if not isinstance(option, dict):
        return option
    return {
        key: {"emoji": True} | value if isinstance(value, dict) and value.get("type") == "plain_text" else value
        for key, value in option.items()
    }


def no_more_than_selectable(*names: str) -> Check:
    def check(element: Any, at: str, problems: list[str]) -> None:
        for name in names:
            if len(element.get(name, [])) > element.get("max_selected_items", len(element.get(name, []))):
                say(problems, f"no more than {element['max_selected_items']} items allowed", f"{at}/{name}")

    return check


def options_of(element: Any) -> list[Any]:
    """All options of an element or of an app's suggestions, those in groups too."""
    if not isinstance(element, dict):
        return []
    inner = [option for group in _list(element, "option_groups") for option in _list(group, "options")]
    return [*_list(element, "options"), *inner]


def _list(holder: Any, name: str) -> list[Any]:
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def unique_actions(block: Any, at: str, problems: list[str]) -> None:
    """Slack wants action ids to differ within their block; two blocks may share one."""
    refuse_repeated("action_id", numbered(block["elements"], f"{at}/elements"), problems)


def refuse_repeated(name: str, things: Iterable[tuple[str, Any]], problems: list[str]) -> None:
    """`things`: where each stands, and what it is."""
    seen: set[str] = set()
    for at, thing in things:
        value = thing.get(name)
        if value in seen:
            say(problems, f'`{name}` "{value}" already exists', f"{at}/{name}")
        if value is not None:
            seen.add(value)


def numbered(things: list[Any], at: str) -> list[tuple[str, Any]]:
    return [(f"{at}/{place}", thing) for place, thing in enumerate(things)]
