"""How Slack says that a room is closed to us."""

from incidents.incident import Incident
from incidents.lost import ARCHIVED, GONE, REMOVED
from incidents.refs import UNDER

CLOSED = {"is_archived": ARCHIVED, "is_inactive": ARCHIVED, "not_in_channel": REMOVED, "channel_not_found": GONE}
"""What Slack says of a room that is closed to us, and what has happened to it then."""

ELSEWHERE = {"refresh_digest", "withdraw_digest", "follow_up", "leave_room", "refresh_offer", "tell_published"}
"""Effects about another channel than the incident's room: what Slack says of that one concerns no room."""


def is_elsewhere(kind: str, incident: Incident) -> bool:
    """Whether an effect is about another channel: a post-mortem may stand under the digest message."""
    return kind in ELSEWHERE or (kind in ("refresh_postmortem", "upload_postmortem") and UNDER in incident.refs)
