"""Text for Slack: the one place that escapes, cuts and writes mentions and times."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from urllib.parse import urlsplit

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject, RichTextElementParts

from incidents.drill import marked
from incidents.incident import Incident
from incidents.refs import DECLARED_FROM, MERGED_ROOM
from incidents.wording import cut, stamp

HEADER = 150
SECTION = 3000
TOPIC = 250
UPDATE_TEXT = 4000
"""chat.update refuses a longer `text`."""
DATE, TIME = "{date_short_pretty} {time}", "{time}"
"""How Slack writes a moment for whoever reads it, and one of today."""


def escape(text: str) -> str:
    """A stranger's text inside mrkdwn: the three characters that could become a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str, limit: int) -> str:
    """The same, cut so that it fits `limit` also when escaped."""
    escaped = escape(text)
    if len(escaped) <= limit:
        return escaped
    sizes = list(accumulate(len(escape(character)) for character in text[:limit]))
    return escape(text[: bisect_right(sizes, limit - 1)].rstrip()) + "…"


def whole_lines(lines: Sequence[str], limit: int) -> str:
    """As many lines as fit (mentions and entities in them stay whole), and how many more there are."""
    sizes = list(accumulate(len(line) + 1 for line in lines))
    if not sizes or sizes[-1] - 1 <= limit:
        return "\n".join(lines)
    fit = bisect_right(sizes, limit - 20)
    return "\n".join([*lines[:fit], f"… and {len(lines) - fit} more"])


def person(user_id: str) -> str:
    return f"<@{user_id}>"


def declarer(incident: Incident) -> str:
    """`by @ada`, and from where when that was not in Slack."""
    source = incident.refs.get(DECLARED_FROM)
    parts = (
        f"by {person(incident.declared_by)}" if incident.declared_by else "",
        f"from {escape(source)}" if source else "",
    )
    return " ".join(part for part in parts if part)


def group(group_id: str) -> str:
    """A user group by name, pinging its members."""
    return f"<!subteam^{group_id}>"


def channel(channel_id: str) -> str:
    return f"<#{channel_id}>"


def named_channel(name: str) -> str:
    """A channel of the config, which names it by id or by name."""
    return channel(name) if is_channel_id(name) else f"#{name}"


def is_channel_id(name: str) -> bool:
    """Names are lower case."""
    return name[:1] in "CG" and name.isalnum() and name.isupper()


def when(moment: datetime) -> str:
    """A time in the zone of whoever reads it."""
    return f"<!date^{int(moment.timestamp())}^{DATE}|{stamp(moment)}>"


def rich_when(moment: datetime, *, today: bool = False) -> RichTextElementParts.Date:
    """The same inside rich text; `today` needs no date."""
    words = TIME if today else DATE
    return RichTextElementParts.Date(timestamp=int(moment.timestamp()), format=words, fallback=stamp(moment))


def bridge_name(url: str) -> str:
    """What a bridge is called where its whole address is too long to read: `meet.example.com`."""
    return urlsplit(url).hostname or "bridge"


def mrkdwn(text: str) -> MarkdownTextObject:
    """Our own words and mentions; strangers' parts must have been escaped."""
    return MarkdownTextObject(text=text, verbatim=True)


def plain(text: str, limit: int = SECTION) -> PlainTextObject:
    """A stranger's words, literally: no markup, no emoji codes, no mentions. Cut where Slack needs it."""
    return PlainTextObject(text=cut(text, limit), emoji=False)


def fallback(text: str) -> str:
    """The `text` beside blocks: for notifications and screen readers, escaped, short."""
    return escape(cut(text, 300))


def where_merged(incident: Incident) -> str:
    """The room of the other one, mrkdwn after a blank; nothing where there is none."""
    room = incident.refs.get(MERGED_ROOM) if incident.merged_into else None
    return f" {channel(room)}" if room else ""


def headline(incident: Incident, emoji: str) -> str:
    """`🔴 SEV1 · INC-42 · Checkout down`, unescaped and uncut; a drill says so first."""
    return marked(incident, f"{emoji} {incident.severity.upper()} · {incident.ref} · {incident.title}")
