"""Who is spoken of: whose names a document or a page has to know."""

from collections.abc import Iterable

from incidents.incident import Incident
from incidents.inlaid import people_in
from incidents.reviewing import owner_of, reviewers_of
from incidents.timeline import TimelineEntry


def named_in(incident: Incident, timeline: Iterable[TimelineEntry]) -> set[str]:
    """The Slack ids of everybody in the facts of an incident, its post-mortem, its tasks, and these lines."""
    entries = list(timeline)
    people = {incident.declared_by, incident.acknowledged_by, owner_of(incident), *reviewers_of(incident)}
    people |= {held.user_id for held in incident.roles} | {*incident.asked}
    people |= {task.assignee_id for task in incident.tasks}
    people |= {each for entry in entries for each in (entry.author_id, entry.subject_id)}
    return {each for each in people if each} | people_in(entry.text for entry in entries)
