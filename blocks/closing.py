"""What is said when a post-mortem is published, and when a room is about to be archived."""

from datetime import datetime, timedelta

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import channel, escape, headline, literal, mrkdwn, person, plain, when
from incidents.catalog import Catalog
from incidents.closing import HEARD, KEPT
from incidents.incident import Incident
from incidents.postmortem import PUBLISHED, SUMMARY
from incidents.refs import NOTICE_ENDED
from incidents.wording import cut, one_line, spoken
from incidents.writing import written_in

IN_SHORT = 600
"""Characters of the summary in a channel that hears of it."""
TITLE = 300


def published(incident: Incident, catalog: Catalog, *, pages: str, at_home: str) -> Message:
    """A short word elsewhere: what it was, and where to read it."""
    severity = catalog.shown_severity(incident.severity)
    title = literal(headline(incident, severity.emoji), TITLE)
    if incident.postmortem is None or incident.postmortem.state != PUBLISHED or incident.resolved_at is None:
        return Message(f"📝 The post-mortem of {title} is being written again.")
    links = [f"<{escape(url)}|{label}>" for url, label in _links(incident, pages, at_home) if url]
    summary = literal(cut(one_line(written_in(incident, SUMMARY.key)), IN_SHORT), IN_SHORT * 2)
    lasted = spoken(incident.duration(incident.resolved_at))
    lines = (f"📝 *Post-mortem of {title}*, which lasted {lasted}", summary, " · ".join(links))
    return Message("\n".join(line for line in lines if line))


def _links(incident: Incident, pages: str, at_home: str) -> list[tuple[str, str]]:
    page = f"{pages.rstrip('/')}/incidents/{incident.id}/postmortem" if pages else ""
    return [(page, "Read it"), (at_home, "in Slack")]


def notice(incident: Incident, catalog: Catalog, *, at: datetime) -> Message:
    """The room will be archived, unless somebody says otherwise; or how that ended."""
    ended, after = incident.refs.get(NOTICE_ENDED), catalog.writing.archive_after
    if ended is not None:
        return Message(_outcome(incident, ended, after))
    quiet = f" Nobody was heard here for {spoken(after)} by then." if after else ""
    for_now = f" for {spoken(after)} more" if after else ""
    words = (
        f"🗄️ All is said about *{incident.ref}*, so this room will be archived {when(at)}.{quiet} "
        "It can be read all the same, and what is written of it is stored. “Keep open”, or a word in this room, "
        f"keeps it{for_now}."
    )
    button = ButtonElement(action_id=ids.KEEP_OPEN, value=str(incident.id), text=plain("Keep open", 75))
    blocks: list[Block] = [SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button])]
    return Message(words, as_dicts(blocks))


def _outcome(incident: Incident, ended: str, after: timedelta | None) -> str:
    how, _, who = ended.partition(" ")
    if how == KEPT and who:
        return f"🗄️ {person(who)} keeps this room open{f' for {spoken(after)} more' if after else ''}."
    if how == HEARD:
        return "🗄️ Somebody was here, so this room stays open."
    return f"🗄️ *{incident.ref}* goes on, so this room stays open."


def closing_now(incident: Incident) -> Message:
    """Whoever closes it reads this."""
    room = f" {channel(incident.channel_id)}" if incident.channel_id else ""
    return Message(f"🗄️ The room of *{incident.ref}*{room} is archived as soon as its post-mortem is stored.")
