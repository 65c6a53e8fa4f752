"""Tasks: who does what by when, and exactly one outcome whoever says it first."""

from datetime import timedelta

import pytest

from incidents.action_items import action_items
from incidents.change import NOTHING
from incidents.due import fire
from incidents.effects.people import AnswerPerson, InvitePeople
from incidents.ending import cancel, reopen, resolve, undo_end
from incidents.incident import Incident
from incidents.merging import merge, undo_merge
from incidents.refusal import Refusal
from incidents.reminders import reminded_at
from incidents.task_edit import Fields, change_task
from incidents.tasks import (
    LONGEST,
    MOST,
    add_task,
    assign_task,
    drop_task,
    finish_task,
    reopen_task,
    reword_task,
    set_task_due,
    task_of,
)
from tests.rules.given import ADA, CATALOG, GRACE, LINUS, incident, kinds, later, led_by, line, only, without_room


def with_tasks(*texts: str, **more) -> Incident:
    """INC-42 with these tasks, added by Ada."""
    found = incident(**more)
    for text in texts or ("restart db1",):
        add_task(found, text, by=ADA, at=later(1))
    return found


def test_a_task_stands_on_the_timeline_and_wherever_tasks_are_shown():
    found = incident()
    change = add_task(found, " restart\ndb1 ", by=ADA, at=later(1))
    assert line(change) == "added task 1: restart db1"
    assert kinds(change) == ["refresh_card", "refresh_tasks", "refresh_digest", "refresh_canvas"]
    assert [(task.number, task.words, task.assignee_id) for task in found.open_tasks] == [(1, "restart db1", None)]


def test_whoever_is_given_a_task_comes_into_the_room_and_is_told_once():
    found = incident()
    change = add_task(found, "restart db1", by=ADA, at=later(1), assignee=GRACE, due_at=later(31))
    [entry] = change.entries
    assert (line(change), entry.subject_id) == ("added task 1 (restart db1, due 2026-03-02 09:01 UTC) for", GRACE)
    assert only(change, InvitePeople).people == (GRACE,)
    told = only(change, AnswerPerson)
    assert (told.user_id, told.answer, told.detail) == (GRACE, "task_given", f"1 {ADA}")


def test_whoever_takes_a_task_themselves_is_neither_invited_nor_told():
    found = with_tasks()
    assert "answer_person" not in kinds(add_task(found, "look", by=ADA, at=later(1), assignee=ADA))
    taken = assign_task(found, 1, to=GRACE, by=GRACE, at=later(2))
    assert line(taken) == "took task 1: restart db1"
    assert not {"answer_person", "invite_people"} & {*kinds(taken)}


def test_a_task_without_words_or_with_too_many_is_refused():
    for text in ("", " \n ", "\u202e"):
        with pytest.raises(Refusal, match="What is to be done") as refused:
            add_task(incident(), text, by=ADA, at=later(1))
        assert refused.value.field == "task"
    add_task(incident(), "y" * LONGEST, by=ADA, at=later(1))
    with pytest.raises(Refusal, match="at most 3,000 characters, and this has 3,001"):
        add_task(incident(), "y" * (LONGEST + 1), by=ADA, at=later(1))


def test_a_number_is_never_given_twice():
    found = with_tasks("a", "b")
    drop_task(found, 2, by=ADA, at=later(2))
    assert line(add_task(found, "c", by=ADA, at=later(3))) == "added task 3: c"
    with pytest.raises(Refusal, match="Task 2 was dropped"):
        finish_task(found, 2, by=ADA, at=later(4))


def test_of_two_who_finish_a_task_one_does_and_the_other_hears_by_whom():
    found = with_tasks()
    assert line(finish_task(found, 1, by=GRACE, at=later(2))) == "finished task 1: restart db1"
    assert finish_task(found, 1, by=GRACE, at=later(2)) == NOTHING
    with pytest.raises(Refusal, match=r"\{person\} was faster") as refused:
        finish_task(found, 1, by=LINUS, at=later(2))
    assert refused.value.person == GRACE
    assert found.open_tasks == []


def test_what_is_done_can_be_opened_again_and_is_not_handed_on_before():
    found = with_tasks()
    finish_task(found, 1, by=GRACE, at=later(2))
    for rule in (
        lambda: assign_task(found, 1, to=LINUS, by=ADA, at=later(3)),
        lambda: set_task_due(found, 1, due_at=later(9), by=ADA, at=later(3)),
        lambda: drop_task(found, 1, by=ADA, at=later(3)),
    ):
        with pytest.raises(Refusal, match=r"Task 1 is done.*task reopen 1"):
            rule()
    assert line(reopen_task(found, 1, by=ADA, at=later(4))) == "reopened task 1: restart db1"
    assert reopen_task(found, 1, by=ADA, at=later(4)) == NOTHING
    assert (found.tasks[0].done_at, found.tasks[0].done_by) == (None, None)


def test_the_timeline_tells_who_had_a_task_and_who_has_it_now():
    found = with_tasks()

    def told(to, by):
        change = assign_task(found, 1, to=to, by=by, at=later(2))
        return [(entry.text, entry.subject_id) for entry in change.entries]

    assert told(GRACE, ADA) == [("gave task 1 (restart db1) to", GRACE)]
    assert told(GRACE, LINUS) == []
    assert told(LINUS, LINUS) == [("took task 1 (restart db1) over from", GRACE)]
    assert told(ADA, LINUS) == [("gave task 1 (restart db1) to", ADA)]
    assert told(GRACE, LINUS) == [
        ("took task 1 (restart db1) away from", ADA),
        ("gave task 1 (restart db1) to", GRACE),
    ]
    assert told(None, GRACE) == [("gave task 1 back: restart db1", None)]
    assert told(GRACE, ADA) == [("gave task 1 (restart db1) to", GRACE)]
    assert told(None, ADA) == [("took task 1 (restart db1) away from", GRACE)]


def test_a_screen_that_shows_an_earlier_holder_takes_no_task():
    found = with_tasks()
    assign_task(found, 1, to=GRACE, by=GRACE, at=later(2), seen="")
    with pytest.raises(Refusal, match=r"belongs to \{person\} now") as refused:
        assign_task(found, 1, to=LINUS, by=LINUS, at=later(3), seen="")
    assert refused.value.person == GRACE
    assert found.tasks[0].assignee_id == GRACE


def test_words_and_due_time_are_changed_with_old_and_new_on_the_timeline():
    found = with_tasks()
    assert line(reword_task(found, 1, "restart db2", by=ADA, at=later(2))) == (
        "changed task 1: restart db1 → restart db2"
    )
    assert line(set_task_due(found, 1, due_at=later(30), by=ADA, at=later(2))) == (
        "changed when task 1 is due: whenever → 2026-03-02 09:00 UTC"
    )
    assert line(set_task_due(found, 1, due_at=None, by=ADA, at=later(2))) == (
        "changed when task 1 is due: 2026-03-02 09:00 UTC → whenever"
    )
    assert reword_task(found, 1, "restart  db2", by=ADA, at=later(3)) == NOTHING


def test_a_number_that_is_none_is_told_with_the_way_to_those_there_are():
    with pytest.raises(Refusal, match="INC-42 has no tasks yet"):
        finish_task(incident(), 1, by=ADA, at=later(1))
    with pytest.raises(Refusal, match=r"INC-42 has no task 7\. `/incident INC-42 task` shows"):
        finish_task(with_tasks(), 7, by=ADA, at=later(1))


def test_there_is_an_end_to_the_tasks_of_one_incident():
    found = with_tasks(*(f"{n}" for n in range(MOST)))
    with pytest.raises(Refusal, match="500 tasks"):
        add_task(found, "one more", by=ADA, at=later(1))


def test_a_form_changes_what_was_altered_in_it_and_nothing_else():
    found = with_tasks()
    seen = Fields(text="restart db1", assignee_id=None, due_at=None)
    assign_task(found, 1, to=GRACE, by=GRACE, at=later(2))
    wanted = Fields(text="restart db2", assignee_id=None, due_at=later(9))
    change = change_task(found, 1, wanted=wanted, seen=seen, by=ADA, at=later(3))
    assert len(change.entries) == 2
    task = found.tasks[0]
    assert (task.words, task.assignee_id, task.due_at) == ("restart db2", GRACE, later(9))
    for stale in (
        Fields(text="restart all", assignee_id=None, due_at=None),
        Fields(text="restart db1", assignee_id=LINUS, due_at=None),
        Fields(text="restart db1", assignee_id=None, due_at=later(20)),
    ):
        with pytest.raises(Refusal, match="Somebody was faster") as refused:
            change_task(found, 1, wanted=stale, seen=seen, by=LINUS, at=later(4))
        assert refused.value.field in ("task", "assignee", "due")
    assert (task.words, task.assignee_id, task.due_at) == ("restart db2", GRACE, later(9))


def test_what_comes_up_after_the_end_is_an_action_item():
    found = with_tasks()
    resolve(found, by=ADA, at=later(5), left=[1])
    change = add_task(found, "more", by=ADA, at=later(6), assignee=GRACE, due_at=later(9000))
    assert line(change) == "added action item 2 (more, due 2026-03-08 14:30 UTC) for"
    task = found.tasks[1]
    assert (task.carried_at, task.is_open) == (later(6), True)
    assert "refresh_postmortem" in kinds(change)
    assign_task(found, 2, to=LINUS, by=ADA, at=later(7))
    set_task_due(found, 2, due_at=later(9999), by=ADA, at=later(7))
    assert (task.assignee_id, task.due_at) == (LINUS, later(9999))


def test_an_incident_that_was_called_off_gets_no_new_task():
    called_off = with_tasks()
    cancel(called_off, by=ADA, at=later(5))
    for rule in (add_task, lambda i, _, **how: finish_task(i, 1, **how)):
        with pytest.raises(Refusal, match="cancelled as a false alarm, so nothing was changed"):
            rule(called_off, "more", by=ADA, at=later(6))


def test_what_is_open_at_the_end_is_an_action_item_that_can_still_be_finished():
    found = with_tasks("a", "b", "c")
    finish_task(found, 1, by=ADA, at=later(2))
    change = resolve(found, by=ADA, at=later(5), left=[3])
    assert "refresh_tasks" in kinds(change)
    assert [task.number for task in found.tasks if task.carried_at] == [2]
    done = finish_task(found, 2, by=GRACE, at=later(60))
    assert "refresh_postmortem" in kinds(done)
    for number in (1, 3):  # the one is done, of the other somebody said that it need not be
        with pytest.raises(Refusal, match="is resolved, so nothing was changed"):
            reopen_task(found, number, by=ADA, at=later(61))


def test_taking_back_the_end_takes_back_what_became_of_its_tasks():
    found = with_tasks("a", "b")
    resolve(found, by=ADA, at=later(5), left=[2])
    undo_end(found, ended_at=later(5), by=ADA, at=later(6))
    assert [task.number for task in found.open_tasks] == [1, 2]
    assert [task.carried_at for task in found.tasks] == [None, None]
    finish_task(found, 2, by=ADA, at=later(7))


def test_an_action_item_that_was_done_stays_one_after_reopening_and_is_a_task_again_where_it_was_not_done():
    found = with_tasks("a", "b", "c")
    resolve(found, by=ADA, at=later(5))
    finish_task(found, 1, by=ADA, at=later(6))
    finish_task(found, 2, by=ADA, at=later(6))
    reopen(found, by=ADA, at=later(7))
    reopen_task(found, 2, by=ADA, at=later(8))
    resolve(found, by=ADA, at=later(9), left=[2, 3])
    assert [task.number for task in action_items(found)] == [1]


def test_whoever_has_a_task_may_see_a_private_incident_and_is_brought_into_its_room():
    found = without_room(private=True)
    add_task(found, "restart db1", by=ADA, at=later(1), assignee=GRACE)
    assert found.taking_part == (ADA, GRACE)
    assert kinds(add_task(found, "look", by=ADA, at=later(1), assignee=LINUS)) == ["answer_person"]


def test_a_due_task_reminds_once_and_when_it_is_overdue_once_more():
    found = led_by(ADA)
    add_task(found, "restart db1", by=ADA, at=later(1), assignee=GRACE, due_at=later(10))
    assert reminded_at(found, "task:1") == later(10)
    first = fired(found, later(10))
    assert (only(first, AnswerPerson).user_id, only(first, AnswerPerson).answer) == (GRACE, "task_due")
    assert {"refresh_card", "refresh_tasks"} <= {*kinds(first)}
    assert fired(found, later(20)) == NOTHING
    assert only(fired(found, later(40)), AnswerPerson).answer == "task_overdue"
    assert fired(found, later(40) + timedelta(days=2)) == NOTHING


def test_after_an_outage_of_a_day_a_due_task_reminds_once_and_not_at_once_again():
    found = led_by(ADA)
    add_task(found, "restart db1", by=ADA, at=later(1), assignee=GRACE, due_at=later(10))
    assert only(fired(found, later(1500)), AnswerPerson).answer == "task_due"
    assert fired(found, later(1501)) == NOTHING
    assert only(fired(found, later(1530)), AnswerPerson).answer == "task_overdue"


def test_nobody_is_reminded_of_what_is_done_dropped_or_put_off():
    found = incident()
    for _ in range(3):
        add_task(found, "x", by=ADA, at=later(1), assignee=GRACE, due_at=later(10))
    finish_task(found, 1, by=GRACE, at=later(2))
    drop_task(found, 2, by=GRACE, at=later(2))
    set_task_due(found, 3, due_at=later(30), by=GRACE, at=later(2))
    assert found.reminders.keys() == {"task:3"}
    assert fired(found, later(29)) == NOTHING
    reopen_task(found, 1, by=ADA, at=later(3))
    assert reminded_at(found, "task:1") == later(10)
    assert task_of(found, 3).reminded == 0


def test_of_a_due_task_that_nobody_has_whoever_leads_hears():
    found = led_by(LINUS)
    add_task(found, "restart db1", by=ADA, at=later(1), due_at=later(10))
    assert only(fired(found, later(10)), AnswerPerson).user_id == LINUS
    alone = incident()
    add_task(alone, "restart db1", by=ADA, at=later(1), due_at=later(10))
    assert "answer_person" not in kinds(fired(alone, later(10)))


def test_the_open_tasks_of_a_merged_incident_go_on_in_the_other_and_come_back_as_they_are_by_then():
    one, other = with_tasks("a", "b", "c"), with_tasks("x", id=7, channel_id="C7")
    finish_task(one, 2, by=ADA, at=later(2))
    for number, task in enumerate(one.tasks):
        task.id = 100 + number
    set_task_due(one, 1, due_at=later(60), by=ADA, at=later(2))
    merge(one, other, by=GRACE, at=later(4))
    assert [(task.number, task.words) for task in other.open_tasks] == [(1, "x"), (2, "a"), (3, "c")]
    assert reminded_at(other, "task:2") == later(60)
    finish_task(other, 2, by=LINUS, at=later(5))
    with pytest.raises(Refusal, match="was merged into INC-7"):
        finish_task(one, 3, by=LINUS, at=later(5))
    undo_merge(one, other, merged_at=later(4), by=GRACE, at=later(6))
    assert [task.words for task in other.open_tasks] == ["x"]
    assert [(task.words, task.done_by) for task in one.tasks] == [("a", LINUS), ("b", ADA), ("c", None)]


def fired(found, at):
    """What comes of a look at the clock."""
    return fire(found, CATALOG, at=at)


def test_one_message_makes_one_task_of_the_same_words_until_that_is_dropped():
    found, message = incident(), ("C1", "11.2")
    add_task(found, "restart db1", by=ADA, at=later(1), message=message)
    with pytest.raises(Refusal, match="This message is task 1 of INC-42 already, so nothing was added"):
        add_task(found, "restart db1", by=GRACE, at=later(2), message=message)
    add_task(found, "look at db2", by=GRACE, at=later(2), message=message)
    add_task(found, "restart db1", by=GRACE, at=later(2))
    drop_task(found, 1, by=ADA, at=later(3))
    add_task(found, "restart db1", by=GRACE, at=later(4), message=message)
    assert [task.number for task in found.open_tasks] == [2, 3, 4]
