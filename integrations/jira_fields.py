"""Reading what Jira says of the fields of a new ticket: what each is called, of which kind, what it may hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 300
CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"
MOST_OPTIONS = 500
BELOW = "/"
"""Between the id of a choice and that of one below it."""
SCALARS = ("string", "number", "date", "datetime", "user", "group")
SEVERAL = {"string": "labels", "user": "users", "group": "groups"}

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A field of a new ticket: how people call it, of which kind it is, and what it may hold (id and name)."""

    id: str
    name: str
    kind: str
    required: bool
    options: Options = ()


def asked(fields: Sequence[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """The fields of a screen. One that Jira fills by itself is not required of anybody."""
    found = []
    for each in fields:
        id_, schema = str(each.get("fieldId") or each.get("key") or ""), mapping(each.get("schema"))
        options = tuple(_options(each.get("allowedValues"), below=schema.get("type") == "option-with-child"))
        found.append(
            Asked(
                id=id_,
                name=one_line(each.get("name") or id_),
                kind=_kind(schema, options),
                required=bool(each.get("required")) and not each.get("hasDefaultValue"),
                options=options[:MOST_OPTIONS],
            )
        )
    return tuple(each for each in found if each.id)


def mapping(value: Any) -> Mapping[str, Any]:
    """What should be an object; an empty one where it is something else."""
    return value if isinstance(value, dict) else {}


def one_line(value: Any) -> str:
    """Whatever it is, as words that are not too long."""
    words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(words.split())[:LONGEST]


def _kind(schema: Mapping[str, Any], options: Options) -> str:
    """How somebody fills it in; nothing where we do not know."""
    kind = str(schema.get("type") or "")
    if kind == "array":
        return SEVERAL.get(str(schema.get("items"))) or ("options" if options else "")
    if kind not in SCALARS:
        return "option" if options else ""
    if kind == "string":
        detail = str(schema.get("custom") or "").removeprefix(CUSTOM)
        return "long" if detail == "textarea" or schema.get("system") == "description" else "text"
    return kind


def _options(values: Any, *, below: bool) -> Iterator[tuple[str, str]]:
    """What may be chosen. Of a list with a second level each pair, too."""
    for each in values if isinstance(values, list) else []:
        one = mapping(each)
        name, id_ = one.get("value") or one.get("name"), one.get("id")
        if not name or not id_:
            continue
        yield str(id_), one_line(name)
        for under, words in _options(one.get("children"), below=False) if below else ():
            yield f"{id_}{BELOW}{under}", one_line(f"{name} / {words}")
