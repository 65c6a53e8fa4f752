"""Whoever types what nobody can see has typed nothing, and is told so as if the field were empty."""

from collections.abc import Callable

import pytest

from incidents.change import NOTHING
from incidents.curating import correct_entry
from incidents.ending import reopen, resolve
from incidents.incident import Incident
from incidents.lint import lint
from incidents.refusal import Refusal
from incidents.reviewing import waive
from incidents.tasks import add_task
from incidents.timeline import TimelineEntry
from incidents.updates import write_update
from incidents.words import add_note, set_title
from incidents.writing import write_section
from tests.rules.given import ADA, AT, CATALOG, incident, later, line

UNSEEN = "\u200b \u2060"


def resolved() -> Incident:
    found = incident()
    resolve(found, by=ADA, at=later(60))
    return found


def corrected(text: str) -> object:
    entry = TimelineEntry(id=1, kind="note", text="restarted db1", at=AT, author_id=ADA)
    found = incident(timeline=[entry])
    return correct_entry(found, 1, text=text, by=ADA, at=later(1))


TYPED: dict[str, Callable[[str], object]] = {
    "a note": lambda text: add_note(incident(), text, by=ADA, at=AT),
    "a task": lambda text: add_task(incident(), text, by=ADA, at=AT),
    "a title": lambda text: set_title(incident(), text, by=ADA, at=AT),
    "an update": lambda text: write_update(incident(), text, CATALOG, by=ADA, at=AT),
    "a reason to waive": lambda text: waive(resolved(), text, by=ADA, at=later(61)),
    "an entry put right": corrected,
}


@pytest.mark.parametrize("what", TYPED)
def test_what_nobody_can_see_is_refused_as_what_is_empty(what: str) -> None:
    with pytest.raises(Refusal) as empty:
        TYPED[what]("")
    with pytest.raises(Refusal) as unseen:
        TYPED[what](UNSEEN)
    assert (unseen.value.sentence, unseen.value.field) == (empty.value.sentence, empty.value.field)


def test_a_part_of_the_post_mortem_stays_blank_and_a_reopening_has_no_reason() -> None:
    found = resolved()
    assert write_section(found, "went_well", UNSEEN, by=ADA, at=later(61)) == NOTHING
    assert "“What went well” is blank." in [lack.said for lack in lint(found)]
    assert line(reopen(found, by=ADA, at=later(62), why=UNSEEN)) == "reopened the incident"
