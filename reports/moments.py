"""The timeline as a document tells it: what happened, without the books that are kept of it on the way."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from incidents.acknowledging import ACKNOWLEDGED
from incidents.incident import CANCELLED, MERGED, RESOLVED, Incident
from incidents.kept_file import KeptFile
from incidents.reviewing import KIND
from incidents.timeline import NOTE, OURS, TimelineEntry
from reports.kept import address, by_message, message, shown_in_line
from reports.markdown import Markdown, literal
from reports.parts import Moment
from reports.told import in_plain_words, source, told

STATUS, REOPENED, IMPACT, MONITORING = "status", "reopened", "impact", "monitoring"
TURNS = (STATUS, REOPENED)
"""Kinds of entries from which it follows how long it hurt."""
ON_THE_WAY = {"declared", ACKNOWLEDGED, "severity", STATUS, "update", RESOLVED, REOPENED, CANCELLED, MERGED}
"""Of what we write down ourselves, what readers want to know; all else has its place elsewhere in a document."""


def moments(
    incident: Incident, timeline: Sequence[TimelineEntry], names: Mapping[str, str], files: Sequence[KeptFile]
) -> list[Moment]:
    """All but those that tell of this document, and when it began, as somebody has found out later."""
    beside, turned = by_message(files), _mitigating(incident, timeline)
    shown = [entry for entry in timeline if entry.kind != KIND]
    found = [_moment(incident, entry, names, beside.get(message(entry), ()), turned) for entry in shown]
    began = _began(incident, shown, names)
    return sorted([began, *found], key=lambda moment: moment.at) if began else found


def mitigated_at(incident: Incident, timeline: Sequence[TimelineEntry]) -> datetime | None:
    """Since when it was only watched until it was over: from then on it hurt nobody any more."""
    turn = _mitigating(incident, timeline)
    return turn.at if turn else None


def _mitigating(incident: Incident, timeline: Sequence[TimelineEntry]) -> TimelineEntry | None:
    if incident.resolved_at is None:
        return None
    until, own = incident.resolved_at, (None, incident.id)  # and none of an incident that was merged into it
    turns = [each for each in timeline if each.kind in TURNS and each.at <= until and each.incident_id in own]
    last = turns[-1] if turns else None
    return last if last and last.kind == STATUS and last.after == MONITORING else None


def _began(incident: Incident, timeline: Sequence[TimelineEntry], names: Mapping[str, str]) -> Moment | None:
    if incident.impact_started_at is None:
        return None
    told = [entry for entry in timeline if entry.kind == IMPACT and entry.incident_id in (None, incident.id)]
    who = names.get(told[-1].author_id or "", "") if told else ""
    said_by = f" (set by {literal(who)})" if who else ""
    return Moment(
        at=incident.impact_started_at,
        kind=IMPACT,
        who=who,
        source=OURS,
        text="the impact began",
        link="",
        pinned=False,
        key=False,
        minor=False,
        files=(),
        line=Markdown(f"the impact began{said_by}"),
    )


def _moment(
    incident: Incident,
    entry: TimelineEntry,
    names: Mapping[str, str],
    files: Sequence[KeptFile],
    turned: TimelineEntry | None,
) -> Moment:
    words = in_plain_words(entry, names)
    beside = "".join(shown_in_line(file) for file in files if file.is_picture or file.name not in words)
    turn = " (mitigated)" if entry is turned else ""
    return Moment(
        at=entry.at,
        kind=entry.kind,
        who=names.get(entry.author_id or "") or entry.author_id or entry.author_name or "",
        source=entry.told_by,
        text=words,
        link=entry.permalink or "",
        pinned=entry.message_ts is not None,
        key=entry.is_key,
        minor=_is_minor(incident, entry),
        files=[address(file) for file in files],
        line=Markdown(f"{source(incident, entry)}{told(entry, names)}{turn}{beside}"),
    )


def _is_minor(incident: Incident, entry: TimelineEntry) -> bool:
    if entry.is_key or entry.kind == NOTE:
        return False
    if entry.told_by != OURS:
        return entry.deleted_at is not None
    over = incident.ended_at is not None and entry.at > incident.ended_at
    return over or entry.kind not in ON_THE_WAY
