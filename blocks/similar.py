"""What is open already and may be the same trouble: while somebody declares, and after they did."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from blocks import ids
from blocks.text import channel, declarer, mrkdwn, plain, when
from incidents.incident import Incident
from incidents.merging import fits
from incidents.shown import has_room

TITLE = 150
HINT = "similar"


def told(other: Incident) -> str:
    """Which one, where, since when, and by whom; mrkdwn."""
    where = f" {channel(other.channel_id)}" if other.channel_id else ""
    return f"Similar: *{other.ref}*{where}, declared {when(other.declared_at)} {declarer(other)}"


def offers(incident: Incident, others: Sequence[Incident]) -> list[Block]:
    """Each with its title, and the two things one may want: go there, or make this one a part of it."""
    blocks: list[Block] = []
    for other in others:
        buttons = [_join(other)] if has_room(other) else []
        buttons += [_merge(incident, other)] if incident.is_open and fits(incident, other) else []
        blocks.append(SectionBlock(text=mrkdwn(told(other)), fields=[plain(other.title, TITLE)]))
        blocks += [ActionsBlock(elements=buttons)] if buttons else []
    return blocks


def hint(others: Sequence[Incident]) -> list[Block]:
    """For the form, while it is open: declaring holds nobody back. Its block id says which ones it names."""
    if not others:
        return []
    lines = [part for other in others for part in (mrkdwn(told(other)), plain(other.title, TITLE))]
    return [ContextBlock(block_id=hint_id(others), elements=lines)]


def hint_id(others: Sequence[Incident]) -> str:
    """`similar:41,39`; the same id is the same hint."""
    return f"{HINT}:{','.join(str(other.id) for other in others)}" if others else ""


def _join(other: Incident) -> ButtonElement:
    return ButtonElement(action_id=ids.JOIN_ROOM, value=str(other.id), text=plain(f"Join {other.ref}", 75))


def _merge(incident: Incident, other: Incident) -> ButtonElement:
    value = json.dumps({"incident": incident.id, "into": other.id})
    return ButtonElement(action_id=ids.MERGE, value=value, text=plain(f"Merge into {other.ref}", 75))
