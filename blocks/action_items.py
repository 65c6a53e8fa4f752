"""Which open tasks outlive their incident: asked when it is resolved."""

from slack_sdk.models.blocks import CheckboxesElement, InputBlock, Option

from blocks import ids
from blocks.text import plain
from incidents.incident import Incident

TICKS = 10
"""Boxes a block may have."""
MOST = 80
"""Tasks that are asked about; what is open beyond becomes an action item unasked."""


def left_to_do(incident: Incident) -> list[InputBlock]:
    """A ticked box for each open task; unticked, it need not be done any more. Nothing where none is open."""
    tasks = incident.open_tasks[:MOST]
    options = [Option(value=str(t.number), text=plain(f"{t.number} · {t.words}", 75)) for t in tasks]
    tens = [options[start : start + TICKS] for start in range(0, len(options), TICKS)]
    return [_boxes(n, ten, "And" if n else "Still to do, as action items") for n, ten in enumerate(tens)]


def _boxes(number: int, options: list[Option], label: str) -> InputBlock:
    boxes = CheckboxesElement(action_id=ids.VALUE, options=options, initial_options=options)
    return InputBlock(block_id=f"{ids.CARRY_OVER}:{number}", label=plain(label), element=boxes, optional=True)
