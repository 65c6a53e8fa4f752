"""Closing: channels hear of the post-mortem, the room of its end, and then it is archived."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from blocks import closing
from incidents.change import Change, Rule
from incidents.closing import archive_at, export_kept, notice_shown, room_archived, room_looked_at, why_not
from incidents.drill import counts
from incidents.effects.closing import TellPublished
from incidents.effects.documents import RefreshCanvas, RefreshPostmortem, UploadPostmortem
from incidents.effects.room import RefreshCard
from incidents.incident import Incident
from incidents.postmortem import PUBLISHED
from incidents.publishing import channels_for, no_longer_told, published_told
from incidents.refs import NOTICE, NOTICE_ENDED, NOTICE_ROUND, PUBLISHED_IN
from incidents.timeline import TimelineEntry
from integrations.errors import Rejected, Unavailable
from jobs.desk import Order
from jobs.posts import delete, edited, find, post_or_edit
from jobs.private import NOT_THERE, SOON, is_written
from jobs.written import document_of
from reports.as_json import as_json
from reports.postmortem import markdown

SAID = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes of what people say; all others are notes of Slack's own, or of an app."""
PUBLISHED_MESSAGE = "published"
"""By which the message in a channel is found again."""
SHOWN = (RefreshPostmortem.kind, UploadPostmortem.kind, RefreshCanvas.kind, RefreshCard.kind)
"""What stands in an archived room for good, since nothing there can be edited any more."""
LOOK_BACK = 200
"""Messages of the room that are looked at, with the threads under them."""


async def tell_published(order: Order) -> Rule | None:
    """Each channel is told once, and follows; a private incident is told nowhere, nor is a drill."""
    incident, catalog, channel = order.incident, order.desk.catalog, order.effect.channel_id
    known = [name.removeprefix(PUBLISHED_IN) for name in incident.refs if name.startswith(PUBLISHED_IN)]
    if not channel:
        wanted = channels_for(catalog.writing, incident.severity) if _is_for_others(incident) else ()
        each = tuple(TellPublished(channel_id=one) for one in dict.fromkeys((*known, *wanted)))
        return (lambda i: Change(effects=each)) if each else None
    ts, _, shown = incident.refs.get(f"{PUBLISHED_IN}{channel}", "").partition(" ")
    ts = await _stands(order, channel, ts)
    if incident.private:
        if ts:
            await delete(order, channel, ts)
        return partial(no_longer_told, channel=channel)
    message = closing.published(incident, catalog, pages=order.desk.pages, at_home=_link(order))
    edition = hashlib.sha256(repr(message).encode()).hexdigest()[:8]
    if edition == shown:
        return None
    if not _is_for_others(incident):  # written again: what was told says so
        if not ts or not await edited(order, channel, ts, message):
            return None
        return partial(published_told, channel=channel, ts=ts, edition=edition)
    ts = await post_or_edit(order, name=PUBLISHED_MESSAGE, channel=channel, message=message, ts=ts or None)
    return partial(published_told, channel=channel, ts=ts, edition=edition)


async def _stands(order: Order, channel: str, ts: str) -> str:
    """Where its message is: also one that an earlier try has left there, whose answer was lost."""
    return ts or (order.attempt.repeated and await find(order, PUBLISHED_MESSAGE, channel)) or ""


def _is_for_others(incident: Incident) -> bool:
    written = incident.postmortem
    published = written is not None and written.state == PUBLISHED and incident.resolved_at is not None
    return published and counts(incident) and not incident.private


def _link(order: Order) -> str:
    """Where the post-mortem stands in Slack, if it does."""
    ts = order.incident.refs.get("postmortem")
    room = order.incident.channel_id
    return f"{order.desk.me.team_url}archives/{room}/p{ts.replace('.', '')}" if ts and room else ""


async def look_at_room(order: Order) -> Rule | None:
    """When somebody was last heard: in the room, by 📌, or by whatever they did with the incident."""
    heard, now = await _heard(order), order.desk.now()
    return partial(room_looked_at, catalog=order.desk.catalog, heard=heard, at=now)


async def refresh_notice(order: Order) -> Rule | None:
    """One message a round: it tells when, and then what came of it."""
    incident, room = order.incident, order.incident.channel_id or ""
    told, ts = incident.refs.get(NOTICE_ROUND), incident.refs.get(NOTICE)
    over_before_it_was_told = ts is None and NOTICE_ENDED in incident.refs and not order.attempt.repeated
    if told is None or over_before_it_was_told:
        return None
    at = archive_at(incident, order.desk.catalog, now=order.desk.now())
    message = closing.notice(incident, order.desk.catalog, at=at)
    ts = await post_or_edit(order, name=f"notice {told}", channel=room, message=message, ts=ts)
    return partial(notice_shown, ts=ts, told=told, archive_at=at)


async def keep_export(order: Order) -> Rule | None:
    """The document as people read it, and as programs do."""
    incident, desk = order.incident, order.desk
    found = await document_of(order)
    text, _ = markdown(found, desk.catalog.writing.template)
    data = as_json(found)
    names = f"{incident.ref}-postmortem"
    await desk.store.keep_documents(incident.id or 0, {f"{names}.md": text, f"{names}.json": data})
    return export_kept


async def archive_room(order: Order) -> Rule | None:
    """At last, unless something has been said since. Nothing is archived of which nothing is kept."""
    incident, desk, by = order.incident, order.desk, order.effect.asked_by
    if why_not(incident, desk.catalog):
        return None  # reopened, taken up again, or closed by hand meanwhile
    done = order.attempt.repeated and await _is_archived(order)
    quiet = None
    if not by and not done:
        heard = await _heard(order)
        if heard > datetime.fromisoformat(incident.refs.get(NOTICE_ROUND, heard.isoformat())):
            return partial(room_looked_at, catalog=desk.catalog, heard=heard, at=desk.now())
        quiet = desk.now() - heard
    if not await desk.store.kept_documents(incident.id or 0):
        raise Rejected("nothing_kept", "the post-mortem could not be stored, so the room stays open")
    if not done:
        if await desk.store.is_waiting(incident.id or 0, SHOWN):
            raise Unavailable("what the room shows is brought in step first", SOON)
        if await is_written(order, desk.now()):
            raise Unavailable("something is still on its way into the room", SOON)
        await _last_word(order)
        await _archive(order)
    return partial(room_archived, at=desk.now(), by=by, quiet=quiet)


async def _last_word(order: Order) -> None:
    """Whoever is in the room reads who has closed it. Each closing has a message of its own."""
    incident, by, room = order.incident, order.effect.asked_by, order.incident.channel_id or ""
    if by:
        said, name = closing.closed_by(incident, by, pages=order.desk.pages), f"closed {order.attempt.since}"
        await post_or_edit(order, name=name, channel=room, message=said, ts=None)


async def _archive(order: Order) -> None:
    try:
        await order.desk.slack.call("conversations.archive", channel=order.incident.channel_id)
    except Rejected as error:
        if error.code != "already_archived":
            raise


async def _is_archived(order: Order) -> bool:
    answer = await order.desk.slack.call("conversations.info", channel=order.incident.channel_id)
    return bool(answer["channel"].get("is_archived"))


async def _heard(order: Order) -> datetime:
    """The last sign of a person."""
    incident, desk = order.incident, order.desk
    answer = await desk.slack.call("conversations.history", channel=incident.channel_id, limit=LOOK_BACK)
    found: list[dict[str, Any]] = answer.get("messages") or []
    said = [_at(message["ts"]) for message in found if _by_a_person(message, order)]
    done = [moment for entry in await desk.store.timeline(incident.id or 0) for moment in _done(entry)]
    heard = max([incident.declared_at, *said, *done])
    return await _heard_below(order, found, heard)


async def _heard_below(order: Order, found: Sequence[dict[str, Any]], heard: datetime) -> datetime:
    """The same, with the threads in which something was said later; that may have been us, or another app."""
    me = order.desk.me.user_id
    threads = [each for each in found if each.get("latest_reply") and each.get("reply_users") != [me]]
    for parent in sorted(threads, key=lambda each: _at(each["latest_reply"]), reverse=True):
        if _at(parent["latest_reply"]) <= heard:
            break
        heard = max([heard, *await _answered(order, str(parent["ts"]), since=heard)])
    return heard


async def _answered(order: Order, parent: str, *, since: datetime) -> list[datetime]:
    """When people have answered under a message; nothing where that is gone meanwhile."""
    where = {"channel": order.incident.channel_id, "ts": parent, "oldest": f"{since.timestamp():.6f}"}
    replies = order.desk.slack.pages("conversations.replies", "messages", **where, limit=LOOK_BACK)
    try:
        return [_at(reply["ts"]) async for reply in replies if _by_a_person(reply, order)]
    except Rejected as error:
        if error.code not in NOT_THERE:
            raise
        return []


def _by_a_person(message: dict[str, Any], order: Order) -> bool:
    own = bool(message.get("bot_id")) or message.get("user") == order.desk.me.user_id
    return not own and message.get("subtype") in SAID


def _at(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


def _done(entry: TimelineEntry) -> list[datetime]:
    """When a person let it be written, or pinned it."""
    pins = [_at(ts) for ts, _ in entry.pins.values() if float(ts)]
    return [*pins, *([entry.recorded_at] if entry.author_id and not entry.message_ts else [])]
