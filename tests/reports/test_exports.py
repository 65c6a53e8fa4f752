"""The document to take along: data with stable names, one HTML file, pictures beside it or within."""

import json
import re
from typing import Any

import pytest

from incidents.ending import resolve
from incidents.postmortem import Why
from incidents.writing import write_section, write_whys
from reports.as_json import Postmortem, as_json
from reports.document import Document, document
from reports.html_page import STYLE, html_page
from reports.pictures import Picture, beside, within
from reports.postmortem import markdown
from tests.reports.test_html import Looked
from tests.rules.given import ADA, CATALOG, incident, later

GRAPH = Picture(incident=42, id=3, name="../Graph of\u202e <load>.png", kind="image/png", data=b"\x89PNG")


@pytest.fixture
def found() -> Document:
    one = incident(title="R&D </title><script>")
    resolve(one, by=ADA, at=later(40), resolution="made it larger")
    write_section(one, "impact", "See ![load](/incidents/42/files/3) <b>", by=ADA, at=later(41))
    write_whys(one, [Why(why="The *disk*", evidence="a graph")], by=ADA, at=later(42))
    return document(one, (), {ADA: "Ada"}, CATALOG, now=later(50))


def test_every_field_of_the_document_is_told_to_programs(found: Document) -> None:
    told: dict[str, Any] = json.loads(as_json(found))
    assert {*told} == {*Postmortem.model_fields} == {*Document.__dataclass_fields__}
    assert (told["ref"], told["duration"], told["ended_at"]) == ("INC-42", 40 * 60, "2026-03-02T09:10:00Z")
    assert told["to_detect"] is None
    assert told["whys"][0] == {"number": 1, "why": "The *disk*", "evidence": ["a graph"]}
    assert as_json(found) == as_json(found)


def test_one_file_holds_it_all_and_does_nothing(found: Document) -> None:
    text, _ = markdown(found)
    page = html_page(text, title=found.title, pictures=(GRAPH,))
    assert "<title>R&amp;D &lt;/title&gt;&lt;script&gt;</title>" in page
    assert 'src="data:image/png;base64,iVBORw=="' in page
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', page) == []
    body = page.partition("<main>")[2].partition("</main>")[0]
    assert [fault for fault in Looked(body).faults if "data:image" not in fault] == []
    assert "prefers-color-scheme: dark" in STYLE
    assert "@media print" in STYLE


def test_pictures_stand_beside_the_text_by_names_that_every_system_takes(found: Document) -> None:
    text = beside(markdown(found)[0], (GRAPH,))
    assert GRAPH.path == "pictures/3-Graph-of-load-.png"
    assert "![load](pictures/3-Graph-of-load-.png)" in text


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "a/b\\c", "\x00", "名前.png", "." * 300, "con"])
def test_no_name_of_a_file_leads_anywhere_else(name: str) -> None:
    path = Picture(incident=42, id=3, name=name, kind="image/png", data=b"").path
    assert path.endswith(".png")
    assert re.fullmatch(r"pictures/3-[A-Za-z0-9_][A-Za-z0-9._-]{0,60}", path), path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("report\u202egnp.exe", "4-reportgnp.exe.png"),
        ("graph.PNG", "4-graph.PNG"),
        ("x" * 100 + ".png", f"4-{'x' * 55}-.png"),
    ],
)
def test_the_ending_of_a_picture_says_what_it_is_and_is_never_cut(name: str, path: str) -> None:
    assert Picture(incident=42, id=4, name=name, kind="image/png", data=b"").path == f"pictures/{path}"


def test_pictures_of_others_stay_where_they_are() -> None:
    other = "![a](/incidents/7/files/3) ![b](/incidents/42/files/33)"
    assert beside(other, (GRAPH,)) == other
    shown = '<img src="/incidents/7/files/3"> <code>/incidents/42/files/3</code>'
    assert within(shown, (GRAPH,)) == shown
