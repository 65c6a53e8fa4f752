"""Status updates as they are shown: posted in the room, on the card, and asked for when they are due."""

import json
from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import SECTION, escape, fallback, literal, mrkdwn, person, plain, when
from incidents.incident import RESOLVED, Incident
from incidents.status_update import PUBLIC, StatusUpdate

PARTS = 3
"""Sections that a long update may fill; the whole text stands in the timeline."""
ON_CARD, IN_DIGEST = 900, 600
"""Characters of the latest update."""
FOR_CUSTOMERS = "for customers; not published anywhere yet"


def posted(incident: Incident, update: StatusUpdate) -> Message:
    """What people came for: the words, who wrote them, and when they will hear more."""
    blocks: list[Block] = [SectionBlock(text=mrkdwn(_head(update))), *_words(update)]
    if update.posted_at is None:
        blocks.append(_second_look(incident, update) if update.waits else _sent_back(update))
    elif update.next_update_at and update.status != RESOLVED:
        blocks.append(ContextBlock(elements=[mrkdwn(f"Next update by {when(update.next_update_at)}")]))
    return Message(fallback(f"{incident.ref} update: {update.text}"), as_dicts(blocks))


def known(incident: Incident, limit: int = ON_CARD) -> list[Block]:
    """The latest one, on the card and in the digest. One that ended it stands there as what fixed it."""
    update = incident.latest_update
    if update is None or update.posted_at is None or (incident.resolved_at and update.status == RESOLVED):
        return []
    facts = [f"Update {when(update.posted_at)} by {person(update.author_id)}"]
    facts += [FOR_CUSTOMERS] if update.audience == PUBLIC else []
    return [
        SectionBlock(text=plain(update.text, limit)),
        ContextBlock(elements=[mrkdwn(" · ".join(facts))]),
    ]


def next_update(incident: Incident, *, now: datetime) -> str:
    """When people will hear more (mrkdwn); nothing of one that has ended."""
    if not incident.is_open:
        return ""
    due = incident.next_update_at
    if due is None:
        return "Next update: none promised"
    return f"⏰ Next update overdue since {when(due)}" if due <= now else f"Next update: {when(due)}"


def next_line(incident: Incident, *, now: datetime) -> list[Block]:
    """The same as a line of the card, with what waits for a second person."""
    told = next_update(incident, now=now)
    waits = _waiting(incident)
    lines = [line for line in (waits, told) if line]
    return [SectionBlock(text=mrkdwn("\n".join(lines)))] if told else []


def _waiting(incident: Incident) -> str:
    waits = incident.waiting_updates
    who = ", ".join(dict.fromkeys(person(update.author_id) for update in waits))
    what = "An update waits" if len(waits) == 1 else f"{len(waits)} updates wait"
    return f"👀 {what} for a second look, written by {who}" if waits else ""


def update_button() -> ButtonElement:
    """On the card."""
    return ButtonElement(action_id=ids.OPEN_UPDATE, value="update", text=plain("Update", 75))


def update_button_elsewhere(incident: Incident) -> ButtonElement:
    """Where the channel does not say which incident is meant."""
    return ButtonElement(action_id=ids.WRITE_UPDATE, value=about(incident), text=plain("Update", 75))


def due(incident: Incident, *, leads: bool) -> Message:
    """Asks whoever leads, or everybody, for the update that was promised."""
    at = incident.next_update_at or incident.declared_at
    words = f"⏰ An update of *{incident.ref}* ({literal(incident.title, 200)}) has been due since {when(at)}."
    if not leads:
        words += " Nobody leads, so this goes to everybody here."
    seen = {"incident": incident.id, "due": at.isoformat()}
    buttons = [
        ButtonElement(
            action_id=ids.WRITE_UPDATE,
            value=about(incident),
            text=plain("Write the update", 75),
            style="primary",
        ),
        ButtonElement(action_id=ids.SNOOZE_UPDATE, value=json.dumps(seen), text=plain("Snooze 10 min", 75)),
    ]
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=buttons)]))


def sent_back(incident: Incident, number: int, by: str) -> Message:
    """To whoever wrote it."""
    words = f"↩️ {person(by)} sent your update of *{incident.ref}* back. Your text is kept."
    again = ButtonElement(
        action_id=ids.WRITE_UPDATE,
        value=about(incident, number),
        text=plain("Write it again", 75),
        style="primary",
    )
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[again])]))


def written(incident: Incident) -> Message:
    """To whoever has just written one by a command: it is posted, or waits."""
    update = incident.updates[-1]
    if update.waits:
        where = "in the room" if incident.channel_id else "under its message in the digest channel"
        return Message(
            f"Your update of *{incident.ref}* waits for a second look: anybody but you can approve it {where}."
        )
    more = f" Next update by {when(update.next_update_at)}." if update.next_update_at else ""
    return Message(f"Your update of *{incident.ref}* is posted.{more}")


def about(incident: Incident, number: int = 0) -> str:
    """The value of a button that opens the form, perhaps with the words of an update that was sent back."""
    return json.dumps({"incident": incident.id, "update": number})


def _head(update: StatusUpdate) -> str:
    facts = [f"📣 *Update* by {person(update.author_id)}", *([escape(update.status)] if update.status else [])]
    if update.posted_at is None:
        facts[0] = f"👀 *An update that waits for a second look*, written by {person(update.author_id)}"
    if update.sent_back_at:
        facts[0] = f"↩️ *An update that was not posted*, written by {person(update.author_id)}"
    if update.audience == PUBLIC:
        facts.append(FOR_CUSTOMERS)
    if update.approved_by:
        facts.append(f"approved by {person(update.approved_by)}")
    return " · ".join(facts)


def _words(update: StatusUpdate) -> Sequence[Block]:
    """All of it, in as many sections as that takes, within what a message may hold."""
    text = update.text
    starts = range(0, min(len(text), SECTION * PARTS), SECTION)
    pieces = [text[start : start + SECTION] for start in starts]
    if len(text) > SECTION * PARTS:
        pieces[-1] = pieces[-1][:-1] + "…"
    return [SectionBlock(text=plain(piece)) for piece in pieces]


def _second_look(incident: Incident, update: StatusUpdate) -> ActionsBlock:
    value = about(incident, update.number)
    approve = ButtonElement(action_id=ids.APPROVE_UPDATE, value=value, text=plain("Approve", 75), style="primary")
    back = ButtonElement(action_id=ids.SEND_BACK_UPDATE, value=value, text=plain("Send back", 75))
    return ActionsBlock(elements=[approve, back])


def _sent_back(update: StatusUpdate) -> ContextBlock:
    who = person(update.sent_back_by or update.author_id)
    took = "taken back by" if update.sent_back_by == update.author_id else "sent back by"
    return ContextBlock(elements=[mrkdwn(f"{took} {who}")])


def snoozed(incident: Incident) -> Message:
    """To whoever put it off."""
    return Message(f"You are asked for an update of *{incident.ref}* again in 10 minutes.")
