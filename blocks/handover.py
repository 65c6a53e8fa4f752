"""Handing a role over: what the new holder is asked, what goes along, and how it ended."""

import json
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InputBlock, SectionBlock, UserSelectElement

from blocks import ids
from blocks.forms import LABEL, modal, written
from blocks.message import Message, as_dicts
from blocks.roles import named, role_held
from blocks.tasks import doing
from blocks.text import channel, escape, headline, mrkdwn, person, plain
from blocks.updates import known, next_line
from incidents.catalog import Catalog, Role
from incidents.handover import ACCEPTED, GONE, NOTE, note_for
from incidents.incident import Incident
from incidents.offering import DECLINED
from incidents.role import IncidentRoleAssignment
from incidents.visible import may_see
from incidents.wording import cut

TITLE, WORDS = 300, 1000
"""Characters of the title and of the summary that go along."""


def role_offered(
    incident: Incident, held: IncidentRoleAssignment, role: Role, catalog: Catalog, *, now: datetime
) -> Message:
    """To whoever is asked to take a role over, with what they have to know for it."""
    by, holder = person(held.offered_by or held.user_id), person(held.user_id)
    words = f"🎖️ {by} asks you to take over {named(incident, role)}. {holder} keeps it until you accept."
    value = json.dumps({"incident": incident.id, "role": role.key, "holder": held.user_id})
    accept = ButtonElement(action_id=ids.ACCEPT_ROLE, value=value, text=plain("Accept", LABEL), style="primary")
    decline = ButtonElement(action_id=ids.DECLINE_ROLE, value=value, text=plain("Decline", LABEL))
    blocks = [
        SectionBlock(text=mrkdwn(words)),
        *goes_along(incident, catalog, now=now),
        *_note(held.offer_note),
        ActionsBlock(elements=[accept, decline]),
    ]
    return Message(words, as_dicts(blocks))


def took_over(incident: Incident, role: Role) -> Message:
    """In place of the offer, for the new holder: the brief, and the note that came along."""
    said = role_held(incident, role, "You are", briefed=True)
    note = _note(note_for(incident, role))
    return Message(said.text, as_dicts([SectionBlock(text=mrkdwn(said.text)), *note])) if note else said


def role_declined(incident: Incident, role: Role) -> Message:
    """In place of the offer, for whoever did not want it."""
    held = incident.holder(role.key)
    stays = f" It stays with {person(held.user_id)}." if held else ""
    return Message(f"You declined {named(incident, role)}.{stays}")


def no_longer_asked(incident: Incident, role: Role, to: str) -> Message:
    """In place of the offer, when it is over without them. Who may not see the incident hears no more of it."""
    held, over = incident.holder(role.key), f"You are no longer asked to take over {named(incident, role)}."
    if not may_see(incident, to):
        return Message(over)
    if not incident.is_open:
        return Message(f"{over} {incident.ref} is {escape(incident.standing)}.")
    free = f"It is free: `/incident {incident.ref} role {role.key}` takes it."
    return Message(f"{over} {f'{person(held.user_id)} holds it.' if held else free}")


def role_asked(incident: Incident, role: Role, who: str) -> Message:
    """The answer to whoever asked: how things stand until then."""
    held = incident.holder(role.key)
    keeps = f" {person(held.user_id)} keeps it until they accept." if held else ""
    return Message(f"{person(who)} is asked to take over {named(incident, role)}.{keeps}")


def role_kept(incident: Incident, role: Role) -> Message:
    """The answer to whoever took an offer back."""
    held = incident.holder(role.key)
    return Message(f"{named(incident, role)} stays with {person(held.user_id) if held else 'nobody'}.")


def offer_ended(incident: Incident, role: Role, how: str, who: str) -> Message:
    """To the others of a handover: how it ended, and what that means for them."""
    what = named(incident, role)
    return Message(
        {
            ACCEPTED: f"🎖️ {person(who)} has taken over {what}.",
            DECLINED: f"{person(who)} declined to take over {what}. It stays where it is.",
            GONE: f"The account of {person(who)} was deactivated, so the offer of {what} is over.",
        }.get(how, f"The offer of {what} is over.")
    )


def goes_along(incident: Incident, catalog: Catalog, *, now: datetime) -> list[Block]:
    """How things stand, for whoever takes over in the middle of them."""
    title = headline(incident, catalog.shown_severity(incident.severity).emoji)
    where = f" · {channel(incident.channel_id)}" if incident.channel_id else ""
    blocks: list[Block] = [
        SectionBlock(text=plain(cut(title, TITLE))),
        SectionBlock(text=mrkdwn(f"*{escape(incident.standing)}*{where}")),
    ]
    blocks += [SectionBlock(text=plain(incident.summary, WORDS))] if incident.summary else []
    return [*blocks, *known(incident), *doing(incident, now=now), *next_line(incident, now=now)]


def handover_form(
    incident: Incident, role: Role, catalog: Catalog, metadata: str, *, now: datetime
) -> dict[str, Any]:
    """Whom to ask, and what they should know beside how things stand."""
    whom = InputBlock(
        block_id=ids.PERSON,
        label=plain(f"Who takes over {role.name}?"),
        hint=plain("They are asked first. Until they accept, nothing changes."),
        element=UserSelectElement(action_id=ids.VALUE, placeholder=plain("A person")),
    )
    note = written(
        ids.NOTE,
        "What else should they know?",
        multiline=True,
        optional=True,
        longest=NOTE,
        hint="How things stand goes along by itself.",
    )
    blocks = [whom, note, *goes_along(incident, catalog, now=now)]
    return modal(ids.HANDOVER_FORM, f"Hand over, {incident.ref}", "Ask them", blocks, metadata)


def _note(note: str) -> list[Block]:
    return [SectionBlock(text=plain(f"Note: {note}"))] if note else []
