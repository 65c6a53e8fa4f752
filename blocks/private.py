"""What is said when a public incident becomes private."""

from blocks.message import Message
from blocks.text import channel
from incidents.incident import Incident
from incidents.meeting import is_starting
from incidents.refs import BEFORE


def made_private(incident: Incident, *, anew: bool) -> Message:
    """What changes for those who knew of it."""
    if not anew:
        return Message(f"*{incident.ref}* is private already.")
    bridge = " Its bridge is known there: `/incident bridge …` moves it." if incident.conference_url else ""
    if is_starting(incident):
        bridge = " Its bridge is replaced by a new meeting."
    return Message(
        f"🔒 *{incident.ref}* is private from now on: its private room is opening, those of its room so far come "
        "along, and nobody else finds it any more. What people wrote in the public room, and Slack's own notes "
        f"about its name and topic, can still be read there; only an admin can delete that channel."
        f"{_earlier(incident)}{bridge}"
    )


def _earlier(incident: Incident) -> str:
    """A room that was lost before cannot be cleared: it is closed to us."""
    before = incident.refs.get(BEFORE)
    if not before:
        return ""
    return (
        f" An earlier room, {channel(before)}, is closed to SignalCraft: its name, topic and card still tell what "
        "this is about, until an admin deletes that channel too."
    )


def room_closed() -> Message:
    """The last word in the public room: it tells nothing."""
    return Message("This room is closed. The work goes on elsewhere, and whoever was here is invited there.")
