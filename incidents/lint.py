"""What a post-mortem still lacks, in sentences: shown to whoever writes it, and never a wall."""

from collections.abc import Iterator
from dataclasses import dataclass

from incidents.action_items import action_items
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.postmortem import IMPACT, IN_REVIEW, SECTIONS, WHYS
from incidents.writing import ladder_of, written_in

ENOUGH_WHYS = 3
"""A ladder that ends before seldom reaches what somebody can change for good."""
ACTIONS, REVIEW = "actions", "review"


@dataclass(frozen=True, kw_only=True)
class Lack:
    """What is lacking, and in which part: the key of a section, `whys`, `actions` or `review`."""

    part: str
    said: str


def lint(incident: Incident, catalog: Catalog) -> tuple[Lack, ...]:
    """Everything that a reader would miss, in the order of the document."""
    return (
        *_sections(incident),
        *_impact(incident, catalog),
        *_whys(incident),
        *_actions(incident),
        *_review(incident),
    )


def _sections(incident: Incident) -> Iterator[Lack]:
    for section in SECTIONS:
        if section.owed and not written_in(incident, section.key):
            yield Lack(part=section.key, said=f"“{section.title}” is blank.")


def _impact(incident: Incident, catalog: Catalog) -> Iterator[Lack]:
    if not (incident.users_affected or written_in(incident, IMPACT.key)):
        yield Lack(part=IMPACT.key, said="The impact is unknown: nobody has said who was affected.")
    if catalog.services and not incident.services:
        yield Lack(part=IMPACT.key, said="No service is named.")
    if incident.impact_started_at is None:
        yield Lack(part=IMPACT.key, said="When it began is unknown, so nobody knows how long it went unnoticed.")


def _whys(incident: Incident) -> Iterator[Lack]:
    rungs = ladder_of(incident)
    answered = [n for n, rung in enumerate(rungs, 1) if rung.why]
    if not answered:
        yield Lack(part=WHYS, said="The root cause is unknown: no why is answered.")
        return
    for number, rung in enumerate(rungs, 1):
        if not rung.why:
            yield Lack(part=WHYS, said=f"Why {number} is blank.")
        elif not rung.evidence:
            yield Lack(part=WHYS, said=f"Why {number} has no evidence.")
    if len(answered) < ENOUGH_WHYS:
        reached = "1 why is" if len(answered) == 1 else f"{len(answered)} whys are"
        yield Lack(part=WHYS, said=f"Only {reached} answered: ask on, until it is something you can change.")


def _actions(incident: Incident) -> Iterator[Lack]:
    items = action_items(incident)
    if not items:
        yield Lack(part=ACTIONS, said="There is no action item: nothing would be different the next time.")
    for item in items:
        if item.done_at is None and item.assignee_id is None:
            yield Lack(part=ACTIONS, said=f"Action item {item.number} has no owner.")
        if item.done_at is None and item.due_at is None:
            yield Lack(part=ACTIONS, said=f"Action item {item.number} has no due date.")


def _review(incident: Incident) -> Iterator[Lack]:
    written = incident.postmortem
    if written and written.state == IN_REVIEW:
        unread = sum(not written.has_approved(each) for each in written.reviewers)
        if unread:
            asked = len(written.reviewers)
            yield Lack(part=REVIEW, said=f"{unread} of {asked} reviewers have not approved it yet.")
