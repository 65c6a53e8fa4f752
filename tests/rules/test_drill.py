"""A drill runs as a real one does, marked, and touches nothing outside of Slack."""

import pytest

from blocks.digest import digest
from blocks.listing import row
from blocks.text import headline
from blocks.topic import topic
from incidents.bridge import ask_bridge, set_bridge, start_bridge
from incidents.catalog import Catalog
from incidents.declare import declare
from incidents.drill import counts
from incidents.ending import cancel, reopen
from incidents.merging import fits, merge
from incidents.refusal import Refusal
from incidents.services import set_services
from incidents.similar import similar
from reports.canvas import heading
from reports.document import document
from reports.postmortem import markdown
from tests.rules.given import ADA, AT, CATALOG, blank, incident, kinds, line

MEETINGS = Catalog(providers=("zoom",), bridge="https://meet.example.com/all")


def test_a_drill_opens_a_room_and_no_meeting() -> None:
    drill, real = blank(), blank()
    change = declare(drill, MEETINGS, title="Checkout down", by=ADA, at=AT, drill=True)
    assert kinds(change) == ["open_channel"]
    assert line(change) == "declared a drill as sev2"
    assert (drill.drill, drill.conference_url) == (True, None)
    assert "start_bridge" in kinds(declare(real, MEETINGS, title="Checkout down", by=ADA, at=AT))


def test_nobody_makes_a_meeting_for_a_drill_but_an_address_may_be_set() -> None:
    drill = incident(drill=True)
    for ask in (ask_bridge, start_bridge):
        for ways in (("zoom", "https://x.example"), ()):
            with pytest.raises(Refusal, match="A drill makes no meeting"):
                ask(drill, ways, by=ADA, at=AT)
    set_bridge(drill, "https://meet.example.com/a", by=ADA, at=AT)
    cancel(drill, by=ADA, at=AT)
    assert "start_bridge" not in kinds(reopen(drill, by=ADA, at=AT))
    assert drill.conference_url == "https://meet.example.com/a"


def test_services_that_are_named_later_call_nobody_to_a_drill() -> None:
    for drill in (True, False):
        change = set_services(incident(drill=drill), ["Checkout"], by=ADA, at=AT)
        assert ("invite_people" in kinds(change)) is not drill


def test_a_drill_says_so_wherever_it_shows_and_a_real_one_does_not() -> None:
    for drill in (True, False):
        found = incident(drill=drill)
        for shown in (
            headline(found, "🟠"),
            topic(found, CATALOG),
            heading(found, CATALOG),
            markdown(document(found, [], {}, CATALOG, now=AT))[0],
            digest(found, CATALOG, now=AT).text,
            str(row(found, CATALOG, AT).to_dict()["elements"][0]["text"]),
        ):
            assert shown.lstrip("# ").startswith("🏋️ DRILL · ") is drill, shown


def test_a_drill_and_a_real_incident_are_never_one_trouble() -> None:
    drill, real = incident(drill=True), incident(id=7)
    for one, other in ((drill, real), (real, drill)):
        assert not fits(one, other)
        with pytest.raises(Refusal, match="INC-42 is a drill and INC-7 is not"):
            merge(one, other, by=ADA, at=AT)
    assert fits(drill, incident(id=8, drill=True))


def test_nobody_is_led_to_a_drill_or_from_one() -> None:
    drill, real = incident(drill=True), incident(id=7)
    assert similar(incident(id=50), [drill]) == []
    assert similar(incident(id=50, drill=True), [real]) == []
    assert similar(incident(id=50), [real]) == [real]


def test_figures_count_what_really_happened() -> None:
    assert counts(incident())
    assert counts(incident(status="resolved", resolved_at=AT))
    left_out = ({"drill": True}, {"status": "cancelled"}, {"status": "merged"})
    assert [counts(incident(**changed)) for changed in left_out] == [False, False, False]
