"""One message an incident in the digest channel, edited in place as long as the incident lives."""

from datetime import datetime

from slack_sdk.models.blocks import ContextBlock, SectionBlock

from blocks.card import STATUS_EMOJI
from blocks.message import Message, as_dicts
from blocks.text import channel, declarer, escape, fallback, headline, mrkdwn, person, plain, when
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.lost import LOST
from incidents.wording import cut, spoken


def digest(incident: Incident, catalog: Catalog, *, now: datetime) -> Message:
    """Title, where it stands, who leads, and the way into the room."""
    title = headline(incident, catalog.shown_severity(incident.severity).emoji)
    status = f"{STATUS_EMOJI.get(incident.status, '')} *{incident.status}*"
    facts = [status, f"declared {when(incident.declared_at)} {declarer(incident)}"]
    commander = incident.holder("commander")
    if commander:
        facts.append(f"{escape(catalog.role('commander').name)}: {person(commander.user_id)}")
    if incident.ended_at:
        facts.append(f"after {spoken(incident.duration(now))}")
    facts.append(_room(incident))
    blocks = [SectionBlock(text=plain(cut(title, 600))), ContextBlock(elements=[mrkdwn(" · ".join(facts))])]
    return Message(fallback(f"{title} ({incident.status})"), as_dicts(blocks))


def _room(incident: Incident) -> str:
    if incident.channel_id is None:
        return "no room"
    return f"{channel(incident.channel_id)} (closed)" if LOST in incident.refs else channel(incident.channel_id)
