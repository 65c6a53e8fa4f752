"""Tickets that were asked for, and the task goes on elsewhere, or in private, or an answer was lost."""

from incidents.effects.tasks import FileTicket
from incidents.merging import merge, undo_merge
from incidents.private import make_private
from incidents.tasks import add_task
from incidents.tickets import (
    fill_in,
    label,
    left_to_file,
    ticket_refused,
    ticket_sending,
    ticket_went_along,
)
from tests.rules.given import ADA, AT, GRACE, incident, kinds, later, only
from tests.rules.test_tickets import REQUESTOR, TRACKED, asked, only_task, refused, with_tasks


def test_a_ticket_that_was_asked_for_is_filed_from_where_its_task_goes_on_and_found_by_the_same_label() -> None:
    found, other = incident(id=42), incident(id=7)
    add_task(found, "restart db1", by=ADA, at=AT)
    found.tasks[0].id = 1
    asked(found, by=GRACE)
    before = label(found, only_task(found))
    ticket_sending(found, 1, seen=None, at=later(51))
    _, came = merge(found, other, by=ADA, at=later(52))
    assert only(came, FileTicket).task == 1
    [copy] = other.tasks
    assert (copy.ticket_on_its_way, copy.ticket_asked_by, copy.ticket_sent_at) == (True, GRACE, later(51))
    assert label(other, copy) == before, "it may be there by that"
    assert left_to_file(other, TRACKED) == []
    assert not ticket_sending(found, 1, seen=later(51), at=later(53)), "nobody files the old one any more"
    assert ticket_went_along(found, 1)

    parted, stays = undo_merge(found, other, merged_at=later(52), by=ADA, at=later(55))
    assert (only(parted, FileTicket).task, kinds(stays).count("file_ticket")) == (1, 0)
    assert (only_task(found).ticket_on_its_way, label(found, only_task(found))) == (True, before)
    assert not ticket_went_along(found, 1), "the row of before finds it parted again"


def test_what_was_refused_goes_along_with_what_was_filled_in() -> None:
    found, other = incident(id=42), incident(id=7)
    add_task(found, "restart db1", by=ADA, at=AT)
    found.tasks[0].id = 1
    asked(found)
    refused(found, REQUESTOR)
    _, came = merge(found, other, by=ADA, at=later(52))
    assert "file_ticket" not in kinds(came)
    answers = {"customfield_10040": "Ada"}
    assert only(fill_in(other, 1, answers, TRACKED, by=ADA, at=later(53)), FileTicket)


def test_nothing_is_sent_of_what_has_become_private_meanwhile() -> None:
    found = with_tasks("restart db1", insiders={})
    asked(found)
    make_private(found, by=ADA, at=later(51))
    assert not ticket_sending(found, 1, seen=None, at=later(52))


def test_where_an_earlier_try_may_have_made_it_the_next_one_looks_first() -> None:
    found = with_tasks("restart db1")
    asked(found)
    ticket_sending(found, 1, seen=None, at=later(51))
    ticket_refused(found, 1, refused=[{"field": "", "why": "no"}], perhaps_there=True)
    assert only(asked(found), FileTicket)
    assert only_task(found).ticket_sent_at == later(51)
    ticket_refused(found, 1, refused=[REQUESTOR])
    assert only_task(found).ticket_sent_at is None
