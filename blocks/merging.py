"""What a merge says: to whoever made it, and in the old room."""

from blocks import ids
from blocks.ending import new_room_opens, with_undo
from blocks.message import Message, as_dicts
from blocks.text import escape, where_merged
from incidents.incident import Incident


def merged(incident: Incident) -> Message:
    """It goes on in another one, with ten minutes to take it back."""
    room = where_merged(incident)
    invited = " Its people are invited." if room else ""
    into = f"*INC-{incident.merged_into}*{room}"
    words = f"🔀 *{incident.ref}* is merged into {into}: go on there.{invited} Its timeline shows there too."
    at = (incident.merged_at or incident.declared_at).isoformat()
    note = "people who were invited stay where they are"
    blocks = with_undo(words, note, ids.UNDO_MERGE, incident=incident.id, into=incident.merged_into, merged_at=at)
    return Message(words, as_dicts(blocks))


def parted(incident: Incident, into: str) -> Message:
    """It stands on its own again; `into` is the ref of the other one."""
    return Message(
        f"↩️ *{incident.ref}* is {incident.status} again, by itself. Its lines have left the timeline of "
        f"*{escape(into)}*; people who were invited there stay.{new_room_opens(incident)}"
    )


def signpost(incident: Incident) -> Message:
    """Where it goes on; or that it goes on here after all."""
    if incident.merged_into:
        room = where_merged(incident)
        invited = " You are invited there." if room else ""
        return Message(
            f"🔀 *{incident.ref}* turned out to be *INC-{incident.merged_into}*: it goes on there{room}.{invited} "
            "📌 here still counts."
        )
    return Message(f"↩️ *{incident.ref}* was merged for a while. That was taken back: it goes on here.")
