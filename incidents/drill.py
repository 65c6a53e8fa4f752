"""A drill: an incident that people play, so that they can do it on the day.

It runs in Slack as a real one does, marked as a drill wherever it shows. It touches nothing outside: it makes no
meeting and invites nobody by itself, and whatever else leaves Slack (status page, tickets, mail) asks first.
"""

from incidents.incident import CANCELLED, MERGED, Incident
from incidents.refusal import Refusal

MARK = "🏋️ DRILL"
IN_NAMES = "drill-"
"""Before the name of its room."""
NO_MEETING = (
    "A drill makes no meeting: whoever pays for them, or hosts them, is not part of it. "
    "`/incident bridge https://…` sets an address."
)


def marked(incident: Incident, words: str) -> str:
    """`🏋️ DRILL · …` for a drill; a real incident needs no word."""
    return f"{MARK} · {words}" if incident.drill else words


def counts(incident: Incident) -> bool:
    """Whether it belongs into figures: what really happened, once, and no false alarm."""
    return not incident.drill and incident.status not in (CANCELLED, MERGED)


def must_make_no_meeting(incident: Incident) -> None:
    """Refuse what would leave Slack."""
    if incident.drill:
        raise Refusal(NO_MEETING)
