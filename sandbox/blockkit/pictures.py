"""Pictures: from the web or from a Slack file, as an element or as a block of its own, and videos."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from sandbox.blockkit import limits
from sandbox.blockkit.rules import exactly_one
from sandbox.blockkit.schema import Check, both, record, say, string
from sandbox.blockkit.texts import ID, URL, https, plain

HERE = (".localhost", ".local", ".internal")


def downloadable(url: Any, at: str, problems: list[str]) -> None:
    """Slack fetches a picture itself, so it must stand on the public web; ours looks at its address only."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    if not _is_public(host):
        say(problems, "downloading image failed", at)


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(HERE)


SLACK_FILE = both(record({"id": string(), "url": URL}), exactly_one("id", "url"))
PICTURE: dict[str, Check] = {
    "image_url": both(URL, downloadable),
    "slack_file": SLACK_FILE,
    "alt_text": string(limits.ALT_TEXT),
}
ONE_SOURCE = exactly_one("image_url", "slack_file")

IMAGE = both(record(PICTURE, "alt_text"), ONE_SOURCE)
"""The element."""
IMAGE_KIND = {"image": IMAGE}
IMAGE_BLOCK = both(record(PICTURE | {"block_id": ID, "title": plain(limits.IMAGE_TITLE)}, "alt_text"), ONE_SOURCE)
VIDEO_BLOCK = record(
    {
        "block_id": ID,
        "video_url": https(),
        "thumbnail_url": URL,
        "alt_text": string(limits.ALT_TEXT),
        "title": plain(limits.VIDEO_TITLE),
        "title_url": https(limits.VIDEO_LINK),
        "author_name": string(limits.VIDEO_AUTHOR),
        "provider_name": string(limits.VIDEO_AUTHOR),
        "provider_icon_url": URL,
        "description": plain(limits.VIDEO_TEXT),
    },
    "video_url",
    "thumbnail_url",
    "alt_text",
    "title",
)
