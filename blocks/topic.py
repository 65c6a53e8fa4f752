"""The room's topic: how bad, where it stands, what it is."""

from blocks.text import TOPIC
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.wording import cut


def topic(incident: Incident, catalog: Catalog) -> str:
    """`🔴 SEV1 · investigating · Checkout down`, never over 250. Topics are plain text, unescaped."""
    severity = catalog.shown_severity(incident.severity)
    return cut(f"{severity.emoji} {severity.label} · {incident.status} · {incident.title}", TOPIC)
