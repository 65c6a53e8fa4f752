"""The living card: the one message in a room that always says how things are."""

from collections.abc import Collection, Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    SectionBlock,
)

from blocks import facts, ids, roles, updates
from blocks.edit_form import edit_button
from blocks.message import Message, as_dicts
from blocks.tasks import add_button, doing
from blocks.text import (
    HEADER,
    SECTION,
    bridge_name,
    channel,
    declarer,
    escape,
    fallback,
    headline,
    literal,
    mrkdwn,
    plain,
    when,
    where_merged,
    whole_lines,
)
from incidents.catalog import Catalog
from incidents.incident import CANCELLED, MERGED, Incident
from incidents.meeting import NOTE, PROVIDER, is_starting, provider_name
from incidents.refs import BEFORE
from incidents.wording import spoken

STATUS_EMOJI = {
    "investigating": "🔎",
    "identified": "🎯",
    "monitoring": "👀",
    "resolved": "✅",
    CANCELLED: "⚪",
    MERGED: "🔀",
}
NOT_PAGED = "Nobody has been paged: an invitation wakes nobody. Call whoever must come now."
DRILL = "🏋️ A drill: nothing leaves Slack, and nobody is called. `/incident invite @person` brings people in."
MERGED_SHOWN = 10
TITLE, WORDS, FACT, FAILURE = 600, 1200, 400, 200
"""What a card shows of each; together with twenty roles it stays under the text a message may have."""


def card(
    incident: Incident,
    catalog: Catalog,
    *,
    now: datetime,
    failures: Sequence[str] = (),
    merged: Sequence[Incident] = (),
    gone: Collection[str] = (),
    pages: str = "",
) -> Message:
    """Who leads, what is known, who does what, when there is more, and below it all buttons.

    `failures`: sentences about steps that Slack refused for good.

    `merged`: the incidents that turned out to be this one. `gone`: people whose accounts were deactivated.
    `pages`: where people reach the pages, if that is known.
    """
    blocks = [
        *_facts(incident, catalog, now),
        *roles.held(incident, catalog),
        *_known(incident),
        *doing(incident, now=now, gone=gone),
        *updates.next_line(incident, now=now),
        *roles.free(incident, catalog),
    ]
    row = _buttons(incident, catalog)
    if row:
        blocks.append(ActionsBlock(block_id="end", elements=row))
    links = [_merged(merged)] if merged else []
    links += [f"Earlier war room: {channel(incident.refs[BEFORE])}"] if incident.refs.get(BEFORE) else []
    if links:
        blocks.append(ContextBlock(elements=[mrkdwn(link) for link in links]))
    blocks.append(ContextBlock(elements=[mrkdwn(_hint(incident, pages))]))
    if incident.is_open:
        blocks.append(ContextBlock(elements=[mrkdwn(DRILL if incident.drill else NOT_PAGED)]))
    if failures:
        lines = "\n".join(f"⚠️ {literal(line, FAILURE)}" for line in failures[:5])
        blocks += [ContextBlock(elements=[mrkdwn(lines)]), try_again(incident)]
    return Message(_fallback(incident, catalog), as_dicts(blocks))


def state(incident: Incident, catalog: Catalog, *, now: datetime, pages: str = "") -> Message:
    """The same facts without buttons, for whoever asks from elsewhere."""
    lines = roles.lines(incident, catalog)
    blocks = _facts(incident, catalog, now)
    if lines:
        blocks.append(SectionBlock(text=mrkdwn(whole_lines(lines, SECTION))))
    blocks += [*_known(incident), *doing(incident, now=now), *updates.next_line(incident, now=now)]
    ways = [f"War room: {channel(incident.channel_id)}"] if incident.channel_id else []
    ways += on_a_page(incident, pages)
    if ways:
        blocks.append(ContextBlock(elements=[mrkdwn(" · ".join(ways))]))
    return Message(_fallback(incident, catalog), as_dicts(blocks))


def _facts(incident: Incident, catalog: Catalog, now: datetime) -> list[Block]:
    severity = catalog.shown_severity(incident.severity)
    blocks: list[Block] = [HeaderBlock(text=plain(headline(incident, severity.emoji), HEADER))]
    if len(headline(incident, severity.emoji)) > HEADER:
        blocks.append(SectionBlock(text=plain(incident.title, TITLE)))
    return [*blocks, SectionBlock(fields=[mrkdwn(f) for f in _fields(incident, catalog, now)])]


def _known(incident: Incident) -> list[Block]:
    """What people wrote: the summary, what fixed it, and the latest update."""
    return [*facts.written(incident, WORDS), *updates.known(incident)]


def _fields(incident: Incident, catalog: Catalog, now: datetime) -> list[str]:
    severity = catalog.shown_severity(incident.severity)
    status = f"{STATUS_EMOJI.get(incident.status, '')} {incident.standing}{where_merged(incident)}"
    fields = [
        f"*Status*\n{status}",
        f"*Severity*\n{severity.emoji} {escape(severity.label)} {escape(severity.name)}",
        f"*Declared*\n{when(incident.declared_at)} {declarer(incident)}",
    ]
    if incident.ended_at:
        lasted = spoken(incident.duration(now))
        fields.append(f"*{incident.status.capitalize()}*\n{when(incident.ended_at)}, after {lasted}")
    if incident.conference_url or is_starting(incident):
        fields.append(f"*Bridge*\n{_bridge(incident)}")
    if incident.services:
        several = "s" if len(incident.services) > 1 else ""
        fields.append(f"*Service{several}*\n{literal(', '.join(incident.services), FACT)}")
    if incident.users_affected:
        fields.append(f"*Users affected*\n{literal(incident.users_affected, FACT)}")
    return [*fields, *facts.fields(incident, now)]


def try_again(incident: Incident) -> ActionsBlock:
    """One button for all that Slack refused."""
    button = ButtonElement(action_id=ids.TRY_AGAIN, value=str(incident.id), text=plain("Try again", 75))
    return ActionsBlock(block_id="failures", elements=[button])


def _bridge(incident: Incident) -> str:
    """Who runs it, or that it comes; and why it is another than people may expect."""
    url, made_by = incident.conference_url, incident.refs.get(PROVIDER)
    where = provider_name(made_by) if made_by else escape(bridge_name(url)) if url else "starting…"
    note = literal(incident.refs.get(NOTE, ""), FACT)
    if note and url and not is_starting(incident):
        return note  # it names who stepped in
    return f"{where}\n{note}" if note else where


def join_button(url: str) -> ButtonElement:
    """The way to the bridge."""
    return ButtonElement(action_id=ids.JOIN_BRIDGE, url=url, text=plain("Join the bridge", 75))


def _bridge_button(incident: Incident, catalog: Catalog) -> list[ButtonElement]:
    """To join, or to start one where there is none and somebody can make one."""
    if incident.conference_url:
        return [join_button(incident.conference_url)]
    somebody_can = not incident.drill and catalog.bridges_to_ask(incident.services, incident.declared_by)
    if is_starting(incident) or not somebody_can:
        return []
    return [ButtonElement(action_id=ids.START_BRIDGE, value="new", text=plain("Start a bridge", 75))]


def _buttons(incident: Incident, catalog: Catalog) -> list[ButtonElement]:
    """What is done with the incident itself; once it has ended, facts may still be learnt."""
    if not incident.is_open:
        return edit_button(incident)
    first = [*facts.acknowledge_button(incident), *_bridge_button(incident, catalog)]
    return [*first, updates.update_button(), add_button(), *edit_button(incident), _resolve_button()]


def _resolve_button() -> ButtonElement:
    return ButtonElement(action_id=ids.OPEN_RESOLVE, value="resolve", text=plain("Resolve", 75), style="primary")


def _merged(incidents: Sequence[Incident]) -> str:
    named = [f"{i.ref} {channel(i.channel_id)}" if i.channel_id else i.ref for i in incidents[:MERGED_SHOWN]]
    more = f" and {len(incidents) - MERGED_SHOWN} more" if len(incidents) > MERGED_SHOWN else ""
    return f"🔀 Merged into this incident: {', '.join(named)}{more}"


def on_a_page(incident: Incident, pages: str) -> list[str]:
    """The way to command when Slack is slow, known before it is."""
    return [f"<{pages}/incidents/{incident.id}|{incident.ref} in the browser>"] if pages else []


def _hint(incident: Incident, pages: str) -> str:
    return " · ".join([*_ready(incident), *_ways_on(incident), *on_a_page(incident, pages)])


def _ready(incident: Incident) -> list[str]:
    known = ["🔒 Private: only those in this room know of it"] if incident.private else []
    if incident.room_ready_at:
        seconds = (incident.room_ready_at - incident.declared_at).total_seconds()
        known.append(f"Room ready in {seconds:.1f} s")
    return known


def _ways_on(incident: Incident) -> list[str]:
    if incident.ended_at:
        return ["📌 still adds a message to the timeline"]
    return ["📌 on a message adds it to the timeline", "`/incident help` shows all commands"]


def _fallback(incident: Incident, catalog: Catalog) -> str:
    emoji = catalog.shown_severity(incident.severity).emoji
    return fallback(f"{headline(incident, emoji)} ({incident.standing})")
