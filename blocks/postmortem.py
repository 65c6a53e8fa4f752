"""The post-mortem as a message: the Markdown itself, cut where Slack ends, struck through when taken back."""

import re

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownBlock

from blocks.message import Message, as_dicts
from blocks.text import fallback, literal, mrkdwn
from blocks.tickets import ticket_actions
from blocks.writing import buttons, page_of, state_line
from incidents.catalog import Catalog
from incidents.incident import Incident

MESSAGE_TEXT = 9000
"""Characters of block text a message carries safely; Slack refuses somewhere above, without saying where."""
_LINE = re.compile(r"^(\s*(?:#{1,6} |[-*] (?:\[ \] )?|\d+\. |> )?)(.*?)(\s*)$")


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


def withdrawn(incident: Incident, markdown: str) -> Message:
    """Struck through: the incident goes on, or was none. This message will be edited when it is resolved again."""
    limit = MESSAGE_TEXT
    while len(struck := _struck(_shortened(markdown, limit)[0])) > MESSAGE_TEXT:
        limit = limit * 3 // 4  # the marks take room as well, most in short lines
    now = _instead(incident)
    note = f"Taken back: {incident.ref} {now}. This message follows when it is resolved."
    blocks: list[Block] = [MarkdownBlock(text=struck), ContextBlock(elements=[mrkdwn(note)])]
    return Message(fallback(f"Post-mortem of {incident.ref} taken back: {incident.title}"), as_dicts(blocks))


def _instead(incident: Incident) -> str:
    if incident.merged_into:
        return f"was {incident.standing}"
    return "was cancelled as a false alarm" if incident.cancelled_at else "is open again"


def _struck(markdown: str) -> str:
    """Each line struck on its own, since `~~` does not reach over a line or a list mark."""
    return "\n".join(_LINE.sub(_strike, line) for line in markdown.splitlines())


def _strike(match: re.Match[str]) -> str:
    mark, words, end = match.groups()
    return f"{mark}~~{words}~~{end}" if words else f"{mark}{end}"


def _shortened(markdown: str, limit: int = MESSAGE_TEXT) -> tuple[str, bool]:
    """At most `limit` characters, ending with a whole line, unless that would take more than half with it."""
    if len(markdown) <= limit:
        return markdown, False
    kept = markdown[: limit - 3]
    whole = kept.rpartition("\n")[0]
    return (whole if len(whole) > limit // 2 else kept.rstrip("\\")) + "\n\n…", True
