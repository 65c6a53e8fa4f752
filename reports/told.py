"""How documents tell of people and of entries of the timeline, in Markdown."""

from collections.abc import Mapping

from incidents.incident import Incident
from incidents.inlaid import in_words
from incidents.refs import DECLARED_FROM
from incidents.timeline import OURS, TimelineEntry
from reports.markdown import literal, said


def source(incident: Incident, entry: TimelineEntry) -> str:
    """Which incident a line comes from, where that was merged into this one."""
    return f"(INC-{entry.incident_id}) " if entry.incident_id not in (None, incident.id) else ""


BELOW = 2
"""How far to the right stands what goes on below a line of the timeline."""


def told(entry: TimelineEntry, names: Mapping[str, str], *, longest: int | None = None) -> str:
    """One entry as an item of a list in Markdown, without its time; what is `longest` is cut, and on one line."""
    known = names.get(entry.author_id or "") or entry.author_name or entry.author_id
    words = in_plain_words(entry, names, longest=longest)
    author, text = literal(known or ""), said(words, indent=None if longest else BELOW)
    key = "⭐ " if entry.is_key else ""
    if entry.told_by != OURS:
        return f"{key}{author}: {text}"
    subject = f" {name_of(entry.subject_id, names)}" if entry.subject_id else ""
    return key + f"{author}{':' if entry.is_said and author else ''} {text}{subject}".lstrip()


def in_plain_words(entry: TimelineEntry, names: Mapping[str, str], *, longest: int | None = None) -> str:
    """What it says, not yet Markdown: moments in it in UTC, people by name."""
    return in_words(entry.told, lambda person: names.get(person, person), longest=longest)


def declarer(incident: Incident, names: Mapping[str, str]) -> str:
    """`by Ada`, or from where nobody in person declared it."""
    source = incident.refs.get(DECLARED_FROM)
    where = f"from {literal(source)}" if source else ""
    by = f"by {name_of(incident.declared_by, names)}" if incident.declared_by or not source else ""
    return f"{by} {where}".strip()


def name_of(user_id: str | None, names: Mapping[str, str]) -> str:
    """How a document calls somebody, in Markdown."""
    return literal(names.get(user_id or "") or user_id or "somebody")
