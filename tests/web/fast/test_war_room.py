"""The page of an incident says who leads, what is known, who does what, and when there is more."""

import re
from datetime import timedelta
from html.parser import HTMLParser

from incidents.catalog import ROLES
from incidents.change import Change
from incidents.incident import Incident
from incidents.roles import take_role
from incidents.tasks import add_task
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import AT, declare, write
from tests.web.conftest import NOW, SignIn


class Words(HTMLParser):
    """What somebody reads of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def __str__(self) -> str:
        return " ".join(" ".join(self.found).split())


async def test_it_answers_the_four_questions(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await store.change(NEW, declare("checkout is down", channel="C1", name="inc-1-checkout"))
    await store.change(numbered(1), lambda i: take_role(i, ROLES[0], by="UADA", at=NOW))
    await store.change(numbered(1), lambda i: add_task(i, "restart db1", by="UADA", at=NOW, assignee="UADA"))
    page = str(Words((await ada.get("/incidents/1")).text))
    for told in ("checkout is down", "Commander Ada", "restart db1 Ada", "Next update: none promised"):
        assert told in page


async def test_an_unknown_number_and_a_hidden_incident_look_the_same(signs_in: SignIn, store: Store) -> None:
    grace = await signs_in("UGRACE", "Grace")

    def private(incident: Incident) -> Change:
        incident.private = True
        return declare("secret")(incident)

    await store.change(NEW, private)
    hidden, unknown = await grace.get("/incidents/1"), await grace.get("/incidents/2")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text.replace("INC-1", "INC-2") == unknown.text


async def test_what_strangers_write_is_text(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await store.change(NEW, declare("<script>alert(1)</script>"))
    await store.change(numbered(1), write("<img src=x onerror=alert(1)> {{ 7 * 7 }}"))
    page = (await ada.get("/incidents/1")).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page


async def test_a_list_is_narrowed_by_what_the_address_says(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    for title in ("checkout is down", "search is slow"):
        await store.change(NEW, declare(title))
    found = (await ada.get("/incidents?q=CHECKOUT&from=2026-03-02&to=2026-03-02")).text
    assert "checkout is down" in found
    assert "search is slow" not in found
    for nothing in ("q=nowhere", "from=2026-03-03", "to=2026-03-01", "severity=sev1"):
        assert "Nothing like that was found" in (await ada.get(f"/incidents?{nothing}")).text
    for strange in ("page=%00", "from=0001-01-01", "to=9999-12-31", "state=%3Cb%3E", "severity=x", "q=%00"):
        assert (await ada.get(f"/incidents?{strange}")).status_code == 200


async def test_the_timeline_is_turned_page_by_page(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await store.change(NEW, declare())
    for number in range(120):
        await store.change(numbered(1), write(f"line {number}!", at=AT + timedelta(seconds=number // 3)))
    page, seen = (await ada.get("/incidents/1")).text, list[str]()
    while True:
        seen += re.findall(r"line (\d+)!", page)
        further = re.search(r'href="(/incidents/1/timeline[^"]+)"', page)
        if further is None:
            break
        page = (await ada.get(further[1])).text
    assert seen == [str(number) for number in reversed(range(120))]


async def test_an_address_that_names_no_entry_shows_the_end(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await store.change(NEW, declare())
    times = ("", "x", "~", "2026-01-01~1", "2026-01-01T00:00:00Z~", "0001-01-01T00:00:00%2B14:00~1", "%00~1")
    for strange in (*times, "2026-01-01T00:00:00Z~99999999999"):
        answer = await ada.get(f"/incidents/1/timeline?before={strange}")
        assert (answer.status_code, "Ada declared it" in answer.text) == (200, True), strange


async def test_people_are_named_where_others_wrote_their_ids(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await store.change(NEW, declare("checkout is down"))
    await store.change(numbered(1), write("ask <@UADA>, not <@UGONE>"))
    page = str(Words((await ada.get("/incidents/1")).text))
    assert "ask @Ada, not @somebody" in page
