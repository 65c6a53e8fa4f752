"""Merging: one incident turns out to be another, and is taken out again where that was wrong."""

from typing import Any

import pytest

from incidents.change import NOTHING
from incidents.effects.people import AnswerPerson, BringOver
from incidents.ending import cancel, reopen, resolve, undo_end
from incidents.incident import Incident
from incidents.lost import ARCHIVED, room_lost
from incidents.merging import merge, part, signpost_posted, undo_merge
from incidents.promises import AFTER_REOPENING
from incidents.refusal import Refusal
from incidents.room import room_opened
from incidents.severity import set_severity
from tests.rules.given import (
    ADA,
    AT,
    CATALOG,
    GRACE,
    LINUS,
    ROOM,
    holds,
    incident,
    kinds,
    later,
    line,
    only,
    without_room,
)

URL = "https://hooks/1"


def seventh(**changed: Any) -> Incident:
    """INC-7, open, the one that was there first."""
    return incident(**{"id": 7, "channel_id": "C007", "channel_name": "inc-7", **changed})


def merged(**changed: Any) -> tuple[Incident, Incident]:
    """INC-42, which Grace has merged into INC-7."""
    one, other = incident(**changed), seventh()
    merge(one, other, by=GRACE, at=later(4))
    return one, other


def test_the_merged_one_ends_and_says_where_it_went():
    one, other = incident(status="identified"), seventh()
    ended, came = merge(one, other, by=GRACE, at=later(4))
    assert (one.is_open, one.status, one.merged_into, one.ended_at) == (False, "merged", 7, later(4))
    assert line(ended) == "merged the incident into INC-7"
    assert line(came) == "merged INC-42 into this incident"
    assert {"refresh_card", "set_topic", "refresh_digest", "refresh_signpost"} <= set(kinds(ended))
    assert kinds(came) == ["bring_over", "refresh_card", "refresh_canvas"]
    assert one.refs["merged_room"] == "C007"
    assert (other.is_open, other.status) == (True, "investigating")


def test_everybody_of_the_old_room_is_brought_over_and_who_cannot_be_read_are_those_with_a_part():
    one = incident(roles=[holds("commander", GRACE), holds("scribe", LINUS, until=later(1))])
    _, came = merge(one, seventh(), by=LINUS, at=later(4))
    assert only(came, BringOver) == BringOver(channel_id=ROOM, people=(ADA, GRACE), invited_by=LINUS)


def test_where_the_old_room_is_not_there_those_with_a_part_come():
    lost = incident()
    room_lost(lost, how=ARCHIVED, at=later(1))
    for one in (without_room(), lost):
        ended, came = merge(one, seventh(), by=GRACE, at=later(4))
        assert only(came, BringOver).channel_id == ""
        assert "refresh_signpost" not in kinds(ended)


def test_into_one_whose_room_is_closed_to_us_nobody_is_brought():
    other = seventh()
    room_lost(other, how=ARCHIVED, at=later(1))
    one = incident()
    _, came = merge(one, other, by=GRACE, at=later(4))
    assert kinds(came) == []
    assert "merged_room" not in one.refs


def test_roles_stay_as_they_were_and_nothing_can_be_changed_any_more():
    one, _ = merged(roles=[holds("commander", GRACE)])
    assert one.holder("commander")
    with pytest.raises(Refusal, match=r"was merged into INC-7, so nothing was changed. Go on there"):
        set_severity(one, "sev1", CATALOG, by=ADA, at=later(5))
    with pytest.raises(Refusal, match="INC-42 was merged into INC-7"):
        cancel(one, by=ADA, at=later(5))


def test_twice_is_once_and_answers_all_the_same():
    one, other = merged()
    assert merge(one, other, by=ADA, at=later(5)) == (NOTHING, NOTHING)
    again, came = merge(one, other, by=ADA, at=later(5), response_url=URL)
    assert kinds(again) == ["answer_person"]
    assert came == NOTHING
    assert one.merged_at == later(4)


def resolved(**changed: Any) -> Incident:
    found = seventh(**changed)
    resolve(found, by=ADA, at=later(1))
    return found


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (incident, "INC-42 is this very incident"),
        (resolved, r"INC-7 is resolved, so nothing was merged into it. `/incident INC-7 reopen` comes first"),
        (lambda: seventh(merged_into=3, merged_at=AT), r"merged into INC-3.*`/incident INC-42 merge INC-3`"),
        (lambda: seventh(merged_into=42, merged_at=AT), "INC-7 was merged into INC-42 already"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words(other, words):
    one = incident()
    with pytest.raises(Refusal, match=words):
        merge(one, other(), by=ADA, at=later(5))
    assert one.is_open


def test_an_ended_one_and_one_that_went_elsewhere_are_refused():
    ended = incident()
    resolve(ended, by=ADA, at=later(1))
    with pytest.raises(Refusal, match="INC-42 is resolved"):
        merge(ended, seventh(), by=ADA, at=later(5))
    one, _ = merged()
    with pytest.raises(Refusal, match="INC-42 was merged into INC-7"):
        merge(one, seventh(id=8), by=ADA, at=later(5))


def test_undo_puts_everything_back_within_ten_minutes():
    one, other = merged(status="monitoring")
    alone, left = undo_merge(one, other, merged_at=later(4), by=ADA, at=later(14), response_url=URL)
    assert (one.is_open, one.status, one.merged_into, one.merged_at) == (True, "monitoring", None, None)
    assert "merged_room" not in one.refs
    assert line(alone) == "took back merging the incident into INC-7"
    assert line(left) == "took back merging INC-42 into this incident"
    assert {"refresh_card", "set_topic", "refresh_digest", "refresh_signpost"} <= set(kinds(alone))
    told = only(alone, AnswerPerson)
    assert (told.user_id, told.answer, told.detail, told.response_url) == (ADA, "parted", "INC-7", URL)
    assert kinds(left) == ["refresh_card", "refresh_canvas"]


def test_an_undo_that_does_not_fit_any_more_is_refused():
    one, other = merged()
    with pytest.raises(Refusal, match=r"10 minutes.*`/incident INC-42 reopen`"):
        undo_merge(one, other, merged_at=later(4), by=ADA, at=later(14.1))
    undo_merge(one, other, merged_at=later(4), by=ADA, at=later(5))
    with pytest.raises(Refusal, match="stands on its own already: that merge was taken back"):
        undo_merge(one, other, merged_at=later(4), by=ADA, at=later(5))
    merge(one, other, by=ADA, at=later(6))
    with pytest.raises(Refusal, match="merged again since"):
        undo_merge(one, other, merged_at=later(4), by=ADA, at=later(7))
    with pytest.raises(Refusal, match="no longer fits"):
        undo_end(one, ended_at=later(4), by=ADA, at=later(7))


def test_reopening_takes_it_out_again_however_late():
    one, other = merged()
    alone, left = part(one, other, by=ADA, at=later(9000), why="{another} cause")
    assert one.is_open
    assert line(alone) == "reopened the incident: {another} cause"
    assert line(left) == "took INC-42 out of this incident: {another} cause"
    with pytest.raises(Refusal, match="INC-42 is investigating by now"):
        part(one, other, by=ADA, at=later(9001))


def test_a_promise_from_before_a_merge_is_not_overdue_when_it_is_taken_out_again():
    one, other = merged(next_update_at=later(30))
    part(one, other, by=ADA, at=later(9000))
    assert one.next_update_at == later(9000) + AFTER_REOPENING


def test_a_reopened_one_that_was_resolved_first_follows_its_own_post_mortem():
    one, other = merged(refs={"postmortem": "1.1"})
    alone, _ = undo_merge(one, other, merged_at=later(4), by=ADA, at=later(5))
    assert "refresh_postmortem" in kinds(alone)
    resolve(one, by=ADA, at=later(6))
    assert "refresh_postmortem" in kinds(reopen(one, by=ADA, at=later(7)))


def test_the_post_mortem_of_the_other_follows_what_comes_and_goes():
    one, other = incident(), seventh(refs={"postmortem": "1.1"})
    ended, _ = merge(one, other, by=ADA, at=later(4))
    assert "refresh_postmortem" in kinds(ended)  # which passes it on
    _, left = undo_merge(one, other, merged_at=later(4), by=ADA, at=later(5))
    assert "refresh_postmortem" in kinds(left)


def test_the_signpost_is_remembered_while_it_stands():
    one, other = merged()
    assert signpost_posted(one, ts="1.1", merged=True).silent
    assert signpost_posted(one, ts="1.1", merged=True) == NOTHING
    undo_merge(one, other, merged_at=later(4), by=ADA, at=later(5))
    assert signpost_posted(one, ts="1.1", merged=False).silent
    assert "signpost" not in one.refs


def test_one_that_was_merged_while_its_room_was_opening_says_there_where_to_go():
    one = without_room()
    merge(one, seventh(), by=GRACE, at=later(4))
    assert "refresh_signpost" in kinds(room_opened(one, channel_id=ROOM, name="inc-42"))
    assert "refresh_signpost" not in kinds(room_opened(without_room(), channel_id=ROOM, name="inc-42"))
