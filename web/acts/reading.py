"""Reading a posted form into what an act wants, and saying what is wrong with it in plain words."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData
from starlette.requests import Request

from incidents.wording import storable
from web.acts.wanted import Wanted
from web.visitor import CSRF

ONCE = "once"
OURS = (CSRF, ONCE)
"""What a form carries that no act wants."""
MOST_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What somebody sent: each field with all that stood in it, and the mark of this very form."""

    typed: Mapping[str, list[str]]
    once: str | None


class Wrong(Exception):
    """What cannot be read, by field; the sentences are for whoever typed it."""

    def __init__(self, *, beside: Mapping[str, str]) -> None:
        super().__init__(beside)
        self.beside = beside


async def posted(request: Request) -> Posted:
    """A form's fields, those that a button names in its address among them."""
    form: FormData = await request.form()
    typed: dict[str, list[str]] = {}
    for name, value in (*request.query_params.multi_items(), *form.multi_items()):
        if isinstance(value, str):
            typed.setdefault(name, []).append(storable(value.replace("\r\n", "\n")))
    once = typed.get(ONCE, [""])[-1][:MOST_ONCE]
    return Posted(typed={name: v for name, v in typed.items() if name not in OURS}, once=once or None)


def new_once() -> str:
    """Marks one form, so that it is done once however often it is sent."""
    return secrets.token_urlsafe(12)


def wanted(posted: Posted, model: type[Wanted]) -> Any:
    """What they want. Raises Wrong."""
    values = {name: _value(model.model_fields.get(name), typed) for name, typed in posted.typed.items()}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise Wrong(beside={_name(e): _said(e) for e in reversed(error.errors())}) from None


def _value(known: FieldInfo | None, typed: list[str]) -> Any:
    """A list where the act wants one; of anything else the last."""
    if known is not None and get_origin(known.annotation) is list:
        return [value for value in typed if value]
    return typed[-1]


def _name(error: Any) -> str:
    return str(error["loc"][0]) if error["loc"] else ""


def _said(error: Any) -> str:
    """In words of ours: what is wrong, and what to do."""
    kind, told = error["type"], error.get("ctx", {})
    if kind in ("missing", "string_too_short"):
        return "This is needed."
    if kind == "string_too_long":
        return f"This is too long: at most {told['max_length']:,} characters."
    if kind == "too_long":
        return f"These are too many: at most {told['max_length']:,}."
    if kind == "literal_error":
        return f"Choose one of {told['expected']}."
    if kind == "extra_forbidden":
        return "This form knows no such field. Load the page again."
    return "This cannot be read. Load the page again."
