"""Private answers: what one person sees after a command or a click."""

import json
from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
)

from blocks import ids, similar
from blocks.card import try_again
from blocks.message import Message, as_dicts
from blocks.text import (
    UPDATE_TEXT,
    channel,
    escape,
    literal,
    mrkdwn,
    named_channel,
    person,
    plain,
    whole_lines,
)
from incidents.catalog import Catalog, Role
from incidents.incident import CANCELLED, Incident
from incidents.lost import ARCHIVED, BEFORE, LOST, REMOVED
from incidents.meeting import is_starting
from incidents.refusal import Refusal
from incidents.shown import ROOMLESS
from incidents.wording import about, cut, spoken

Parts = RichTextElementParts
PAGE = 20
"""Incidents a page of the list: with titles cut to 150 that stays under the text a message may have."""
WHY = 1000
"""Characters of Slack's own reasons for a refusal."""


def sentence(text: str) -> Message:
    """One sentence in our own words (mrkdwn; strangers' parts escaped by whoever wrote it)."""
    return Message(text)


def refusal(refused: Refusal) -> Message:
    """Why nothing was changed. The person it speaks of is mentioned, everything else stays literal."""
    words = literal(refused.sentence, UPDATE_TEXT - 100)
    return Message(words.replace("{person}", person(refused.person)) if refused.person else words)


def declaring(incident: Incident) -> Message:
    """At once after declaring, until the room exists."""
    if ROOMLESS in incident.refs:
        return Message(f"🚨 Declared *{incident.ref}*.")
    if incident.private:
        return Message(f"🔒 Declared *{incident.ref}*, private. Opening its room…")
    return Message(f"🚨 Declared *{incident.ref}*. Opening the war room…")


def delayed(incident: Incident, *, ahead: int = 0, wait: timedelta = timedelta()) -> Message:
    """While Slack keeps the room waiting. `ahead`: rooms that open before this one, and how long that takes."""
    if ahead:
        rooms = f"{ahead} rooms are" if ahead > 1 else "One room is"
        return Message(
            f"🚨 *{incident.ref}* is declared. {rooms} opening before yours, as fast as Slack lets us: "
            f"yours opens in {about(wait)}. Nothing is lost."
        )
    return Message(
        f"🚨 *{incident.ref}* is declared. Slack is slow or limits us at the moment; "
        "the war room opens as soon as it can, and nothing is lost."
    )


def opening(incident: Incident) -> Message:
    """At once after somebody asked for a room."""
    return Message(f"Opening the war room of *{incident.ref}*…")


def room(incident: Incident) -> Message:
    """The way into the room."""
    return Message(f"The war room of *{incident.ref}* is {channel(incident.channel_id or '')}.")


def declared(incident: Incident, catalog: Catalog, others: Sequence[Incident] = ()) -> Message:
    """The link to the room or where it is run without one, and who may have declared the same before."""
    words = f"🚨 *{incident.ref}* is declared. {_run_from(incident, catalog)}"
    if not others:
        return Message(words)
    blocks = [SectionBlock(text=mrkdwn(words)), *similar.offers(incident, others)]
    return Message("\n".join([words, *map(similar.told, others)]), as_dicts(blocks))


def _run_from(incident: Incident, catalog: Catalog) -> str:
    if incident.channel_id and incident.private:
        return (
            f"Its private room is {channel(incident.channel_id)}, and only those in it know of the incident. "
            "`/incident invite @person` brings more."
        )
    if incident.channel_id:
        return f"The war room is {channel(incident.channel_id)}."
    label = escape(catalog.shown_severity(incident.severity).label)
    return (
        f"{label} opens no war room: run it from its message in {named_channel(catalog.digest_channel)}, or "
        f"with `/incident {incident.ref} …` from anywhere. `/incident {incident.ref} room` opens one."
    )


def no_room(incident: Incident, why: str) -> Message:
    """The incident exists, its room does not."""
    words = (
        f"⚠️ *{incident.ref}* is declared, but Slack refused to open its war room"
        f"{' (' + literal(why, WHY) + ')' if why else ''}. "
        f"Run it from anywhere with `/incident {incident.ref} …`, and show an admin this reason."
    )
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), try_again(incident)]))


def no_card(incident: Incident, why: str) -> Message:
    """The room exists, but nothing can be shown in it."""
    return Message(
        f"⚠️ Slack refused to post the card of *{incident.ref}* into its room ({literal(why, WHY)}). "
        f"The commands work all the same; show an admin this reason."
    )


def title(incident: Incident) -> Message:
    """The title, to the letter."""
    shown = RichTextSectionElement(
        elements=[Parts.Text(text=f"{incident.ref}: "), Parts.Text(text=cut(incident.title, 2000))]
    )
    words = f"The title of {incident.ref} is {literal(incident.title, 2000)}"
    return Message(words, as_dicts([RichTextBlock(elements=[shown])]))


def summary(incident: Incident) -> Message:
    """What is happening, as people wrote it."""
    if not incident.summary:
        return Message(f"*{incident.ref}* has no summary yet. `/incident summary what is happening` writes one.")
    head = f"What is happening in *{incident.ref}*:"
    return Message(head, as_dicts([SectionBlock(text=mrkdwn(head)), SectionBlock(text=plain(incident.summary))]))


def bridge(incident: Incident, catalog: Catalog) -> Message:
    """Where people talk, and how that is set: by a command that also works outside the room."""
    command = f"/incident {incident.ref} bridge"
    if is_starting(incident):
        where = "card and topic" if incident.channel_id else f"`{command}`"
        return Message(f"A bridge for *{incident.ref}* is being started: {where} will have the link.")
    if incident.conference_url:
        where = f"The bridge of *{incident.ref}* is {escape(incident.conference_url)}."
        how = f" `{command} end` takes it away, another address moves it." if incident.is_open else ""
        return Message(where + how)
    if not incident.is_open:
        return Message(f"*{incident.ref}* is {incident.status} and has no bridge.")
    new = f"`{command} new` starts a meeting, " if catalog.providers else ""
    return Message(f"*{incident.ref}* has no bridge. {new}`{command} https://…` sets one.")


def role_given(incident: Incident, role: Role, by: str) -> Message:
    """To whoever was given a role: what it is, where, and by whom."""
    where = f" The war room is {channel(incident.channel_id)}." if incident.channel_id else ""
    brief = f" {escape(role.description)}." if role.description else ""
    return Message(f"🎖️ {person(by)} made you *{escape(role.name)}* of *{incident.ref}*.{brief}{where}")


def role_released(incident: Incident, role: Role, by: str) -> Message:
    """To whoever held a role that another person has released."""
    return Message(
        f"{person(by)} has released your role *{escape(role.name)}* of *{incident.ref}*: it is free now."
    )


def room_lost(incident: Incident, by: str = "", *, how: str = "") -> Message:
    """The room is closed to the bot: what still works, and how to go on. `how`: what the incident may not know."""
    how = incident.refs.get(LOST, how)
    who = f" by {person(by)}" if by else ""
    happened, back = {
        ARCHIVED: (f"was archived{who}", "un-archive it and invite SignalCraft there"),
        REMOVED: (f"has lost SignalCraft: it was removed{who}", "invite SignalCraft there"),
    }.get(how, ("is gone, or closed to SignalCraft", ""))
    again = f" Or {back}: everything is brought in step by itself." if back else ""
    words = (
        f"⚠️ The war room of *{incident.ref}* {happened}. Nothing is lost: commands work from anywhere with "
        f"`/incident {incident.ref} …`. Go on in a new room?{again}"
    )
    value = json.dumps({"incident": incident.id, "lost": incident.channel_id})
    button = ButtonElement(action_id=ids.NEW_ROOM, value=value, text=plain("Open a new room", 75), style="primary")
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button])]))


def ended(incident: Incident) -> Message:
    """Resolved or cancelled, with ten minutes to take it back."""
    if incident.status == CANCELLED:
        words = f"⚪ *{incident.ref}* is cancelled as a false alarm. It stays out of the figures."
    else:
        lasted = spoken(incident.duration(incident.declared_at))
        place = "in its room" if incident.channel_id else "under its message in the digest channel"
        known = incident.channel_id or {"digest", ROOMLESS} & incident.refs.keys()
        follows = f" The post-mortem is being written {place}." if known else ""
        words = f"✅ *{incident.ref}* is resolved after {lasted}.{follows}"
    value = json.dumps(
        {"incident": incident.id, "ended_at": (incident.ended_at or incident.declared_at).isoformat()}
    )
    undo = ButtonElement(action_id=ids.UNDO_END, value=value, text=plain("Undo", 75))
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(words)),
        ActionsBlock(elements=[undo]),
        ContextBlock(elements=[mrkdwn("Undo works for 10 minutes; the clock runs on as if nothing had ended.")]),
    ]
    return Message(words, as_dicts(blocks))


def undone(incident: Incident) -> Message:
    return Message(f"↩️ Taken back: *{incident.ref}* is {incident.status} again, and its clock runs on.")


def reopened(incident: Incident) -> Message:
    """It goes on, in its room or in a new one."""
    return Message(
        f"*{incident.ref}* is open again, *{incident.status}*. The clock runs on.{new_room_opens(incident)}"
    )


def new_room_opens(incident: Incident) -> str:
    """A sentence behind a blank, where there is no room, or none any more."""
    if incident.channel_id or ROOMLESS in incident.refs:
        return ""
    return " Its room was closed; a new one is opening." if BEFORE in incident.refs else " A room is opening."


def open_form_again(action_id: str, words: str, value: str = "open") -> Message:
    """A form could not open in time: a click brings a fresh chance."""
    button = ButtonElement(action_id=action_id, value=value, text=plain("Open the form", 75), style="primary")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button])]
    return Message(words, as_dicts(blocks))


def incident_list(incidents: Sequence[Incident], total: int, page: int, catalog: Catalog) -> Message:
    """Open incidents, newest first, a page at a time."""
    if not total:
        return Message("Nothing is on fire: there is no open incident. `/incident declare` opens one.")
    head = f"*{total} open incident{'s' if total != 1 else ''}*"
    if not incidents:
        return Message(f"{head}, but there is no page {page}.")
    rows = RichTextListElement(style="bullet", elements=[_row(i, catalog) for i in incidents])
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), RichTextBlock(elements=[rows])]
    if total > page * PAGE:
        more = f"{total - page * PAGE} more: `/incident list {page + 1}`"
        blocks.append(ContextBlock(elements=[mrkdwn(more)]))
    return Message(head, as_dicts(blocks))


def roles(incident: Incident, catalog: Catalog) -> Message:
    """Who holds what, and how to take what is free."""
    lines = []
    for role in catalog.roles:
        held = incident.holder(role.key)
        who = person(held.user_id) if held else f"nobody yet; take it with `/incident role {role.key}`"
        lines.append(f"{escape(role.name)}: {who} _({escape(role.description)})_")
    return Message(whole_lines(lines, UPDATE_TEXT))


def severity_choices(incident: Incident, catalog: Catalog) -> Message:
    """The severity as it stands, and what the words mean."""
    now = catalog.shown_severity(incident.severity)
    lines = [f"*{incident.ref}* is {now.emoji} *{escape(now.label)}* {escape(now.name)}. The choices:"]
    lines += [f"{s.emoji} `{s.key}` {escape(s.name)}: {escape(s.description)}" for s in catalog.severities]
    return Message(whole_lines(lines, UPDATE_TEXT))


def _row(incident: Incident, catalog: Catalog) -> RichTextSectionElement:
    """A line of the list. Rich text keeps a stranger's title literal."""
    emoji = catalog.shown_severity(incident.severity).emoji
    title = cut(incident.title, 150)
    lock = "🔒 " if incident.private else ""
    words = f"{lock}{emoji} {incident.severity.upper()} · {incident.ref} · {title} · {incident.status}"
    parts: list[Parts.Text | Parts.Channel] = [Parts.Text(text=words)]
    if incident.channel_id:
        parts += [Parts.Text(text=" · "), Parts.Channel(channel_id=incident.channel_id)]
    return RichTextSectionElement(elements=parts)
