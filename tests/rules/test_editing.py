"""The edit form: only what a person has changed in it is done; two who change the same thing do not overwrite."""

from dataclasses import replace

import pytest

from incidents.catalog import Catalog, Service
from incidents.editing import Editor, edit, marks, minute, stands
from incidents.ending import resolve
from incidents.refusal import Refusal
from incidents.severity import HARM, REACH, set_severity, suggest
from incidents.status import set_status
from incidents.words import set_summary, set_title
from tests.rules.given import ADA, AT, CATALOG, GRACE, incident, kinds, later

SHOP = Catalog(services=tuple(Service(name=name) for name in ("Checkout", "Search")))


class Form:
    """A form that somebody has open, as it was when it opened."""

    def __init__(self, found, catalog=SHOP):
        self.found, self.catalog = found, catalog
        self.values, self.marks = stands(found, catalog), marks(found, catalog)

    def save(self, *, by=GRACE, **typed):
        editor = Editor(incident=self.found, catalog=self.catalog, by=by, at=later(9))
        return edit(editor, {**self.values, **typed}, self.marks)


def test_a_form_that_nobody_touched_changes_nothing():
    found = incident(summary="two\nlines", services=["Gone", "Search"], declared_at=AT.replace(second=31))
    assert not Form(found).save()
    assert not Form(found).save(title=" Checkout  is down ", summary="two\r\nlines ")


def test_everything_can_be_changed_at_once():
    found = incident(services=["Gone", "Search"])
    change = Form(found).save(
        title="Payments are down",
        summary="Nobody can pay",
        severity="sev1",
        status="identified",
        services="Checkout\nSearch",
        users_affected="all",
        impact=minute(later(-30)),
    )
    assert (found.title, found.summary, found.severity, found.status) == (
        "Payments are down",
        "Nobody can pay",
        "sev1",
        "identified",
    )
    assert found.services == ["Gone", "Search", "Checkout"], "what the config no longer knows stays"
    assert (found.users_affected, found.impact_started_at) == ("all", later(-30))
    assert [entry.kind for entry in change.entries] == [
        "title", "summary", "severity", "status", "services", "affected", "impact"
    ]  # fmt: skip
    assert all((entry.author_id, entry.at) == (GRACE, later(9)) and entry.after for entry in change.entries)


def test_two_who_change_different_things_both_win():
    found = incident()
    mine, yours = Form(found), Form(found)
    yours.save(by=ADA, title="Payments are down")
    mine.save(summary="Nobody can pay")
    assert (found.title, found.summary) == ("Payments are down", "Nobody can pay")


def test_two_who_change_the_same_thing_do_not_overwrite_each_other():
    found = incident()
    mine, yours = Form(found), Form(found)
    yours.save(by=ADA, summary="Nobody can\npay")
    with pytest.raises(Refusal, match="it is “Nobody can pay” now") as refused:
        mine.save(summary="Some can pay", title="Payments")
    assert refused.value.field == "summary"
    assert (found.summary, found.title) == ("Nobody can\npay", "Checkout is down"), "all of it or nothing"
    assert not mine.save(summary="Nobody can\npay"), "to mean the same is no conflict"


def test_a_start_of_the_impact_that_was_changed_meanwhile_is_told_as_a_time():
    found = incident()
    mine, yours = Form(found), Form(found)
    yours.save(impact=minute(later(-30)))
    with pytest.raises(Refusal, match="it is “2026-03-02 08:00 UTC” now"):
        mine.save(impact=minute(later(-20)))
    assert not Form(found).save(impact=minute(later(-30)))
    Form(found).save(impact="")
    assert found.impact_started_at is None


def test_after_the_end_facts_may_change_but_neither_severity_nor_status():
    found = incident()
    form = Form(found)
    resolve(found, by=ADA, at=later(5))
    for typed in ({"severity": "sev1"}, {"status": "monitoring"}):
        with pytest.raises(Refusal, match="INC-42 is resolved, so nothing was changed") as refused:
            form.save(title="Payments", **typed)
        assert refused.value.field in typed
    change = form.save(title="Payments", users_affected="300", impact=minute(later(-1)))
    assert (found.title, found.users_affected, found.severity) == ("Payments", "300", "sev2")
    assert "refresh_postmortem" in kinds(change)


@pytest.mark.parametrize(
    ("typed", "why", "field"),
    [
        ({"title": " "}, "needs a title", "title"),
        ({"users_affected": "x" * 301}, "at most 300", "users_affected"),
        ({"impact": minute(later(30))}, "in the future", "impact"),
    ],
)
def test_a_refusal_stands_at_the_field_it_is_about(typed, why, field):
    with pytest.raises(Refusal, match=why) as refused:
        Form(incident()).save(**typed)
    assert refused.value.field == field


# Severity by two questions


@pytest.mark.parametrize(
    ("reach", "harm", "key"),
    [
        ("everybody", "stuck", "sev1"),
        ("everybody", "around", "sev2"),
        ("many", "stuck", "sev2"),
        ("many", "around", "sev3"),
        ("some", "stuck", "sev3"),
        ("some", "around", "sev3"),
        ("nobody", "stuck", "sev4"),
        ("nobody", "data", "sev1"),
    ],
)
def test_two_plain_answers_suggest_a_severity(reach, harm, key):
    severity, why = suggest(CATALOG.severities, reach, harm)
    assert severity.key == key
    assert "affected" in why


@pytest.mark.parametrize("number", [1, 2, 3, 5, 20])
def test_other_severities_are_suggested_by_their_order(number):
    known = [replace(CATALOG.severities[0], key=f"s{n}") for n in range(number)]
    places = {(r, h): known.index(suggest(known, r, h)[0]) for r in REACH for h in HARM}
    assert places["everybody", "stuck"] == places["some", "data"] == 0
    assert places["nobody", "around"] == number - 1
    assert places["everybody", "around"] <= places["many", "around"] <= places["nobody", "around"]


def test_a_severity_that_somebody_has_changed_meanwhile_is_not_overwritten():
    found = incident()
    set_severity(found, "sev1", CATALOG, by=ADA, at=AT)
    with pytest.raises(Refusal, match="Somebody has made it sev1 since") as refused:
        set_severity(found, "sev3", CATALOG, by=GRACE, at=later(1), seen="sev2")
    assert refused.value.field == "severity"
    assert not set_severity(found, "sev1", CATALOG, by=GRACE, at=later(1), seen="sev2")


def test_a_status_or_title_that_another_form_changed_first_is_a_conflict_too():
    found = incident()
    form = Form(found)
    set_status(found, "monitoring", by=ADA, at=AT)
    set_title(found, "Payments", by=ADA, at=AT)
    set_summary(found, "x", by=ADA, at=AT)
    with pytest.raises(Refusal, match="it is “monitoring” now"):
        form.save(status="identified")
    assert form.save(severity="sev1").entries[0].kind == "severity"


@pytest.mark.parametrize("typed", [{"severity": "gone"}, {"status": "resolved"}])
def test_a_choice_that_is_none_any_more_is_refused_beside_its_field(typed: dict[str, str]):
    found = incident()
    with pytest.raises(Refusal) as refused:
        Form(found).save(**typed)
    assert refused.value.field == next(iter(typed))
    assert (found.severity, found.status) == ("sev2", "investigating")
