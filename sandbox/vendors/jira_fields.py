"""The fields of an issue: what a project's screen has, and Jira's own words for whatever is wrong in them."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from sandbox.vendors import jira_adf
from sandbox.vendors.jira_site import PRIORITIES, PROJECTS, TYPES, UNITS, Site, person, regions, values
from sandbox.workspace.nouns import Json

LONGEST_SUMMARY, LONGEST_TEXT = 255, 32_767
OFF_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."
NOT_A_DOCUMENT = "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
NOT_TEXT = "Operation value must be a string"
STRICT = "'accountId' must be the only user identifying query parameter in GDPR strict mode."
CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"
NAMES: dict[str, tuple[str, str, str]] = {
    "summary": ("Summary", "string", ""),
    "description": ("Description", "string", ""),
    "labels": ("Labels", "array", "string"),
    "priority": ("Priority", "priority", ""),
    "assignee": ("Assignee", "user", ""),
    "duedate": ("Due date", "date", ""),
    "customfield_10040": ("Requestor", "string", "textfield"),
    "customfield_10041": ("Business unit", "option", "select"),
    "customfield_10042": ("Units", "array", "multiselect"),
    "customfield_10043": ("Story points", "number", "float"),
    "customfield_10044": ("Wanted by", "date", "datepicker"),
    "customfield_10045": ("Acceptance criteria", "string", "textarea"),
    "customfield_10046": ("Approver", "user", "userpicker"),
    "customfield_10047": ("Reviewers", "array", "multiuserpicker"),
    "customfield_10048": ("Region", "option-with-child", "cascadingselect"),
    "customfield_10049": ("Started", "datetime", "datetime"),
}
"""By id: how people call it, its type, and of what kind a custom one is."""


def meta(site: Site) -> list[Json]:
    """What a screen for a new issue shows."""
    return [_meta(site, name) for name in NAMES if name not in site.off_screen]


def _meta(site: Site, name: str) -> Json:
    called, kind, detail = NAMES[name]
    schema: Json = {"type": kind}
    if name.startswith("customfield_"):
        schema |= {"custom": f"{CUSTOM}{detail}", "customId": int(name.rpartition("_")[2])}
        schema |= {"items": "user" if detail == "multiuserpicker" else "option"} if kind == "array" else {}
    else:
        schema |= {"system": name} | ({"items": detail} if kind == "array" else {})
    needed = name == "summary" or name in site.required
    told: Json = {"required": needed, "schema": schema, "name": called, "key": name, "fieldId": name}
    told |= {"hasDefaultValue": False, "operations": ["set"]}
    if detail in ("select", "multiselect"):
        told["allowedValues"] = values(UNITS, site, "customFieldOption", "value")
    if detail == "cascadingselect":
        told["allowedValues"] = regions(site)
    if name == "priority":
        told["allowedValues"] = values(PRIORITIES, site, "priority", "name")
    return told


def project_of(given: Json) -> str:
    """The key of the project that is meant; nothing where there is none."""
    return _named(given.get("project"), {key: key for key in PROJECTS}, "key")


def type_of(given: Json) -> str:
    """The name of the type that is meant; nothing where there is none."""
    found = _named(given.get("issuetype"), TYPES, "name")
    return TYPES.get(found, "")


def mistakes(site: Site, given: Json) -> dict[str, str]:
    """A sentence for each field that is wrong, as Jira words them."""
    wrong: dict[str, str] = {}
    if not project_of(given):
        wrong["project"] = "valid project is required" if given.get("project") else "project is required"
    if not type_of(given):
        wrong["issuetype"] = "The issue type selected is invalid."
    if wrong:
        return wrong
    asked = {name: value for name, value in given.items() if name not in ("project", "issuetype")}
    wrong = {name: told for name, value in asked.items() if (told := _said(site, name, value))}
    if not given.get("summary"):
        wrong["summary"] = "You must specify a summary of the issue."
    for name in sorted(site.required - site.off_screen):
        if given.get(name) in (None, "", []):
            wrong[name] = f"{NAMES[name][0]} is required."
    return wrong


def _said(site: Site, name: str, value: Any) -> str:
    """What is wrong with one field; nothing where it is sound."""
    if name not in NAMES or name in site.off_screen:
        return OFF_SCREEN.format(name)
    return _check(name)(site, value) if value is not None else ""


def _check(name: str) -> Callable[[Site, Any], str]:
    if name in BY_NAME:
        return BY_NAME[name]
    _, kind, detail = NAMES[name]
    return BY_DETAIL.get(detail) or BY_KIND[kind]


def _summary(site: Site, value: Any) -> str:
    if not isinstance(value, str):
        return NOT_TEXT
    if "\n" in value or "\r" in value:
        return "The summary is invalid because it contains newline characters."
    if len(value.encode("utf-16-le")) // 2 <= LONGEST_SUMMARY:  # as Java counts
        return ""
    return "Summary can't exceed 255 characters." if site.is_cloud else "Summary must be less than 255 characters."


def _body(site: Site, value: Any) -> str:
    if site.is_cloud:
        if not isinstance(value, dict):
            return NOT_A_DOCUMENT
        return "" if jira_adf.sound(value) else "INVALID_INPUT"
    if not isinstance(value, str):
        return NOT_TEXT
    long = len(value) > LONGEST_TEXT
    return f"The entered text is too long. It exceeds the allowed limit of {LONGEST_TEXT:,} characters." * long


def _labels(site: Site, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return "Operation value must be an array of strings"
    spaced = next((each for each in value if re.search(r"\s", each)), None)
    if spaced is not None:
        return f"The label '{spaced}' contains spaces which is invalid."
    long = next((each for each in value if len(each) > 255), None)
    return f"The label '{long}' exceeds the maximum length for a single label (255 characters)." if long else ""


def _priority(site: Site, value: Any) -> str:
    named = value.get("name") if isinstance(value, dict) else None
    return "" if _named(value, PRIORITIES, "name") else f"Priority name '{named}' is not valid"


def _assignee(site: Site, value: Any) -> str:
    if not isinstance(value, dict):
        return "data was not an object"
    word = "accountId" if site.is_cloud else "name"
    if site.is_cloud and set(value) - {"accountId", "id"}:
        return STRICT
    known = [person(site, each)[word] for each in site.people]
    return "" if (value.get(word) or value.get("id")) in known else f"User '{value.get(word)}' does not exist."


def _date(site: Site, value: Any) -> str:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return f"Error parsing date string: {value}"
    return ""


def _number(site: Site, value: Any) -> str:
    sound = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if sound else "Operation value must be a number"


def _text(site: Site, value: Any) -> str:
    return "" if isinstance(value, str) and "\n" not in value else NOT_TEXT


def _option(site: Site, value: Any) -> str:
    if not isinstance(value, dict):
        return "Specify a valid 'id' or 'name' for this field"
    if _named(value, UNITS, "value"):
        return ""
    return f"Option id '{value.get('id')}' is not valid" if "id" in value else "Option value is not valid"


def _cascade(site: Site, value: Any) -> str:
    """A choice, and perhaps one below it."""
    known = {each["id"]: {below["id"] for below in each["children"]} for each in regions(site)}
    if not isinstance(value, dict) or value.get("id") not in known:
        return "Could not find valid 'id' or 'value' in the Parent Option object."
    child = value.get("child")
    fine = child is None or (isinstance(child, dict) and child.get("id") in known[value["id"]])
    return "" if fine else "Could not find valid 'id' or 'value' in the Child Option object."


def _moment(site: Site, value: Any) -> str:
    sound = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}", value)
    return "" if sound else f"Error parsing time: {value}"


def _people(site: Site, value: Any) -> str:
    if not isinstance(value, list):
        return "data was not an array"
    return next((told for each in value if (told := _assignee(site, each))), "")


def _options(site: Site, value: Any) -> str:
    if not isinstance(value, list):
        return "data was not an array"
    return next((told for each in value if (told := _option(site, each))), "")


def _named(value: Any, known: dict[str, str], word: str) -> str:
    """The id of what is named, by id or by that word."""
    if not isinstance(value, dict):
        return ""
    if "id" in value:
        return str(value["id"]) if value["id"] in known else ""
    return next((id_ for id_, name in known.items() if name == value.get(word)), "")


BY_NAME: dict[str, Callable[[Site, Any], str]] = {
    "summary": _summary,
    "description": _body,
    "labels": _labels,
    "priority": _priority,
    "assignee": _assignee,
}
BY_KIND: dict[str, Callable[[Site, Any], str]] = {
    "string": _text,
    "option": _option,
    "array": _options,
    "number": _number,
    "date": _date,
    "datetime": _moment,
    "user": _assignee,
    "option-with-child": _cascade,
}
BY_DETAIL: dict[str, Callable[[Site, Any], str]] = {"textarea": _body, "multiuserpicker": _people}
