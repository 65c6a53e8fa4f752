"""What can be done to canvases: made, written, called otherwise, deleted."""

import secrets
from collections.abc import Iterable

from sandbox.workspace import ids
from sandbox.workspace.nouns import Canvas, Channel, Json, User
from sandbox.workspace.space import Workspace

PLANS = ("all", "one", "off")


def create(space: Workspace, by: User, title: str, sections: Iterable[str], channel: Channel | None) -> Canvas:
    """A canvas of its own, or a tab of a channel."""
    canvas = Canvas(ids.fresh("F"), by.id, int(space.clock.now()), title, channel.id if channel else "")
    canvas.thread, canvas.tab = ids.fresh("Q"), ids.fresh("Ct")
    space.canvases[canvas.id] = canvas
    write(space, canvas, sections)
    return canvas


def write(space: Workspace, canvas: Canvas, sections: Iterable[str]) -> None:
    """What stands in it from now on. Every edit gives all sections new ids, as Slack does."""
    canvas.sections = {f"temp:C:{secrets.token_hex(14)}": markdown for markdown in sections}
    canvas.updated = int(space.clock.now())
    space.state_changed()


def rename(space: Workspace, canvas: Canvas, title: str) -> None:
    canvas.title = title
    space.state_changed()


def delete(space: Workspace, canvas: Canvas) -> None:
    canvas.deleted = True
    for channel in space.channels.values():
        if channel.canvas == canvas.id:
            channel.canvas = ""
    space.state_changed()


def of(space: Workspace, channel: Channel) -> Canvas | None:
    """The channel's own canvas."""
    return space.canvases.get(channel.canvas)


def tabs(space: Workspace, channel: Channel) -> list[Canvas]:
    """All canvases that are tabs of a channel, its own and others."""
    return [each for each in space.canvases.values() if each.channel == channel.id and not each.deleted]


def properties_json(space: Workspace, channel: Channel) -> Json:
    """What conversations.info tells of a channel's canvases."""
    shown, own = tabs(space, channel), of(space, channel)
    if not shown:
        return {}
    named: Json = {"tabs": [{"id": each.tab, "label": each.title, "type": "canvas"} for each in shown]}
    if own:
        named["canvas"] = {"file_id": own.id, "is_empty": not own.sections, "quip_thread_id": own.thread}
    return {"properties": named}
