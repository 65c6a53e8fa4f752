"""How bad it is and where it stands: what changes, what people read, and what is refused."""

import pytest

from incidents.ending import cancel, resolve
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.severity import set_severity
from incidents.status import set_status, status_word
from tests.rules.given import ADA, AT, CATALOG, GRACE, incident, kinds, later, line, without_room

SHOWN = ["refresh_card", "set_topic", "refresh_digest", "refresh_canvas"]


def resolved() -> Incident:
    found = incident()
    resolve(found, by=ADA, at=later(5))
    return found


def cancelled() -> Incident:
    found = incident()
    cancel(found, by=ADA, at=later(5))
    return found


def test_why_the_severity_changed_stands_in_the_timeline():
    change = set_severity(incident(), "sev1", CATALOG, by=GRACE, at=later(3), why=" all of Europe ")
    assert line(change) == "changed severity sev2 → sev1: all of Europe"


def test_raising_the_severity_is_written_down_and_shown_everywhere():
    found = incident()
    change = set_severity(found, "sev1", CATALOG, by=GRACE, at=later(3))
    assert found.severity == "sev1"
    assert line(change) == "changed severity sev2 → sev1"
    assert (change.entries[0].author_id, change.entries[0].at) == (GRACE, later(3))
    assert kinds(change) == [*SHOWN, "invite_followers"]


def test_the_same_severity_again_changes_nothing():
    assert not set_severity(incident(), "sev2", CATALOG, by=ADA, at=AT)


def test_moving_the_status_on_is_written_down_and_shown_everywhere():
    found = incident()
    change = set_status(found, "identified", by=GRACE, at=later(3))
    assert found.status == "identified"
    assert line(change) == "changed status investigating → identified"
    assert kinds(change) == SHOWN


def test_a_status_may_also_go_back():
    found = incident(status="monitoring")
    set_status(found, "investigating", by=ADA, at=AT)
    assert found.status == "investigating"


def test_the_same_status_again_changes_nothing():
    assert not set_status(incident(), "investigating", by=ADA, at=AT)


def test_before_the_room_exists_the_change_is_written_down_and_the_room_will_show_it():
    change = set_severity(without_room(), "sev1", CATALOG, by=ADA, at=AT)
    assert line(change) == "changed severity sev2 → sev1"
    assert kinds(change) == []


def test_an_incident_that_never_got_a_room_is_still_followed_in_the_digest():
    change = set_status(without_room(refs={"digest": "1.1"}), "identified", by=ADA, at=AT)
    assert kinds(change) == ["refresh_digest"]


def test_a_resolved_incident_is_not_touched():
    found = resolved()
    with pytest.raises(Refusal, match="INC-42 is resolved, so nothing was changed"):
        set_severity(found, "sev1", CATALOG, by=ADA, at=later(6))
    with pytest.raises(Refusal, match="INC-42 is resolved, so nothing was changed"):
        set_status(found, "monitoring", by=ADA, at=later(6))
    assert (found.severity, found.status) == ("sev2", "resolved")


def test_a_cancelled_incident_is_not_touched():
    found = cancelled()
    with pytest.raises(Refusal, match="cancelled as a false alarm, so nothing was changed"):
        set_severity(found, "sev1", CATALOG, by=ADA, at=later(6))
    assert found.severity == "sev2"


@pytest.mark.parametrize("typed", ["identified", "Identified", " IDENTIFIED "])
def test_the_spelling_of_a_status_does_not_matter(typed):
    assert status_word(typed) == "identified"


def test_an_unknown_status_is_refused_with_the_nearest_and_all_choices():
    with pytest.raises(Refusal) as refused:
        status_word("identifed")
    assert "Did you mean `identified`?" in refused.value.sentence
    for status in ("investigating", "identified", "monitoring", "resolved"):
        assert f"`{status}`" in refused.value.sentence


def test_a_far_off_status_gets_no_wild_guess_and_is_cut():
    with pytest.raises(Refusal) as refused:
        status_word("z" * 4000)
    assert "Did you mean" not in refused.value.sentence
    assert len(refused.value.sentence) < 250


@pytest.mark.parametrize("typed", ["cancelled", "canceled", " Cancelled"])
def test_whoever_wants_the_status_cancelled_is_shown_the_command(typed):
    with pytest.raises(Refusal, match="/incident cancel"):
        status_word(typed)


def test_whoever_wants_the_status_merged_is_shown_the_command():
    with pytest.raises(Refusal, match="/incident merge INC-7"):
        status_word("Merged")


@pytest.mark.parametrize("status", ["resolved", "merged", "", "banana"])
def test_a_status_that_no_form_offers_is_refused_and_ends_nothing(status: str):
    found = incident()
    with pytest.raises(Refusal):
        set_status(found, status, by=ADA, at=AT)
    assert (found.status, found.is_open) == ("investigating", True)


def test_a_form_older_than_the_config_sets_no_severity_that_is_gone():
    found = incident()
    with pytest.raises(Refusal, match="There is no severity “sev0”"):
        set_severity(found, "sev0", CATALOG, by=ADA, at=AT)
    assert found.severity == "sev2"
