"""The page of a post-mortem: read, written by parts by several people at once, reviewed and published."""

import re

import httpx

from incidents.change import Change, Entry
from incidents.permissions import Policy
from incidents.pins import message_deleted, pin, pinned_fetched
from storage.where import numbered
from tests.web.calling import program, token
from tests.web.conftest import NOW, SignIn
from tests.web.fast.doing import ADA, GRACE, LINUS, ROOM, Acting, acting
from tests.web.fast.test_forms import JSON, carried, forms
from web.front import Front

PAGE = "/incidents/1/postmortem"
SUMMARY = "postmortem-write-summary"


def part(page: httpx.Response, key: str) -> str:
    """What stands in one part of the page."""
    found = re.search(rf'<section id="pm-{key}".*?</section>', page.text, re.DOTALL)
    assert found, key
    return found[0]


def stands(page: httpx.Response, key: str) -> str:
    """The same without its form."""
    return part(page, key).partition("<details")[0]


async def written(act: Acting, key: str) -> str | None:
    kept = (await act.read()).postmortem
    assert kept
    return kept.sections.get(key)


async def test_an_open_incident_says_when_its_post_mortem_comes(front: Front, signs_in: SignIn) -> None:
    await acting(front)
    page = await (await signs_in(ADA)).get(PAGE)
    assert page.status_code == 200
    assert "drafted when it is resolved" in page.text
    assert forms(page) == {}


async def test_what_is_known_stands_there_and_what_is_lacking_leads_to_its_part(
    ended: Acting, signs_in: SignIn
) -> None:
    page = await (await signs_in(ADA)).get(PAGE)
    assert '<p dir="auto">The disk was full.</p>' in stands(page, "summary")
    assert "restarted db1" in part(page, "timeline")
    assert '<a href="#pm-whys">The root cause is unknown: no why is answered.</a>' in page.text
    for lacking in re.findall(r'<a href="#(pm-\w+)">', page.text):
        assert f'id="{lacking}"' in page.text
    assert "State</dt><dd>draft" in page.text


async def test_the_page_of_the_incident_leads_there(ended: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    for page in ("/incidents/1", "/incidents?state=resolved"):
        assert f'<a href="{PAGE}">' in (await ada.get(page)).text


async def test_a_part_is_written_in_markdown_and_read_as_it_is_meant(ended: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    sent = carried(await ada.get(PAGE), SUMMARY)
    answer = await ada.post(
        "/incidents/1/postmortem-write", data={**sent, "text": "# Why\n\nThe **disk**\r\nfull"}
    )
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("#pm-summary")
    page = await ada.get(answer.headers["location"])
    assert "Done: The post-mortem of INC-1 is saved." in part(page, "summary")
    assert '<h3 dir="auto">Why</h3>' in stands(page, "summary")
    assert "<strong>disk</strong>" in stands(page, "summary")
    assert await written(ended, "summary") == "# Why\n\nThe **disk**\nfull"


async def test_of_two_who_write_the_same_part_nobody_loses_a_word(ended: Acting, signs_in: SignIn) -> None:
    ada, grace = await signs_in(ADA), await signs_in(GRACE, "Grace")
    hers, theirs = carried(await ada.get(PAGE), SUMMARY), carried(await grace.get(PAGE), SUMMARY)
    await grace.post("/incidents/1/postmortem-write", data={**theirs, "text": "Grace says *this*"})
    late = await ada.post("/incidents/1/postmortem-write", data={**hers, "text": "Ada says <that>"})
    assert late.status_code == 409
    assert await written(ended, "summary") == "Grace says *this*"
    assert "Grace says <em>this</em>" in stands(late, "summary")
    form = forms(late)[SUMMARY]
    assert "Ada says &lt;that&gt;</textarea>" in form
    assert "Somebody was faster" in form
    theirs, _, typed = form.partition("<textarea")
    assert "Grace says <em>this</em>" in theirs
    assert "*this*" not in form
    assert ">Replace it with mine</button>" in typed
    assert '<details class="edit" id="edit-summary" open>' in part(late, "summary")
    meant = {**carried(late, SUMMARY), "text": "Both"}
    assert (await ada.post("/incidents/1/postmortem-write", data=meant)).status_code == 303
    assert await written(ended, "summary") == "Both"


async def test_two_who_write_different_parts_do_not_disturb_each_other(ended: Acting, signs_in: SignIn) -> None:
    ada, grace = await signs_in(ADA), await signs_in(GRACE, "Grace")
    hers = carried(await ada.get(PAGE), SUMMARY)
    theirs = carried(await grace.get(PAGE), "postmortem-write-went_well")
    for who, sent, text in ((grace, theirs, "the pager"), (ada, hers, "it broke")):
        answer = await who.post("/incidents/1/postmortem-write", data={**sent, "text": text})
        assert answer.status_code == 303
    assert (await written(ended, "summary"), await written(ended, "went_well")) == ("it broke", "the pager")


async def test_a_script_that_was_late_hears_so_and_reads_the_page_for_how_it_is_now(
    ended: Acting, signs_in: SignIn
) -> None:
    ada = await signs_in(ADA)
    sent = carried(await ada.get(PAGE), SUMMARY)
    done = await ada.post("/incidents/1/postmortem-write", data={**sent, "text": "one"}, headers=JSON)
    assert done.json()["where"].startswith(f"{PAGE}?did=postmortem-write&part=summary&version=")
    late = await ada.post("/incidents/1/postmortem-write", data={**sent, "text": "two"}, headers=JSON)
    assert late.status_code == 409
    assert "Somebody was faster" in late.json()["refused"]
    assert late.json()["overtaken"] is True
    assert carried(await ada.get(PAGE), SUMMARY)["seen"] != sent["seen"]


async def test_what_is_typed_can_be_looked_at_before_it_is_saved(ended: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    sent = {**carried(await ada.get(PAGE), SUMMARY), "text": "very **bad** <b>"}
    await ended("postmortem-write", by=GRACE, section="summary", text="Grace was here")
    page = await ada.post(f"{PAGE}/preview", data=sent)
    assert "<strong>bad</strong> &lt;b&gt;" in forms(page)[SUMMARY]
    assert "very **bad** &lt;b&gt;</textarea>" in forms(page)[SUMMARY]
    assert carried(page, SUMMARY)["seen"] == sent["seen"]  # looking does not make it read
    assert "Grace was here" in stands(page, "summary")
    script = await ada.post(f"{PAGE}/preview", data=sent, headers=JSON)
    assert script.json() == {"html": '<p dir="auto">very <strong>bad</strong> &lt;b&gt;</p>\n'}
    rungs = {"why-1": "the disk", "evidence-1": "[graph](https://g.example)", "why-2": "", "seen": ""}
    shown = (await ada.post(f"{PAGE}/preview", data=rungs, headers=JSON)).json()["html"]
    assert "the disk" in shown
    assert 'href="https://g.example"' in shown


async def test_the_ladder_is_written_with_entries_of_the_timeline_as_evidence(
    ended: Acting, signs_in: SignIn
) -> None:
    ada = await signs_in(ADA)
    entry = next(each for each in await ended.entries() if each.text == "restarted db1")
    sent = carried(await ada.get(PAGE), "postmortem-whys")
    typed = {"why-1": "The disk was full", "evidence-1": "the *graph*", "entry-1": str(entry.id), "why-2": "Logs"}
    answer = await ada.post("/incidents/1/postmortem-whys", data={"seen": sent["seen"], "once": "a", **typed})
    assert answer.status_code == 303
    [first, second] = (await ended.read()).postmortem.ladder  # type: ignore[union-attr]  # it has ended, so it has one
    assert (first.why, second.why, second.evidence) == ("The disk was full", "Logs", "")
    link = f"(http://127.0.0.1:8080/incidents/1#entry-{entry.id})"
    assert re.fullmatch(rf"the \*graph\*\n\[\d\d:\d\d restarted db1\]{re.escape(link)}", first.evidence)
    shown = stands(await ada.get(PAGE), "whys")
    assert f'href="http://127.0.0.1:8080/incidents/1#entry-{entry.id}"' in shown
    assert "Why 2 has no evidence." in shown
    late = await ada.post("/incidents/1/postmortem-whys", data={**typed, "why-1": "Else", "seen": sent["seen"]})
    assert late.status_code == 409
    assert ">\nElse</textarea>" in forms(late)["postmortem-whys"]


async def test_a_message_as_evidence_is_named_by_its_author_and_leaves_no_word_when_it_is_deleted(
    ended: Acting, signs_in: SignIn
) -> None:
    ts, link = "1772440200.000100", "https://acme.slack.com/archives/C0ROOM/p1772440200000100"
    where = numbered(ended.number, message=(ROOM, ts))
    told = {"text": "password is hunter2", "author_id": GRACE, "author_name": "Grace", "permalink": link}
    store = ended.front.store
    await store.change(where, lambda i: pin(i, channel_id=ROOM, message_ts=ts, by=ADA, event_ts=ts, at=NOW))
    await store.change(where, lambda i: pinned_fetched(i, message_ts=ts, **told))
    entry = next(each for each in await ended.entries() if each.message_ts)
    await ended("postmortem-whys", whys=[{"why": "It leaked", "evidence": "", "entry": entry.id}])
    await ended("postmortem-whys", whys=[{"why": "It leaked", "evidence": "", "entry": entry.id}, {"why": "Why"}])
    await store.change(where, lambda i: message_deleted(i, message_ts=ts, at=NOW))
    [rung, _] = (await ended.read()).postmortem.ladder  # type: ignore[union-attr]  # it has ended, so it has one
    assert rung.evidence == f"[08:30 Grace]({link})"
    ada = await signs_in(ADA)
    for page in (PAGE, f"{PAGE}/history", f"{PAGE}.md", f"{PAGE}.json", f"{PAGE}.html"):
        answer = await ada.get(page)
        assert answer.status_code == 200
        assert "hunter2" not in answer.text, page
    assert f'href="{link}"' in answer.text


async def test_it_is_reviewed_approved_published_and_taken_up_again(ended: Acting, signs_in: SignIn) -> None:
    ada, grace = await signs_in(ADA), await signs_in(GRACE, "Grace")
    assert "postmortem-approve" not in forms(await grace.get(PAGE))
    await ada.post("/incidents/1/postmortem-owner", data={"person": "Linus"})
    await ada.post("/incidents/1/postmortem-review", data={"reviewers": "Grace, me"})
    page = await grace.get(PAGE)
    assert "State</dt><dd>in review" in page.text
    assert "Owner</dt><dd><bdi>Linus</bdi>" in page.text
    await grace.post("/incidents/1/postmortem-approve", data=carried(page, "postmortem-approve"))
    assert "<bdi>Grace</bdi> ✓ agrees" in (await ada.get(PAGE)).text
    asked = await ada.post("/incidents/1/postmortem-publish")
    assert asked.status_code == 409
    assert "since this is lacking: “Contributing factors” is blank." in forms(asked)["postmortem-publish"]
    assert "things are lacking" in forms(asked)["postmortem-publish"]
    assert "State</dt><dd>in review" in asked.text
    await ada.post("/incidents/1/postmortem-publish", data={"anyway": "true"})
    page = await ada.get(PAGE)
    assert "State</dt><dd>published" in page.text
    assert "postmortem-publish" not in forms(page)
    await ada.post("/incidents/1/postmortem-draft")
    await ada.post("/incidents/1/postmortem-waive", data={"reason": "same as INC-7"})
    assert "<bdi>same as INC-7</bdi>" in (await ada.get(PAGE)).text
    refused = await ada.post("/incidents/1/postmortem-review", data={"reviewers": "nobody at all"})
    assert refused.status_code == 409
    assert "nobody at all" in refused.text
    assert (await ended.read()).postmortem.owner_id == LINUS  # type: ignore[union-attr]  # it has ended, so it has one


async def test_who_may_not_change_the_incident_reads_and_finds_no_forms(
    ended: Acting, front: Front, signs_in: SignIn
) -> None:
    object.__setattr__(front.catalog, "permissions", Policy(change=("U0NOBODY",), resolve=("U0NOBODY",)))
    linus = await signs_in(LINUS, "Linus")
    page = await linus.get(PAGE)
    assert "The disk was full." in stands(page, "summary")
    assert forms(page) == {}
    refused = await linus.post("/incidents/1/postmortem-write", data={"section": "summary", "text": "x"})
    assert refused.status_code == 403
    assert ">\nx</textarea>" in forms(refused)["postmortem-write"]  # what they typed is not lost


async def test_programs_write_it_by_the_same_acts(ended: Acting, front: Front) -> None:
    async with program(front, await token(front)) as client:
        wrote = await client.post(
            "/incidents/1/postmortem-write", json={"section": "impact", "text": "Everybody", "seen": None}
        )
        assert wrote.status_code == 200, wrote.text
        rungs = [{"why": "The disk", "evidence": "a graph"}, {"why": "Logs"}]
        assert (await client.post("/incidents/1/postmortem-whys", json={"whys": rungs})).status_code == 200
        wrong = await client.post("/incidents/1/postmortem-write", json={"section": "nonsense", "text": ""})
        assert wrong.status_code == 422
        gone = {"whys": [{"why": "x", "entry": 4711}]}
        assert (await client.post("/incidents/1/postmortem-whys", json=gone)).status_code == 422
    assert await written(ended, "impact") == "Everybody"


async def test_a_long_timeline_has_pages_and_says_how_many_entries_there_are(
    ended: Acting, signs_in: SignIn
) -> None:
    lines = tuple(Entry(kind="note", text=f"line {n:04}", at=NOW, author_id=ADA) for n in range(1100))
    await ended.front.store.change(numbered(1), lambda i: Change(lines))
    ada = await signs_in(ADA)
    shown, total = part(await ada.get(PAGE), "timeline"), len(await ended.front.store.timeline(1))
    assert f"Entries 1 to 500 of {total:,}." in shown
    assert f'<a href="{PAGE}.html">HTML</a>' in shown
    told = re.findall(r"line \d{4}", shown)
    for at in (2, 3):
        assert f'<a rel="next" href="{PAGE}?entries={at}#pm-timeline">Later entries</a>' in shown
        shown = part(await ada.get(f"{PAGE}?entries={at}"), "timeline")
        told += re.findall(r"line \d{4}", shown)
    assert told == [f"line {n:04}" for n in range(1100)]
    assert f"to {total:,} of {total:,}." in shown
    assert "Later entries" not in shown
    for odd in ("0", "-1", "99", "soon", "9" * 40):
        assert (await ada.get(f"{PAGE}?entries={odd}")).status_code == 200


async def test_a_short_timeline_stands_there_whole_and_says_nothing_of_pages(
    ended: Acting, signs_in: SignIn
) -> None:
    assert "Entries 1 to" not in (await (await signs_in(ADA)).get(PAGE)).text
