"""The room's topic: how bad, where it stands, what it is, and where people talk."""

from blocks.text import TOPIC
from incidents.catalog import Catalog
from incidents.drill import marked
from incidents.incident import Incident


def topic(incident: Incident, catalog: Catalog) -> str:
    """`🔴 SEV1 · investigating · Checkout down · https://…`, never over 250. Topics are plain text, unescaped.

    A long title is cut, and the address never is. It keeps its scheme: without it Slack makes no link of it.
    """
    severity = catalog.shown_severity(incident.severity)
    bridge = f" · {incident.conference_url}" if incident.conference_url else ""
    words = marked(incident, f"{severity.emoji} {severity.label} · {incident.standing} · {incident.title}")
    return _cut(words, TOPIC - _length(bridge)) + bridge


def _length(text: str) -> int:
    """As the strictest reading of Slack's limit counts: an emoji beyond the first plane is two."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, limit: int) -> str:
    if _length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + "…"
