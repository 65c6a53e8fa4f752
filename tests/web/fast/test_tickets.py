"""Tickets on the page and by the API: asked for, refused field by field, filled in, and shown."""

from dataclasses import replace

import pytest

from incidents.refusal import Refusal
from incidents.tickets import ticket_filed, ticket_refused
from incidents.tracker import Tracker
from storage.where import numbered
from tests.web.conftest import NOW, SignIn
from tests.web.fast.doing import ADA, Acting, acting
from web.acts.forms import groups
from web.acts.look import looked
from web.api.shown import Task
from web.api.telling import task as told
from web.front import Front
from web.pages.war_room import war_of

REQUESTOR = {"field": "customfield_10040", "name": "Requestor", "why": "Requestor is required.", "kind": "text"}
UNIT = {
    "field": "customfield_10041", "name": "Unit", "why": "Unit is required.", "kind": "option",
    "options": [["1", "Retail"]],
}  # fmt: skip


async def shown(act: Acting) -> Task:
    """The one task as programs read it."""
    war = await war_of(act.front, act.number, seen_by=ADA)
    return told(war.tasks[0], war)


@pytest.fixture
async def act(front: Front) -> Acting:
    """INC-1 with a task, where Jira is set up."""
    made = await acting(replace(front, catalog=replace(front.catalog, jira=Tracker(project="OPS"))))
    await made("task", text="restart db1")
    return made


async def forms(act: Acting) -> dict[str, list[str]]:
    look = await looked(act.front, ADA, act.number)
    found = [form for group in groups(look) for form in group.forms if form.act.startswith("task-ticket")]
    return {form.name: [field.label for field in form.fields] for form in found}


async def test_a_ticket_is_asked_for_and_what_jira_misses_has_a_form_each(act: Acting) -> None:
    assert await forms(act) == {"task-ticket": ["Task"]}
    await act("task-ticket", task=1)
    assert await forms(act) == {}
    where = numbered(act.number)
    await act.front.store.change(where, lambda i: ticket_refused(i, 1, refused=[REQUESTOR, UNIT]))
    assert set(await forms(act)) == {
        "task-ticket", "task-ticket-fill-1-customfield_10040", "task-ticket-fill-1-customfield_10041"
    }  # fmt: skip
    with pytest.raises(Refusal, match="Choose one of those") as caught:
        await act("task-ticket-fill", task=1, field="customfield_10041", value="7")
    assert caught.value.field == "value"
    await act("task-ticket-fill", task=1, field="customfield_10041", value="1")
    await act("task-ticket-fill", task=1, field="customfield_10040", value="Ada")
    [task] = (await act.read()).tasks
    assert task.ticket_on_its_way
    assert task.ticket_filled["customfield_10041"] == {"kind": "option", "value": "1"}


async def test_all_that_have_none_are_asked_for_without_a_number(act: Acting) -> None:
    await act("task", text="restart db2")
    await act("task-ticket")
    assert all(task.ticket_on_its_way for task in (await act.read()).tasks)
    with pytest.raises(Refusal, match="has a ticket, or one on its way"):
        await act("task-ticket")


async def test_programs_read_key_and_what_is_missing(act: Acting) -> None:
    await act("task-ticket", task=1)
    where = numbered(act.number)
    await act.front.store.change(where, lambda i: ticket_refused(i, 1, refused=[UNIT]))
    [missing] = (await shown(act)).ticket_missing
    assert (missing.name, missing.fillable, missing.options) == ("Unit", True, {"1": "Retail"})
    ticket = {"id": "1", "key": "OPS-1", "url": "https://j.example/browse/OPS-1"}
    await act.front.store.change(where, lambda i: ticket_filed(i, 1, ticket=ticket, notes=["without x"], at=NOW))
    filed = (await shown(act)).ticket
    assert filed
    assert (filed.key, filed.url, filed.notes) == ("OPS-1", "https://j.example/browse/OPS-1", ["without x"])


async def test_the_post_mortem_leads_to_the_ticket_of_each_action_item(act: Acting, signs_in: SignIn) -> None:
    await act("resolve")
    await act("task-ticket", task=1)
    where, page = numbered(act.number), f"/incidents/{act.number}/postmortem"
    ada = await signs_in(ADA)
    assert "· on its way to Jira" in (await ada.get(page)).text
    ticket = {"id": "1", "key": "OPS-1", "url": "https://j.example/browse/OPS-1"}
    await act.front.store.change(where, lambda i: ticket_filed(i, 1, ticket=ticket, notes=(), at=NOW))
    for shown in (page, f"/incidents/{act.number}"):
        assert (
            '· <a href="https://j.example/browse/OPS-1" rel="noreferrer">OPS-1</a>' in (await ada.get(shown)).text
        )
