"""The forms: declaring and resolving."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from blocks import ids
from blocks.action_items import left_to_do
from blocks.similar import hint
from blocks.text import plain
from incidents.catalog import Catalog, Service, Severity
from incidents.incident import Incident
from incidents.wording import cut

LABEL = 75
MODAL_TITLE = 24
PRIVATE = "A private room; nobody else finds a word of it"
EXERCISE = "Marked as one; nothing leaves Slack, nobody is invited, and it is graded"
INPUT = 3000
"""Characters that an input can show."""
OPTIONS = 100
"""Options a select may have; more go into groups of as many."""


def declare_form(
    catalog: Catalog,
    metadata: str,
    similar: Sequence[Incident] = (),
    *,
    severity: str = "",
    private: bool = False,
    drill: bool = False,
    title: str = "",
    summary: str = "",
) -> dict[str, Any]:
    """Title, severity in plain words, what is happening, the service where the config names some, and for whom.

    The title tells of its letters; `similar` is what is open already under nearly the same. `severity`
    (the default, if not given), `private` and `drill` are what is chosen and ticked when the form opens.
    """
    blocks: list[Block] = [
        written(
            ids.TITLE,
            "What is broken?",
            placeholder="Checkout is down",
            hint="A few words: they name the room.",
            tells=True,
            initial=cut(title, INPUT) or None,
        ),
        *hint(similar),
        severity_choice(catalog, severity or catalog.default_severity),
        written(
            ids.SUMMARY,
            "What is happening?",
            multiline=True,
            optional=True,
            initial=cut(summary, INPUT) or None,
        ),
        *_service(catalog),
        _box(ids.PRIVATE, "Who may know of it?", "Private", PRIVATE, ticked=private),
        _box(ids.DRILL, "Is it an exercise?", "A drill", EXERCISE, ticked=drill),
    ]
    return modal(ids.DECLARE_FORM, "Declare an incident", "Declare", blocks, metadata)


def severity_choice(catalog: Catalog, chosen: str, *, block_id: str = ids.SEVERITY) -> InputBlock:
    """The severities in plain words; nothing is chosen where the config no longer has the one that was."""
    options = {severity.key: _severity_option(severity) for severity in catalog.severities}
    select = StaticSelectElement(
        action_id=ids.VALUE, options=list(options.values()), initial_option=options.get(chosen)
    )
    gone = chosen not in options  # whoever saves something else must not have to choose anew
    return InputBlock(block_id=block_id, label=plain("How bad is it?"), element=select, optional=gone or None)


def _service(catalog: Catalog) -> list[InputBlock]:
    """Nothing where the config names no services."""
    if not catalog.services:
        return []
    chooser = StaticSelectElement(action_id=ids.VALUE, **option_lists(catalog.services))
    return [InputBlock(block_id=ids.SERVICE, label=plain("Which service?"), element=chooser, optional=True)]


def which_incident(incidents: Sequence[Incident], catalog: Catalog, label: str) -> InputBlock:
    """One of these, the newest first; where there is but one it is chosen."""
    options = [_incident_option(incident, catalog) for incident in incidents[:OPTIONS]]
    only = options[0] if len(options) == 1 else None
    chooser = StaticSelectElement(action_id=ids.VALUE, options=options, initial_option=only)
    return InputBlock(block_id=ids.INCIDENT, label=plain(label), element=chooser)


def resolve_form(incident: Incident, metadata: str) -> dict[str, Any]:
    """What fixed it, who was affected (both may stay empty and are blanks then), and which tasks outlive it."""
    blocks = [
        written(ids.RESOLUTION, "What fixed it?", multiline=True, optional=True),
        written(
            ids.USERS_AFFECTED,
            "How many users were affected?",
            optional=True,
            placeholder="About 300, or: everybody in Europe",
            initial=incident.users_affected or None,
        ),
        *left_to_do(incident),
    ]
    return modal(ids.RESOLVE_FORM, f"Resolve {incident.ref}", "Resolve", blocks, metadata)


def _box(block_id: str, label: str, words: str, means: str, *, ticked: bool) -> InputBlock:
    choice = Option(value=block_id, text=plain(words, LABEL), description=plain(means, LABEL))
    box = CheckboxesElement(action_id=ids.VALUE, options=[choice], initial_options=[choice] if ticked else None)
    return InputBlock(block_id=block_id, label=plain(label), element=box, optional=True)


def modal(callback_id: str, title: str, submit: str, blocks: Sequence[Block], metadata: str) -> dict[str, Any]:
    """A form of ours: whoever closes it changes nothing."""
    view = View(
        type="modal",
        callback_id=callback_id,
        title=plain(title, MODAL_TITLE),
        submit=plain(submit, MODAL_TITLE),
        close=plain("Not now", MODAL_TITLE),
        blocks=blocks,
        private_metadata=metadata,
    )
    payload: dict[str, Any] = view.to_dict()
    return payload


def written(
    block_id: str,
    label: str,
    *,
    multiline: bool = False,
    optional: bool = False,
    placeholder: str | None = None,
    hint: str | None = None,
    initial: str | None = None,
    tells: bool = False,
    longest: int | None = None,
) -> InputBlock:
    """A text to write; `tells`: with each letter, before it is submitted."""
    told = DispatchActionConfig(trigger_actions_on=["on_character_entered"]) if tells else None
    return InputBlock(
        block_id=block_id,
        label=plain(label),
        hint=plain(hint) if hint else None,
        optional=optional,
        dispatch_action=tells or None,
        element=PlainTextInputElement(
            action_id=ids.VALUE,
            dispatch_action_config=told,
            multiline=multiline,
            placeholder=plain(placeholder) if placeholder else None,
            initial_value=initial,
            max_length=longest,
        ),
    )


def _incident_option(incident: Incident, catalog: Catalog) -> Option:
    emoji = catalog.shown_severity(incident.severity).emoji
    return Option(value=str(incident.id), text=plain(f"{emoji} {incident.ref} · {incident.title}", LABEL))


def _severity_option(severity: Severity) -> Option:
    return Option(
        value=severity.key,
        text=plain(f"{severity.emoji} {severity.label} {severity.name}", LABEL),
        description=plain(severity.description, LABEL) if severity.description else None,
    )


def option_lists(services: Sequence[Service]) -> Mapping[str, Any]:
    """One list while it fits, else alphabetical groups, so that each of them can be chosen.

    The value is the place in the config, not the name: a value may be 75 long, a name longer.
    """
    named = [(cut(s.name, LABEL), str(n)) for n, s in enumerate(services)]
    if len(named) <= OPTIONS:
        return {"options": _options(named)}
    named.sort(key=lambda pair: pair[0].casefold())
    chunks = [named[i : i + OPTIONS] for i in range(0, len(named), OPTIONS)]
    return {"option_groups": [OptionGroup(label=plain(_span(c), LABEL), options=_options(c)) for c in chunks]}


def _options(named: Sequence[tuple[str, str]]) -> list[Option]:
    return [Option(value=value, text=plain(name, LABEL)) for name, value in named]


def _span(named: Sequence[tuple[str, str]]) -> str:
    return f"{cut(named[0][0], 34)} to {cut(named[-1][0], 34)}"
