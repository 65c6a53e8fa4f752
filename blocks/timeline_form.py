"""Outside of a war room: to which incident does a message belong?"""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import SectionBlock

from blocks import ids
from blocks.forms import modal, which_incident
from blocks.text import plain
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.wording import cut

QUOTED = 500


def timeline_form(incidents: Sequence[Incident], catalog: Catalog, words: str, metadata: str) -> dict[str, Any]:
    """The open incidents that this person may see, the newest first, and the message that is meant."""
    blocks = [
        SectionBlock(text=plain(cut(words, QUOTED))),
        which_incident(incidents, catalog, "On the timeline of which incident?"),
    ]
    return modal(ids.TIMELINE_FORM, "Add to the timeline", "Add", blocks, metadata)
