"""The post-mortem as data: everything that a template, a page or a program may want to show of it.

Texts are as people wrote them; what is `Markdown` is Markdown already, and goes into a document as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from incidents.action_items import action_items
from incidents.catalog import Catalog
from incidents.earlier_ends import earlier_ends, what_fixed
from incidents.grade import Line, Told, grade
from incidents.incident import Incident
from incidents.kept_file import KeptFile
from incidents.lint import lint
from incidents.postmortem import CONTRIBUTING, IMPACT, RUNGS, STATES, SUMMARY, WENT_BADLY, WENT_WELL
from incidents.refs import DECLARED_FROM
from incidents.reviewing import owner_of, reviewers_of, standing
from incidents.role import IncidentRoleAssignment
from incidents.status_update import StatusUpdate
from incidents.task import Task
from incidents.timeline import NOTE, TimelineEntry
from incidents.writing import ladder_of, written_in
from reports.markdown import Markdown, paragraphs
from reports.moments import mitigated_at, moments
from reports.parts import Action, Moment, Part, Rung, Term
from reports.tasks import task_line
from reports.written import evidence, written


@dataclass(frozen=True, kw_only=True)
class Document:
    """The whole post-mortem. Times are in UTC; one that is not known is None."""

    number: int
    ref: str
    title: str
    drill: bool
    private: bool
    state: str
    """`draft`, `in review`, `published` or `waived`; blank while the incident is open."""
    version: int
    owner: str
    reviewers: Sequence[str]
    published_at: datetime | None
    published_by: str
    waive_reason: str

    summary: Markdown
    fixed: Markdown
    impact: Markdown
    contributing: Markdown
    went_well: Markdown
    went_badly: Markdown
    whys: Sequence[Rung]
    """Never fewer than five; one that nobody has answered has a blank `why`."""

    severity: str
    severity_name: str
    services: Sequence[str]
    users_affected: str
    began_at: datetime | None
    declared_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    mitigated_at: datetime | None
    """When it stopped hurting, and was only watched until it was over."""
    ended_at: datetime | None
    duration: timedelta
    """How long it hurt: from the start of the impact until it was mitigated, else to the end, or until now."""
    to_detect: timedelta | None
    to_acknowledge: timedelta | None
    to_mitigate: timedelta | None
    to_repair: timedelta | None
    reopened_at: Sequence[datetime]
    """When it broke again, however often."""

    declared_by: str
    declared_from: str
    people: Sequence[Part]
    others: Sequence[str]
    """Who was heard on the timeline, and held no role."""
    timeline: Sequence[Moment]
    actions: Sequence[Action]
    lacks: Sequence[str]
    grade: Sequence[Line] = ()
    """Of a drill: how well it went."""


def document(
    incident: Incident,
    timeline: Sequence[TimelineEntry],
    names: Mapping[str, str],
    catalog: Catalog,
    *,
    now: datetime,
    updates: Sequence[StatusUpdate] = (),
    files: Sequence[KeptFile] = (),
) -> Document:
    """All that is known by now. `names` by Slack id; `files` that were kept, for whoever can show them.

    `updates` are those that were posted, the first one first.
    """
    return Document(
        **_state(incident, names, catalog),
        **_texts(incident),
        **_facts(incident, names, catalog),
        **_times(incident, timeline, now),
        people=_people(incident, names, catalog),
        others=_others(incident, timeline, names),
        timeline=moments(incident, timeline, names, files),
        actions=[_action(task, names, now) for task in action_items(incident)],
        lacks=[lack.said for lack in lint(incident)] if incident.resolved_at else [],
        grade=_grade(incident, updates, catalog),
    )


def _state(incident: Incident, names: Mapping[str, str], catalog: Catalog) -> dict[str, Any]:
    kept, state = incident.postmortem, standing(incident, catalog)
    return {
        "number": incident.id or 0,
        "ref": incident.ref,
        "title": incident.title,
        "drill": incident.drill,
        "private": incident.private,
        "state": STATES[state] if state else "",
        "version": kept.version if kept else 0,
        "owner": _name(owner_of(incident), names),
        "reviewers": [_name(each, names) for each in reviewers_of(incident)],
        "published_at": kept.published_at if kept else None,
        "published_by": _name(kept.published_by if kept else None, names),
        "waive_reason": kept.waive_reason if kept else "",
    }


def _texts(incident: Incident) -> dict[str, Any]:
    """What people have written, by section; the summary is drafted from what was said on the way."""
    rest = (IMPACT, CONTRIBUTING, WENT_WELL, WENT_BADLY)
    return {
        "summary": _summary(incident),
        "fixed": Markdown(paragraphs(what_fixed(incident))),
        **{section.key: written(written_in(incident, section.key)) for section in rest},
        "whys": _whys(incident),
    }


def _facts(incident: Incident, names: Mapping[str, str], catalog: Catalog) -> dict[str, Any]:
    severity = catalog.shown_severity(incident.severity)
    return {
        "severity": severity.label,
        "severity_name": severity.name,
        "services": incident.services,
        "users_affected": incident.users_affected,
        "acknowledged_by": _name(incident.acknowledged_by, names),
        "declared_by": _name(incident.declared_by, names),
        "declared_from": incident.refs.get(DECLARED_FROM, ""),
    }


def _times(incident: Incident, timeline: Sequence[TimelineEntry], now: datetime) -> dict[str, Any]:
    """Whiles as the moments read, of which a document shows no seconds: from 13:49 to 14:00 it is 11 minutes."""
    since, mitigated = incident.hurts_since, mitigated_at(incident, timeline)
    return {
        "began_at": incident.impact_started_at,
        "declared_at": incident.declared_at,
        "acknowledged_at": incident.acknowledged_at,
        "ended_at": incident.ended_at,
        "mitigated_at": mitigated,
        "duration": _span(since, mitigated or incident.ended_at or now) or timedelta(0),
        "to_detect": _span(incident.impact_started_at, incident.declared_at),
        "to_acknowledge": _span(incident.declared_at, incident.acknowledged_at),
        "to_mitigate": _span(since, mitigated),
        "to_repair": _span(since, incident.resolved_at),
        "reopened_at": [end.reopened_at for end in earlier_ends(incident)],
    }


def _summary(incident: Incident) -> Markdown:
    """What people wrote for this; else what was said on the way, which is no Markdown."""
    kept = incident.postmortem
    if kept and SUMMARY.key in kept.sections:
        return written(kept.sections[SUMMARY.key])
    return Markdown(paragraphs(incident.summary))


def _whys(incident: Incident) -> list[Rung]:
    answered = [
        Rung(number=n, why=written(each.why), evidence=evidence(each.evidence))
        for n, each in enumerate(ladder_of(incident), 1)
    ]
    return answered + [Rung(number=n, why=Markdown()) for n in range(len(answered) + 1, RUNGS + 1)]


def _people(incident: Incident, names: Mapping[str, str], catalog: Catalog) -> list[Part]:
    """In the order of the config, then whatever role it no longer has."""
    titles = {role.key: role.name for role in catalog.roles}
    keys = dict.fromkeys((*titles, *(each.role for each in incident.roles)))
    held = {key: [_term(each, names) for each in incident.roles if each.role == key] for key in keys}
    return [Part(role=titles.get(key, key), terms=terms) for key, terms in held.items() if terms]


def _others(incident: Incident, timeline: Sequence[TimelineEntry], names: Mapping[str, str]) -> list[str]:
    known = {incident.declared_by, *(held.user_id for held in incident.roles)}
    said = (entry for entry in timeline if entry.deleted_at is None and (entry.message_ts or entry.kind == NOTE))
    heard = dict.fromkeys(entry.author_id for entry in said if entry.author_id)
    return [_name(person, names) for person in heard if person not in known]


def _term(held: IncidentRoleAssignment, names: Mapping[str, str]) -> Term:
    return Term(name=_name(held.user_id, names), since=held.assigned_at, until=held.released_at)


def _grade(incident: Incident, updates: Sequence[StatusUpdate], catalog: Catalog) -> list[Line]:
    told = [Told(at=each.posted_at, next_at=each.next_update_at) for each in updates if each.posted_at]
    return grade(incident, told, catalog)


def _action(task: Task, names: Mapping[str, str], now: datetime) -> Action:
    return Action(
        number=task.number or 0,
        text=task.words,
        owner=_name(task.assignee_id, names),
        due_at=task.due_at,
        done_at=task.done_at,
        overdue=task.overdue(now),
        link=task.permalink or "",
        ticket=task.ticket_key or "" if task.has_ticket else "",
        ticket_url=task.ticket_url or "" if task.has_ticket else "",
        ticket_status=task.ticket_status or "" if task.has_ticket else "",
        line=Markdown(task_line(task, names, now)),
    )


def _name(user_id: str | None, names: Mapping[str, str]) -> str:
    return names.get(user_id or "") or user_id or ""


def _span(start: datetime | None, end: datetime | None) -> timedelta | None:
    """None where one is not known, or it would end before it began."""
    if start is None or end is None or end < start:
        return None
    shown = end.replace(second=0, microsecond=0) - start.replace(second=0, microsecond=0)
    return shown or end - start
