"""A form of a page, as data: one template draws them all, so that each works by keyboard and without scripts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

LINE, TEXT, CHOICE, TICKS, TICK, PERSON, HIDDEN = "line", "text", "choice", "ticks", "tick", "person", "hidden"

Options = tuple[tuple[str, str], ...]
"""Values, and what people read for them."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One input. `wrong` is what is said of it when it was refused; `ticked` are the values chosen of several."""

    name: str
    label: str = ""
    kind: str = LINE
    value: str = ""
    ticked: tuple[str, ...] = ()
    options: Options = ()
    hint: str = ""
    required: bool = False
    longest: int = 3000
    rows: int = 3
    wrong: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """What does one act. `about`: which of several like it; `wrong` is said of all of it when it was refused.

    `preview`: what is typed can be looked at before it is sent. `overtaken`: what somebody else has saved
    meanwhile stands above what was typed.
    """

    act: str
    title: str
    button: str
    fields: tuple[Field, ...] = ()
    about: str = ""
    wrong: str = ""
    preview: bool = False
    overtaken: bool = False

    @property
    def name(self) -> str:
        """Its own on the page."""
        return f"{self.act}-{self.about}" if self.about else self.act

    @property
    def is_refused(self) -> bool:
        """Whether it comes back to whoever sent it."""
        return bool(self.wrong or any(field.wrong for field in self.fields))

    def refused(self, typed: Mapping[str, list[str]], wrong: str, beside: Mapping[str, str]) -> Self:
        """With what was typed kept, and why it was refused; what is hidden in it shows how things are now."""
        fields = tuple(
            _with(field, typed.get(field.name, []), beside.get(field.name, "")) for field in self.fields
        )
        said = {field.name for field in fields if field.wrong and field.kind != HIDDEN}
        rest = [sentence for name, sentence in beside.items() if name not in said]
        return replace(self, fields=fields, wrong=" ".join(filter(None, (wrong, *rest))))


def _with(field: Field, typed: list[str], wrong: str) -> Field:
    if field.kind == HIDDEN:
        return field
    return replace(field, value="\n".join(typed), ticked=tuple(typed), wrong=wrong)


def hidden(name: str, value: object) -> Field:
    """What a form carries without showing it."""
    return Field(name=name, kind=HIDDEN, value=str(value))


def tick(name: str, label: str, hint: str = "") -> Field:
    """Yes or no."""
    return Field(name=name, label=label, kind=TICK, hint=hint)


def choice(name: str, label: str, options: Iterable[tuple[str, str]], value: str = "", hint: str = "") -> Field:
    """One of several."""
    return Field(name=name, label=label, kind=CHOICE, options=tuple(options), value=value, hint=hint)


def text(
    name: str,
    label: str,
    value: str = "",
    *,
    required: bool = False,
    hint: str = "",
    longest: int = 3000,
    rows: int = 3,
) -> Field:
    """Some lines."""
    return Field(
        name=name,
        label=label,
        kind=TEXT,
        value=value,
        required=required,
        hint=hint,
        longest=longest,
        rows=rows,
    )


def line(
    name: str, label: str, value: str = "", *, required: bool = False, hint: str = "", longest: int = 3000
) -> Field:
    """A few words."""
    return Field(name=name, label=label, kind=LINE, value=value, required=required, hint=hint, longest=longest)


def person(label: str, *, required: bool = False, hint: str = "", name: str = "person", value: str = "") -> Field:
    """Somebody, of those who are offered."""
    return Field(name=name, label=label, kind=PERSON, value=value, required=required, hint=hint, longest=200)
