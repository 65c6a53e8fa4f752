"""Outside of a war room: to which incident does a message belong?"""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import InputBlock, Option, SectionBlock, StaticSelectElement

from blocks import ids
from blocks.forms import LABEL, OPTIONS, modal
from blocks.text import plain
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.wording import cut

QUOTED = 500


def timeline_form(incidents: Sequence[Incident], catalog: Catalog, words: str, metadata: str) -> dict[str, Any]:
    """The open incidents that this person may see, the newest first, and the message that is meant."""
    options = [_option(incident, catalog) for incident in incidents[:OPTIONS]]
    select = StaticSelectElement(action_id=ids.VALUE, options=options, initial_option=options[0])
    blocks = [
        SectionBlock(text=plain(cut(words, QUOTED))),
        InputBlock(block_id=ids.INCIDENT, label=plain("On the timeline of which incident?"), element=select),
    ]
    return modal(ids.TIMELINE_FORM, "Add to the timeline", "Add", blocks, metadata)


def _option(incident: Incident, catalog: Catalog) -> Option:
    emoji = catalog.shown_severity(incident.severity).emoji
    return Option(value=str(incident.id), text=plain(f"{emoji} {incident.ref} · {incident.title}", LABEL))
