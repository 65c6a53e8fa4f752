"""No page and no answer of the API tells anybody to type something in Slack: that may be down just then."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from incidents.catalog import Catalog
from incidents.permissions import Policy
from incidents.refusal import Refusal
from tests.web.calling import program, token
from tests.web.conftest import URL, SignIn, browser_at
from tests.web.fast.doing import acting
from web.acts.table import BY_NAME
from web.acts.told import INSTEAD, for_programs, on_a_page
from web.front import Front
from web.visitor import COOKIE

ROOT = Path(__file__).parents[3]
TYPED = "`/incident"


def sentences() -> Iterator[str]:
    """Every text of the rules and the store that tells what to type; what is filled in stands as INC-7."""
    for folder in ("incidents", "storage"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            documented = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
            inside = {
                id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values
            }
            for node in ast.walk(tree):
                if id(node) not in documented | inside and TYPED in (text := _text(node)):
                    yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(each) if isinstance(each, ast.Constant) else _filled(each) for each in node.values)
    return ""


def _filled(node: ast.AST) -> str:
    """A reference, a number behind INC- or what else the code puts there."""
    return "INC-7" if ".ref" in ast.unparse(node) or ast.unparse(node) == "{into}" else "7"


def test_whatever_tells_what_to_type_is_said_another_way_outside_of_slack() -> None:
    found = list(sentences())
    assert len(found) > 25
    for text in found:
        for here in ("", "INC-7", "INC-9"):
            said = on_a_page(text, here=here)
            assert "/incident" not in said, text
            assert "`" not in said or "`" in text.replace(TYPED, ""), said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "INC-7 is resolved, so nothing was changed. If it broke again, `/incident INC-7 reopen`.",
            "INC-7 is resolved, so nothing was changed. If it broke again, “Reopen”.",
        ),
        (
            "INC-7 was merged into INC-8, so nothing was changed. Go on there: `/incident INC-8 …`.",
            "INC-7 was merged into INC-8, so nothing was changed. Go on there: the page of INC-8.",
        ),
        (
            "INC-8 is closed. `/incident INC-8 reopen` comes first.",
            "INC-8 is closed. “Reopen” of INC-8 comes first.",
        ),
        ("Did you mean `/incident INC-7 merge INC-9`?", "Did you mean “Merge” with INC-9?"),
        ("What shall it say? For example `/incident note restarted db1`.", "What shall it say?"),
        ("There is no INC-9. `/incident list` shows it.", "There is no INC-9. The list of incidents shows it."),
        ("Name another, as in `/incident merge INC-7`.", "Name another, as in INC-7."),
        (
            "Nobody holds it. `/incident role lead` takes it, `/incident role lead @person` gives it.",
            "Nobody holds it. “Take” takes it, “Take or give a role” gives it.",
        ),
        ("The way there: `/incident INC-8 room`.", "The way there: the page of INC-8."),
        (
            "INC-7 has no war room. `/incident INC-7 room` opens one.",
            "INC-7 has no war room. “Open one” opens one.",
        ),
    ],
)
def test_a_page_names_the_form_or_the_place(typed: str, said: str) -> None:
    assert on_a_page(typed, here="INC-7") == said


def test_what_a_page_is_said_to_have_it_has() -> None:
    forms = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web/acts").glob("forms_*.py"))
    for each in INSTEAD:
        assert f'"{each.page}"' in forms


async def test_pages_and_programs_are_told_what_they_can_do_there(front: Front, signs_in: SignIn) -> None:
    act = await acting(front)
    await act("resolve")
    ada = await signs_in()
    page = unescape((await ada.post("/incidents/1/severity", data={"severity": "sev1"})).text)
    assert "If it broke again, “Reopen”." in page
    async with program(front, await token(front)) as client:
        answer = await client.post("/incidents/1/severity", json={"severity": "sev1"})
    assert "If it broke again, the act reopen of INC-1." in answer.json()["detail"]


async def test_whom_to_ask_is_named_wherever_somebody_is_turned_away(front: Front, signs_in: SignIn) -> None:
    grace = await signs_in("UGRACE", "Grace")
    leads = replace(front, catalog=Catalog(permissions=Policy(declare=("UGRACE",))))
    ada = await signs_in()
    async with browser_at(leads, URL) as browser:
        browser.cookies.set(COOKIE, ada.cookies[COOKIE])
        answer = await browser.get("/incidents/new")
    assert (await grace.get("/incidents/new")).status_code == 200
    assert (answer.status_code, "only Grace may declare an incident" in answer.text) == (403, True)


async def test_a_program_reads_the_act(front: Front) -> None:
    words = "INC-7 is resolved. If it broke again, `/incident INC-7 reopen`."
    assert await for_programs(front, Refusal(words)) == (
        "INC-7 is resolved. If it broke again, the act reopen of INC-7."
    )
    assert {each.act for each in INSTEAD} <= {*BY_NAME}
