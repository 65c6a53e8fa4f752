"""Control calls of a person about what stands beside a channel's messages: bookmarks, its canvas, other talks."""

import re

from sandbox.blockkit import documents, limits
from sandbox.control.kit import Act, Order, Refused, takes
from sandbox.workspace import bookmarks, canvases, channels
from sandbox.workspace.nouns import Channel, Json

MOST = 9  # people in a group message, the one who opens it included


@takes("user", "with")
def direct(order: Order) -> Json:
    """Opens the direct messages with one, or the group messages with several (`with`, the app's bot too)."""
    user = order.person()
    names = order.get("with", [])
    others = [each for each in map(order.user_named, names) if each is not user]
    people = list({each.id: each for each in (user, *others)}.values())
    if not 2 <= len(people) <= MOST:
        raise Refused(f"“with” names one to {MOST - 1} others")
    return {"channel": channels.talk(order.space, people).id}


@takes("user", "channel", "link", "title", "emoji")
def bookmark(order: Order) -> Json:
    user = order.person()
    channel, link = _inside(order), order.need("link")
    if not re.fullmatch(r"https?://\S+", link):
        raise Refused("“link” begins with http:// or https://")
    if len(channel.bookmarks) >= limits.BOOKMARKS:
        raise Refused(f"a channel has at most {limits.BOOKMARKS} bookmarks")
    title = order.text("title") or link
    made = bookmarks.add(order.space, channel, user, title, link, order.text("emoji"))
    return {"bookmark_id": made["id"]}


@takes("user", "channel", "bookmark_id")
def unbookmark(order: Order) -> Json:
    channel, wanted = _inside(order), order.need("bookmark_id")
    found = bookmarks.find(channel, wanted)
    if not found:
        raise Refused(f"there is no bookmark {wanted}", 404)
    bookmarks.remove(order.space, channel, found)
    return {"channel": channel.id}


@takes("user", "channel", "markdown", "title")
def canvas(order: Order) -> Json:
    """Writes the channel's canvas, which is made where there is none."""
    user, channel, space = order.person(), _inside(order), order.space
    markdown = order.text("markdown")
    problem = documents.problem(markdown)
    if problem or space.canvas_plan == "off":
        raise Refused(problem or "this workspace's plan has no canvases")
    found = canvases.of(space, channel)
    if not found:
        found = canvases.create(space, user, order.text("title"), [], channel)
        channel.canvas = found.id
    canvases.write(space, found, documents.sections(markdown))
    return {"canvas_id": found.id}


@takes("user", "channel")
def uncanvas(order: Order) -> Json:
    """Deletes the channel's canvas."""
    channel = _inside(order)
    found = canvases.of(order.space, channel)
    if not found:
        raise Refused("this channel has no canvas", 404)
    canvases.delete(order.space, found)
    return {"channel": channel.id}


def _inside(order: Order) -> Channel:
    user = order.person()
    channel = order.visible_channel(user)
    if user.id not in channel.members:
        raise Refused(f"{user.name} is not in “{channel.name or channel.id}”")
    if channel.is_archived:
        raise Refused(f"#{channel.name} is archived")
    return channel


TABLE: dict[tuple[str, str], Act] = {
    ("POST", "direct"): direct,
    ("POST", "bookmark"): bookmark,
    ("POST", "unbookmark"): unbookmark,
    ("POST", "canvas"): canvas,
    ("POST", "uncanvas"): uncanvas,
}
