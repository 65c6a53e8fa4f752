"""Who has seen it, whom it hits and since when: on the card, and as private answers."""

from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from blocks import ids
from blocks.message import Message
from blocks.text import escape, literal, person, plain, when
from incidents.incident import Incident
from incidents.wording import spoken

WORDS, SHORT = 2000, 200


def fields(incident: Incident, now: datetime) -> list[str]:
    """For the card and the state, mrkdwn; what nobody knows takes no place."""
    found = []
    if incident.acknowledged_at and incident.acknowledged_by:
        after = spoken(incident.acknowledged_at - incident.declared_at)
        found.append(f"*Acknowledged*\nby {person(incident.acknowledged_by)}, after {after}")
    if incident.impact_started_at:
        lasted = f", for {spoken(incident.impact(now))}" if incident.ended_at else ""
        found.append(f"*Impact*\nsince {when(incident.impact_started_at)}{lasted}")
    return found


def written(incident: Incident, longest: int) -> list[Block]:
    """What people wrote: what is happening, and in the end what fixed it."""
    fixed = f"What fixed it: {incident.resolution}" if incident.resolution else ""
    return [SectionBlock(text=plain(text, longest)) for text in (incident.summary, fixed) if text]


def told(incident: Incident) -> list[str]:
    """The same in a few words each, where there is no card: on the digest message."""
    found = []
    if incident.services:
        found.append(literal(", ".join(incident.services), SHORT))
    if incident.users_affected:
        found.append(f"users affected: {literal(incident.users_affected, SHORT)}")
    if incident.impact_started_at:
        found.append(f"impact since {when(incident.impact_started_at)}")
    if incident.acknowledged_by and not incident.leader:
        found.append(f"acknowledged by {person(incident.acknowledged_by)}")
    return found


def acknowledge_button(incident: Incident) -> list[ButtonElement]:
    """As long as nobody has: the value is the incident's number, since the digest message may show it, too."""
    if incident.acknowledged_at or not incident.is_open:
        return []
    return [ButtonElement(action_id=ids.ACKNOWLEDGE, value=str(incident.id), text=plain("Acknowledge", 75))]


def acknowledged(incident: Incident, *, anew: bool) -> Message:
    """To whoever said that they are there."""
    if anew:
        return Message(f"*{incident.ref}* is acknowledged: others see that you look into it.")
    return Message(f"You have acknowledged *{incident.ref}* already.")


def services(incident: Incident) -> Message:
    """What it hits, and how that is changed."""
    how = "`/incident services` with their names sets them, `none` takes them away."
    if not incident.services:
        return Message(f"Nobody has said which services *{incident.ref}* is about. {how}")
    return Message(f"*{incident.ref}* is about {literal(', '.join(incident.services), WORDS)}. {how}")


def affected(incident: Incident) -> Message:
    """How many users it hits, and how that is changed."""
    if not incident.users_affected:
        how = "`/incident affected about 300` says so, `/incident affected 5 % in Europe` too."
        return Message(f"Nobody has said how many users *{incident.ref}* affects. {how}")
    words = literal(incident.users_affected, WORDS)
    return Message(
        f"Users affected by *{incident.ref}*: {words}. `/incident affected` with other words changes it."
    )


def impact(incident: Incident, *, now: datetime, zone: str = "") -> Message:
    """Since when it hurts. `zone` is named where theirs is not known, so that a wrong hour is noticed."""
    read = f" Times are read in {escape(zone)}, since your time zone is not known here yet." if zone else ""
    lasted = spoken(incident.impact(now))
    so_far = "lasted" if incident.ended_at else "has lasted"
    if incident.impact_started_at is None:
        how = "`/incident impact 14:30` or `/incident impact 20 min ago` says when it really began."
        return Message(
            f"The impact of *{incident.ref}* counts from when it was declared: {lasted} so far. {how}{read}"
        )
    since = when(incident.impact_started_at)
    return Message(f"The impact of *{incident.ref}* began {since} and {so_far} {lasted}.{read}")
