"""How bad is it? Two plain questions suggest a severity, and whoever was asked confirms or chooses another."""

import json
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, Option, RadioButtonsElement, SectionBlock

from blocks import ids
from blocks.forms import LABEL, modal, severity_choice
from blocks.text import plain
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.severity import HARM, REACH, suggest


def opening(incident: Incident, catalog: Catalog, *, response_url: str | None = None) -> dict[str, Any]:
    """As it opens: nothing is answered, and the severity is the present one."""
    metadata = {"incident": incident.id, "seen": incident.severity, "response_url": response_url}
    return severity_form(catalog, json.dumps(metadata), ref=incident.ref, chosen=incident.severity)


def severity_form(
    catalog: Catalog, metadata: str, *, ref: str, chosen: str, reach: str = "", harm: str = ""
) -> dict[str, Any]:
    """With both answers it says what they speak for, and chooses that.

    A select keeps what stands in it for as long as its block has the same id: so each suggestion has its own.
    """
    block_id, told = ids.SEVERITY, "Two answers, and a severity is suggested."
    if reach and harm:
        severity, why = suggest(catalog.severities, reach, harm)
        chosen, block_id = severity.key, f"{ids.SEVERITY}:{severity.key}"
        told = f"Suggested: {severity.emoji} {severity.label} {severity.name}, since {why}."
    blocks: list[Block] = [
        _question(ids.REACH, "Who is affected?", REACH, reach),
        _question(ids.HARM, "How does it hurt them?", HARM, harm),
        SectionBlock(block_id="suggested", text=plain(told)),
        severity_choice(catalog, chosen, block_id=block_id),
    ]
    return modal(ids.SEVERITY_FORM, f"Severity of {ref}", "Set it", blocks, metadata)


def _question(block_id: str, words: str, answers: dict[str, str], chosen: str) -> InputBlock:
    """Optional, since whoever knows the severity need not be asked; it tells of each answer."""
    options = {key: Option(value=key, text=plain(text, LABEL)) for key, text in answers.items()}
    radio = RadioButtonsElement(
        action_id=ids.VALUE, options=list(options.values()), initial_option=options.get(chosen)
    )
    return InputBlock(block_id=block_id, label=plain(words), element=radio, dispatch_action=True, optional=True)
