"""The page of figures, and the same for programs."""

import csv
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import httpx
import pytest

from blocks.insights import stats
from incidents.catalog import Catalog, Service
from incidents.change import Change
from incidents.incident import Incident
from incidents.insights import Asked, insights
from storage.store import Store
from storage.where import NEW
from tests.storage.given import declare
from tests.web.conftest import NOW, SignIn
from web.insights.written import harmless

PAGES = "https://incidents.example.com"


async def resolved(store: Store, title: str, *, private: bool = False) -> None:
    """Declared an hour ago, acknowledged after 4 minutes and resolved after 30."""

    def rule(incident: Incident) -> Change:
        change = declare(title)(incident)
        incident.declared_at, incident.status = NOW - timedelta(hours=1), "resolved"
        incident.acknowledged_at = incident.declared_at + timedelta(minutes=4)
        incident.resolved_at = incident.declared_at + timedelta(minutes=30)
        incident.services, incident.private = ["R&D <prod>"], private
        return change

    await store.change(NEW, rule)


async def test_the_page_says_how_fast_people_were(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await resolved(store, "checkout is down")
    text = (await ada.get("/insights?days=7")).text
    assert all(words in text for words in ("4 min", "30 min", "R&amp;D &lt;prod&gt;"))
    assert "style=" not in text


async def test_an_empty_period_and_an_address_that_makes_no_sense_are_calm(signs_in: SignIn) -> None:
    ada = await signs_in()
    far, farther = f"0000000010{'0' * 20}", f"0000000010{'0' * 5000}"
    asked = ("", "?days=0&severity=x&service=y", "?days=99999999999999", f"?days={far}", f"?days={farther}")
    for address in (f"/insights{each}" for each in asked):
        answer = await ada.get(address)
        assert answer.status_code == 200
        assert "No incident was declared in this time." in answer.text


async def test_the_answer_in_slack_leads_to_the_page_of_the_same_time_service_and_severity(
    signs_in: SignIn, store: Store
) -> None:
    ada = await signs_in()
    asked, catalog = Asked(days=45, severity="sev2"), Catalog(services=(Service(name="R&D <prod>"),))
    found = insights(await store.figures_of(asked, seen_by=None, until=NOW))
    links = [
        re.findall(r"<https://incidents.example.com([^|>]+)\|", stats(found, each, catalog, url=PAGES).text)
        for each in (asked, replace(asked, service="R&D <prod>"), replace(asked, service="gone"))
    ]
    same, service = "/insights?days=45&amp;severity=sev2", "&amp;service=R%26D+%3Cprod%3E"
    assert links == [[same], [same.replace("&amp;", f"{service}&amp;")], [same]]
    shown = (await ada.get(unescape(same))).text
    assert '<option value="45" selected>' in shown
    assert '<option value="sev2" selected>' in shown


async def test_the_private_of_others_is_in_no_figure(signs_in: SignIn, store: Store) -> None:
    await resolved(store, "secret", private=True)
    ada = await signs_in()
    told = [(await ada.get(f"/insights{form}")).text for form in ("", ".csv", ".json")]
    assert not any("secret" in text for text in told)
    assert (await ada.get("/insights.json")).json()["now"]["incidents"] == 0


async def test_nobody_reads_figures_without_signing_in(nobody: httpx.AsyncClient) -> None:
    assert {(await nobody.get(f"/insights{form}")).status_code for form in ("", ".csv", ".json")} == {303}


async def test_csv_has_a_row_for_each_and_no_formula(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await resolved(store, '=HYPERLINK("x"), and more')
    answer = await ada.get("/insights.csv")
    (row,) = csv.DictReader(answer.text.splitlines())
    assert row["title"] == '\'=HYPERLINK("x"), and more'
    assert (row["to_acknowledge_s"], row["to_resolve_s"], row["to_first_update_s"]) == ("240", "1800", "")
    assert answer.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "  =1"])
def test_a_cell_is_never_calculated(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_plain_words_stay_as_they_are() -> None:
    assert harmless("checkout - down") == "checkout - down"


async def test_json_has_the_figures_in_seconds(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await resolved(store, "checkout is down")
    found = (await ada.get("/insights.json")).json()
    assert found["now"]["to_resolve_s"] == {"known": 1, "mean": 1800, "median": 1800, "p90": 1800}
    assert found["before"]["to_resolve_s"] is None
