"""What was pinned outside of a war room: to which incident does it belong?"""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, Option, SectionBlock, StaticSelectElement

from blocks import ids
from blocks.forms import OPTIONS
from blocks.message import Message, as_dicts
from blocks.text import channel, mrkdwn, person, plain
from incidents.incident import Incident
from incidents.wording import cut

BLOCK = "pinned:"


def which(incidents: Sequence[Incident], channel_id: str, message_ts: str) -> Message:
    """For whoever pinned it, of the open incidents that they may see: a button for one, a menu for several."""
    words = "📌 Shall this message stand on the timeline of an incident?"
    block = f"{BLOCK}{channel_id}/{message_ts}"
    if len(incidents) == 1:
        label = plain(cut(f"Add to {incidents[0].ref}: {incidents[0].title}", 75), 75)
        element: ButtonElement | StaticSelectElement = ButtonElement(
            action_id=ids.ADD_PINNED, value=str(incidents[0].id), text=label
        )
    else:
        options = [Option(value=str(i.id), text=plain(cut(f"{i.ref}: {i.title}", 75), 75)) for i in incidents]
        element = StaticSelectElement(
            action_id=ids.ADD_PINNED, options=options[:OPTIONS], placeholder=plain("Add to…", 150)
        )
    blocks: list[Block] = [SectionBlock(text=mrkdwn(words)), ActionsBlock(block_id=block, elements=[element])]
    return Message(words, as_dicts(blocks))


def earlier(incident: Incident, counts: Mapping[str, int]) -> Message:
    """For the room: how many were pinned shortly before it was declared, by the id of the public channel."""
    words = _counted(counts)
    button = ButtonElement(
        action_id=ids.ADD_EARLIER, value=str(incident.id), text=plain("Add to the timeline", 75)
    )
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button])]))


def earlier_added(counts: Mapping[str, int], by: str) -> Message:
    """In its place, once somebody has added them."""
    words = f"{_counted(counts)} {person(by)} has put them on the timeline."
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words))]))


def _counted(counts: Mapping[str, int]) -> str:
    many = sum(counts.values())
    where = ", ".join(channel(each) for each in counts)
    return f"📌 {many} message{'s were' if many != 1 else ' was'} pinned in {where} shortly before."
