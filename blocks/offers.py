"""Beside an alert, for one person: shall an incident be declared from it, or has one been?"""

import json

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks import ids
from blocks.carried import title_of
from blocks.message import Message, as_dicts
from blocks.text import channel, mrkdwn, plain
from incidents.carried import Carried
from incidents.incident import Incident
from incidents.shown import has_room
from incidents.wording import cut

IN_A_BUTTON = 600
"""Characters of the message that a button carries; written as JSON they may double."""


def offer(carried: Carried) -> Message:
    """Nothing is declared until they say so in the form."""
    words = "Declare an incident from this message?"
    packed = carried.packed()
    value = json.dumps({"message": packed | {"text": cut(packed["text"], IN_A_BUTTON)}}, ensure_ascii=False)
    button = ButtonElement(action_id=ids.DECLARE_OFFERED, value=value, text=plain("Declare…", 75), style="primary")
    shown = [plain(title)] if (title := title_of(carried.text)) else None
    blocks: list[Block] = [SectionBlock(text=mrkdwn(words), fields=shown), ActionsBlock(elements=[button])]
    return Message(words, as_dicts(blocks))


def declared_before(incident: Incident) -> Message:
    """It need not be declared twice; the way there."""
    where = f" Its war room is {channel(incident.channel_id)}." if incident.channel_id else ""
    words = f"*{incident.ref}* was declared from this message already.{where}"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(words))]
    if has_room(incident):
        join = ButtonElement(
            action_id=ids.JOIN_ROOM, value=str(incident.id), text=plain(f"Join {incident.ref}", 75)
        )
        blocks.append(ActionsBlock(elements=[join]))
    return Message(words, as_dicts(blocks))


def added(incident: Incident) -> Message:
    """To whoever put a message on the timeline, and how it is taken away."""
    return Message(f"It is on the timeline of *{incident.ref}*. 📌 put on it and taken away removes it.")
