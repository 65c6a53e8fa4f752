"""What a ticket says: a summary on one line, and a description that leads back to the incident."""

from datetime import date, datetime

from incidents.incident import Incident
from incidents.task import Task
from incidents.times import zone
from incidents.wording import one_line, stamp
from reports.rich import BULLETS, HEADING, PARAGRAPH, Line, Part, Span, parts, plain, spans

SUMMARY = 255
"""Characters as Jira counts them: those beyond the first plane, such as emoji, are two."""


def summary(task: Task) -> str:
    """The task in at most 255 characters, on one line, without markup."""
    words = one_line(plain(task.words)) or "An action item"
    return words if _length(words) <= SUMMARY else _shortened(words)


def description(
    incident: Incident, task: Task, *, page: str, room: str, severity: str, mark: str
) -> tuple[Part, ...]:
    """The whole text of the task, and where it comes from. `page` and `room` are addresses, if there are any.

    By its `mark` it is found again, also where a project has no labels.
    """
    head = Part(kind=HEADING, lines=((Span(text=f"Action item {task.number} of {incident.ref}"),),), level=3)
    origin = _origin(incident, task, page, room, severity)
    known = Part(kind=BULLETS, lines=(*origin.lines, _fact("Known to SignalCraft as", Span(text=mark))))
    return (*(parts(task.words) or (_paragraph(task.words),)), head, known)


def due_day(due_at: datetime, tz: str | None) -> date:
    """The tracker knows days alone: the day that it is then where somebody lives."""
    return due_at.astimezone(zone(tz)).date()


def _origin(incident: Incident, task: Task, page: str, room: str, severity: str) -> Part:
    lines: list[Line] = [
        _fact("Incident", Span(text=f"{incident.ref}: {incident.title}", link=page)),
        _fact("Severity", Span(text=severity)),
        _fact("Declared", Span(text=stamp(incident.declared_at))),
    ]
    lines += [_fact("Resolved", Span(text=stamp(incident.resolved_at)))] if incident.resolved_at else []
    lines += [_fact("Services", Span(text=", ".join(incident.services)))] if incident.services else []
    lines += [_fact("War room", Span(text=f"#{incident.channel_name}", link=room))] if room else []
    lines += [_fact("Message", Span(text=task.permalink, link=task.permalink))] if task.permalink else []
    lines += [_fact("Due", Span(text=stamp(task.due_at)))] if task.due_at else []
    return Part(kind=BULLETS, lines=tuple(lines))


def _fact(name: str, told: Span) -> Line:
    return (Span(text=f"{name}: "), told)


def _paragraph(text: str) -> Part:
    return Part(kind=PARAGRAPH, lines=(spans(text),))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(words: str) -> str:
    """Cut between characters, with a visible mark; an emoji is left whole or left out."""
    kept = words
    while _length(kept) > SUMMARY - 1:
        kept = kept[: -max(1, (_length(kept) - SUMMARY + 1) // 2)]
    return kept.rstrip("\u200d\ufe0f ") + "…"
