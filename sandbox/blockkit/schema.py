"""Small checks that compose into a schema; each finds problems in a value and says where they are."""

from collections.abc import Callable
from typing import Any

Check = Callable[[Any, str, list[str]], None]


def say(problems: list[str], sentence: str, at: str) -> None:
    problems.append(f"{sentence} [json-pointer:{at}]")


def string(most: int, least: int = 1) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, str):
            say(problems, "must provide a string", at)
        elif len(value) > most:
            say(problems, f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            say(problems, f"must be more than {least - 1} characters", at)

    return check


def boolean(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, bool):
        say(problems, "must provide a boolean", at)


def integer(least: int, most: int) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            say(problems, "must provide an integer", at)
        elif not least <= value <= most:
            say(problems, f"must be between {least} and {most}", at)

    return check


def anything(value: Any, at: str, problems: list[str]) -> None:
    """For parts whose inside no app of ours depends on."""


def choice(*words: str) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if value not in words:
            say(problems, f"must be a valid enum value: {', '.join(words)}", at)

    return check


def listed(item: Check, most: int, least: int = 1) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, list):
            say(problems, "must provide an array", at)
            return
        if len(value) > most:
            say(problems, f"no more than {most} items allowed", at)
        if len(value) < least:
            say(problems, f"no fewer than {least} items allowed", at)
        for number, each in enumerate(value):
            item(each, f"{at}/{number}", problems)

    return check


def record(fields: dict[str, Check], *needs: str) -> Check:
    """An object with these keys and no others; `needs` must be there."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, dict):
            say(problems, "must provide an object", at)
            return
        for name in needs:
            if value.get(name) is None:
                say(problems, f"missing required field: {name}", at)
        for name, inner in value.items():
            if name in fields:
                if inner is not None:
                    fields[name](inner, f"{at}/{name}", problems)
            elif name != "type":
                say(problems, f"invalid additional property: {name}", at)

    return check


def kinds(table: dict[str, Check], *allowed: str) -> Check:
    """An object whose `type` says which check of the table it must pass; `allowed` narrows the table."""

    def check(value: Any, at: str, problems: list[str]) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            say(problems, "missing required field: type", at)
        elif kind not in table or (allowed and kind not in allowed):
            say(problems, f"unsupported type: {kind}", f"{at}/type")
        else:
            table[kind](value, at, problems)

    return check


def both(*checks: Check) -> Check:
    def check(value: Any, at: str, problems: list[str]) -> None:
        for each in checks:
            each(value, at, problems)

    return check
