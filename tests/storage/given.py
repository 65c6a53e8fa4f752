"""Small rules with which the storage tests set their scene."""

from datetime import UTC, datetime

from incidents.change import Change, Effect, Entry, Rule
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.role import IncidentRoleAssignment
from incidents.timeline import TimelineEntry

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def declare(
    title: str = "The database is down", *effects: Effect, channel: str | None = None, name: str | None = None
) -> Rule:
    """Fill a blank incident."""

    def rule(incident: Incident) -> Change:
        incident.title, incident.severity = title, "sev2"
        incident.declared_by, incident.declared_at = "U1", AT
        incident.channel_id, incident.channel_name = channel, name
        return Change((Entry(kind="declared", text="Ada declared it", at=AT, author_id="U1"),), effects)

    return rule


def write(text: str, *effects: Effect, at: datetime = AT) -> Rule:
    """Write one entry, and ask for effects."""
    return lambda _incident: Change((Entry(kind="note", text=text, at=at, author_id="U1"),), effects)


def ask(*effects: Effect) -> Rule:
    """Ask for effects alone."""
    return lambda _incident: Change(effects=effects)


def retitle(title: str) -> Rule:
    """Change the title."""

    def rule(incident: Incident) -> Change:
        incident.title = title
        return write(f"The title is now {title}")(incident)

    return rule


def take(role: str, person: str) -> Rule:
    """Take a role if it is free."""

    def rule(incident: Incident) -> Change:
        if incident.holder(role):
            raise Refusal("Somebody has it.")
        assignment = IncidentRoleAssignment(role=role, user_id=person, assigned_at=AT, assigned_by=person)
        incident.roles.append(assignment)
        return write(f"{person} took {role}")(incident)

    return rule


def pin(channel: str, ts: str, text: str) -> Rule:
    """Put a message on the timeline, or give the one that is there another text."""

    def rule(incident: Incident) -> Change:
        if incident.timeline:
            incident.timeline[0].text = text
        else:
            entry = TimelineEntry(kind="pinned", text=text, at=AT, channel_id=channel, message_ts=ts)
            entry.pins = {"U1": (ts, True)}
            incident.timeline.append(entry)
        return Change(silent=True)

    return rule
