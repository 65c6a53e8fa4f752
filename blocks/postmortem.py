"""The post-mortem as a message: the Markdown itself, cut where Slack ends, one line when it was withdrawn."""

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownBlock, SectionBlock

from blocks.message import Message, as_dicts
from blocks.text import fallback, literal, mrkdwn
from blocks.tickets import ticket_actions
from blocks.writing import buttons, page_of, state_line
from incidents.catalog import Catalog
from incidents.incident import Incident

MESSAGE_TEXT = 9000
"""Characters of block text a message carries safely; Slack refuses somewhere above, without saying where."""


def postmortem(
    incident: Incident, catalog: Catalog, markdown: str, ending: str = "", *, broken: str = "", pages: str = ""
) -> Message:
    """The document as it stands, how far it has come, and the buttons with which it is written.

    Its `ending`, the grade of a drill, is what people wait for in the room, and so is never cut off. `broken` says
    why the template of the config was not used.
    """
    body, cut_off = _shortened(markdown.removesuffix(ending), MESSAGE_TEXT - len(ending))
    text = body + ending
    note = (
        "This is the beginning; the file in the thread has all of it." if cut_off else "As a file in the thread."
    )
    note += f" <{page_of(incident, pages)}|In the browser.>" if pages else ""
    lines = [state_line(incident, catalog), note, *([_broken(broken)] if broken else [])]
    blocks: list[Block] = [
        MarkdownBlock(text=text),
        *(ContextBlock(elements=[mrkdwn(line)]) for line in lines),
        *buttons(incident, catalog),
        *ticket_actions(incident, catalog),
    ]
    return Message(fallback(f"📄 Post-mortem of {incident.ref}: {incident.title}"), as_dicts(blocks))


def _broken(why: str) -> str:
    return f"⚠️ The template of the config cannot be used ({literal(why, 500)}), so the one that comes along was."


def withdrawn(incident: Incident) -> Message:
    """In its place: the incident goes on, or was none. This message will be edited when it is resolved again."""
    head = f"📄 Post-mortem of *{incident.ref}* withdrawn: {_instead(incident)}."
    after = " It comes back here when the incident is resolved." if not incident.ended_at else ""
    blocks = as_dicts([SectionBlock(text=mrkdwn(head + after))])
    return Message(fallback(f"Post-mortem of {incident.ref} withdrawn: {incident.title}"), blocks)


def _instead(incident: Incident) -> str:
    if incident.merged_into:
        return f"the incident was {incident.standing}"
    return "it was a false alarm" if incident.cancelled_at else "the incident goes on"


def _shortened(markdown: str, limit: int = MESSAGE_TEXT) -> tuple[str, bool]:
    """At most `limit` characters, ending with a whole line, unless that would take more than half with it."""
    if len(markdown) <= limit:
        return markdown, False
    kept = markdown[: limit - 3]
    whole = kept.rpartition("\n")[0]
    return (whole if len(whole) > limit // 2 else kept.rstrip("\\")) + "\n\n…", True
