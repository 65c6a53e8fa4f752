"""Where an incident's state is shown, and so what follows when the state changes."""

from incidents.change import Effect
from incidents.effects import RefreshCard, RefreshDigest, RefreshPostmortem, SetTopic
from incidents.incident import Incident


def everywhere(incident: Incident) -> tuple[Effect, ...]:
    """Card, topic and digest message are brought in step. Before there is a room there is nothing to show."""
    if incident.channel_id is None:
        return ()
    return (RefreshCard(), SetTopic(), RefreshDigest())


def postmortem(incident: Incident) -> tuple[Effect, ...]:
    """The post-mortem follows what it tells of, once there is one."""
    return (RefreshPostmortem(),) if incident.resolved_at or "postmortem" in incident.refs else ()
