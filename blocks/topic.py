"""The room's topic: how bad, where it stands, what it is, and where people talk."""

from blocks.text import TOPIC, standing
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.wording import cut


def topic(incident: Incident, catalog: Catalog) -> str:
    """`🔴 SEV1 · investigating · Checkout down · https://…`, never over 250. Topics are plain text, unescaped.

    A long title is cut, and the address never is. It keeps its scheme: without it Slack makes no link of it.
    """
    severity = catalog.shown_severity(incident.severity)
    bridge = f" · {incident.conference_url}" if incident.conference_url else ""
    words = f"{severity.emoji} {severity.label} · {standing(incident)} · {incident.title}"
    return cut(words, TOPIC - len(bridge)) + bridge
