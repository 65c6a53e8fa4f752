"""The one form in which everything of an incident can be changed."""

import json
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    DateTimePickerElement,
    InputBlock,
    Option,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from blocks import ids
from blocks.forms import INPUT, LABEL, modal, option_lists, severity_choice, written
from blocks.text import mrkdwn, plain
from incidents.catalog import Catalog
from incidents.editing import marks
from incidents.facts import AFFECTED
from incidents.incident import RESOLVED, STATUSES, Incident


def edit_button(incident: Incident) -> list[ButtonElement]:
    """While it is open, and after it was resolved: then facts for the post-mortem are still learnt."""
    if not incident.is_open and incident.status != RESOLVED:
        return []
    return [ButtonElement(action_id=ids.OPEN_EDIT, value=str(incident.id), text=plain("Edit", 75))]


def edit_form(incident: Incident, catalog: Catalog, *, response_url: str | None = None) -> dict[str, Any]:
    """Everything as it stands; what was shown goes along as marks, since a form carries little."""
    metadata = {"incident": incident.id, "shown": marks(incident, catalog), "response_url": response_url}
    blocks: list[Block] = [
        *_title(incident),
        *_summary(incident),
        *_while_open(incident, catalog),
        *_services(incident, catalog),
        written(
            ids.USERS_AFFECTED,
            "How many users are affected?",
            optional=True,
            placeholder="About 300, or: everybody in Europe",
            initial=incident.users_affected[:AFFECTED] or None,
            longest=AFFECTED,
        ),
        _impact(incident),
    ]
    return modal(ids.EDIT_FORM, f"Edit {incident.ref}", "Save", blocks, json.dumps(metadata))


def _title(incident: Incident) -> list[Block]:
    if len(incident.title) > INPUT:
        return [_too_long("title")]
    return [written(ids.TITLE, "What is broken?", initial=incident.title, longest=INPUT)]


def _summary(incident: Incident) -> list[Block]:
    if len(incident.summary) > INPUT:
        return [_too_long("summary")]
    return [
        written(
            ids.SUMMARY,
            "What is happening?",
            multiline=True,
            optional=True,
            initial=incident.summary or None,
            longest=INPUT,
        )
    ]


def _too_long(word: str) -> ContextBlock:
    """Cut in a form it would be lost by saving."""
    words = f"The {word} is too long for a form: `/incident {word}` followed by the new one changes it."
    return ContextBlock(elements=[mrkdwn(words)])


def _while_open(incident: Incident, catalog: Catalog) -> list[Block]:
    """Severity and status are settled when it ends."""
    if not incident.is_open:
        return []
    words = {status: Option(value=status, text=plain(status, LABEL)) for status in STATUSES if status != RESOLVED}
    status = StaticSelectElement(
        action_id=ids.VALUE, options=list(words.values()), initial_option=words.get(incident.status)
    )
    return [
        severity_choice(catalog, incident.severity),
        InputBlock(block_id=ids.STATUS, label=plain("Where does it stand?"), element=status),
    ]


def _services(incident: Incident, catalog: Catalog) -> list[Block]:
    """Nothing where the config names none."""
    if not catalog.services:
        return []
    lists = option_lists(catalog.services)
    options: list[Option] = list(lists.get("options") or [])
    for group in lists.get("option_groups") or []:
        options += group.options or []
    chosen = {name.casefold() for name in incident.services}
    here = {str(n) for n, service in enumerate(catalog.services) if service.name.casefold() in chosen}
    select = StaticMultiSelectElement(
        action_id=ids.VALUE, initial_options=[o for o in options if o.value in here] or None, **lists
    )
    return [InputBlock(block_id=ids.SERVICES, label=plain("Which services?"), element=select, optional=True)]


def _impact(incident: Incident) -> InputBlock:
    """Slack shows it in the zone of whoever opens the form."""
    picker = DateTimePickerElement(
        action_id=ids.VALUE, initial_date_time=int(incident.hurts_since.timestamp()) // 60 * 60
    )
    return InputBlock(
        block_id=ids.IMPACT,
        label=plain("Since when does it hurt?"),
        hint=plain("When it was declared, as long as nobody knows better."),
        element=picker,
        optional=True,
    )
