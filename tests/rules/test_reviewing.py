"""How far a post-mortem has come, who is asked, and when it is owed no longer."""

from datetime import timedelta

import pytest

from blocks.writing import state_line
from incidents.catalog import Catalog
from incidents.change import NOTHING
from incidents.due import fire
from incidents.effects.people import AnswerPerson
from incidents.ending import reopen, resolve
from incidents.habits import Writing
from incidents.incident import Incident
from incidents.lint import REVIEW, lint
from incidents.publishing import published_told
from incidents.refusal import Refusal
from incidents.reminders import reminded_at
from incidents.reviewing import (
    add_reviewers,
    approve_postmortem,
    ask_review,
    is_owed,
    must_be_whole,
    owner_of,
    publish,
    set_owner,
    standing,
    take_up,
    waive,
)
from incidents.writing import FIRST_REMINDER, write_section
from tests.rules.given import ADA, CATALOG, GRACE, LINUS, incident, kinds, later, line

LENIENT = Catalog(writing=Writing(waived_for=("sev2",)))
END = later(60)


def resolved(**known: object) -> Incident:
    found = incident(**known)
    resolve(found, by=ADA, at=END)
    return found


def told(change: object) -> list[tuple[str, str]]:
    return [(e.user_id, e.answer) for e in change.effects if isinstance(e, AnswerPerson)]  # type: ignore[attr-defined]  # a Change


def owed(found: Incident) -> dict[str, tuple[str, int]]:
    """The reminders that somebody will hear; whether the room may be archived is looked at in silence."""
    return {about: one for about, one in found.reminders.items() if about != "archive"}


def test_more_reviewers_are_added_and_who_is_left_out_of_the_form_is_named():
    found = resolved()
    ask_review(found, [GRACE], by=ADA, at=later(90))
    approve_postmortem(found, by=GRACE, at=later(91))
    more = add_reviewers(found, [LINUS], by=ADA, at=later(92))
    assert (found.postmortem.reviewers, told(more)) == ([GRACE, LINUS], [(LINUS, "review_asked")])
    assert list(found.postmortem.approved) == [GRACE]
    fewer = ask_review(found, [LINUS], by=ADA, at=later(93))
    assert line(fewer) == "asked for a review of the post-mortem, and no longer UGRACE"
    with pytest.raises(Refusal, match="Who shall read it"):
        add_reviewers(found, [], by=ADA, at=later(94))


def test_draft_in_review_published():
    found = resolved()
    assert standing(found, CATALOG) == "draft"
    asked = ask_review(found, [GRACE, LINUS, GRACE], by=ADA, at=later(90))
    assert (standing(found, CATALOG), line(asked)) == ("in_review", "asked for a review of the post-mortem")
    assert told(asked) == [(GRACE, "review_asked"), (LINUS, "review_asked")]
    approved = approve_postmortem(found, by=GRACE, at=later(95))
    assert told(approved) == [(ADA, "review_approved")]
    done = publish(found, by=ADA, at=later(99))
    assert (standing(found, CATALOG), is_owed(found, CATALOG)) == ("published", False)
    assert line(done) == "published the post-mortem"
    assert publish(found, by=GRACE, at=later(100)) == NOTHING
    assert owed(found) == {}


def test_reviewers_who_are_asked_again_are_not_called_twice():
    found = resolved()
    ask_review(found, [GRACE], by=ADA, at=later(90))
    assert ask_review(found, [GRACE], by=ADA, at=later(91)) == NOTHING
    assert told(ask_review(found, [GRACE, LINUS], by=ADA, at=later(92))) == [(LINUS, "review_asked")]


def test_only_who_is_asked_approves_and_a_newer_text_can_be_approved_again():
    found = resolved()
    ask_review(found, [GRACE], by=ADA, at=later(90))
    with pytest.raises(Refusal, match="You are not asked to review"):
        approve_postmortem(found, by=LINUS, at=later(91))
    assert approve_postmortem(found, by=GRACE, at=later(92))
    assert approve_postmortem(found, by=GRACE, at=later(93)) == NOTHING
    write_section(found, "summary", "New", by=ADA, at=later(94))
    assert approve_postmortem(found, by=GRACE, at=later(95))


def test_waiving_needs_a_reason_and_can_be_taken_back():
    found = resolved()
    with pytest.raises(Refusal, match="Why is no post-mortem needed"):
        waive(found, "  ", by=ADA, at=later(61))
    assert line(waive(found, " same cause\nas INC-7 ", by=ADA, at=later(61))) == (
        "waived the post-mortem: same cause as INC-7"
    )  # fmt: skip
    assert (standing(found, CATALOG), owed(found)) == ("waived", {})
    assert line(take_up(found, by=GRACE, at=later(70))) == "took the post-mortem up again, which was waived"
    assert is_owed(found, CATALOG)
    publish(found, by=ADA, at=later(71))
    with pytest.raises(Refusal, match="is published, so there is nothing to waive"):
        waive(found, "no", by=ADA, at=later(72))


def test_the_config_waives_by_severity_what_nobody_has_begun():
    found = resolved()
    assert (standing(found, LENIENT), is_owed(found, LENIENT)) == ("waived", False)
    assert fire(found, LENIENT, at=END + FIRST_REMINDER).effects == ()
    assert owed(found) == {}
    write_section(found, "summary", "All the same", by=ADA, at=later(90))
    assert (standing(found, LENIENT), is_owed(found, LENIENT)) == ("draft", True)


def test_that_of_a_drill_is_written_all_the_same_and_owed_by_nobody():
    found = resolved(drill=True)
    assert (standing(found, CATALOG), is_owed(found, CATALOG), owed(found)) == ("draft", False, {})


def test_what_is_open_has_none_and_what_was_reopened_after_publishing_is_a_draft_again():
    found = resolved()
    publish(found, by=ADA, at=later(61))
    reopen(found, by=ADA, at=later(70))
    assert (standing(found, CATALOG), is_owed(found, CATALOG)) == (None, False)
    resolve(found, by=ADA, at=later(80))
    assert standing(found, CATALOG) == "draft"


def test_the_owner_is_reminded_until_it_is_done_and_the_reviewers_while_it_is_with_them():
    found = resolved()
    at = END + FIRST_REMINDER
    for _ in range(5):
        assert told(fire(found, CATALOG, at=at)) == [(ADA, "postmortem_due")]
        at += timedelta(days=2)
    ask_review(found, [GRACE, LINUS], by=ADA, at=at)
    approve_postmortem(found, by=LINUS, at=at)
    assert told(fire(found, CATALOG, at=at + FIRST_REMINDER)) == [(GRACE, "review_due")]
    publish(found, by=ADA, at=at + FIRST_REMINDER)
    assert fire(found, CATALOG, at=at + timedelta(days=30)).effects == ()


def test_ic_56_a_post_mortem_that_was_owed_while_nobody_looked_is_asked_for_once():
    found = resolved()
    late = later(60) + timedelta(days=30)
    assert kinds(fire(found, CATALOG, at=late)) == ["answer_person"]
    assert kinds(fire(found, CATALOG, at=late)) == []
    assert reminded_at(found, "postmortem") > late


def test_somebody_else_sees_to_it_and_hears_so():
    found = resolved()
    given = set_owner(found, GRACE, by=ADA, at=later(61))
    assert (owner_of(found), told(given)) == (GRACE, [(GRACE, "postmortem_given")])
    assert "invite_people" in kinds(given)
    assert set_owner(found, GRACE, by=LINUS, at=later(62)) == NOTHING


def test_what_the_config_waives_and_somebody_writes_all_the_same_is_reminded_of():
    found = resolved()
    fire(found, LENIENT, at=END + FIRST_REMINDER)
    begun = END + timedelta(days=2)
    write_section(found, "summary", "All the same", by=ADA, at=begun)
    assert told(fire(found, LENIENT, at=begun + FIRST_REMINDER)) == [(ADA, "postmortem_due")]
    drill = resolved(drill=True)
    write_section(drill, "summary", "We played", by=ADA, at=begun)
    assert owed(drill) == {}


def test_who_agreed_with_an_earlier_text_is_asked_and_reminded_until_they_agree_with_this_one():
    found = resolved()
    ask_review(found, [GRACE], by=ADA, at=later(90))
    approve_postmortem(found, by=GRACE, at=later(92))
    assert (unapproved(found), "✅" in state_line(found, CATALOG)) == ([], True)
    write_section(found, "summary", "New", by=ADA, at=later(94))
    assert unapproved(found) == ["1 of 1 reviewers have not approved it yet."]
    assert "(an earlier text)" in state_line(found, CATALOG)
    assert told(fire(found, CATALOG, at=later(90) + FIRST_REMINDER)) == [(GRACE, "review_due")]
    approve_postmortem(found, by=GRACE, at=later(99))
    assert (unapproved(found), "✅" in state_line(found, CATALOG)) == ([], True)


def unapproved(found: Incident) -> list[str]:
    return [lack.said for lack in lint(found) if lack.part == REVIEW]


def test_channels_that_were_told_follow_what_is_written_afterwards():
    found = resolved()
    assert "tell_published" not in kinds(write_section(found, "summary", "A", by=ADA, at=later(61)))
    publish(found, by=ADA, at=later(62))
    published_told(found, channel="C1", ts="5.5", edition="abc")
    assert "tell_published" in kinds(write_section(found, "summary", "B", by=ADA, at=later(63)))
    assert "tell_published" in kinds(take_up(found, by=ADA, at=later(64)))


def test_what_is_lacking_is_said_before_it_is_published_and_only_then():
    found = resolved()
    with pytest.raises(Refusal, match=r"“Summary” is blank.*all the same") as refused:
        must_be_whole(found, at=later(61))
    assert refused.value.field == "anyway"
    publish(found, by=ADA, at=later(62))
    must_be_whole(found, at=later(63))
