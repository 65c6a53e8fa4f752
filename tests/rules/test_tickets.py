"""Tickets: asked for once, refused field by field, filled in, filed, and how they stand comes back."""

from dataclasses import replace
from typing import Any

import pytest

from incidents.action_items import carry_over
from incidents.catalog import Catalog
from incidents.change import Change
from incidents.effects.people import AnswerPerson
from incidents.effects.tasks import FileTicket, LinkTicket
from incidents.incident import Incident
from incidents.merging import merge, undo_merge
from incidents.refusal import Refusal
from incidents.task import Task
from incidents.tasks import add_task, drop_task, finish_task, reopen_task, set_task_due
from incidents.ticket_states import Seen, tickets_seen
from incidents.tickets import (
    file_ticket,
    file_tickets,
    fill_in,
    label,
    left_to_file,
    mark,
    refused_words,
    ticket_filed,
    ticket_late,
    ticket_let_go,
    ticket_refused,
    ticket_sending,
    ticket_unlinked,
    ticket_unsent,
)
from incidents.tracker import Tracker
from tests.rules.given import ADA, AT, GRACE, incident, later, line, only

TRACKED = Catalog(jira=Tracker(project="OPS"))
TICKET = {"id": "10000", "key": "OPS-1", "url": "https://j.example/browse/OPS-1"}
REQUESTOR = {"field": "customfield_10040", "name": "Requestor", "why": "Requestor is required.", "kind": "text"}
UNIT = {
    "field": "customfield_10041", "name": "Business unit", "why": "Business unit is required.", "kind": "option",
    "options": [["10020", "Retail"], ["10021", "Wholesale"]],
}  # fmt: skip


def with_tasks(*words: str, **changed: Any) -> Incident:
    """Resolved, with these left to do."""
    found = incident(**changed)
    for each in words:
        add_task(found, each, by=ADA, at=AT)
    found.status, found.resolved_at = "resolved", later(40)
    carry_over(found, at=later(40))
    return found


def asked(found: Incident, number: int = 1, *, by: str = ADA) -> Change:
    return file_ticket(found, number, TRACKED, by=by, at=later(50))


def filed(found: Incident, number: int = 1, **changed: Any) -> Change:
    return ticket_filed(found, number, ticket=TICKET | changed, notes=(), at=later(51))


def refused(found: Incident, *fields: dict[str, Any]) -> Change:
    return ticket_refused(found, 1, refused=fields or (REQUESTOR, UNIT))


def only_task(found: Incident) -> Task:
    [task] = found.tasks
    return task


def test_a_ticket_is_asked_for_once() -> None:
    found = with_tasks("restart db1")
    assert only(asked(found), FileTicket).in_lane() == "jira/A1"
    with pytest.raises(Refusal, match="on its way already"):
        asked(found, by=GRACE)
    filed(found)
    with pytest.raises(Refusal, match=r"Task 1 is OPS-1 already: https://j\.example/browse/OPS-1"):
        asked(found)


def test_all_means_those_that_have_none() -> None:
    found = with_tasks("one", "two", "three", "four")
    asked(found, 1)
    finish_task(found, 2, by=ADA, at=later(45))
    drop_task(found, 3, by=ADA, at=later(45))
    assert [task.number for task in left_to_file(found, TRACKED)] == [4]
    assert only(file_tickets(found, TRACKED, by=ADA, at=later(50)), FileTicket).task == 4
    with pytest.raises(Refusal, match="Every open task of INC-42 has a ticket, or one on its way"):
        file_tickets(found, TRACKED, by=ADA, at=later(50))
    with pytest.raises(Refusal, match="Nothing of INC-42 is still to be done"):
        file_tickets(with_tasks(), TRACKED, by=ADA, at=later(50))


def test_there_are_no_tickets_without_a_tracker_and_none_of_a_drill() -> None:
    found = with_tasks("one")
    assert left_to_file(found, Catalog()) == []
    with pytest.raises(Refusal, match="not set up"):
        file_ticket(found, 1, Catalog(), by=ADA, at=later(50))
    drill = with_tasks("one", drill=True)
    assert left_to_file(drill, TRACKED) == []
    with pytest.raises(Refusal, match="A drill makes no tickets"):
        asked(drill)


def test_nothing_of_a_private_incident_goes_to_jira() -> None:
    private = with_tasks("one", private=True)
    assert left_to_file(private, TRACKED) == []
    with pytest.raises(Refusal, match="INC-42 is private, so nothing of it leaves its room"):
        asked(private)


def test_what_is_filed_is_told_in_the_timeline_by_whoever_asked() -> None:
    found = with_tasks("restart db1")
    asked(found, by=GRACE)
    change = filed(found)
    assert line(change) == "filed OPS-1 for task 1: restart db1"
    assert change.entries[0].author_id == GRACE
    assert not any(isinstance(effect, AnswerPerson) for effect in change.effects)
    assert not filed(found, key="OPS-2")  # what comes twice changes nothing
    assert only_task(found).ticket_key == "OPS-1"


def test_a_ticket_is_linked_with_its_incident_and_stays_where_that_is_refused() -> None:
    found = with_tasks("restart db1")
    asked(found)
    assert only(filed(found), LinkTicket).in_lane() == "jira/A1"
    for _ in range(2):
        change = ticket_unlinked(found, 1, key="OPS-1", why="no permission")
        assert change.effects == ()
    assert only_task(found).ticket_notes == ["without a link to the incident beside its text: no permission"]
    assert only_task(found).has_ticket
    assert not ticket_unlinked(found, 1, key="OPS-9", why="another one by now")
    assert mark(found) in label(found, only_task(found)).replace("-1-", "-")


def test_what_had_to_be_left_out_is_told_to_whoever_asked() -> None:
    found = with_tasks("restart db1")
    asked(found, by=GRACE)
    told = ticket_filed(found, 1, ticket=TICKET, notes=("without priority",), at=later(51))
    answer = only(told, AnswerPerson)
    assert (answer.user_id, answer.answer) == (GRACE, "ticket_noted")


def test_ic_66_what_is_missing_is_filled_in_and_asked_for_again() -> None:
    found = with_tasks("restart db1")
    asked(found)
    assert only(refused(found), AnswerPerson).answer == "ticket_refused"
    assert refused_words(only_task(found)) == "Requestor is required; Business unit is required"
    with pytest.raises(Refusal, match="Business unit is needed") as caught:
        fill_in(found, 1, {"customfield_10040": "Ada"}, TRACKED, by=ADA, at=later(52))
    assert caught.value.field == "ticket_field:customfield_10041"
    answers = {"customfield_10040": " Ada ", "customfield_10041": "10020"}
    assert only(fill_in(found, 1, answers, TRACKED, by=ADA, at=later(52)), FileTicket).task == 1
    assert only_task(found).ticket_filled == {
        "customfield_10040": {"kind": "text", "value": "Ada"},
        "customfield_10041": {"kind": "option", "value": "10020"},
    }
    with pytest.raises(Refusal, match="is on its way already"):
        fill_in(found, 1, answers, TRACKED, by=GRACE, at=later(53))


def test_one_field_at_a_time_files_it_with_the_last_one() -> None:
    found = with_tasks("restart db1")
    asked(found)
    refused(found)

    def fill(**answers: str) -> Change:
        return fill_in(found, 1, answers, TRACKED, by=ADA, at=later(52), whole=False)

    assert not [e for e in fill(customfield_10041="10021").effects if isinstance(e, FileTicket)]
    with pytest.raises(Refusal, match="Requestor is needed"):
        fill(customfield_10040="  ")
    assert only(fill(customfield_10040="Ada"), FileTicket)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("number", "three", "has to be a number"),
        ("date", "tomorrow", "a day such as 2026-03-31"),
        ("option", "99", "one of those that are offered"),
        ("options", "10020,99", "one of those that are offered"),
        ("text", "x" * 1001, "at most 1,000 characters"),
        ("number", "nan", "has to be a number"),
        ("number", "1e999", "has to be a number"),
        ("datetime", "2026-03-31", "a day and a time in UTC such as"),
        ("user", "Grace Hopper", "one person, by e-mail address"),
        ("users", "grace@example.com, Ada", "people, by e-mail address"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_beside_it(kind: str, typed: str, words: str) -> None:
    found = with_tasks("restart db1")
    asked(found)
    refused(found, UNIT | {"kind": kind, "options": UNIT["options"] if kind.startswith("option") else []})
    with pytest.raises(Refusal, match=words) as caught:
        fill_in(found, 1, {"customfield_10041": typed}, TRACKED, by=ADA, at=later(52))
    assert caught.value.field == "ticket_field:customfield_10041"
    with pytest.raises(Refusal, match="does not ask for that field any more"):
        fill_in(found, 1, {"customfield_9": "x"}, TRACKED, by=ADA, at=later(52))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("date", "2026-3-1", "2026-03-01"),
        ("number", " 2.50 ", "2.50"),
        ("user", "<@UGRACE>", "UGRACE"),
        ("users", "UGRACE, ada@example.com", "UGRACE,ada@example.com"),
        ("datetime", "2026-3-1 9:05", "2026-03-01 09:05"),
    ],
)
def test_what_is_typed_is_kept_as_the_tracker_reads_it(kind: str, typed: str, kept: str) -> None:
    found = with_tasks("restart db1")
    asked(found)
    refused(found, UNIT | {"kind": kind, "options": []})
    fill_in(found, 1, {"customfield_10041": typed}, TRACKED, by=ADA, at=later(52))
    assert only_task(found).ticket_filled["customfield_10041"] == {"kind": kind, "value": kept}


def test_a_tracker_that_does_not_answer_is_told_once_for_all_that_wait() -> None:
    found = with_tasks("one", "two")
    file_tickets(found, TRACKED, by=GRACE, at=later(50))
    assert not ticket_late(found, 2)
    assert only(ticket_late(found, 1), AnswerPerson).user_id == GRACE
    finish_task(found, 1, by=ADA, at=later(51))
    assert only(ticket_late(found, 2), AnswerPerson).detail == "2"


def test_of_two_who_send_at_once_one_stands_back() -> None:
    found = with_tasks("restart db1")
    asked(found)
    assert ticket_sending(found, 1, seen=None, at=later(51))
    assert not ticket_sending(found, 1, seen=None, at=later(52))
    assert ticket_sending(found, 1, seen=later(51), at=later(53))
    assert ticket_unsent(found, 1)
    assert only_task(found).ticket_sent_at is None


def test_what_is_done_before_it_was_filed_is_let_go_and_may_be_asked_for_again() -> None:
    found = with_tasks("restart db1")
    asked(found)
    finish_task(found, 1, by=ADA, at=later(51))
    assert ticket_let_go(found, 1)
    assert not ticket_let_go(found, 1)
    reopen_task(found, 1, by=ADA, at=later(52))
    assert only(asked(found), FileTicket)


def test_a_label_names_item_and_incident_and_differs_between_installations() -> None:
    found, other = with_tasks("a", "b"), with_tasks("a", declared_at=later(1))
    names = {label(found, found.tasks[0]), label(found, found.tasks[1]), label(other, other.tasks[0])}
    assert len(names) == 3
    assert all(name.startswith("signalcraft-inc-42-") and " " not in name for name in names)


SEEN = Seen(key="OPS-1", url=TICKET["url"], status="In Progress", done=False)


def ticketed() -> Incident:
    found = with_tasks("restart db1")
    asked(found, by=GRACE)
    filed(found)
    return found


def test_a_status_comes_back_and_what_is_as_it_was_changes_nothing() -> None:
    found = ticketed()
    change = tickets_seen(found, {"10000": SEEN}, at=later(60))
    assert change
    assert change.entries == ()
    assert only_task(found).ticket_status == "In Progress"
    assert not tickets_seen(found, {"10000": SEEN}, at=later(65))
    assert not tickets_seen(found, {"99": SEEN}, at=later(65))


def test_what_is_closed_in_jira_is_done_here_by_nobody_of_ours() -> None:
    found = ticketed()
    closed = replace(SEEN, status="Done", done=True)
    change = tickets_seen(found, {"10000": closed}, at=later(60))
    assert line(change) == "OPS-1 is Done in Jira, so task 1 is done: restart db1"
    task = only_task(found)
    assert (task.done_at, task.done_by) == (later(60), None)
    with pytest.raises(Refusal, match="OPS-1 was closed in Jira"):
        finish_task(found, 1, by=ADA, at=later(61))
    assert not tickets_seen(found, {"10000": closed}, at=later(65))


def test_what_was_done_here_stays_done_by_whom_it_was() -> None:
    found = ticketed()
    finish_task(found, 1, by=ADA, at=later(55))
    tickets_seen(found, {"10000": replace(SEEN, status="Done", done=True)}, at=later(60))
    assert only_task(found).done_by == ADA


CLOSED = replace(SEEN, status="Done", done=True)
OPEN = replace(SEEN, status="To Do")


def test_what_is_opened_again_in_jira_is_to_be_done_again_and_whoever_has_it_hears_of_it() -> None:
    found = ticketed()
    only_task(found).assignee_id = ADA
    tickets_seen(found, {"10000": CLOSED}, at=later(60))
    change = tickets_seen(found, {"10000": OPEN}, at=later(70))
    assert line(change) == "OPS-1 was opened again in Jira, so task 1 is to be done again: restart db1"
    answer = only(change, AnswerPerson)
    assert (answer.user_id, answer.answer, answer.detail) == (ADA, "ticket_reopened", "1")
    task = only_task(found)
    assert (task.is_open, task.ticket_status, task.ticket_closed_at) == (True, "To Do", None)
    assert not tickets_seen(found, {"10000": OPEN}, at=later(75))
    assert line(tickets_seen(found, {"10000": CLOSED}, at=later(80))) == (
        "OPS-1 is Done in Jira, so task 1 is done: restart db1"
    )


def test_a_tick_here_before_the_ticket_was_closed_falls_when_it_is_opened_again_and_one_after_does_not() -> None:
    before, after = ticketed(), ticketed()
    finish_task(before, 1, by=ADA, at=later(55))
    for found in (before, after):
        tickets_seen(found, {"10000": CLOSED}, at=later(60))
    reopen_task(after, 1, by=ADA, at=later(62))
    finish_task(after, 1, by=ADA, at=later(65))
    for found in (before, after):
        tickets_seen(found, {"10000": OPEN}, at=later(70))
    assert only_task(before).is_open
    assert (only_task(after).done_by, only_task(after).ticket_status) == (ADA, "To Do")


def test_a_due_task_that_is_opened_again_in_jira_reminds_again() -> None:
    found = ticketed()
    set_task_due(found, 1, due_at=later(90), by=ADA, at=later(52))
    tickets_seen(found, {"10000": CLOSED}, at=later(60))
    assert "task:1" not in found.reminders
    tickets_seen(found, {"10000": OPEN}, at=later(70))
    assert found.reminders["task:1"][0] == later(90).isoformat()


def test_a_ticket_that_is_not_shown_for_a_while_is_followed_on_when_it_is_there_again() -> None:
    found = ticketed()
    tickets_seen(found, {"10000": None}, at=later(60))
    change = tickets_seen(found, {"10000": SEEN}, at=later(70))
    assert line(change) == "OPS-1, the ticket of task 1, is in Jira again"
    assert only_task(found).has_ticket
    finish_task(found, 1, by=ADA, at=later(75))
    change = tickets_seen(found, {"10000": None}, at=later(80))
    assert line(change) == "OPS-1, the ticket of task 1, is no longer in Jira"
    assert not [effect for effect in change.effects if isinstance(effect, AnswerPerson)]


def test_a_ticket_that_was_moved_goes_by_its_new_key() -> None:
    found = ticketed()
    moved = replace(SEEN, key="PAY-9", url="https://j.example/browse/PAY-9")
    change = tickets_seen(found, {"10000": moved}, at=later(60))
    assert line(change) == "OPS-1, the ticket of task 1, was moved in Jira and is PAY-9 now"
    assert (only_task(found).ticket_key, only_task(found).ticket_url) == (
        "PAY-9",
        "https://j.example/browse/PAY-9",
    )


def test_a_ticket_that_was_deleted_is_said_once_and_another_can_take_its_place() -> None:
    found = ticketed()
    before = label(found, only_task(found))
    change = tickets_seen(found, {"10000": None}, at=later(60))
    assert line(change) == "OPS-1, the ticket of task 1, is no longer in Jira"
    assert only(change, AnswerPerson).user_id == GRACE
    assert not tickets_seen(found, {"10000": None}, at=later(65))
    assert only(asked(found), FileTicket)
    assert only_task(found).ticket_key is None
    assert label(found, only_task(found)) != before


def test_a_ticket_goes_along_where_its_incident_was_another_one_and_comes_back() -> None:
    found, other = incident(id=7), incident(id=8)
    add_task(found, "restart db1", by=ADA, at=AT)
    found.tasks[0].id = 1
    asked(found)
    filed(found)
    merge(found, other, by=ADA, at=later(52))
    [copy] = other.tasks
    assert (copy.ticket_key, copy.has_ticket) == ("OPS-1", True)
    tickets_seen(other, {"10000": SEEN}, at=later(60))
    undo_merge(found, other, merged_at=later(52), by=ADA, at=later(55))
    assert only_task(found).ticket_status == "In Progress"
