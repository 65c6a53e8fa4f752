"""A reaction makes a message a task, once, and takes it along while nobody has touched it."""

import pytest

from incidents.change import NOTHING
from incidents.effects.tasks import FetchTask
from incidents.ending import cancel, resolve
from incidents.incident import Incident
from incidents.marked import mark, marked_from_elsewhere, marks_seen, task_fetched, task_vanished, unmark
from incidents.tasks import add_task, assign_task
from tests.rules.given import ADA, GRACE, LINUS, ROOM, incident, kinds, later, line, only

MESSAGE = {"channel_id": ROOM, "message_ts": "1772440000.000100"}
LINK = "https://example.slack.com/archives/C042/p1772440000000100"


def marks(found: Incident, by: str = ADA, event_ts: str = "10.0"):
    return mark(found, **MESSAGE, by=by, event_ts=event_ts, at=later(1))


def unmarks(found: Incident, by: str = ADA, event_ts: str = "11.0"):
    return unmark(found, **MESSAGE, by=by, event_ts=event_ts, at=later(2))


def fetched(found: Incident, text: str = "somebody should\nrestart db1"):
    return task_fetched(found, **MESSAGE, text=text, permalink=LINK)


def test_a_marked_message_is_a_task_as_soon_as_its_words_are_known():
    found = incident()
    assert only(marks(found), FetchTask).message_ts == MESSAGE["message_ts"]
    assert found.open_tasks == []
    change = fetched(found)
    assert line(change) == "added task 1: somebody should restart db1"
    assert change.entries[0].author_id == ADA
    [task] = found.open_tasks
    assert (task.number, task.permalink, task.created_by) == (1, LINK, ADA)
    assert fetched(found).entries == ()


def test_however_many_mark_it_it_is_one_task_and_goes_with_the_last_of_them():
    found = incident()
    marks(found)
    fetched(found)
    marks(found, GRACE, "10.5")
    unmarks(found)
    assert len(found.open_tasks) == 1
    change = unmarks(found, GRACE)
    assert line(change) == "dropped task 1: somebody should restart db1"
    assert found.open_tasks == []
    assert line(marks(found, LINUS, "12.0")) == "added task 1: somebody should restart db1"


def test_what_somebody_has_touched_stays_a_task():
    found = incident()
    marks(found)
    fetched(found)
    assign_task(found, 1, to=GRACE, by=GRACE, at=later(2))
    assert unmarks(found).entries == ()
    assert [task.assignee_id for task in found.open_tasks] == [GRACE]


def test_reactions_are_put_in_order_by_their_own_time():
    found = incident()
    assert kinds(unmarks(found)) == []
    assert marks(found) == NOTHING
    assert fetched(found).entries == ()
    assert found.open_tasks == []
    assert add_task(found, "another", by=ADA, at=later(3)).entries[0].text == "added task 1: another"


def test_a_mark_that_is_gone_before_the_words_are_known_leaves_no_task():
    found = incident()
    marks(found)
    unmarks(found)
    assert fetched(found).entries == ()
    assert found.open_tasks == []
    marks(found, event_ts="12.0")
    assert [task.number for task in found.open_tasks] == [1]


def test_a_message_that_was_deleted_before_it_could_be_read_is_no_task():
    found = incident()
    marks(found)
    task_vanished(found, **MESSAGE, at=later(2))
    assert found.open_tasks == []


def test_a_task_that_a_form_made_of_the_message_is_not_made_again():
    found = incident()
    change = add_task(found, "restart db1", by=ADA, at=later(1), message=(ROOM, MESSAGE["message_ts"]))
    assert "fetch_task" in kinds(change)
    assert kinds(marks(found)) == []
    fetched(found)
    assert [(task.words, task.permalink) for task in found.open_tasks] == [("restart db1", LINK)]
    unmarks(found)
    assert len(found.open_tasks) == 1


def test_whoever_is_of_another_workspace_makes_no_task_and_keeps_nobody_from_it():
    found = incident()
    marks(found, LINUS)
    marked_from_elsewhere(found, **MESSAGE, by=LINUS, at=later(1))
    assert fetched(found).entries == ()
    assert found.open_tasks == []
    again = incident()
    marks(again, LINUS)
    assert only(marks(again, GRACE, "10.5"), FetchTask).marked_by == GRACE
    marked_from_elsewhere(again, **MESSAGE, by=LINUS, at=later(1))
    change = fetched(again)
    assert (line(change), change.entries[0].author_id) == ("added task 1: somebody should restart db1", GRACE)


@pytest.mark.parametrize("rule", [marks, unmarks])
def test_after_the_end_a_reaction_is_just_one(rule):
    found = incident()
    resolve(found, by=ADA, at=later(1))
    assert rule(found) == NOTHING
    assert found.tasks == []


def test_one_that_was_wanted_before_the_end_becomes_an_action_item():
    found = incident()
    marks(found)
    resolve(found, by=ADA, at=later(1))
    fetched(found)
    assert [task.carried_at for task in found.open_tasks] == [later(1)]


def test_another_reaction_makes_an_action_item_also_after_the_end():
    found = incident()
    resolve(found, by=ADA, at=later(1))
    asked = mark(found, **MESSAGE, by=GRACE, event_ts="10.0", at=later(50), item=True)
    assert only(asked, FetchTask).marked_by == GRACE
    assert line(fetched(found)) == "added action item 1: somebody should restart db1"
    [task] = found.tasks
    assert task.carried_at == later(50)
    assert not mark(found, **MESSAGE, by=GRACE, event_ts="10.0", at=later(51), item=True)
    gone = unmark(found, **MESSAGE, by=GRACE, event_ts="11.0", at=later(52), item=True)
    assert line(gone) == "dropped task 1: somebody should restart db1"


def test_in_an_open_room_it_is_an_action_item_from_the_beginning():
    found = incident()
    mark(found, **MESSAGE, by=ADA, event_ts="10.0", at=later(1), item=True)
    fetched(found)
    assert found.tasks[0].carried_at == later(1)
    cancelled = incident()
    cancel(cancelled, by=ADA, at=later(1))
    assert mark(cancelled, **MESSAGE, by=ADA, event_ts="10.0", at=later(2), item=True) is NOTHING


def seen(found: Incident, *people: str, minutes: int = 30, item: bool = False):
    return marks_seen(found, **MESSAGE, markers=dict.fromkeys(people, item), asked_at=later(minutes))


def test_reactions_that_nobody_heard_of_make_a_task_once_and_what_comes_late_makes_no_other():
    found = incident()
    assert {*kinds(seen(found, ADA, GRACE))} == {FetchTask.kind}
    assert line(fetched(found)) == "added task 1: somebody should restart db1"
    assert seen(found, ADA, GRACE, minutes=40) == NOTHING, "read again, nothing is new"
    assert marks(found, event_ts="10.0") == NOTHING, "an event from before it was read"
    assert len(found.tasks) == 1


def test_reactions_that_went_while_nobody_heard_take_the_task_along_unless_it_was_touched():
    found = incident()
    marks(found)
    fetched(found)
    assert line(seen(found)) == "dropped task 1: somebody should restart db1"
    marks(found, event_ts=f"{later(31).timestamp():.6f}")
    assert len(found.open_tasks) == 1, "whatever is heard of later counts more"
    assign_task(found, 1, to=GRACE, by=GRACE, at=later(32))
    assert seen(found, minutes=40).entries == ()
    assert len(found.open_tasks) == 1


def test_an_action_item_that_was_marked_while_nobody_heard_is_one_also_after_the_end():
    found = incident()
    seen(found, ADA, item=True)
    fetched(found)
    [item] = found.tasks
    assert item.carried_at is not None
    late = incident()
    resolve(late, by=ADA, at=later(20))
    assert seen(late, ADA) == NOTHING
    assert only(seen(late, ADA, item=True), FetchTask)
