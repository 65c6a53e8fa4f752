"""Which channels were told of a published post-mortem."""

from incidents.change import NOTHING, SILENT, Change
from incidents.effects.closing import TellPublished
from incidents.habits import Writing
from incidents.incident import Incident
from incidents.refs import PUBLISHED_IN


def channels_for(writing: Writing, severity: str) -> tuple[str, ...]:
    """Those (ids) that hear of the post-mortem of such an incident."""
    return dict(writing.of_severity).get(severity, writing.channels)


def published_told(incident: Incident, *, channel: str, ts: str, edition: str) -> Change:
    """Its message stands there and shows this `edition` of the words. What became private meanwhile goes again."""
    incident.remember(f"{PUBLISHED_IN}{channel}", f"{ts} {edition}")
    return Change(effects=(TellPublished(channel_id=channel),)) if incident.private else SILENT


def no_longer_told(incident: Incident, *, channel: str) -> Change:
    """It became private, and its message was taken down."""
    if f"{PUBLISHED_IN}{channel}" not in incident.refs:
        return NOTHING
    incident.forget(f"{PUBLISHED_IN}{channel}")
    return SILENT
