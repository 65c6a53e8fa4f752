"""What is said of an end: with ten minutes to take it back, and when it was taken back or did not last."""

import json

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import mrkdwn, plain
from incidents.incident import CANCELLED, Incident
from incidents.refs import BEFORE, ROOMLESS
from incidents.wording import spoken


def ended(incident: Incident) -> Message:
    """Resolved or cancelled, with ten minutes to take it back."""
    if incident.status == CANCELLED:
        words = f"⚪ *{incident.ref}* is cancelled as a false alarm. It stays out of the figures."
    else:
        lasted = spoken(incident.duration(incident.declared_at))
        place = "in its room" if incident.channel_id else "under its message in the digest channel"
        known = incident.channel_id or {"digest", ROOMLESS} & incident.refs.keys()
        follows = f" The post-mortem is being written {place}." if known else ""
        words = f"✅ *{incident.ref}* is resolved after {lasted}.{follows}"
    at = (incident.ended_at or incident.declared_at).isoformat()
    note = "the clock runs on as if nothing had ended"
    blocks = with_undo(words, note, ids.UNDO_END, incident=incident.id, ended_at=at)
    return Message(words, as_dicts(blocks))


def with_undo(words: str, note: str, action_id: str, **seen: object) -> list[Block]:
    """The words with an Undo button; `note` says what it leaves, and `seen` is what the click will speak of."""
    undo = ButtonElement(action_id=action_id, value=json.dumps(seen), text=plain("Undo", 75))
    return [
        SectionBlock(text=mrkdwn(words)),
        ActionsBlock(elements=[undo]),
        ContextBlock(elements=[mrkdwn(f"Undo works for 10 minutes; {note}.")]),
    ]


def undone(incident: Incident) -> Message:
    return Message(f"↩️ Taken back: *{incident.ref}* is {incident.status} again, and its clock runs on.")


def reopened(incident: Incident) -> Message:
    """It goes on, in its room or in a new one."""
    return Message(
        f"*{incident.ref}* is open again, *{incident.status}*. The clock runs on.{new_room_opens(incident)}"
    )


def new_room_opens(incident: Incident) -> str:
    """A sentence behind a blank, where there is no room, or none any more."""
    if incident.channel_id or ROOMLESS in incident.refs:
        return ""
    return " Its room was closed; a new one is opening." if BEFORE in incident.refs else " A room is opening."
