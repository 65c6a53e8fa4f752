"""Figures in Slack: as a private answer, and once a week in the digest channel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from slack_sdk.models.blocks import Block, SectionBlock

from blocks.message import Message, as_dicts
from blocks.text import SECTION, escape, literal, mrkdwn, person, whole_lines
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.insights import Asked, Happened, Insights, Spread
from incidents.task import Task
from incidents.weekly import Left
from incidents.wording import spoken

NAMED = 5
"""Incidents and services that are named; more is for the page."""
TITLE = 80


def stats(found: Insights, asked: Asked, catalog: Catalog, *, url: str = "") -> Message:
    """The figures that somebody asked for; `url` is where the pages are, if others reach them."""
    narrowed = [f"the last {asked.days} day{'s' if asked.days != 1 else ''}"]
    narrowed += [escape(catalog.shown_severity(asked.severity).label)] if asked.severity else []
    narrowed += [literal(asked.service, 100)] if asked.service else []
    head = f"*{_incidents(found.now.total)}* in {' · '.join(narrowed)}"
    more = [f"<{escape(f'{url}/insights?{_on_page(asked, catalog).query}')}|All figures>"] if url else []
    if not found.now.total:
        return _message([f"{head}. The same time before had {found.before.total}.", *more])
    lines = [f"{head}, {found.now.still_open} of them still open; {found.before.total} in the same time before"]
    return _message([*lines, *more, *_spans(found), *_counts(found, catalog)])


def _on_page(asked: Asked, catalog: Catalog) -> Asked:
    """The page narrows by what the config knows."""
    return asked if catalog.service(asked.service) else replace(asked, service="")


def week(found: Insights, left: Left, catalog: Catalog) -> Message:
    """How the last seven days were, and what is left of all weeks; of a quiet one there is little to say."""
    if found.now.total:
        head = f"*The last week:* {_incidents(found.now.total)}; the week before had {found.before.total}"
        lines = [head, *_spans(found), *_counts(found, catalog)]
    else:
        lines = [f"*The last week was quiet:* no incident. The week before had {found.before.total}."]
    return _message([*lines, *_left(left, found.until)])


def _left(left: Left, until: datetime) -> list[str]:
    still = [f"{_ref(each.id, each.title)} ({spoken(each.impact(until))})" for each in left.open[:NAMED]]
    owed = [f"{_ref(each.id, each.title)} ({person(by)})" for each, by in left.owed[:NAMED]]
    lines = [f"• Still open: {', '.join(still)}{_more(left.opened)}"] if still else []
    lines += [f"• Post-mortems to finish: {', '.join(owed)}{_more(len(left.owed))}"] if owed else []
    late = [_late(incident, task, until) for incident, task in left.late[:NAMED]]
    return lines + ([f"• Overdue action items: {', '.join(late)}{_more(left.lates)}"] if late else [])


def _late(incident: Incident, task: Task, until: datetime) -> str:
    """`INC-42 restart db1 (@grace, OPS-12, 3 d)`: since when it is overdue."""
    facts = [person(task.assignee_id) if task.assignee_id else "nobody yet"]
    facts += [f"<{escape(task.ticket_url or '')}|{escape(task.ticket_key or '')}>"] if task.has_ticket else []
    facts += [spoken(until - task.due_at)] if task.due_at else []
    return f"INC-{incident.id} {literal(task.words, TITLE)} ({', '.join(facts)})"


def _more(count: int) -> str:
    return f" and {count - NAMED} more" if count > NAMED else ""


def _message(lines: Sequence[str]) -> Message:
    text = whole_lines(lines, SECTION)
    blocks: Sequence[Block] = [SectionBlock(text=mrkdwn(text))]
    return Message(text, as_dicts(blocks))


def _incidents(count: int) -> str:
    return f"{count} incident{'s' if count != 1 else ''}" if count else "No incident"


def _spans(found: Insights) -> list[str]:
    """Median, 90th percentile, and the median before."""
    now, before = found.now, found.before
    return [
        _span("Acknowledged after", now.acknowledge, before.acknowledge),
        _span("First update after", now.tell, before.tell),
        _span("Resolved after", now.resolve, before.resolve),
    ]


def _span(name: str, now: Spread | None, before: Spread | None) -> str:
    if now is None:
        return f"• {name}: not known of any"
    was = f"; before: {spoken(before.median)}" if before else ""
    return f"• {name} {spoken(now.median)} (median; mean {spoken(now.mean)}, nine of ten {spoken(now.p90)}{was})"


def _counts(found: Insights, catalog: Catalog) -> list[str]:
    severities = [f"{escape(catalog.shown_severity(key).label)} {n}" for key, n in found.by_severity.items()]
    services = [f"{literal(name, 100)} {n}" for name, n in list(found.by_service.items())[:NAMED]]
    lines = [f"• By severity: {', '.join(severities[:20])}"]
    lines += [f"• By service: {', '.join(services)}"] if services else []
    return lines + ([f"• Longest: {_named(found.longest)}"] if found.longest else [])


def _named(incident: Happened) -> str:
    took = f", {spoken(incident.to_resolve)}" if incident.to_resolve is not None else ""
    return f"{_ref(incident.number, incident.title)}{took}"


def _ref(number: int | None, title: str) -> str:
    return f"INC-{number} {literal(title, TITLE)}"
