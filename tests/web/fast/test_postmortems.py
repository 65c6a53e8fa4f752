"""All post-mortems: those that are owed first, and what is found by words."""

import re

from storage.where import numbered
from tests.web.conftest import SignIn
from tests.web.fast.doing import ADA, GRACE, Acting, acting
from web.front import Front

LIST = "/postmortems"


def shown(html: str) -> list[str]:
    return re.findall(r'<a href="/incidents/(\d+)/postmortem"><span class="ref">', html)


async def test_those_that_are_owed_come_first_with_owner_and_state(ended: Acting, signs_in: SignIn) -> None:
    later = await acting(ended.front, title="Shop is down", services=["shop"])
    await later("resolve")
    await later("postmortem-publish", anyway=True)
    ada = await signs_in(ADA)
    page = (await ada.get(LIST)).text
    assert shown(page) == ["1", "2"]
    assert '<span class="late">draft</span>' in page
    assert '<span class="status">published</span>' in page
    assert "owner: <bdi>Ada</bdi>" in page
    assert "published by <bdi>Ada</bdi> <time" in page
    assert "There is no such page" in (await ada.get(f"{LIST}?page=7")).text


async def test_words_of_the_text_lead_to_it(ended: Acting, front: Front, signs_in: SignIn) -> None:
    await front.store.keep_postmortem_text(1, "The disk of <db1> was full")
    ada = await signs_in(ADA)
    found = (await ada.get(f"{LIST}?q=disk")).text
    assert shown(found) == ["1"]
    assert "<mark>disk</mark> of &lt;db1&gt;" in found
    assert "No post-mortem has all these words" in (await ada.get(f"{LIST}?q=certificate")).text


async def test_private_ones_are_there_for_those_who_may_see_them(
    ended: Acting, front: Front, signs_in: SignIn
) -> None:
    await front.store.keep_postmortem_text(1, "The disk was full")
    await ended("private")
    assert (await front.store.incident(numbered(1))).private
    for who, name, sees in ((GRACE, "Grace", []), (ADA, "Ada", ["1"])):
        browser = await signs_in(who, name)
        assert shown((await browser.get(LIST)).text) == sees
        assert shown((await browser.get(f"{LIST}?q=disk")).text) == sees
