"""Reading what Jira says: tickets, fields, people, and refusals field by field, in whatever shape they come."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from integrations.errors import Rejected, Unavailable

DONE = "done"
"""Jira's category of everything that is finished, whatever a project calls it."""
LONGEST = 300
KEY = re.compile(r"[A-Za-z]\w{0,80}-\d{1,12}")
CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"
MOST_OPTIONS = 100
WORDS = {401: "Jira does not take the credentials", 403: "Jira does not let us do that", 404: "it is not in Jira"}


@dataclass(frozen=True, kw_only=True)
class Issue:
    """A ticket; `status` is a word of its project, nothing where that was not asked for."""

    id: str
    key: str
    url: str
    status: str = ""
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A field of a new ticket: how people call it, of which kind it is, and what it may hold (id and name)."""

    id: str
    name: str
    kind: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()


def issue_of(raw: Mapping[str, Any], url: str) -> Issue:
    """A ticket as Jira shows it. Raises Unavailable for what is none."""
    fields = raw.get("fields")
    status = (fields if isinstance(fields, dict) else {}).get("status") or {}
    id_, key = str(raw.get("id") or ""), str(raw.get("key") or "")
    if not id_.isdigit() or not KEY.fullmatch(key):
        raise Unavailable("jira: an answer without a ticket")
    category = (status.get("statusCategory") or {}).get("key")
    return Issue(
        id=id_,
        key=key,
        url=f"{url}/browse/{key}",
        status=str(status.get("name") or "")[:LONGEST],
        done=category == DONE,
    )


def asked(fields: Sequence[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """The fields of a screen. One that Jira fills by itself is not required of anybody."""
    return tuple(
        Asked(
            id=str(each.get("fieldId") or each.get("key")),
            name=str(each.get("name") or each.get("fieldId"))[:LONGEST],
            kind=_kind(each.get("schema") or {}),
            required=bool(each.get("required")) and not each.get("hasDefaultValue"),
            options=_options(each.get("allowedValues")),
        )
        for each in fields
    )


def names_of(raw: Mapping[str, Any], *, cloud: bool) -> dict[str, str] | None:
    """Somebody as a ticket names them: by account on Cloud, by name on Data Center."""
    word = "accountId" if cloud else "name"
    return {word: str(raw[word])} if raw.get(word) else None


def refused(what: str, status: int, response: Any) -> Rejected:
    """What Jira says of it, as a sentence, and of each field in `answer`."""
    try:
        told = response.json()
    except ValueError:
        told = None
    body = told if isinstance(told, dict) else {}
    errors = body.get("errors")
    by_field = {str(k): _text(v) for k, v in errors.items()} if isinstance(errors, dict) else {}
    given = body.get("errorMessages") or body.get("message") or body.get("errorMessage") or []
    sentences = [_text(each) for each in (given if isinstance(given, list) else [given])]
    words = "; ".join([*sentences, *(f"{name}: {why}" for name, why in by_field.items())])
    said = WORDS.get(status, "") if status in (401, 403) or not words else words
    return Rejected(f"http_{status}", (said or f"jira {what}")[:1000], {"errors": by_field, "messages": sentences})


def missing_ids(error: Rejected, ids: Collection[str]) -> set[str]:
    """Which of these the refusal names."""
    words = set(re.findall(r"\d+", " ".join(error.answer.get("messages", []))))
    return words & set(ids)


def never_sent(error: BaseException) -> bool:
    """Whether there was nobody to take the request, so that nothing can have come of it."""
    if type(error).__name__ == "ConnectTimeout":
        return True
    reasons = (getattr(each, "reason", each) for each in error.args)
    return any(type(reason).__name__ in ("NewConnectionError", "NameResolutionError") for reason in reasons)


def _kind(schema: Mapping[str, Any]) -> str:
    """How somebody fills it in: text, long, number, date, option, options, labels; nothing for the rest."""
    detail = str(schema.get("custom") or "").removeprefix(CUSTOM)
    kind = str(schema.get("type") or "")
    if kind == "array":
        return {"option": "options", "component": "options", "version": "options", "string": "labels"}.get(
            str(schema.get("items")), ""
        )
    if kind == "string":
        return "long" if detail == "textarea" or schema.get("system") == "description" else "text"
    known = {"number": "number", "date": "date", "option": "option", "priority": "option"}
    return known.get(kind, "")


def _options(values: Any) -> tuple[tuple[str, str], ...]:
    found = []
    for each in values if isinstance(values, list) else []:
        name = each.get("value") or each.get("name") if isinstance(each, dict) else None
        if name and each.get("id"):
            found.append((str(each["id"]), str(name)[:LONGEST]))
    return tuple(found[:MOST_OPTIONS])


def _text(value: Any) -> str:
    return " ".join(str(value).split())[:LONGEST]
