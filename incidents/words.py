"""What people write about an incident: its title, its summary, and notes for the timeline."""

from datetime import datetime

from incidents.change import NOTHING, SILENT, Change, Entry
from incidents.effects.room import RenameRoom
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.shown import documents, facts, has_room
from incidents.timeline import NOTE
from incidents.wording import cut, one_line, storable

LONGEST_TITLE = 600
"""Characters: as many as the digest shows. A room's name and topic, and a ticket's summary, take less of it."""
LONGEST = 3000
"""Characters of a note, as many as of a task; what is longer is a message, and can be pinned."""
SHORT = 200
"""What a line of the timeline tells of a text; the whole of it is kept beside."""


def sound_title(text: str) -> str:
    """A title on one line, with at least one visible character, or a refusal."""
    words = one_line(text)
    if not words:
        raise Refusal(
            "An incident needs a title: say in a few words what is broken, for example “checkout is down”.",
            field="title",
        )
    if len(words) > LONGEST_TITLE:
        raise Refusal(
            f"A title has at most {LONGEST_TITLE} characters, and this has {len(words):,}. The rest is for the "
            "summary.",
            field="title",
        )
    return words


def set_title(incident: Incident, title: str, *, by: str, at: datetime) -> Change:
    """Say it better. The room is renamed as well, unless a person has named it by hand."""
    words = sound_title(title)
    if words == incident.title:
        return NOTHING
    before, incident.title = incident.title, words
    told = f"changed the title {cut(before, SHORT)} → {cut(words, SHORT)}"
    entry = Entry(kind="title", text=told, at=at, author_id=by, before=before, after=words)
    rename = (RenameRoom(title=words),) if has_room(incident) and incident.is_open else ()
    return Change(entries=(entry,), effects=(*facts(incident), *rename))


def set_summary(incident: Incident, summary: str, *, by: str, at: datetime) -> Change:
    """What is happening, for whoever comes late."""
    words = storable(summary).strip()
    if words == incident.summary:
        return NOTHING
    before, incident.summary = incident.summary, words
    told = f"changed the summary: {cut(one_line(words), SHORT)}" if words else "took the summary away"
    entry = Entry(kind="summary", text=told, at=at, author_id=by, before=before, after=words)
    return Change(entries=(entry,), effects=facts(incident))


def add_note(incident: Incident, text: str, *, by: str, at: datetime) -> Change:
    """A line for the timeline, also after the end: that is when people remember."""
    words = storable(text).strip()
    if not words:
        raise Refusal("What shall the timeline say? For example `/incident note restarted db1`.")
    if len(words) > LONGEST:
        raise Refusal(
            f"A note has at most {LONGEST:,} characters, and this has {len(words):,}. Post it in the room and pin "
            "it with 📌, or say it shorter.",
            field="text",
        )
    return Change(entries=(Entry(kind=NOTE, text=words, at=at, author_id=by),), effects=documents(incident))


def renamed_by_us(incident: Incident, *, name: str) -> Change:
    """The room follows the title: this name is ours, not one that a person gave it."""
    incident.channel_name = name
    incident.remember("room_name", name)
    return SILENT
