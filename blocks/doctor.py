"""How a war room is, line by line, and the button that mends it."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks import ids
from blocks.card import try_again
from blocks.message import Message, as_dicts
from blocks.text import SECTION, channel, literal, mrkdwn, person, plain, whole_lines
from incidents.doctor import Finding
from incidents.incident import Incident

WHY = 300


def looking(incident: Incident) -> Message:
    """At once, until Slack has answered."""
    return Message(f"🩺 Looking at {_room(incident)}…")


def examined(incident: Incident, findings: Sequence[Finding], *, failures: Sequence[str] = ()) -> Message:
    """A line for each thing. `failures`: sentences about steps that were given up, and can be tried again."""
    wrong = [finding for finding in findings if not finding.fine]
    lines = [_head(incident, len(wrong), len(findings)), *map(_line, findings)]
    lines += [f"⚠️ {literal(line, WHY)}" for line in failures[:5]]
    words = whole_lines(lines, SECTION)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(words))]
    if any(finding.mends for finding in wrong):
        blocks.append(ActionsBlock(block_id="repair", elements=[_button(incident)]))
    if failures:
        blocks.append(try_again(incident))
    return Message(words, as_dicts(blocks))


def repairing(incident: Incident, findings: Sequence[Finding]) -> Message:
    """What is being mended; how it went is for another look."""
    wrong = [finding.about for finding in findings if finding.mends]
    if not wrong:
        return Message(_head(incident, 0, len(findings)))
    return Message(
        f"🔧 Repairing in *{incident.ref}*: {', '.join(wrong)}. `/incident {incident.ref} doctor` looks again."
    )


def not_shown(incident: Incident, why: str) -> str:
    """Slack did not let us look, in its own words."""
    return f"Slack did not let SignalCraft look at the room of *{incident.ref}* ({literal(why, WHY)})."


def closed_at_the_end(incident: Incident) -> Message:
    """The room of an ended incident may rest."""
    return Message(
        f"🩺 The war room of *{incident.ref}* is closed, and it is {incident.status}: all as it should be."
    )


def _head(incident: Incident, wrong: int, count: int) -> str:
    room = _room(incident)
    if not wrong:
        return f"🩺 Everything is as it should be in {room}."
    return f"🩺 {wrong} of {count} things {'is' if wrong == 1 else 'are'} not as they should be in {room}:"


def _room(incident: Incident) -> str:
    named = f"the room of *{incident.ref}*"
    return f"{channel(incident.channel_id)}, {named}" if incident.channel_id else named


def _line(finding: Finding) -> str:
    about = finding.about.capitalize()
    if finding.fine:
        return f"✅ {about}"
    who = " " + ", ".join(map(person, finding.people)) if finding.people else ""
    return f"⚠️ {about}: {literal(finding.wrong, WHY)}{who}"


def _button(incident: Incident) -> ButtonElement:
    value = json.dumps({"incident": incident.id, "room": incident.channel_id})
    return ButtonElement(action_id=ids.REPAIR, value=value, text=plain("Repair", 75), style="primary")
