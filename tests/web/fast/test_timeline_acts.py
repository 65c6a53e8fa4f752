"""The timeline by page and API: what tools tell of, putting it right, and its key moments."""

import re
from datetime import timedelta

import pytest

from incidents.change import SILENT, Change
from incidents.incident import Incident
from incidents.pins import pin, pinned_fetched
from incidents.refusal import Refusal
from storage.where import Where, numbered
from tests.rules.given import wrote
from tests.web.conftest import NOW, SignIn, stored_person
from tests.web.fast.doing import ADA, GRACE, LINUS, ROOM, Acting, acting
from web.acts.table import declare_one
from web.acts.wanted import Declared
from web.front import Front


@pytest.fixture
async def act(front: Front) -> Acting:
    """What people do to INC-1."""
    return await acting(front)


async def test_a_timeline_entry_is_put_right_hidden_and_shown_again(act: Acting) -> None:
    await act("note", text="restarted db1")
    entry = (await act.entries())[-1].id
    await act("entry-correct", by=GRACE, entry=entry, text="restarted db2", time="10 min ago")
    shown = await act.entries()
    assert ("restarted db2", NOW - timedelta(minutes=10)) in [(each.text, each.at) for each in shown]
    await act("entry-hide", entry=entry)
    assert "restarted db2" not in await act.told()
    await act("entry-restore", entry=entry)
    assert "restarted db2" in await act.told()


async def test_an_alert_and_a_deployment_are_told_once_and_follow_what_their_tool_says(act: Acting) -> None:
    alert = {"source": "Grafana", "kind": "alert", "outside_key": "a1", "link": "https://grafana.example.com/a1"}
    await act("events", **alert, text="5xx above 2 %", time="2026-03-02T14:20:00Z")
    await act("events", **alert, text="5xx above 9 %", time="2026-03-02T14:20:00Z", by=GRACE)
    await act(
        "events", source="GitHub", kind="deployment", text="checkout 1.4.2", time="2023-01-01T00:00:00+01:00"
    )
    with pytest.raises(Refusal, match="web address") as refused:
        await act("events", source="GitHub", text="x", link="javascript:alert(1)")
    assert refused.value.field == "link"
    told = [(each.kind, each.told_by, each.text) for each in await act.entries() if each.source]
    assert told == [("deployment", "GitHub", "checkout 1.4.2"), ("alert", "Grafana", "5xx above 9 %")]


async def test_a_key_moment_is_marked_and_is_an_entry_like_any_other_again(act: Acting) -> None:
    await act("note", text="restarted db1")
    entry = (await act.entries())[-1].id
    await act("entry-key", by=GRACE, entry=entry)
    assert [each.text for each in await act.entries() if each.is_key] == ["restarted db1"]
    await act("entry-unkey", entry=entry)
    [noted] = [each for each in await act.entries() if each.id == entry]
    assert (noted.is_key, [done["by"] for done in noted.corrections]) == (False, [GRACE, ADA])


async def test_words_of_an_entry_of_any_age_are_put_right_without_its_time(act: Acting) -> None:
    await act("events", source="GitHub", text="released 1.0", time="2023-01-01T00:00:00Z")
    [entry] = [each for each in await act.entries() if each.source]
    await act("entry-correct", entry=entry.id, text="released 1.1", time="2023-01-01 00:00 UTC")
    assert ("released 1.1", entry.at) in [(each.text, each.at) for each in await act.entries()]
    with pytest.raises(Refusal, match="more than a year"):
        await act("entry-correct", entry=entry.id, text="released 1.1", time="2023-01-02 00:00 UTC")


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00+05:00", "1900-01-01T00:00:00Z", "1999-12-31T23:59:59+00:00"]
)
async def test_nothing_stands_on_the_timeline_that_is_older_than_the_year_2000(act: Acting, time: str) -> None:
    with pytest.raises(Refusal, match="before the year 2000") as refused:
        await act("events", source="GitHub", text="released 1.0", time=time)
    assert refused.value.field == "time"
    with pytest.raises(Refusal, match="still to come"):
        await act("events", source="GitHub", text="released 1.0", time="9999-12-31T23:59:59-05:00")
    await act.has_room()
    for digits in ("0000000001000000", "9999999999000000"):
        with pytest.raises(Refusal, match="no link of a message"):
            await act("pin", link=f"https://acme.slack.com/archives/{ROOM}/p{digits}")


async def test_an_entry_as_long_as_a_message_can_be_is_put_right_on_its_page(
    act: Acting, signs_in: SignIn
) -> None:
    await long_note(act, "x" * 40_000)
    [entry] = [each for each in await act.entries() if (each.text or "").startswith("xxx")]
    ada = await signs_in(ADA)
    page = (await ada.get(f"/incidents/1/entries/{entry.id}")).text
    assert re.search(r'<textarea[^>]*maxlength="40000"', page)
    for text, time in (("x" * 40_000, "10 min ago"), ("y" * 39_000, "")):
        sent = await ada.post("/incidents/1/entry-correct", data={"entry": entry.id, "text": text, "time": time})
        assert sent.status_code == 303
    [entry] = [each for each in await act.entries() if each.id == entry.id]
    assert (len(entry.text or ""), entry.at) == (39_000, NOW - timedelta(minutes=10))
    with pytest.raises(Refusal, match="at most 40,000 characters, and this has 40,001"):
        await act("entry-correct", entry=entry.id, text="y" * 40_001)


async def test_what_an_author_took_out_of_a_message_stands_on_no_page_that_it_was_put_right_on(
    act: Acting, signs_in: SignIn
) -> None:
    ts, store = "1772440200.000100", act.front.store
    where = numbered(act.number, message=(ROOM, ts))
    known = {"message_ts": ts, "author_id": GRACE, "author_name": "Grace", "permalink": "https://p"}
    await store.change(where, lambda i: pin(i, channel_id=ROOM, message_ts=ts, by=ADA, event_ts=ts, at=NOW))
    await store.change(where, lambda i: pinned_fetched(i, text="password is hunter2", **known))
    [entry] = [each for each in await act.entries() if each.message_ts]
    await act("entry-correct", entry=entry.id, text="Grace shared the login", time="5 min ago")
    ada, root = await signs_in(ADA), await signs_in("UROOT", "Root", is_admin=True)
    assert "Before: “password is hunter2”" in (await root.get(f"/incidents/1/entries/{entry.id}")).text
    await store.change(where, lambda i: pinned_fetched(i, text="(removed)", edited=True, at=NOW, **known))
    page = (await ada.get(f"/incidents/1/entries/{entry.id}")).text
    assert "hunter2" not in page
    assert "Ada: corrected" in page
    assert "in other words" in page


async def long_note(act: Acting, text: str) -> None:
    """A line that came from Slack: a form would not take it."""

    def rule(incident: Incident) -> Change:
        incident.timeline.append(wrote(text, at=NOW))
        return SILENT

    await act.front.store.change(Where(number=act.number, line="none"), rule)


async def test_the_form_of_an_entry_has_its_time_as_its_reader_types_it_and_gives_it_back_unchanged(
    act: Acting, signs_in: SignIn
) -> None:
    await act("role", role="commander", person=GRACE)
    [entry] = [each for each in await act.entries() if each.subject_id == GRACE]
    await act.front.store.save_person(stored_person(LINUS, "Linus", tz="Asia/Kolkata"))
    linus = await signs_in(LINUS, "Linus", tz="Asia/Kolkata")
    page = (await linus.get(f"/incidents/1/entries/{entry.id}")).text
    assert 'value="2026-03-02 20:00"' in page
    assert "“Ada” stands before it by itself, “Grace” after it." in page
    for time in ("2026-03-02 20:00", ""):
        await act("entry-correct", by=LINUS, entry=entry.id, text=f" {entry.text}\r\n", time=time)
    [same] = [each for each in await act.entries() if each.id == entry.id]
    assert (same.at, same.corrections) == (entry.at, [])
    await act("entry-correct", by=LINUS, entry=entry.id, text=entry.text, time="2026-03-02 19:30")
    shown = (await linus.get(f"/incidents/1/entries/{entry.id}")).text
    assert "Its time was" in shown
    assert "Before:" not in shown


async def test_an_entry_of_another_incident_is_none(act: Acting) -> None:
    other = await declare_one(act.front, GRACE, Declared(title="Shop is down", private=True))
    assert other
    [entry] = await act.front.store.timeline(other.incident.id or 0)
    with pytest.raises(Refusal, match="no such entry"):
        await act("entry-correct", entry=entry.id, text="gone")
