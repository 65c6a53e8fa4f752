"""The clock after which a room is archived: started by whatever may be the last word, stopped by what is not."""

from datetime import datetime

from incidents.change import Effect
from incidents.effects.closing import RefreshNotice, TellPublished
from incidents.incident import Incident
from incidents.refs import ARCHIVE_AT, LOST, NOTICE_ENDED, NOTICE_ROUND, PUBLISHED_IN
from incidents.reminders import forget, remind

ABOUT = "archive"
"""What the reminder is called."""


def start_clock(incident: Incident, *, at: datetime) -> None:
    """It has ended, or its post-mortem is done: whether and when the room is archived is seen at the next tick."""
    if incident.channel_id:
        remind(incident, ABOUT, at=at)


def stop_clock(incident: Incident) -> tuple[Effect, ...]:
    """It goes on."""
    forget(incident, ABOUT)
    return called_off(incident, "off")


def called_off(incident: Incident, how: str) -> tuple[Effect, ...]:
    """What the room was told is no longer true, if it was told; the message says `how` it ended."""
    if NOTICE_ROUND not in incident.refs or NOTICE_ENDED in incident.refs:
        return ()
    incident.remember(NOTICE_ENDED, how)
    incident.forget(ARCHIVE_AT)
    return (RefreshNotice(),) if LOST not in incident.refs else ()


def told_channels(incident: Incident) -> tuple[Effect, ...]:
    """Channels that were told of the post-mortem hear of what has changed."""
    return (TellPublished(),) if any(name.startswith(PUBLISHED_IN) for name in incident.refs) else ()
