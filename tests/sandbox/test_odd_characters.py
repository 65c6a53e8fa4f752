"""Whatever people type and however files are called: every page and every answer stays valid UTF-8."""

from typing import Any

import pytest


async def sent(box: Any, call: str, body: str) -> dict[str, Any]:
    """A control call as exactly these characters."""
    headers = {"Content-Type": "application/json"}
    async with box.session.post(f"{box.running.url}_control/{call}", data=body, headers=headers) as response:
        answer: dict[str, Any] = await response.json()
        assert response.status == 200, answer
        return answer


async def test_half_characters_and_nul_are_no_trouble_for_anybody(box: Any) -> None:
    await box.api("conversations.join", channel=box.channel("general"))
    await sent(
        box, "message", r'{"user": "ada", "channel": "general", "text": "a\ud83db\u0000c \ud83d\ude00 \\ud83d"}'
    )
    wanted = "a\N{REPLACEMENT CHARACTER}bc \N{GRINNING FACE} \\ud83d"
    assert (await box.said("general"))[-1]["text"] == wanted
    history = await box.api("conversations.history", channel=box.channel("general"), limit=1)
    assert history["messages"][0]["text"] == wanted
    seen = f"{box.running.url}_client/messages?channel={box.channel('general')}&user={box.user('ada')}"
    async with box.session.get(seen) as response:
        assert wanted in [each["text"] for each in (await response.json())["messages"]]


async def test_names_and_keys_of_half_characters_are_mended_too(box: Any) -> None:
    await sent(box, "people", r'{"name": "eve", "real_name": "E\udc00ve", "title": "\u0000"}')
    await sent(box, "topic", r'{"user": "ada", "channel": "general", "topic": "t\ud800"}')
    state = await box.look("state")
    assert state["users"][-2]["real_name"] == "E\N{REPLACEMENT CHARACTER}ve"
    assert state["channels"][0]["topic"] == "t\N{REPLACEMENT CHARACTER}"
    answer = await box.session.get(f"{box.running.url}_control/messages?channel=%00general&user=ada%ED%A0%80")
    assert answer.status == 404


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("a\\b.txt", "a_b.txt"),
        ("line\r\nend\x00.txt", "lineend.txt"),
        ("..", "file"),
        ("\x07", "file"),
        ("100% ?#.txt", "100% ?#.txt"),
        ("Übersicht 👩‍💻.md", "Übersicht 👩‍💻.md"),
        ("x" * 300, "x" * 255),
    ],
)
async def test_file_names_are_cleaned_and_their_addresses_work(box: Any, name: str, kept: str) -> None:
    given = await box.api("files.getUploadURLExternal", filename=name, length=3)
    async with box.session.post(given["upload_url"], data=b"abc"):
        await box.api("files.completeUploadExternal", files=[{"id": given["file_id"]}])
    file = (await box.api("files.info", file=given["file_id"]))["file"]
    assert file["name"] == kept
    assert file["url_private"].isascii()
    assert not set(file["url_private"]) & set(" ?#\\")
    headers = {"Authorization": "Bearer xoxb-local"}
    async with box.session.get(file["url_private"], headers=headers) as response:
        assert await response.read() == b"abc"


async def test_a_person_may_upload_what_is_half_a_character(box: Any) -> None:
    body = r'{"user": "ada", "channel": "general", "files": [{"name": "a\ud800/b.txt", "content": "\udfff"}]}'
    await sent(box, "upload", body)
    file = (await box.said("general"))[-1]["files"][0]
    assert file["name"] == "a\N{REPLACEMENT CHARACTER}_b.txt"
    async with box.session.get(f"{box.running.url}_client/file/{file['id']}") as response:
        assert (await response.read()).decode() == "\N{REPLACEMENT CHARACTER}"


async def test_a_file_is_public_only_where_a_public_channel_has_it(box: Any) -> None:
    await box.api("conversations.join", channel=box.channel("general"))
    public = {}
    await box.control("direct", user="ada", **{"with": ["Tester"]})
    for place in ("@ada", "general"):
        await box.control("upload", user="ada", channel=place, files=[{"name": "a.txt", "content": "a"}])
        public[place] = (await box.said(place))[-1]["files"][0]["is_public"]
    assert public == {"@ada": False, "general": True}
