"""Private answers: what one person sees after a command or a click."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    RichTextBlock,
    RichTextElementParts,
    RichTextSectionElement,
    SectionBlock,
)

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import (
    SECTION,
    UPDATE_TEXT,
    escape,
    literal,
    mrkdwn,
    person,
    plain,
    whole_lines,
)
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.meeting import has_failed, is_starting
from incidents.refusal import Refusal
from incidents.wording import cut

Parts = RichTextElementParts


def sentence(text: str) -> Message:
    """One sentence in our own words (mrkdwn; strangers' parts escaped by whoever wrote it)."""
    return Message(text)


def refusal(refused: Refusal) -> Message:
    """Why nothing was changed. The person it speaks of is mentioned, everything else stays literal."""
    words = literal(refused.sentence, UPDATE_TEXT - 100)
    return Message(words.replace("{person}", person(refused.person)) if refused.person else words)


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
    none = "has no bridge: nobody could start one" if has_failed(incident) else "has no bridge"
    return Message(f"*{incident.ref}* {none}. {new}`{command} https://…` sets one.")


def open_form_again(action_id: str, value: str) -> Message:
    """A form could not open in time: a click brings a fresh chance."""
    words = "Slack was too slow to open the form."
    button = ButtonElement(action_id=action_id, value=value, text=plain("Open the form", 75), style="primary")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button])]
    return Message(words, as_dicts(blocks))


def severity_choices(incident: Incident, catalog: Catalog) -> Message:
    """The severity as it stands, and what the words mean."""
    now = catalog.shown_severity(incident.severity)
    lines = [f"*{incident.ref}* is {now.emoji} *{escape(now.label)}* {escape(now.name)}. The choices:"]
    lines += [f"{s.emoji} `{s.key}` {escape(s.name)}: {escape(s.description)}" for s in catalog.severities]
    words = whole_lines(lines, SECTION)
    if not incident.is_open:
        return Message(words)
    ask = ButtonElement(action_id=ids.SUGGEST_SEVERITY, value=str(incident.id), text=plain("Not sure?", 75))
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[ask])]))
