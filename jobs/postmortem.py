"""The post-mortem in the room: one message that follows the incident, and one file under it."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from blocks import postmortem as message
from blocks.message import Message
from incidents.change import Change, Rule
from incidents.incident import RESOLVED, Incident
from incidents.posting import postmortem_posted, postmortem_uploaded
from incidents.refs import UNDER
from incidents.shown import documents, has_room
from integrations.errors import Rejected
from integrations.slack import Slack
from jobs.desk import Desk, Order
from jobs.posts import delete, find, post_or_edit
from jobs.written import written_document
from reports.document import document
from reports.words import words as plain_words
from storage.postmortems import Material
from storage.where import numbered

OLDER = 200
WITHDRAWN = "withdrawn"
"""In place of an edition, while there is no document."""
GONE = {"file_not_found", "file_deleted"}


async def refresh_postmortem(order: Order) -> Rule | None:
    """Post or edit the message; one line while the incident is open again."""
    incident = order.incident
    await made_findable(order.desk, incident)
    if incident.merged_into:  # it is told of there now
        await order.desk.store.change(numbered(incident.merged_into), lambda i: Change(effects=documents(i)))
    ts, home = incident.refs.get("postmortem"), _home(incident)
    if home is None:
        return None  # what comes first asks again: the room, the digest message, or the bot let in again
    channel, thread = home
    if ts is None and incident.resolved_at is None:
        # Taken back before it was known: it may stand there all the same, if the answer was lost.
        ts = await find(order, "postmortem", channel, thread) if order.attempt.repeated else None
        if ts is None:
            return None
    shown, edition = await _shown(order)
    ts = await post_or_edit(order, name="postmortem", channel=channel, message=shown, ts=ts, thread=thread)
    return lambda i: postmortem_posted(i, ts=ts, edition=edition, under=thread)


async def _shown(order: Order) -> tuple[Message, str]:
    """The message, and the edition of the document that it shows."""
    if order.incident.resolved_at is None:
        return message.withdrawn(order.incident), WITHDRAWN
    text, graded, broken = await written_document(order)
    catalog, pages = order.desk.catalog, order.desk.pages
    return message.postmortem(order.incident, catalog, text, graded, broken=broken, pages=pages), _edition(text)


async def made_findable(desk: Desk, incident: Incident) -> None:
    """Before anything that Slack could refuse: what is gone from the document is not found any more."""
    number, text = incident.id or 0, None
    if incident.status == RESOLVED:
        text = await asyncio.to_thread(_words, await desk.store.material(number, seen_by=None), desk)
    await desk.store.keep_postmortem_text(number, text)


def _words(known: Material, desk: Desk) -> str:
    return plain_words(document(known.incident, known.timeline, known.names, desk.catalog, now=desk.now()))


async def find_older(desk: Desk) -> None:
    """Those from before they could be found, some each hour."""
    for number in await desk.store.not_findable(limit=OLDER):
        await made_findable(desk, await desk.store.incident(numbered(number)))


async def upload_postmortem(order: Order) -> Rule | None:
    """Put the file into the message's thread, then take an older edition away, with the message that it came in.

    Else the thread would fill with marks of deleted files, one for each change.
    """
    incident, slack = order.incident, order.desk.slack
    ts, home = incident.refs.get("postmortem"), _home(incident)
    if home is None or ts is None or incident.resolved_at is None:
        return None  # taken back meanwhile
    channel, parent = home[0], home[1] or ts
    text, _, _ = await written_document(order)
    edition = _edition(text)
    older = incident.refs.get("postmortem_file")
    if incident.refs.get("postmortem_file_edition") == edition:
        return None
    # An earlier try may have left one there, too.
    left = await files_under(order, channel, parent) if older or order.attempt.repeated else {}
    file_id = await _upload(slack, channel, parent, _file_name(incident), f"Post-mortem {incident.ref}", text)
    await take_away(order, channel, left)
    if older and not any(older in files for files in left.values()):
        await delete_file(slack, older)
    return lambda i: postmortem_uploaded(i, file_id=file_id, edition=edition)


def _home(incident: Incident) -> tuple[str, str | None] | None:
    """Channel and thread: the room, or under the digest message where there was none when it was written.

    None where there is neither, or the room is closed: then it is read on its page.
    """
    room = (incident.channel_id, None) if incident.channel_id and has_room(incident) else None
    if incident.private:
        return room
    digest = incident.refs.get("digest_channel")
    under = incident.refs.get(UNDER) or incident.refs.get("digest")
    if digest and under and (UNDER in incident.refs or incident.channel_id is None):
        return digest, under
    return room


async def files_under(order: Order, channel: str, ts: str) -> dict[str, list[str]]:
    """Our messages in a thread that hold nothing but post-mortem files, with the ids of these.

    Of one that was deleted only the id is left. None where the parent is gone.
    """
    found: dict[str, list[str]] = {}
    replies = order.desk.slack.pages("conversations.replies", "messages", channel=channel, ts=ts, limit=200)
    try:
        async for reply in replies:
            files: list[dict[str, Any]] = reply.get("files") or []
            names = {_file_name(order.incident) if f.get("mode") == "tombstone" else f.get("name") for f in files}
            if reply.get("bot_id") == order.desk.me.bot_id and names == {_file_name(order.incident)}:
                found[str(reply["ts"])] = [str(f["id"]) for f in files]
    except Rejected as error:
        if error.code not in ("thread_not_found", "message_not_found"):
            raise
    return found


async def take_away(order: Order, channel: str, left: Mapping[str, Sequence[str]]) -> None:
    """Such messages, with their files."""
    for ts, files in left.items():
        for file in files:
            await delete_file(order.desk.slack, file)
        await delete(order, channel, ts)


def _file_name(incident: Incident) -> str:
    return f"{incident.ref}-postmortem.md"


async def _upload(slack: Slack, channel: str, ts: str, name: str, title: str, text: str) -> str:
    content = text.encode()
    answer = await slack.call("files.getUploadURLExternal", filename=name, length=len(content))
    await slack.upload(answer["upload_url"], content)
    await slack.call(
        "files.completeUploadExternal",
        files=[{"id": answer["file_id"], "title": title}],
        channel_id=channel,
        thread_ts=ts,
    )
    return str(answer["file_id"])


async def delete_file(slack: Slack, file_id: str) -> None:
    """Take a file away, unless it is gone already."""
    try:
        await slack.call("files.delete", file=file_id)
    except Rejected as error:
        if error.code not in GONE:
            raise


def _edition(text: str) -> str:
    """A short name for exactly this text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
