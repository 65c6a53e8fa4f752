"""Admins see what waits and what was given up, and try it again; what is private stays so."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from incidents.change import Change
from incidents.effects.digest import EnsureDigestChannel
from incidents.effects.room import BookmarkCard, PinCard, SetTopic
from incidents.incident import Incident
from storage.store import Store
from storage.where import NEW
from tests.storage.given import declare
from tests.web.calling import program, token
from tests.web.conftest import NOW, SignIn
from web.api.outbox import STEPS
from web.front import Front
from web.pages.outbox import NOT_AGAIN

Stuck = Callable[[], Awaitable[dict[str, int]]]


def secret(incident: Incident) -> Change:
    change = declare("secret", SetTopic(), channel="C2")(incident)
    incident.private = True
    return change


@pytest.fixture
def stuck(store: Store) -> Stuck:
    """Refused: two steps of INC-1, one of INC-2, which is private, and one of no incident; one of INC-1 waits."""

    refused = {"set_topic": "restricted_action", "pin_card": "<b>no</b>", "ensure_digest_channel": "name_taken"}

    async def made() -> dict[str, int]:
        await store.change(NEW, declare("db is down", SetTopic(), PinCard(), BookmarkCard(), channel="C1"))
        await store.change(NEW, secret)
        await store.enqueue(EnsureDigestChannel())
        rows = await store.claim("test", 10)
        for row in rows:
            if row.kind in refused:
                await store.bury(row, refused[row.kind])
            else:
                await store.postpone(row, NOW + timedelta(minutes=1), "bookmarks.add: ratelimited")
        return {f"{row.kind} {row.incident_id or ''}".strip(): row.id or 0 for row in rows}

    return made


async def given_up(store: Store) -> set[str]:
    rows = await store.unfinished()
    return {f"{row.kind} {row.incident_id or ''}".strip() for row in rows if row.dead_at}


async def test_what_waits_and_what_was_given_up_is_told_in_words(stuck: Stuck, signs_in: SignIn) -> None:
    await stuck()
    shown = (await (await signs_in("UROOT", "Root", is_admin=True)).get("/outbox")).text
    assert "Could not set the topic: the workspace does not allow it (restricted_action)" in shown
    assert "&lt;b&gt;no&lt;/b&gt;" in shown
    assert '<a href="/incidents/1">INC-1</a>' in shown
    assert "tried once" in shown
    assert "Slack takes no more of these for a moment (bookmarks.add: ratelimited)" in shown
    assert "next at <time" in shown
    assert "2026-03-02 14:31" in shown


async def test_where_nothing_is_stuck_it_says_so(signs_in: SignIn) -> None:
    root = await signs_in("UROOT", "Root", is_admin=True)
    assert "Nothing waits and nothing was given up." in (await root.get("/outbox")).text


async def test_which_private_incident_it_is_and_why_learns_nobody_outside(stuck: Stuck, signs_in: SignIn) -> None:
    await stuck()
    root, insider = await signs_in("UROOT", "Root", is_admin=True), await signs_in("U1", "Ada", is_admin=True)
    shown = (await root.get("/outbox")).text
    assert "A private incident · <bdi>Could not set the topic</bdi>" in shown
    assert "INC-2" not in shown
    assert "/incidents/2" not in shown
    assert '<a href="/incidents/2">INC-2</a>' in (await insider.get("/outbox")).text
    answers = [await root.post(f"/outbox/incidents/{number}/try-again") for number in (2, 99)]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].text == answers[1].text


async def test_it_is_for_admins_alone_and_only_they_see_the_way_to_it(
    stuck: Stuck, signs_in: SignIn, store: Store
) -> None:
    rows, ada = await stuck(), await signs_in()
    answers = [await ada.get("/outbox")]
    answers += [await ada.post(f"/outbox/{each}/try-again") for each in ("incidents/1", rows["set_topic 1"])]
    for each in answers:
        assert (each.status_code, "only admins" in each.text) == (403, True)
    assert len(await given_up(store)) == 4
    assert 'href="/outbox"' not in (await ada.get("/")).text
    assert 'href="/outbox"' in (await (await signs_in("UROOT", "Root", is_admin=True)).get("/")).text


async def test_one_step_is_tried_again_also_of_no_incident_and_of_one_that_is_private(
    stuck: Stuck, signs_in: SignIn, store: Store
) -> None:
    rows, root = await stuck(), await signs_in("UROOT", "Root", is_admin=True)
    for step in ("ensure_digest_channel", "set_topic 2", "set_topic 1"):
        answer = await root.post(f"/outbox/{rows[step]}/try-again")
        assert (answer.status_code, answer.headers["location"]) == (303, "/outbox?again=1")
    assert "Trying again: 1 step." in (await root.get("/outbox?again=1")).text
    assert await given_up(store) == {"pin_card 1"}
    assert {row.kind for row in await store.unfinished()} >= {"refresh_card"}


async def test_all_of_one_incident_are_tried_again_and_nothing_else(
    stuck: Stuck, signs_in: SignIn, store: Store
) -> None:
    await stuck()
    root = await signs_in("UROOT", "Root", is_admin=True)
    assert "Try all of INC-1 again" in (await root.get("/outbox")).text
    assert (await root.post("/outbox/incidents/1/try-again")).headers["location"] == "/outbox?again=2"
    assert await given_up(store) == {"set_topic 2", "ensure_digest_channel"}


async def test_what_is_not_given_up_any_more_is_left_alone(stuck: Stuck, signs_in: SignIn, store: Store) -> None:
    rows, root = await stuck(), await signs_in("UROOT", "Root", is_admin=True)
    await root.post(f"/outbox/{rows['set_topic 1']}/try-again")
    before = await store.unfinished()
    for row in (rows["set_topic 1"], rows["bookmark_card 1"], 99, 10**30):
        assert (await root.post(f"/outbox/{row}/try-again")).headers["location"] == "/outbox?again=0"
    assert await store.unfinished() == before
    assert NOT_AGAIN in (await root.get("/outbox?again=0")).text
    for strange in ("x", "٣", "-1", "9" * 5000, "<b>"):
        assert 'class="way" role="status"' not in (await root.get("/outbox", params={"again": strange})).text


async def test_programs_of_admins_can_do_the_same(stuck: Stuck, front: Front, store: Store) -> None:
    rows = await stuck()
    async with program(front, await token(front, "UROOT", "Root", is_admin=True)) as root:
        step = rows["ensure_digest_channel"]
        answer = await root.post(f"/outbox/{step}/try-again")
        assert {each["id"]: each["given_up"] for each in answer.json()["steps"]}[step] is False
        again = await root.post(f"/outbox/{step}/try-again")
        assert (again.status_code, again.json()["detail"]) == (409, NOT_AGAIN)
    async with program(front, await token(front, "UGRACE", "Grace")) as grace:
        assert (await grace.post(f"/outbox/{rows['set_topic 1']}/try-again")).status_code == 403
    assert "set_topic 1" in await given_up(store)


async def test_programs_turn_its_pages(front: Front, store: Store) -> None:
    for _ in range(STEPS + 1):
        await store.enqueue(EnsureDigestChannel())
    async with program(front, await token(front, "UROOT", "Root", is_admin=True)) as root:
        first = await root.get("/outbox")
        last = await root.get("/outbox", params={"after": first.json()["next"]})
        assert first.links["next"]["url"] == f"/api/v1/outbox?after={first.json()['next']}"
    assert [len(page.json()["steps"]) for page in (first, last)] == [STEPS, 1]
    assert (last.json()["next"], "link" in last.headers) == (None, False)
