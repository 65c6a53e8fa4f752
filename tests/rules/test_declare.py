"""Declaring: what the incident knows from then on, and that its room is asked for."""

import pytest

from incidents.declare import declare
from incidents.effects.room import OpenChannel
from incidents.incident import Incident
from incidents.refusal import Refusal
from tests.rules.given import ADA, AT, CATALOG, blank, only


def declared(title: str, **more: object) -> Incident:
    incident = blank()
    declare(incident, CATALOG, title=title, severity="sev2", by=ADA, at=AT, **more)
    return incident


def test_a_declared_incident_knows_its_title_severity_declarer_and_time():
    incident = declared("Checkout is down", summary=" Nobody can pay \n", services=("Payments",))
    assert (incident.title, incident.severity, incident.status) == ("Checkout is down", "sev2", "investigating")
    assert (incident.declared_by, incident.declared_at) == (ADA, AT)
    assert (incident.summary, incident.services) == ("Nobody can pay", ["Payments"])
    assert incident.is_open


def test_declaring_asks_for_the_room_and_remembers_where_the_declarer_waits():
    change = declare(blank(), CATALOG, title="x", severity="sev1", by=ADA, at=AT, response_url="https://hooks/1")
    assert only(change, OpenChannel).response_url == "https://hooks/1"
    (entry,) = change.entries
    assert (entry.kind, entry.text, entry.at) == ("declared", "declared the incident as sev1", AT)
    assert entry.author_id == ADA


@pytest.mark.parametrize("title", ["", "   ", "\n\t\r\n", "\u00a0\u2003"])
def test_an_incident_without_a_title_is_refused_at_its_field_with_an_example(title):
    incident = blank()
    with pytest.raises(Refusal, match="for example “checkout is down”") as refused:
        declare(incident, CATALOG, title=title, severity="sev2", by=ADA, at=AT)
    assert refused.value.field == "title"
    assert incident.title is None


@pytest.mark.parametrize("title", ["\x00", "\x07\x1b", "\u200b\u200d\ufeff", "\u202e", "\ud800"])
def test_a_title_that_nobody_could_see_is_no_title(title):
    with pytest.raises(Refusal):
        declared(title)


@pytest.mark.parametrize(
    "title",
    [
        "x" * 500,
        "🔥🔥🔥",
        "👩\u200d🚒 ne répond plus",
        "<!channel> @here <@U1>",
        "R&D <prod> > 5%",
        "&amp; &lt;b&gt;",
        "`rm -rf` *now* ~not~",
        "crème brûlée – Zürich 🇨🇭",
        "خادم الدفع معطل",
        '{number} %s {0} "quoted"',
    ],
)
def test_ic_08_ic_10_a_title_is_kept_whole_and_exactly_as_it_was_written(title):
    assert declared(title).title == title


def test_ic_75_line_breaks_in_a_title_become_blanks():
    assert declared("down\r\nBcc: x@example.com").title == "down Bcc: x@example.com"


def test_control_characters_never_reach_the_store():
    """PostgreSQL refuses a NUL, and UTF-8 a lone half of a pair: one such character would lose the incident."""
    incident = declared("data\x00base\x07 down\ud83d", summary="first\x00\nsecond\tthird\x1b\udc00")
    assert incident.title == "database down"
    assert incident.summary == "first\nsecond\tthird"


def test_ic_12_a_long_summary_is_kept_whole():
    assert declared("x", summary="&" * 2999).summary == "&" * 2999
    assert declared("x", summary="y" * 10_000).summary == "y" * 10_000
