"""Whatever can be done in Slack can be done on the page: by the same rules, and by those who may."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from commands.registry import COMMANDS
from incidents.catalog import Catalog, Service
from incidents.editing import mark
from incidents.permissions import Policy
from incidents.pins import pin
from incidents.refusal import Refusal
from storage.where import NoSuchIncident, numbered
from tests.web.conftest import NOW, stored_person
from tests.web.fast.doing import ADA, GRACE, LINUS, ROOM, Acting, acting
from web.acts.table import ACTS, BY_NAME, declare_one
from web.acts.wanted import Declared, Wanted
from web.front import Front

SAME = {
    "declare": "/incidents/new",
    "status": "status",
    "ack": "acknowledge",
    "severity": "severity",
    "role": "role role-release role-hand-over role-withdraw role-accept role-decline",
    "title": "title",
    "summary": "summary",
    "update": "update approve-update send-back-update snooze-update",
    "services": "services",
    "affected": "affected",
    "impact": "impact",
    "edit": "title summary severity status services affected impact",
    "note": "note events pin unpin entry-correct entry-key entry-unkey entry-hide entry-restore",
    "task": "task task-done task-take task-reopen task-assign task-due task-edit task-drop "
    "task-ticket task-ticket-fill",
    "room": "room join new-room",
    "private": "private",
    "invite": "invite",
    "bridge": "bridge bridge-url bridge-end",
    "resolve": "resolve postmortem-write postmortem-whys postmortem-owner postmortem-review postmortem-approve "
    "postmortem-publish postmortem-waive postmortem-draft postmortem-restore",
    "cancel": "cancel undo",
    "reopen": "reopen",
    "postmortem": "/incidents/{number}/postmortem, /postmortems",
    "merge": "merge",
    "close": "close",
    "doctor": "repair try-again",
    "catchup": "/incidents/{number}",
    "timeline": "/incidents/{number}",
    "list": "/incidents",
    "mine": "/incidents",
    "stats": "/insights",
    "help": "every form says what it does",
    "follow": "in Slack: it is about whom Slack invites into rooms to come, and about no incident",
    "unfollow": "in Slack, as follow",
}
"""For each command what does the same on the pages: its acts, or the page that shows it."""


def test_for_each_command_the_pages_have_what_does_the_same() -> None:
    assert {command.word for command in COMMANDS} == SAME.keys()
    named = {word for words in SAME.values() for word in words.split() if word in BY_NAME}
    assert named == BY_NAME.keys()
    for words in SAME.values():
        assert words.split()[0] in BY_NAME or words[0] == "/" or " " in words


def test_each_act_has_its_own_name_and_refuses_what_it_does_not_know() -> None:
    assert len(BY_NAME) == len(ACTS)
    for act in ACTS:
        assert act.wants.model_config["extra"] == "forbid"
        assert issubclass(act.wants, Wanted)
        with pytest.raises(ValidationError, match="Extra inputs"):
            act.wants.model_validate({"surprise": 1})


@pytest.fixture
async def act(front: Front) -> Acting:
    """What people do to INC-1."""
    return await acting(front)


async def test_the_facts_are_written_down(act: Acting) -> None:
    await act("acknowledge", by=GRACE)
    await act("status", status="identified")
    await act("severity", severity="SEV-1", why="everybody is hit")
    await act("title", title="Checkout is slow")
    await act("summary", summary="The database\r\nis full")
    await act("services", services="web, api")
    await act("affected", users_affected="about 5 %")
    await act("impact", impact="20 min ago")
    now = await act.read()
    assert (now.acknowledged_by, now.status, now.severity) == (GRACE, "identified", "sev1")
    assert (now.title, now.summary, now.services) == ("Checkout is slow", "The database\nis full", ["api", "web"])
    assert (now.users_affected, now.impact_started_at) == ("about 5 %", NOW - timedelta(minutes=20))
    assert "changed severity sev2 → sev1: everybody is hit" in await act.told()


async def test_services_that_nobody_names_any_more_are_taken_away(act: Acting) -> None:
    await act("services", services=["web", "api"])
    await act("services", services=["api"])
    assert (await act.read()).services == ["api"]
    await act("services", services=[])
    assert (await act.read()).services == []


@pytest.mark.parametrize(
    ("name", "first", "second", "seen"),
    [
        ("title", {"title": "Shop is down"}, {"title": "Cart is down"}, mark("Checkout is down")),
        ("summary", {"summary": "disk full"}, {"summary": "no memory"}, mark("")),
        ("status", {"status": "identified"}, {"status": "monitoring"}, mark("investigating")),
        ("severity", {"severity": "sev1"}, {"severity": "sev3"}, "sev2"),
        ("affected", {"users_affected": "10"}, {"users_affected": "20"}, mark("")),
    ],
)
async def test_who_is_late_hears_how_it_stands_and_changes_nothing(
    act: Acting, name: str, first: dict[str, Any], second: dict[str, Any], seen: str
) -> None:
    await act(name, by=GRACE, **first, seen=seen)
    before = await act.told()
    with pytest.raises(Refusal, match="since you opened the form"):
        await act(name, **second, seen=seen)
    assert await act.told() == before


async def test_what_comes_twice_is_done_once_and_with_other_words_it_is_another(act: Acting) -> None:
    await act("note", text="db1 restarted", once="A")
    again = await act("note", text="db1 restarted", once="A")
    assert not again.change
    assert again.incident.id == act.number
    await act("note", text="db2 restarted", once="A")
    await act("note", text="db1 restarted", once="A", by=GRACE)
    told = await act.told()
    assert (told.count("db1 restarted"), told.count("db2 restarted")) == (2, 1)


async def test_roles_are_taken_given_handed_over_and_answered(act: Acting) -> None:
    await act("role", role="commander")
    await act("role", role="scribe", person="grace")
    await act("role-hand-over", role="commander", person="Linus", note="the disk is full", seen=ADA)
    with pytest.raises(Refusal, match="no longer stands"):
        await act("role-accept", by=GRACE, role="commander", seen=ADA)
    await act("role-accept", by=LINUS, role="commander", seen=ADA)
    assert (await act.read()).leader == LINUS
    with pytest.raises(Refusal, match="has passed to"):
        await act("role-release", role="commander", seen=ADA)
    await act("role-release", role="scribe")
    await act("role-hand-over", by=LINUS, role="commander", person=GRACE)
    await act("role-withdraw", by=LINUS, role="commander", seen=GRACE)
    await act("role-hand-over", by=LINUS, role="commander", person=GRACE)
    await act("role-decline", by=GRACE, role="commander")
    held = {each.role: each.user_id for each in (await act.read()).held_now}
    assert held == {"commander": LINUS}


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("Nobody Atall", "Nobody is known here"),
        ("Twin", "Several people are called"),
        ("bot", "an app and no person"),
    ],
)
async def test_a_person_is_named_so_that_one_colleague_is_meant(act: Acting, word: str, sentence: str) -> None:
    store = act.front.store
    for person in (
        stored_person("UTWIN1", "Twin"),
        stored_person("UTWIN2", "Twin"),
        stored_person("UBOT", "bot", is_bot=True),
    ):
        await store.save_person(person)
    with pytest.raises(Refusal, match=sentence) as refused:
        await act("role", role="scribe", person=word)
    assert refused.value.field == "person"


async def test_tasks_are_added_and_whatever_else_is_done_with_them(act: Acting) -> None:
    await act("task", text="restart db1", person="Grace", due="30m")
    await act("task", text="tell support")
    await act("task-take", by=LINUS, task=2, seen="")
    await act("task-edit", task=2, text="tell support and sales", seen="tell support")
    await act("task-due", task=2, due="tomorrow")
    assert (await act.read()).tasks[1].due_at == (NOW + timedelta(days=1)).replace(hour=17, minute=0, second=0)
    await act("task-due", task=2, due="2026-03-02T15:00:00+00:00")
    await act("task-assign", task=1, person="", seen=GRACE)
    await act("task-done", by=LINUS, task=2)
    await act("task-reopen", task=2)
    await act("task-drop", task=1)
    [two] = (await act.read()).open_tasks
    assert (two.number, two.text, two.assignee_id) == (2, "tell support and sales", LINUS)
    assert two.due_at == NOW + timedelta(minutes=30)


async def test_tasks_of_a_stale_page_are_left_alone(act: Acting) -> None:
    await act("task", text="restart db1")
    await act("task-take", by=GRACE, task=1, seen="")
    with pytest.raises(Refusal, match="belongs to"):
        await act("task-take", by=LINUS, task=1, seen="")
    await act("task-edit", task=1, text="restart db2", seen="restart db1")
    with pytest.raises(Refusal, match="its words are now “restart db2”"):
        await act("task-edit", by=LINUS, task=1, text="restart db3", seen="restart db1")


async def test_an_update_is_posted_and_promises_the_next(act: Acting) -> None:
    await act("update", text="We found it", status="identified", next="45m", seen=0)
    now = await act.read()
    assert (now.status, now.next_update_at) == ("identified", NOW + timedelta(minutes=45))
    with pytest.raises(Refusal, match="Somebody posted an update meanwhile"):
        await act("update", by=GRACE, text="We found it, too", seen=0)
    await act("update", by=GRACE, text="It is fixed", status="resolved", seen=1)
    assert (await act.read()).status == "resolved"


@pytest.mark.parametrize(("typed", "minutes"), [("", 60), ("none", None), ("20m", 20)])
async def test_when_the_next_update_comes_is_typed_or_what_the_severity_asks_for(
    act: Acting, typed: str, minutes: int | None
) -> None:
    await act("update", text="We look", next=typed)
    due = (await act.read()).next_update_at
    assert due == (NOW + timedelta(minutes=minutes) if minutes else None)


async def test_a_second_person_posts_an_update_or_gives_it_back(front: Front) -> None:
    act = await acting(replace(front, catalog=Catalog(second_person=("public",))))
    await act("update", text="For all", audience="public")
    with pytest.raises(Refusal, match="You wrote this update"):
        await act("approve-update", update=1)
    await act("send-back-update", by=GRACE, update=1)
    await act("update", text="For all, better", audience="public")
    await act("approve-update", by=GRACE, update=2)
    with pytest.raises(Refusal, match="posted already"):
        await act("approve-update", by=LINUS, update=2)
    latest = (await act.read()).latest_update
    assert latest
    assert (latest.text, latest.approved_by) == ("For all, better", GRACE)


async def test_a_due_update_is_put_off(act: Acting) -> None:
    due = (await act.read()).next_update_at
    assert due
    await act("snooze-update", due=due.isoformat())
    with pytest.raises(Refusal, match="nothing is due"):
        await act("snooze-update", due=NOW.isoformat())


async def test_the_bridge_moves_and_ends(act: Acting) -> None:
    await act("bridge-url", url="https://meet.example.com/checkout")
    assert (await act.read()).conference_url == "https://meet.example.com/checkout"
    await act("bridge-end")
    assert (await act.read()).conference_url is None
    with pytest.raises(Refusal, match="No provider of meetings"):
        await act("bridge")
    with pytest.raises(Refusal, match="Zoom is not set up"):
        await act("bridge", provider="zoom")


async def test_people_and_those_of_a_service_are_invited(front: Front) -> None:
    services = (Service(name="Web shop", people=(LINUS,)), Service(name="api"))
    act = await acting(replace(front, catalog=Catalog(services=services)))
    with pytest.raises(Refusal, match="no war room yet"):
        await act("invite", people="Grace")
    await act.has_room()
    changed = await act("invite", people="grace, S0ONCALL, Linus", services=["web shop"])
    [effect] = [each.payload() for each in changed.change.effects]
    assert (effect["people"], effect["groups"], effect["services"]) == (
        (GRACE, LINUS),
        ("S0ONCALL",),
        ("Web shop",),
    )
    with pytest.raises(Refusal, match="names nobody for the service"):
        await act("invite", services=["api"])
    with pytest.raises(Refusal, match="Whom"):
        await act("invite")


async def test_it_ends_and_that_is_taken_back(act: Acting) -> None:
    await act("task", text="restart db1")
    await act("task", text="tell support")
    await act("resolve", resolution="more disk", users_affected="12", left=[2])
    now = await act.read()
    assert (now.status, now.resolution, now.users_affected) == ("resolved", "more disk", "12")
    assert [bool(task.carried_at) for task in now.tasks] == [True, False]
    await act("undo", ended_at=now.resolved_at.isoformat() if now.resolved_at else "")
    await act("cancel", why="a wrong alert")
    await act("reopen", why="it was right")
    assert (await act.read()).is_open
    with pytest.raises(Refusal, match="open already"):
        await act("reopen")


async def test_it_becomes_a_part_of_another_and_stands_alone_again(act: Acting) -> None:
    other = await declare_one(act.front, GRACE, Declared(title="Shop is down"))
    assert other
    await act("merge", into=f"inc-{other.incident.id}")
    merged = await act.read()
    assert merged.merged_into == other.incident.id
    await act("undo", ended_at=merged.merged_at.isoformat() if merged.merged_at else "")
    await act("merge", into=str(other.incident.id))
    await act("reopen")
    assert (await act.read()).merged_into is None
    with pytest.raises(Refusal, match="Which other incident"):
        await act("merge", into="the other")


async def test_the_room_is_asked_for_mended_and_left_for_a_private_one(act: Acting) -> None:
    await act.has_room()
    assert [e.kind for e in (await act("repair", room=ROOM)).change.effects] == ["examine_room"]
    with pytest.raises(Refusal, match="another room since"):
        await act("repair", room="COTHER")
    await act("join", by=GRACE)
    await act("try-again")
    await act("private")
    assert (await act.read()).private


async def test_who_may_not_see_a_private_incident_finds_none(act: Acting) -> None:
    await act("private")
    for name, wanted in (("note", {"text": "hello"}), ("title", {"title": "mine"}), ("try-again", {})):
        with pytest.raises(NoSuchIncident, match=f"There is no INC-{act.number}"):
            await act(name, by=GRACE, **wanted)
    other = await declare_one(act.front, GRACE, Declared(title="Shop is down"))
    assert other
    theirs = Acting(act.front, other.incident.id or 0)
    with pytest.raises(NoSuchIncident, match=f"There is no INC-{act.number}") as refused:
        await theirs("merge", by=GRACE, into=str(act.number))
    assert refused.value.field == "into"


async def test_who_may_only_look_bears_witness_and_does_tasks_and_nothing_else(front: Front) -> None:
    policy = Policy(change=(ADA,), resolve=(ADA,))
    act = await acting(replace(front, catalog=Catalog(permissions=policy)))
    await act("task", text="restart db1")
    await act("note", by=GRACE, text="it hurts")
    await act("task-done", by=GRACE, task=1)
    for name, wanted in (
        ("title", {"title": "mine"}),
        ("update", {"text": "mine"}),
        ("resolve", {}),
        ("entry-hide", {"entry": 1}),
        ("task-drop", {"task": 1}),
    ):
        with pytest.raises(Refusal, match="Nothing was"):
            await act(name, by=GRACE, **wanted)


async def test_moving_on_and_ending_with_an_update_takes_what_those_take(front: Front) -> None:
    act = await acting(replace(front, catalog=Catalog(permissions=Policy(resolve=(ADA,)))))
    with pytest.raises(Refusal, match="end or reopen") as refused:
        await act("update", by=GRACE, text="It is over", status="resolved")
    assert refused.value.field == "status"
    public = Policy(publish=(ADA,))
    act = await acting(replace(front, catalog=Catalog(permissions=public)))
    with pytest.raises(Refusal, match="what customers read"):
        await act("update", by=GRACE, text="For all", audience="public")


async def test_a_message_of_the_room_is_pinned_by_its_link_and_only_of_the_room(act: Acting) -> None:
    await act.has_room()
    link = f"https://acme.slack.com/archives/{ROOM}/p1772461800000100?thread_ts=1772461700.000100&cid={ROOM}"
    changed = await act("pin", link=link)
    [effect] = [each.payload() for each in changed.change.effects]
    assert (effect["channel_id"], effect["message_ts"], effect["pinned_by"]) == (ROOM, "1772461800.000100", ADA)
    with pytest.raises(Refusal, match="does not stand in the war room"):
        await act("pin", link="https://acme.slack.com/archives/C0SECRET/p1772461800000100")
    with pytest.raises(Refusal, match="no link of a message"):
        await act("pin", link="https://example.com/")


async def test_somebodys_own_pin_is_taken_away_whatever_emoji_they_put_it_there_with(act: Acting) -> None:
    await act.has_room()
    ts = "1772461800.000100"
    where = {"channel_id": ROOM, "message_ts": ts, "event_ts": "1772461000.1", "at": NOW}
    for emoji in ("bookmark", "pushpin::skin-tone-2"):
        here = numbered(act.number, message=(ROOM, ts))
        await act.front.store.change(here, lambda i, emoji=emoji: pin(i, **where, by=ADA, emoji=emoji))
    await act("unpin", link=f"https://acme.slack.com/archives/{ROOM}/p{ts.replace('.', '')}")
    [entry] = await act.front.store.entries_in(act.number, ROOM)
    assert [on for _, on in entry.pins.values()] == [False] * 3
    assert entry.removed_at


async def test_declaring_takes_the_right_to_and_happens_once(front: Front) -> None:
    front = replace(front, catalog=Catalog(permissions=Policy(declare=(ADA,))))
    wanted = Declared(title="Checkout is down", severity="1", services="web, api", drill=True)
    changed = await declare_one(front, ADA, wanted, once="A")
    assert (changed.incident.severity, changed.incident.services, changed.incident.drill) == (
        "sev1",
        ["web", "api"],
        True,
    )
    again = await declare_one(front, ADA, wanted, once="A")
    assert (again.incident.id, again.change.entries) == (changed.incident.id, ())
    with pytest.raises(Refusal, match="Nothing was declared"):
        await declare_one(front, GRACE, wanted)
