"""Moments and people within a line are data: each surface says them in its own way."""

from datetime import UTC, datetime

from incidents.curating import correct_entry
from incidents.facts import set_impact_start
from incidents.inlaid import MARK, Named, edited, for_editing, in_words, of_moment, of_people, people_in, pieces
from incidents.tasks import add_task, set_task_due
from incidents.wording import one_line, storable
from tests.rules.given import ADA, AT, GRACE, LINUS, incident, later, wrote

DUE = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


def test_a_line_falls_into_words_moments_and_people() -> None:
    text = f"gave it to {of_people([GRACE])}, due {of_moment(DUE)}."
    assert pieces(text) == ["gave it to ", Named(GRACE), ", due ", DUE, "."]
    assert in_words(text, {GRACE: "Grace"}.get) == "gave it to Grace, due 2026-03-02 14:30 UTC."
    assert people_in([text, None, "plain"]) == {GRACE}


def test_what_people_write_cannot_pretend_to_be_one() -> None:
    forged = f"{MARK}{GRACE}{MARK}"
    assert pieces(storable(forged)) == [GRACE]
    assert pieces(one_line(forged)) == [GRACE]


def test_an_old_line_reads_as_it_always_did() -> None:
    old = "added task 1: x, due 2026-03-02 14:30 UTC"
    assert (pieces(old), in_words(old, str)) == ([old], old)


def test_times_in_the_words_of_the_timeline_are_moments() -> None:
    found = incident()
    found.tasks = []
    changes = [
        add_task(found, "restart db1", by=ADA, at=AT, due_at=DUE),
        set_task_due(found, 1, due_at=later(600), by=ADA, at=AT),
        set_impact_start(found, later(-20), by=ADA, at=AT),
    ]
    inside = [[each for each in pieces(c.entries[0].text) if isinstance(each, datetime)] for c in changes]
    assert inside == [[DUE], [DUE, later(600)], [later(-20)]]


def test_who_puts_a_line_right_reads_words_and_what_still_stands_in_it_stays_data() -> None:
    text = f"{of_people([GRACE, LINUS])} waited until {of_moment(DUE)}"
    shown = for_editing(text)
    assert shown == "<@UGRACE> and <@ULINUS> waited until 2026-03-02 14:30 UTC"
    assert edited(shown, text) == text
    assert edited(shown.replace("waited", "slept"), text) == text.replace("waited", "slept")
    found = incident()
    entry = wrote(text, id=7)
    found.timeline = [entry]
    assert not correct_entry(found, 7, text=shown, by=ADA, at=later(5)), "the same words"
