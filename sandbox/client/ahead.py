"""What a page will ask for first, named in it, so that the browser fetches it while it still reads the scripts."""

from html import escape
from itertools import islice
from urllib.parse import urlencode

from aiohttp import web

from sandbox.client.messages import sees
from sandbox.workspace.nouns import Channel, User
from sandbox.workspace.space import Workspace

PAGE_SIZE = 50  # as in workspace/timeline.js
LINK = '<link rel="preload" as="fetch" crossorigin="anonymous" href="{}" />'


def links(space: Workspace, request: web.Request, rich: str) -> str:
    """The newest messages of the channel that the address leads to, and what draws them where they are `rich`."""
    person, channel = _person(space, request), _channel(space, request)
    if "message" in request.match_info or not person or not channel or not sees(person, channel):
        return ""  # the page may still go elsewhere, by its memory: then these were for nothing
    query = urlencode({"channel": channel.id, "user": person.id, "limit": PAGE_SIZE})
    link = LINK.format(escape(f"/_client/messages?{query}"))
    newest = islice(reversed(channel.messages.values()), PAGE_SIZE)
    return f"{link}\n    {rich}" if any(each.blocks or each.attachments or each.files for each in newest) else link


def _person(space: Workspace, request: web.Request) -> User | None:
    asked = request.query.get("user", "")
    people = [each for each in space.users.values() if not each.is_bot and not each.deleted]
    known = [each for each in people if asked in (each.id, each.name)]
    return next(iter(known or [each for each in people if each.name == "ada"] or people), None)


def _channel(space: Workspace, request: web.Request) -> Channel | None:
    asked = request.match_info.get("channel") or request.query.get("channel", "general")
    return space.channels.get(asked) or space.named(asked)
