"""What is said of a drill to somebody who does not have its room before them."""

from slack_sdk.models.blocks import Block, ContextBlock

from blocks.message import Message, as_dicts
from blocks.text import mrkdwn
from incidents.incident import Incident

DRILL = "🏋️ This is a drill."


def not_for_real(incident: Incident | None, message: Message) -> Message:
    """A direct message about a drill says so first; any other stays as it is."""
    if incident is None or not incident.drill:
        return message
    first: list[Block] = [ContextBlock(elements=[mrkdwn(DRILL)])]
    blocks = [*as_dicts(first), *message.blocks] if message.blocks else []
    return Message(f"{DRILL} {message.text}", blocks)
