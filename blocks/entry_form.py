"""The form in which an entry of the timeline is put right: what it says, when that was, and how it is shown."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ContextBlock,
    DateTimePickerElement,
    InputBlock,
    Option,
)

from blocks import ids
from blocks.forms import INPUT, LABEL, modal, written
from blocks.text import mrkdwn, person, plain, when
from incidents.curating import done_to, mark_of
from incidents.incident import Incident
from incidents.inlaid import for_editing
from incidents.timeline import TimelineEntry

KEY, HIDDEN = "key", "hidden"
LATEST = 5
"""Of what was done to it, so much stands in the form; all of it on its page."""
ONLY_PAGE = "Its words are too long for a form here: the incident's page has room for them."


def entry_form(
    incident: Incident, entry: TimelineEntry, *, page: int = 1, response_url: str | None = None
) -> dict[str, Any]:
    """As it stands. What was shown goes along, so that nobody is overwritten and only what was changed is done."""
    metadata = {"incident": incident.id, "entry": entry.id, "seen": mark_of(entry), "page": page}
    shown = {"key": entry.is_key, "hidden": entry.hidden_at is not None, "response_url": response_url}
    blocks: list[Block] = [_words(entry), _time(entry), _marks(entry), *_history(entry)]
    return modal(ids.ENTRY_FORM, "Put right", "Save", blocks, json.dumps(metadata | shown))


def _words(entry: TimelineEntry) -> Block:
    words = for_editing(entry.text or "")
    if len(words) > INPUT:
        return ContextBlock(elements=[mrkdwn(ONLY_PAGE)])
    return written(ids.ENTRY_TEXT, "What happened?", multiline=True, initial=words or None, longest=INPUT)


def _time(entry: TimelineEntry) -> InputBlock:
    """Slack shows it in the zone of whoever opens the form; it knows no seconds."""
    picker = DateTimePickerElement(
        action_id=ids.VALUE, initial_date_time=max(10**9, int(entry.at.timestamp()) // 60 * 60)
    )
    return InputBlock(block_id=ids.ENTRY_TIME, label=plain("When?"), element=picker)


def _marks(entry: TimelineEntry) -> InputBlock:
    options = {
        KEY: Option(value=KEY, text=plain("A key moment", LABEL), description=plain("It is marked ⭐", LABEL)),
        HIDDEN: Option(
            value=HIDDEN,
            text=plain("Hidden", LABEL),
            description=plain("Nobody reads it; it can be shown again", LABEL),
        ),
    }
    ticked = [options[KEY]] * entry.is_key + [options[HIDDEN]] * (entry.hidden_at is not None)
    boxes = CheckboxesElement(action_id=ids.VALUE, options=list(options.values()), initial_options=ticked or None)
    return InputBlock(block_id=ids.ENTRY_MARKS, label=plain("How is it shown?"), element=boxes, optional=True)


def _history(entry: TimelineEntry) -> Sequence[Block]:
    """Who has done what to it before."""
    lines = [f"{person(by) if by[:1] in 'UW' else by} · {did} · {when(at)}" for did, by, at in done_to(entry)]
    return [ContextBlock(elements=[mrkdwn("\n".join(lines[-LATEST:]))])] if lines else []
