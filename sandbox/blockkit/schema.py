"""Small checks that compose into a schema; each finds problems in a value and says where they are.

The sentences are those of Slack's validator, whose source is public: github.com/slackhq/hack-json-schema.
"""

import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any, str, list[str]], None]


def say(problems: list[str], sentence: str, at: str) -> None:
    problems.append(f"{sentence} [json-pointer:{at}]")


def string(most: int | None = None, least: int = 1) -> Check:
    """Text of a length; without `most` it may be as long as it likes."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, str):
            say(problems, "must provide a string", at)
        elif most is not None and len(value) > most:
            say(problems, f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            say(problems, f"must be more than {least - 1} characters", at)

    return check


def boolean(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, bool):
        say(problems, "must be a boolean", at)


def integer(least: int, most: int) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            say(problems, "must provide an integer", at)
        elif value < least:
            say(problems, f"must be greater than {least}", at)
        elif value > most:
            say(problems, f"must be less than {most}", at)

    return check


def number(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or value - value != 0:  # NaN, infinity
        say(problems, "must provide a number", at)


def choice(*words: str | int) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if isinstance(value, bool) or value not in words:
            say(problems, "must be a valid enum value", at)

    return check


def matching(pattern: str, sentence: str = "") -> Check:
    """Text that fits a pattern from end to end."""
    sentence = sentence or f"input must match regex pattern: ^{pattern}$"
    whole = re.compile(pattern)

    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, str):
            say(problems, "must provide a string", at)
        elif not whole.fullmatch(value):
            say(problems, sentence, at)

    return check


def listed(item: Check, most: int | None = None, least: int = 1) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, list):
            say(problems, "must provide an array", at)
            return
        if most is not None and len(value) > most:
            say(problems, f"no more than {most} items allowed", at)
        if len(value) < least:
            say(problems, f"must provide at least {least} items", at)
        for place, each in enumerate(value):
            item(each, f"{at}/{place}", problems)

    return check


def record(fields: dict[str, Check], *needs: str) -> Check:
    """An object with these keys and no others; `needs` must be there. A null is a value of the wrong type."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, dict):
            say(problems, "must provide an object", at)
            return
        for name in needs:
            if name not in value:
                say(problems, f"missing required field: {name}", at)
        for name, inner in value.items():
            if name in fields:
                fields[name](inner, f"{at}/{name}", problems)
            else:
                say(problems, f"invalid additional property: {name}", at)

    return check


def kinds(table: dict[str, Check], *allowed: str) -> Check:
    """An object whose `type` says which check of the table it must pass; `allowed` narrows the table."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, dict):
            say(problems, "must provide an object", at)
        elif "type" not in value:
            say(problems, "missing required field: type", at)
        elif not isinstance(value["type"], str):
            say(problems, "must provide a string", f"{at}/type")
        elif value["type"] not in (allowed or table):
            say(problems, f"unsupported type: {value['type']}", f"{at}/type")
        else:
            bare = {name: inner for name, inner in value.items() if name != "type"}
            table[value["type"]](bare, at, problems)

    return check


def both(shape: Check, *rules: Check) -> Check:
    """A shape, and rules on how its fields go together: they are asked only once the shape is right."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        known = len(problems)
        shape(value, at, problems)
        if len(problems) == known:
            for rule in rules:
                rule(value, at, problems)

    return check


def alternatives(inner: Check) -> Check:
    """Where Slack tries several schemas it says so first, and then what was wrong with the one it took."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        found: list[str] = []
        inner(value, at, found)
        if found:
            say(problems, "failed to match all allowed schemas", at)
            problems.extend(found)

    return check
