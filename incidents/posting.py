"""The post-mortem as far as the incident knows of it."""

from incidents.change import NOTHING, SILENT, Change
from incidents.effects.documents import RefreshCanvas, UploadPostmortem
from incidents.incident import Incident
from incidents.refs import UNDER


def postmortem_posted(incident: Incident, *, ts: str, edition: str, under: str | None = None) -> Change:
    """The message shows `edition` (a hash of the text). A new one is uploaded while it is valid.

    A message that is new, or somewhere else, is linked from the front page. One under the digest message of what
    became private meanwhile is taken down with that, and nobody needs to know of it.
    """
    if under and incident.private:
        return NOTHING
    if incident.refs.get("postmortem") == ts and incident.refs.get("postmortem_edition") == edition:
        return NOTHING
    is_elsewhere = incident.refs.get("postmortem") != ts
    page = (RefreshCanvas(),) if is_elsewhere and incident.channel_id and not under else ()
    incident.remember("postmortem", ts)
    incident.remember("postmortem_edition", edition)
    if under:
        incident.remember(UNDER, under)
    upload = (UploadPostmortem(),) if incident.resolved_at else ()
    return Change(effects=(*upload, *page)) or SILENT


def postmortem_uploaded(incident: Incident, *, file_id: str, edition: str) -> Change:
    """The file under the message is of this edition."""
    incident.remember("postmortem_file", file_id)
    incident.remember("postmortem_file_edition", edition)
    return SILENT
