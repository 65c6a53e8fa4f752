"""The page on the API says what the API's own description says."""

import json
import re
import shlex
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from incidents.tokens import SCOPES
from web.acts.table import ACTS, BY_NAME
from web.acts.wanted import Declared
from web.api import api_of
from web.api.errors import WHY
from web.front import Front

PAGE = (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture
def described(front: Front) -> Any:
    return api_of(front).openapi()


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under this row of headings."""
    table = PAGE.split(f"| {heading} |\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


def calls() -> list[tuple[str, str, Any]]:
    """Each curl of the page: method, address and body."""
    found = []
    for line in re.findall(r"^curl .+$", PAGE.replace("\\\n", " "), re.MULTILINE):
        words = shlex.split(line.replace("$(uuidgen)", "a"))
        body = json.loads(words[words.index("-d") + 1]) if "-d" in words else None
        assert "Authorization: Bearer $SIGNALCRAFT_TOKEN" in words
        found.append(("get" if body is None else "post", words[-1].removeprefix("$SIGNALCRAFT_URL/api/v1"), body))
    return found


def test_each_address_is_told_with_its_parameters(described: Any) -> None:
    told = {
        cells[0].strip("`"): {*re.findall(r"`(\w+)`", cells[2])}
        for cells in rows("Address | Answers | Parameters")
    }
    reading = {
        path: {each["name"] for each in ways["get"].get("parameters", []) if each["in"] == "query"}
        for path, ways in described["paths"].items()
        if "get" in ways
    }
    assert told == reading


def test_each_act_is_told_with_what_it_does_and_takes() -> None:
    told = [tuple(cells) for cells in rows("Act | What it does | Takes")]
    assert told == [
        (
            f"`{act.name}`",
            act.does,
            ", ".join(f"`{n}`{'' if f.is_required() else '?'}" for n, f in act.wants.model_fields.items()),
        )
        for act in ACTS
    ]


def test_each_example_is_a_call_that_the_api_takes(described: Any) -> None:
    assert len(calls()) >= 6
    for method, address, body in calls():
        path, _, act = re.sub(r"/\d+", "/{number}", urlsplit(address).path).partition("/{number}/")
        whole = f"{path}/{{number}}/{act}" if act else path
        operation = described["paths"][whole][method]
        known = {each["name"] for each in operation.get("parameters", [])}
        assert {*parse_qs(urlsplit(address).query)} <= known
        if body is not None:
            (BY_NAME[act].wants if act else Declared).model_validate(body)


def test_scopes_and_errors_are_told_in_the_same_words() -> None:
    assert {cells[0].strip("`"): cells[1] for cells in rows("Scope | Lets a program")} == SCOPES
    assert {int(status): why for status, why in rows("Status | Means")} == WHY


def test_the_description_is_complete(described: Any) -> None:
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "/api/v1"}]
    schemas = described["components"]["schemas"]
    for each in set(re.findall(r"#/components/schemas/([^\"]+)", json.dumps(described))):
        assert each in schemas
    for path, ways in described["paths"].items():
        for method, operation in ways.items():
            assert operation["security"] == [{"token": []}], (method, path)
            assert operation["summary"]
            assert {str(HTTPStatus(status).value) for status in WHY} <= operation["responses"].keys()
            for status, answer in operation["responses"].items():
                if status == "200" and path.endswith("/files/{file}"):  # the one answer that is no JSON
                    assert [*answer["content"]] == ["application/octet-stream"]
                    continue
                kind = "application/json" if status.startswith("2") else "application/problem+json"
                assert [*answer["content"]] == [kind], (path, status)
                assert "$ref" in answer["content"][kind]["schema"]
    assert len({o["operationId"] for ways in described["paths"].values() for o in ways.values()}) == sum(
        len(ways) for ways in described["paths"].values()
    )
