"""The browser client's page: what it names to be fetched ahead, and the pictures that Slack's JSON names."""

import re
from html import unescape

from tests.sandbox.conftest import Box

FEW = 30  # scripts that the first look at a channel waits for
PRELOAD = re.compile(r'<link rel="preload" as="fetch"[^>]* href="([^"]+)"')
SCRIPT = re.compile(r'<link rel="modulepreload" href="([^"]+)"')
IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"(\.[^"]+)";', re.MULTILINE)
PNG = b"\x89PNG\r\n\x1a\n"


async def page(box: Box, path: str = "?user=ada") -> str:
    return await text(box, path)


async def text(box: Box, path: str) -> str:
    async with box.session.get(f"{box.running.url}{path.removeprefix('/')}") as response:
        assert response.status == 200, path
        return await response.text()


def ahead(html: str) -> list[str]:
    """The reads of messages that a page names."""
    return [unescape(each) for each in PRELOAD.findall(html) if "messages" in each]


async def test_the_page_names_just_the_few_scripts_that_its_first_look_needs(box: Box) -> None:
    named = SCRIPT.findall(await page(box))
    assert len(named) <= FEW
    scripts = [await text(box, each) for each in named]
    imported = {path.rpartition("/")[2] for script in scripts for path in IMPORT.findall(script)} | {"main.js"}
    assert imported == {each.rpartition("/")[2] for each in named}


async def test_the_page_names_the_newest_messages_of_its_channel(box: Box) -> None:
    await box.control("message", user="grace", channel="general", text="hello")
    [address] = ahead(await page(box))
    assert f"channel={box.channel('general')}" in address
    assert f"user={box.user('ada')}" in address
    assert "hello" in await text(box, address)
    [other] = ahead(await page(box, "?user=grace&channel=random"))
    assert f"channel={box.channel('random')}&user={box.user('grace')}" in other


async def test_the_page_does_not_name_what_a_person_may_not_read(box: Box) -> None:
    made = await box.control("channels", name="secret", creator="grace", is_private=True)
    assert ahead(await page(box, "?user=ada&channel=secret")) == []
    assert len(ahead(await page(box, "?user=grace&channel=secret"))) == 1
    assert len(ahead(await page(box, f"archives/{made['id']}?user=grace"))) == 1
    assert ahead(await page(box, f"archives/{made['id']}/p1700000000000000?user=grace")) == []
    assert ahead(await page(box, "?user=ada&channel=<nothing>")) == []


async def test_what_draws_blocks_is_named_only_where_there_are_some(box: Box) -> None:
    assert "blocks/blocks.js" not in await page(box)
    await box.api("conversations.join", channel=box.channel("general"))
    blocks = [{"type": "divider"}]
    await box.api("chat.postMessage", channel=box.channel("general"), text="line", blocks=blocks)
    assert "blocks/blocks.js" in await page(box)


async def test_the_pictures_of_bots_people_and_the_workspace_are_pictures(box: Box) -> None:
    bot = await box.api("bots.info", bot=box.running.workspace.bot.bot_id)
    person = await box.api("users.info", user=box.user("ada"))
    team = await box.api("team.info")
    addresses = [
        bot["bot"]["icons"]["image_36"],
        person["user"]["profile"]["image_48"],
        team["team"]["icon"]["image_34"],
    ]
    for address in addresses:
        async with box.session.get(address) as response:
            assert response.content_type == "image/png", address
            assert (await response.read()).startswith(PNG)


async def test_a_picture_of_no_size_or_a_huge_one_is_not_drawn(box: Box) -> None:
    for name in ("bot_0.png", "bot_99999.png", "bot_x.png", "..%2Fbot_36.png"):
        async with box.session.get(f"{box.running.url}client/{name}") as response:
            assert response.status == 404, name
