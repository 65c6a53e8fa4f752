"""Writing the post-mortem: drafted from what is known, changed by people, and nobody's words are lost."""

import pytest

from incidents.change import NOTHING
from incidents.ending import cancel, reopen, resolve
from incidents.incident import Incident
from incidents.postmortem import DRAFT, WHYS, Why
from incidents.refusal import Refusal
from incidents.writing import (
    LONGEST,
    in_words,
    is_overtaken,
    ladder_of,
    mark_of,
    write_section,
    write_whys,
    written_in,
)
from tests.rules.given import ADA, GRACE, incident, kinds, later, led_by


def resolved(found: Incident | None = None) -> Incident:
    found = found or incident(summary="Nobody can pay.")
    resolve(found, by=ADA, at=later(60))
    return found


def test_resolving_begins_the_post_mortem_of_whoever_led_or_else_declared():
    written = resolved().postmortem
    assert written is not None
    assert (written.state, written.owner_id, written.drafted_at) == (DRAFT, ADA, later(60))
    led = resolved(led_by(GRACE)).postmortem
    assert led is not None
    assert led.owner_id == GRACE


def test_the_summary_is_drafted_from_what_was_said_on_the_way_until_somebody_writes_it():
    found = resolved()
    assert written_in(found, "summary") == "Nobody can pay."
    change = write_section(found, "summary", " For **12 minutes** nobody could pay.\n", by=GRACE, at=later(90))
    assert written_in(found, "summary") == "For **12 minutes** nobody could pay."
    assert kinds(change) == ["refresh_postmortem", "refresh_canvas"]
    (edit,) = change.edits
    assert (edit.version, edit.section, edit.by, edit.at) == (1, "summary", GRACE, later(90))
    assert (edit.before, edit.after) == ("Nobody can pay.", "For **12 minutes** nobody could pay.")


def test_blank_words_bring_the_draft_back_and_the_same_words_change_nothing():
    found = resolved()
    write_section(found, "summary", "Better", by=ADA, at=later(61))
    assert write_section(found, "summary", " Better ", by=GRACE, at=later(62)) == NOTHING
    (edit,) = write_section(found, "summary", " ", by=ADA, at=later(63)).edits
    assert written_in(found, "summary") == edit.after == "Nobody can pay."
    assert found.postmortem is not None
    assert found.postmortem.version == 2


def test_two_who_write_different_parts_both_keep_what_they_wrote():
    found = resolved()
    ones, others = mark_of(found, "summary"), mark_of(found, "went_well")
    write_section(found, "summary", "Ada's", by=ADA, at=later(61), seen=ones)
    write_section(found, "went_well", "Grace's", by=GRACE, at=later(62), seen=others)
    assert (written_in(found, "summary"), written_in(found, "went_well")) == ("Ada's", "Grace's")


def test_of_two_who_write_the_same_part_the_second_hears_what_stands_there():
    found = resolved()
    seen = mark_of(found, "summary")
    write_section(found, "summary", "Ada's", by=ADA, at=later(61), seen=seen)
    with pytest.raises(Refusal, match="Somebody was faster: here it says “Ada's” now") as refused:
        write_section(found, "summary", "Grace's", by=GRACE, at=later(62), seen=seen)
    assert refused.value.field == "summary"
    assert written_in(found, "summary") == "Ada's"


def test_the_ladder_keeps_its_rungs_and_drops_blank_ones_at_the_end():
    found = resolved()
    rungs = [Why(why=" Connections ran out ", evidence="https://x.example/1"), Why(), Why(why="A loop"), Why()]
    (edit,) = write_whys(found, rungs, by=ADA, at=later(61)).edits
    assert [rung.why for rung in ladder_of(found)] == ["Connections ran out", "", "A loop"]
    assert edit.section == WHYS
    assert edit.after == in_words(ladder_of(found)) == (
        "1. Connections ran out\n  ↳ https://x.example/1\n2.\n3. A loop"
    )  # fmt: skip
    assert write_whys(found, rungs, by=GRACE, at=later(62)) == NOTHING
    write_whys(found, [Why(why="a\n2. b")], by=GRACE, at=later(62))
    write_whys(found, [Why(why="a"), Why(why="b")], by=GRACE, at=later(62))
    assert [rung.why for rung in ladder_of(found)] == ["a", "b"]
    with pytest.raises(Refusal, match="Somebody was faster"):
        write_whys(found, [Why(why="Another")], by=GRACE, at=later(63), seen="an older one")


def test_what_is_too_long_or_no_part_at_all_is_refused_with_what_to_do():
    found = resolved()
    with pytest.raises(Refusal, match="has at most 40,000 characters, and this has 40,001"):
        write_section(found, "summary", "x" * (LONGEST + 1), by=ADA, at=later(61))
    with pytest.raises(Refusal, match=r"no part “moral”\. It has `summary`, `impact`"):
        write_section(found, "moral", "x", by=ADA, at=later(61))
    with pytest.raises(Refusal, match="at most 10 rungs"):
        write_whys(found, [Why(why="x")] * 11, by=ADA, at=later(61))
    with pytest.raises(Refusal, match=r"Why 2 is longer than 4,000"):
        write_whys(found, [Why(why="x"), Why(why="x" * 4001)], by=ADA, at=later(61))


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (incident(), "INC-42 is still open. Its post-mortem is drafted when it is resolved"),
        (incident(status="cancelled", cancelled_at=later(2)), "so no post-mortem is owed"),
        (incident(status="merged", merged_at=later(2), merged_into=7), "its post-mortem is written there"),
    ],
)  # fmt: skip
def test_what_is_not_resolved_has_none(found, sentence):
    with pytest.raises(Refusal, match=sentence):
        write_section(found, "summary", "x", by=ADA, at=later(5))


def test_what_was_resolved_before_post_mortems_were_kept_gets_one_when_somebody_writes():
    old = incident(status="resolved", resolved_at=later(2))
    write_section(old, "summary", "x", by=GRACE, at=later(5))
    assert old.postmortem is not None
    assert (old.postmortem.owner_id, old.postmortem.version) == (ADA, 1)


def test_what_was_written_outlives_reopening_and_cancelling():
    found = resolved()
    write_section(found, "summary", "Better", by=ADA, at=later(61))
    reopen(found, by=ADA, at=later(70))
    assert "postmortem" not in found.reminders
    resolve(found, by=ADA, at=later(80))
    assert written_in(found, "summary") == "Better"
    assert "postmortem" in found.reminders
    reopen(found, by=ADA, at=later(90))
    cancel(found, by=ADA, at=later(95))
    assert "postmortem" not in found.reminders


def test_whoever_is_late_hears_so_once_and_not_where_they_want_what_stands_there_already():
    found = resolved()
    seen, ladder = mark_of(found, "summary"), mark_of(found, WHYS)
    assert not is_overtaken(found, "summary", "Mine", seen)
    write_section(found, "summary", "Ada's", by=ADA, at=later(61))
    write_whys(found, [Why(why="A loop")], by=ADA, at=later(61))
    assert is_overtaken(found, "summary", "Mine", seen)
    assert not is_overtaken(found, "summary", " Ada's ", seen)
    assert not is_overtaken(found, "summary", "Mine", mark_of(found, "summary"))
    assert is_overtaken(found, WHYS, [Why(why="DNS")], ladder)
    assert not is_overtaken(found, WHYS, [Why(why="A loop"), Why()], ladder)
