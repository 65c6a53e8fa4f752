"""Message metadata: an event with plain values, or work object entities."""

import json
from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.schema import Check, listed, matching, record, string
from sandbox.blockkit.texts import URL

EVENT_TYPE = matching(r"[A-Za-z0-9_]{1,255}")


def is_plain(value: Any, at: str, problems: list[str]) -> None:
    """Deeper nesting than one object, nulls and lists of words have no schema in Slack."""
    if not isinstance(value, str | int | float):
        problems.append(f"must be a string, number or boolean [json-pointer:{at}]")


def flat(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, dict):
        is_plain(value, at, problems)
        return
    for name, inner in value.items():
        is_plain(inner, f"{at}/{name}", problems)


def payload(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, dict):
        problems.append(f"must provide an object [json-pointer:{at}]")
        return
    for name, inner in value.items():
        check = listed(_objects, None, 0) if isinstance(inner, list) else flat
        check(inner, f"{at}/{name}", problems)


def _objects(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, dict):
        problems.append(f"must provide an object [json-pointer:{at}]")
    else:
        flat(value, at, problems)


def an_object(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, dict):
        problems.append(f"must provide an object [json-pointer:{at}]")


ENTITY_FIELDS: dict[str, Check] = {
    "entity_type": string(), "entity_payload": an_object, "url": URL, "app_unfurl_url": URL,
    "external_ref": record({"id": string(), "type": string()}, "id"),
}  # fmt: skip
ENTITY = record(ENTITY_FIELDS, "entity_type", "entity_payload", "url", "external_ref")
SCHEMA = record({"event_type": EVENT_TYPE, "event_payload": payload, "entities": listed(ENTITY)})


def metadata_problem(metadata: Any) -> str:
    """Slack's error code for these metadata, or nothing when they are sound."""
    if not isinstance(metadata, dict):
        return "invalid_metadata_format"
    if not ({"event_type", "event_payload"} <= metadata.keys() or metadata.keys() == {"entities"}):
        return "invalid_metadata_format"
    problems: list[str] = []
    SCHEMA(metadata, "/metadata", problems)
    if problems:
        return "invalid_metadata_schema"
    return "metadata_too_large" if len(json.dumps(metadata)) > limits.METADATA_BYTES else ""
