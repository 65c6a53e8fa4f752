"""The link of a message in Slack, as people copy it, and which message it means."""

import re
from datetime import UTC, datetime, timedelta

from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.times import EARLIEST

NO_LINK = "That is no link of a message. In Slack, “Copy link” in the menu of a message gives it."

_LINK = re.compile(r"https?://[^\s/]+(?:/[^\s/]+)*/archives/([CGD][A-Z0-9]{2,20})/p(\d{10})(\d{6})(?:[?#]\S*)?")


def message_of(link: str) -> tuple[str, str]:
    """Its channel and ts, or a refusal."""
    read = _LINK.fullmatch(link.strip().strip("<>"))
    if read is None:
        raise Refusal(NO_LINK, field="link")
    return read[1], f"{read[2]}.{read[3]}"


def must_have_been_said(ts: str, *, now: datetime) -> None:
    """A link that was not copied whole may name a moment at which nobody can have said anything."""
    if not EARLIEST <= datetime.fromtimestamp(float(ts), UTC) <= now + timedelta(days=1):
        raise Refusal(NO_LINK, field="link")


def must_be_of_the_room(incident: Incident, channel_id: str) -> None:
    """Refuse a message from elsewhere: who names it need not be allowed to read it."""
    if incident.channel_id != channel_id:
        raise Refusal(
            f"That message does not stand in the war room of {incident.ref}, so nothing was changed. In Slack, "
            "“Add to timeline” in its menu puts it there.",
            field="link",
        )
