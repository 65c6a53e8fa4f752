"""One message an incident in the digest channel, edited in place as long as the incident lives."""

from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from blocks import facts, ids
from blocks.card import STATUS_EMOJI, WORDS
from blocks.message import Message, as_dicts
from blocks.roles import line, take_button
from blocks.tasks import open_tasks
from blocks.text import (
    channel,
    declarer,
    escape,
    fallback,
    headline,
    mrkdwn,
    plain,
    when,
    where_merged,
)
from blocks.updates import IN_DIGEST, known, next_update, update_button_elsewhere
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.refs import BEFORE, LOST, ROOMLESS
from incidents.role import COMMANDER
from incidents.vacancy import left_by
from incidents.wording import cut, spoken


def digest(incident: Incident, catalog: Catalog, *, now: datetime) -> Message:
    """Title, where it stands, who leads, and the way into the room."""
    title = headline(incident, catalog.shown_severity(incident.severity).emoji)
    status = f"{STATUS_EMOJI.get(incident.status, '')} *{incident.standing}*{where_merged(incident)}"
    lines = [status, f"declared {when(incident.declared_at)} {declarer(incident)}"]
    if incident.leader or (incident.is_open and left_by(incident, COMMANDER)):
        lines.append(line(incident, catalog.shown_role(COMMANDER)))
    lines += open_tasks(incident, now=now)
    if incident.ended_at:
        lines.append(f"after {spoken(incident.duration(now))}")
    lines += [told] if (told := next_update(incident, now=now)) and incident.next_update_at else []
    lines.append(_room(incident))
    blocks: list[Block] = [SectionBlock(text=plain(cut(title, 600)))]
    if ROOMLESS in incident.refs:
        blocks += facts.written(incident, WORDS)
        lines += facts.told(incident)
        lines += [escape(incident.conference_url)] if incident.conference_url else []
    blocks += known(incident, IN_DIGEST)
    blocks.append(ContextBlock(elements=[mrkdwn(" · ".join(lines))]))
    if ROOMLESS in incident.refs and incident.is_open:
        blocks.append(_buttons(incident, catalog))
    return Message(fallback(f"{title} ({incident.standing})"), as_dicts(blocks))


def _buttons(incident: Incident, catalog: Catalog) -> ActionsBlock:
    """Without a room it is run from here. The values name the incident, since the channel does not."""
    number = str(incident.id)
    take = take_button(catalog.shown_role(COMMANDER), value=number)
    resolve = ButtonElement(action_id=ids.REOPEN_RESOLVE, value=number, text=plain("Resolve", 75), style="primary")
    room = ButtonElement(action_id=ids.OPEN_ROOM, value=number, text=plain("Open a war room", 75))
    first = [*([] if incident.leader else [take]), *facts.acknowledge_button(incident)]
    return ActionsBlock(block_id="run", elements=[*first, update_button_elsewhere(incident), resolve, room])


def _room(incident: Incident) -> str:
    if ROOMLESS in incident.refs:
        return f"no room · `/incident {incident.ref} …` from anywhere"
    if incident.channel_id is None:
        return "no room"
    before = incident.refs.get(BEFORE)
    closed = " (closed)" if LOST in incident.refs else f" (before: {channel(before)})" if before else ""
    return channel(incident.channel_id) + closed
