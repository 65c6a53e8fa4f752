"""A room is archived when all is said, nobody is there any more, and it was told a day before."""

from datetime import datetime, timedelta

import pytest

from incidents.catalog import Catalog
from incidents.change import NOTHING, Change
from incidents.closing import (
    archive_at,
    close_now,
    export_kept,
    keep_open,
    kept_first,
    notice_shown,
    room_archived,
    room_looked_at,
    why_not,
    wind_up,
)
from incidents.curating import hide_entry, restore_entry
from incidents.due import fire
from incidents.effects.closing import ArchiveRoom, TellPublished
from incidents.ending import cancel, reopen, resolve
from incidents.habits import Writing
from incidents.incident import Incident
from incidents.lost import ARCHIVED, room_back, room_lost
from incidents.private import make_private
from incidents.publishing import no_longer_told, published_told
from incidents.refusal import Refusal
from incidents.reminders import forget, reminded_at
from incidents.reviewing import ask_review, publish, take_up, waive
from incidents.words import set_title
from incidents.writing import write_section
from tests.rules.given import ADA, CATALOG, GRACE, incident, kinds, later, line, only, wrote

DAY = 24 * 60
WEEK = Catalog(writing=Writing(archive_after=timedelta(days=7)))
END, DONE = later(60), later(120)


def published() -> Incident:
    """INC-42, resolved, its post-mortem published."""
    found = incident()
    resolve(found, by=ADA, at=END)
    publish(found, by=ADA, at=DONE)
    return found


def looked(found: Incident, *, at: datetime, heard: datetime = DONE) -> Change:
    return room_looked_at(found, WEEK, heard=heard, at=at)


def announced() -> tuple[Incident, datetime]:
    """The room was told, six days after; and when it is to be archived."""
    found, at = published(), DONE + timedelta(days=6)
    assert kinds(looked(found, at=at)) == ["refresh_notice"]
    due = at + timedelta(days=1)
    notice_shown(found, ts="9.9", told=at.isoformat(), archive_at=due)
    return found, due


def test_the_clock_starts_with_what_may_be_the_last_word_and_asks_slack_first() -> None:
    found = incident()
    resolve(found, by=ADA, at=END)
    assert kinds(fire(found, WEEK, at=END)) == [], "its post-mortem is owed"
    publish(found, by=ADA, at=DONE)
    assert reminded_at(found, "archive") == DONE
    assert kinds(fire(found, WEEK, at=DONE)) == ["look_at_room"]
    assert kinds(fire(published(), CATALOG, at=DONE)) == [], "never, where the config does not say when"


def test_a_room_is_told_a_day_before_and_archived_when_nobody_was_heard() -> None:
    found = published()
    looked(found, at=later(121))
    assert reminded_at(found, "archive") == DONE + timedelta(days=6)
    found, due = announced()
    assert reminded_at(found, "archive") == due
    looked(found, at=due - timedelta(hours=1))
    assert reminded_at(found, "archive") == due
    assert kinds(looked(found, at=due)) == ["keep_export", "archive_room"], "what is kept comes first"


def test_whoever_is_heard_in_the_last_day_stops_it_and_a_week_begins_anew() -> None:
    found, due = announced()
    heard = due - timedelta(hours=2)
    assert kinds(looked(found, at=due, heard=heard)) == ["refresh_notice"]
    assert found.refs["archive_ended"] == "heard"
    assert reminded_at(found, "archive") == heard + timedelta(days=6)
    again = heard + timedelta(days=6)
    assert kinds(looked(found, at=again, heard=heard)) == ["refresh_notice"]
    assert "archive_notice" not in found.refs, "told anew, by a new message"


def test_keep_open_says_who_and_stands_for_as_long_again_and_counts_once() -> None:
    found, due = announced()
    change = keep_open(found, by=GRACE, at=due - timedelta(hours=3))
    assert (line(change), change.entries[0].author_id) == ("kept the war room open", GRACE)
    assert found.refs["archive_ended"] == f"kept {GRACE}"
    with pytest.raises(Refusal, match="not about to be archived any more"):
        keep_open(found, by=ADA, at=due)
    assert not any(isinstance(each, ArchiveRoom) for each in looked(found, at=due, heard=due).effects)


@pytest.mark.parametrize(
    ("goes_on", "message"),
    [
        (lambda i, at: reopen(i, by=ADA, at=at), True),
        (lambda i, at: take_up(i, by=ADA, at=at), True),
    ],
)
def test_what_goes_on_is_not_archived_and_the_room_is_told(goes_on, message) -> None:  # type: ignore[no-untyped-def]  # a rule and a word
    found, due = announced()
    assert ("refresh_notice" in kinds(goes_on(found, due))) is message
    assert reminded_at(found, "archive") is None
    assert looked(found, at=due).effects == ()
    assert why_not(found, WEEK)


@pytest.mark.parametrize(
    "goes_on",
    [
        lambda i, at: ask_review(i, [GRACE], by=ADA, at=at),
        lambda i, at: write_section(i, "summary", "after all", by=ADA, at=at),
    ],
)
def test_what_the_config_waives_and_is_taken_up_all_the_same_is_not_archived(goes_on) -> None:  # type: ignore[no-untyped-def]  # a rule
    waiving = Catalog(writing=Writing(archive_after=timedelta(days=7), waived_for=("sev2",)))
    found, at = incident(), END + timedelta(days=6)
    resolve(found, by=ADA, at=END)
    assert kinds(room_looked_at(found, waiving, heard=END, at=at)) == ["refresh_notice"]
    notice_shown(found, ts="9.9", told=at.isoformat(), archive_at=at + timedelta(days=1))
    assert "refresh_notice" in kinds(goes_on(found, at))
    assert (found.refs["archive_ended"], reminded_at(found, "archive")) == ("off", None)


def test_a_short_while_is_told_at_its_half() -> None:
    found, hour = published(), Catalog(writing=Writing(archive_after=timedelta(hours=1)))
    room_looked_at(found, hour, heard=DONE, at=DONE)
    assert reminded_at(found, "archive") == DONE + timedelta(minutes=30)


def test_close_says_what_is_missing_and_archives_at_once_where_nothing_is() -> None:
    found = incident()
    with pytest.raises(Refusal, match="still open"):
        close_now(found, WEEK, by=ADA, at=END)
    resolve(found, by=ADA, at=END)
    with pytest.raises(Refusal, match="is a draft: publish it first, or waive it"):
        close_now(found, CATALOG, by=ADA, at=END)
    waive(found, "same as INC-7", by=ADA, at=DONE)
    change = close_now(found, CATALOG, by=GRACE, at=DONE)
    assert kinds(change) == ["keep_export", "archive_room"]
    assert only(change, ArchiveRoom).asked_by == GRACE
    room_archived(found, at=later(130), by=GRACE)
    with pytest.raises(Refusal, match="closed already"):
        close_now(found, CATALOG, by=ADA, at=later(140))


def test_nothing_is_owed_of_a_false_alarm_and_of_a_drill() -> None:
    false, drill = incident(), incident(drill=True)
    cancel(false, by=ADA, at=END)
    resolve(drill, by=ADA, at=END)
    assert (why_not(false, WEEK), why_not(drill, WEEK)) == ("", "")
    assert kinds(fire(false, WEEK, at=END)) == ["look_at_room"]


def test_a_room_that_we_have_archived_is_not_lost_and_reopening_opens_another() -> None:
    found, due = announced()
    change = room_archived(found, at=due, quiet=timedelta(days=7))
    assert line(change) == "The war room was archived: nobody was heard in it for 7 d"
    assert not room_lost(found, how=ARCHIVED, by="UBOT", at=due), "Slack's own word of it comes after"
    assert "open_channel" in kinds(reopen(found, by=ADA, at=due))
    assert "archive_notice" not in found.refs


def test_what_is_taken_from_the_timeline_after_the_archive_leaves_what_was_stored_too() -> None:
    found, due = announced()
    found.timeline = [wrote("the password is 1234", id=7)]
    assert export_kept(found)
    assert not export_kept(found), "known already"
    assert "keep_export" not in kinds(hide_entry(found, 7, by=ADA, at=due))
    room_archived(found, at=due)
    restore_entry(found, 7, by=ADA, at=due)
    assert "keep_export" in kinds(hide_entry(found, 7, by=ADA, at=due))
    reopen(found, by=ADA, at=due)
    assert "keep_export" not in kinds(restore_entry(found, 7, by=ADA, at=due))


def test_one_that_was_over_before_rooms_were_archived_is_told_first_however_long_ago_it_ended() -> None:
    found, on = published(), DONE + timedelta(days=300)
    fire(found, CATALOG, at=DONE)
    assert reminded_at(found, "archive") is None, "the config lets none be archived yet"
    assert wind_up(found, CATALOG, at=on) == NOTHING
    assert wind_up(found, WEEK, at=on)
    assert wind_up(found, WEEK, at=on) == NOTHING, "once"
    assert kinds(fire(found, WEEK, at=on)) == ["look_at_room"]
    assert kinds(looked(found, at=on)) == ["refresh_notice"]
    assert wind_up(found, WEEK, at=on) == NOTHING, "it is being told"
    due = archive_at(found, WEEK, now=on)
    assert due == on + timedelta(days=1)
    notice_shown(found, ts="9.9", told=on.isoformat(), archive_at=due)
    assert kinds(looked(found, at=due - timedelta(minutes=1))) == []
    assert kinds(looked(found, at=due)) == ["keep_export", "archive_room"]


def test_no_clock_begins_for_what_goes_on_is_owed_or_was_opened_again_by_people() -> None:
    open_one, owed, (again, due) = incident(), incident(), announced()
    resolve(owed, by=ADA, at=END)
    forget(owed, "archive")
    room_archived(again, at=due)
    room_back(again)
    for found in (open_one, owed, again):
        assert wind_up(found, WEEK, at=due) == NOTHING


def test_ic_56_what_came_due_while_nobody_looked_comes_once_and_archives_nothing_by_surprise() -> None:
    found, due = announced()
    late = due + timedelta(days=30)
    assert kinds(fire(found, WEEK, at=late)) == ["look_at_room"]
    assert kinds(fire(found, WEEK, at=late)) == []
    assert kinds(looked(found, at=late, heard=due + timedelta(days=2))) == ["refresh_notice"], "somebody was there"
    assert reminded_at(found, "archive") == max(late, due + timedelta(days=8))


def test_ic_33_a_room_that_a_person_archived_first_is_left_alone() -> None:
    found, due = announced()
    assert not room_lost(found, how=ARCHIVED, by=GRACE, at=due).effects
    assert kinds(fire(found, WEEK, at=due)) == []
    assert looked(found, at=due).effects == ()


def test_one_that_was_reopened_while_it_was_archived_goes_on_in_another_room() -> None:
    found, due = announced()
    reopen(found, by=ADA, at=due)
    change = room_archived(found, at=due)
    assert "open_channel" in kinds(change)


def test_channels_that_were_told_follow_and_hear_no_more_of_what_became_private() -> None:
    found = published()
    assert "tell_published" not in kinds(set_title(found, "Checkout was slow", by=ADA, at=DONE))
    published_told(found, channel="C1", ts="5.5", edition="abc")
    assert "tell_published" in kinds(set_title(found, "Checkout was down", by=ADA, at=DONE))
    assert "tell_published" in kinds(make_private(found, by=ADA, at=DONE))


def test_ic_42_word_of_it_that_is_known_after_it_became_private_is_taken_down_at_once() -> None:
    found = published()
    make_private(found, by=ADA, at=DONE)
    late = published_told(found, channel="C1", ts="5.5", edition="abc")
    assert only(late, TellPublished).channel_id == "C1"
    assert no_longer_told(found, channel="C1").silent


def test_whoever_is_not_sure_is_asked_since_no_room_is_opened_again() -> None:
    found = published()
    with pytest.raises(Refusal, match="nobody says that they are sure") as refused:
        close_now(found, CATALOG, by=GRACE, at=later(130), sure=False)
    assert refused.value.field == "sure"
    assert kinds(close_now(found, CATALOG, by=GRACE, at=later(130), sure=True)) == ["keep_export", "archive_room"]


def test_what_is_stored_before_is_said_as_it_is() -> None:
    assert kept_first(published()) == "its post-mortem"
    called_off = incident()
    cancel(called_off, by=ADA, at=END)
    assert kept_first(called_off) == "what is known of it"
