"""Text for Slack: the one place that escapes, cuts and writes mentions and times."""

from datetime import datetime

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject

from incidents.incident import Incident
from incidents.wording import cut

HEADER = 150
SECTION = 3000
TOPIC = 250
UPDATE_TEXT = 4000
"""chat.update refuses a longer `text`; the fallback text never needs as much."""


def escape(text: str) -> str:
    """A stranger's text inside mrkdwn: the three characters that could become a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def person(user_id: str) -> str:
    return f"<@{user_id}>"


def channel(channel_id: str) -> str:
    return f"<#{channel_id}>"


def when(moment: datetime) -> str:
    """A time in the zone of whoever reads it."""
    fallback = f"{moment:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def mrkdwn(text: str) -> MarkdownTextObject:
    """Our own words and mentions; strangers' parts must have been escaped."""
    return MarkdownTextObject(text=text, verbatim=True)


def plain(text: str, limit: int = SECTION) -> PlainTextObject:
    """A stranger's words, literally: no markup, no emoji codes, no mentions. Cut where Slack needs it."""
    return PlainTextObject(text=cut(text, limit), emoji=False)


def fallback(text: str) -> str:
    """The `text` beside blocks: for notifications and screen readers, escaped, short."""
    escaped = escape(cut(text, 300))
    return escaped if len(escaped) <= UPDATE_TEXT else escape(cut(text, 300 // 5))


def headline(incident: Incident, emoji: str) -> str:
    """`🔴 SEV1 · INC-42 · Checkout down`, unescaped and uncut."""
    return f"{emoji} {incident.severity.upper()} · {incident.ref} · {incident.title}"
