"""What a tool tells stands on the timeline with its own time, once, and follows what the tool says."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from incidents.change import Change
from incidents.curating import correct_entry, hide_entry
from incidents.happened import happened, once_of
from incidents.incident import Incident
from incidents.refusal import Refusal
from tests.rules.given import ADA, AT, GRACE, kinds, later
from tests.rules.given import incident as an_incident


def told(incident: Incident, **said: Any) -> Change:
    known: dict[str, Any] = {"source": "Grafana", "kind": "alert", "text": "5xx above 2 %", "at": later(10)}
    return happened(incident, **{**known, **said})


def on(incident: Incident) -> list[tuple[str, str | None, datetime]]:
    return [(each.kind, each.text, each.at) for each in incident.timeline]


def an_empty_one() -> Incident:
    found = an_incident()
    found.timeline = []
    return found


def test_an_alert_stands_at_its_own_time_with_its_tool_and_its_link() -> None:
    found = an_empty_one()
    change = told(found, time=later(-3), link="https://grafana.example.com/d/1")
    [line] = found.timeline
    assert (line.at, line.source, line.author_name) == (later(-3), "Grafana", "Grafana")
    assert (line.permalink, line.told_by) == ("https://grafana.example.com/d/1", "Grafana")
    assert kinds(change) == ["refresh_canvas"]


def test_the_same_told_twice_is_one_line_and_told_otherwise_the_line_follows() -> None:
    found = an_empty_one()
    told(found, outside_key="abc", time=later(1))
    assert not told(found, outside_key="abc", time=later(1))
    assert told(found, outside_key="abc", time=later(1), text="5xx above 9 %")
    assert on(found) == [("alert", "5xx above 9 %", later(1))]
    [done] = found.timeline[0].corrections
    assert (done["did"], done["text"], done["text_after"]) == ("told anew", "5xx above 2 %", "5xx above 9 %")


def test_another_tools_event_of_that_name_is_another_line_and_so_is_each_without_one() -> None:
    found = an_empty_one()
    for source, key in (("Grafana", "1"), ("GitHub", "1"), ("Grafana", ""), ("Grafana", "")):
        told(found, source=source, outside_key=key)
    assert len(found.timeline) == 4
    assert once_of(" GRAFANA ", "1") == once_of("grafana", "1"), "its name is read loosely"


def test_what_people_have_put_right_stays_and_what_they_hid_stays_hidden() -> None:
    found = an_empty_one()
    told(found, outside_key="abc")
    found.timeline[0].id = 7
    hide_entry(found, 7, by=ADA, at=later(11))
    told(found, outside_key="abc", text="5xx above 9 %")
    assert not found.timeline[0].shown
    correct_entry(found, 7, text="many errors", by=GRACE, at=later(12))
    assert not told(found, outside_key="abc", text="5xx above 20 %")
    assert found.timeline[0].text == "many errors"


def test_another_clock_may_be_a_little_ahead_and_no_more() -> None:
    found = an_empty_one()
    told(found, time=later(14))
    assert found.timeline[0].at == later(10)
    with pytest.raises(Refusal, match="still to come"):
        told(found, time=later(16))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"source": "\n"}, "source"),
        ({"kind": "party"}, "kind"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://[x"}, "link"),
        ({"outside_key": "k" * 201}, "outside_key"),
    ],
)
def test_what_says_nothing_or_leads_nowhere_is_refused_at_its_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        told(an_empty_one(), **wrong)
    assert refused.value.field == field


def test_what_is_told_after_the_end_stands_there_too() -> None:
    found = an_empty_one()
    found.resolved_at = AT + timedelta(minutes=5)
    assert told(found, kind="deployment", source="GitHub", text="released 1.4.2")
