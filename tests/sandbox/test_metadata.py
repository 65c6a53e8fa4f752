"""Message metadata: which shapes Slack takes, and with which code it refuses the others."""

from typing import Any

import pytest

from sandbox.blockkit import validate
from tests.sandbox.conftest import Box

Json = dict[str, Any]
ENTITY = {
    "entity_type": "slack#/entities/incident", "entity_payload": {"attributes": {}},
    "external_ref": {"id": "1"}, "url": "https://x.example/1",
}  # fmt: skip


def event(event_type: Any = "task_created", **payload: Any) -> Json:
    return {"event_type": event_type, "event_payload": payload}


GOOD: list[Json] = [
    event(),
    event(text="x", number=1.5, flag=False, one={"a": "x", "b": 1}, many=[{"a": True}, {}], none=[]),
    event("Task_2"),
    {"entities": [ENTITY]},
    event() | {"entities": [ENTITY]},
]
BAD: list[tuple[Any, str]] = [
    ("x", "invalid_metadata_format"),
    ([event()], "invalid_metadata_format"),
    ({"event_type": "x"}, "invalid_metadata_format"),
    ({"event_payload": {}}, "invalid_metadata_format"),
    (event(""), "invalid_metadata_schema"),
    (event(5), "invalid_metadata_schema"),
    (event("task.created"), "invalid_metadata_schema"),
    (event("task created"), "invalid_metadata_schema"),
    ({"event_type": "x", "event_payload": []}, "invalid_metadata_schema"),
    ({"event_type": "x", "event_payload": "x"}, "invalid_metadata_schema"),
    (event() | {"source": "x"}, "invalid_metadata_schema"),
    (event(nothing=None), "invalid_metadata_schema"),
    (event(words=["a", "b"]), "invalid_metadata_schema"),
    (event(deep={"a": {"b": 1}}), "invalid_metadata_schema"),
    (event(deep=[{"a": []}]), "invalid_metadata_schema"),
    ({"entities": []}, "invalid_metadata_schema"),
    ({"entities": [{"entity_type": "x"}]}, "invalid_metadata_schema"),
    (event(much="x" * 8000), "metadata_too_large"),
]


@pytest.mark.parametrize("metadata", GOOD)
def test_good_metadata_are_taken(metadata: Json) -> None:
    assert validate.metadata_problem(metadata) == ""


@pytest.mark.parametrize(("metadata", "code"), BAD)
def test_bad_metadata_are_refused(metadata: Any, code: str) -> None:
    assert validate.metadata_problem(metadata) == code


async def test_metadata_are_refused_and_taken_away_over_the_wire(box: Box) -> None:
    channel = await box.room("room")
    for metadata, code in (("no json", "invalid_metadata_format"), (event(deep=None), "invalid_metadata_schema")):
        answer = await box.api("chat.postMessage", channel=channel, text="t", metadata=metadata)
        assert (answer["ok"], answer["error"]) == (False, code)
    posted = await box.api("chat.postMessage", channel=channel, text="t", metadata=event(id="1"))
    assert posted["message"]["metadata"] == event(id="1")
    ts = posted["ts"]
    kept = await box.api("chat.update", channel=channel, ts=ts, text="u")
    assert kept["message"]["metadata"] == event(id="1")
    gone = await box.api("chat.update", channel=channel, ts=ts, text="u", metadata={})
    assert "metadata" not in gone["message"]
