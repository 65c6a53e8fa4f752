"""Stop: files, uploaded by the bot in three steps and by people."""

import base64

from tests.conformance.tour.guide import Guide

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def visit(guide: Guide) -> None:
    slack = guide.slack
    channel = await guide.room("tour-files", "ada")
    uploaded = await slack.files_upload_v2(
        channel=channel, filename="post-mortem.md", content="# What happened", title="Post-mortem",
        initial_comment="Here it is",
    )  # fmt: skip
    file = uploaded["files"][0]["id"]
    picture = await guide.control(
        "upload", user="ada", channel=channel, text="the graph",
        files=[{"name": "graph.png", "base64": base64.b64encode(PIXEL).decode()}],
    )  # fmt: skip
    await slack.files_info(file=file)
    shown = await slack.files_info(file=picture["files"][0])
    headers = {"Authorization": f"Bearer {slack.token}"}
    async with guide.session.get(shown["file"]["url_private_download"], headers=headers) as response:
        assert await response.read() == PIXEL
    await slack.conversations_history(channel=channel)
    await slack.files_delete(file=file)
    assert await guide.refused("files.info", file="F0NOBODY00") == "file_not_found"
