"""What is said when a post-mortem is published, and when a room is about to be archived."""

from datetime import datetime, timedelta

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import channel, escape, headline, literal, mrkdwn, person, plain, when
from incidents.catalog import Catalog
from incidents.closing import HEARD, KEPT, kept_first
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
    return [(_page(incident, pages) if pages else "", "Read it"), (at_home, "in Slack")]


def _page(incident: Incident, pages: str) -> str:
    return f"{pages.rstrip('/')}/incidents/{incident.id}/postmortem"


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


def close_asked(incident: Incident) -> Message:
    """Whoever wants to close it is asked first."""
    words = (
        f"🗄️ Archive the room of *{incident.ref}*{_room(incident)} now? Nobody can write there any more, and "
        "SignalCraft does not open it again. It can be read all the same, and "
        f"{kept_first(incident)} is stored first."
    )
    button = ButtonElement(
        action_id=ids.CLOSE_NOW, value=str(incident.id), text=plain("Archive it now", 75), style="danger"
    )
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button])]))


def closing_now(incident: Incident) -> Message:
    """Whoever has closed it reads this."""
    room = f"*{incident.ref}*{_room(incident)}"
    return Message(f"🗄️ The room of {room} is archived as soon as {kept_first(incident)} is stored.")


def closed_by(incident: Incident, by: str, *, pages: str) -> Message:
    """The last word in the room."""
    kept = kept_first(incident).capitalize()
    if pages and incident.resolved_at:
        kept = f"<{escape(_page(incident, pages))}|{kept}>"
    return Message(f"🗄️ {person(by)} has closed *{incident.ref}*, so this room is archived now. {kept} is stored.")


def _room(incident: Incident) -> str:
    return f" {channel(incident.channel_id)}" if incident.channel_id else ""
