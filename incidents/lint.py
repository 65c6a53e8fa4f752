"""What a post-mortem still lacks, in sentences: shown to whoever writes it, and never a wall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidents.action_items import action_items
from incidents.incident import Incident
from incidents.postmortem import IMPACT, IN_REVIEW, SECTIONS, WHYS
from incidents.writing import ladder_of, written_in

ENOUGH_WHYS = 3
"""A ladder that ends before seldom reaches what somebody can change for good."""
NAMED = 10
"""So many are named by their numbers; of the others it is said how many they are."""
ACTIONS, REVIEW = "actions", "review"


@dataclass(frozen=True, kw_only=True)
class Lack:
    """What is lacking, and in which part: the key of a section, `whys`, `actions` or `review`."""

    part: str
    said: str


def lint(incident: Incident) -> tuple[Lack, ...]:
    """Everything that a reader would miss, in the order of the document."""
    return (
        *_sections(incident),
        *_impact(incident),
        *_whys(incident),
        *_actions(incident),
        *_review(incident),
    )


def _sections(incident: Incident) -> Iterator[Lack]:
    for section in SECTIONS:
        if section.owed and not written_in(incident, section.key):
            yield Lack(part=section.key, said=f"“{section.title}” is blank.")


def _impact(incident: Incident) -> Iterator[Lack]:
    if not (incident.users_affected or written_in(incident, IMPACT.key)):
        yield Lack(part=IMPACT.key, said="The impact is unknown: nobody has said who was affected.")
    if not incident.services:
        yield Lack(part=IMPACT.key, said="No service is named.")
    if incident.impact_started_at is None:
        yield Lack(part=IMPACT.key, said="When it began is unknown, so nobody knows how long it went unnoticed.")


def _whys(incident: Incident) -> Iterator[Lack]:
    rungs = ladder_of(incident)
    answered = [n for n, rung in enumerate(rungs, 1) if rung.why]
    if not answered:
        yield Lack(part=WHYS, said="The root cause is unknown: no why is answered.")
        return
    blank = [n for n, rung in enumerate(rungs, 1) if not rung.why]
    unproven = [n for n, rung in enumerate(rungs, 1) if rung.why and not rung.evidence]
    yield from _all(WHYS, "Why", blank, "is blank", "are blank")
    yield from _all(WHYS, "Why", unproven, "has no evidence", "have no evidence")
    if len(answered) < ENOUGH_WHYS:
        reached = "1 why is" if len(answered) == 1 else f"{len(answered)} whys are"
        yield Lack(part=WHYS, said=f"Only {reached} answered: ask on, until it is something you can change.")


def _actions(incident: Incident) -> Iterator[Lack]:
    items = action_items(incident)
    if not items:
        yield Lack(part=ACTIONS, said="There is no action item: nothing would be different the next time.")
    left = [item for item in items if item.done_at is None]
    unowned = [item.number or 0 for item in left if item.assignee_id is None]
    undated = [item.number or 0 for item in left if item.due_at is None]
    yield from _all(ACTIONS, "Action item", unowned, "has no owner", "have no owner")
    yield from _all(ACTIONS, "Action item", undated, "has no due date", "have no due date")


def _all(part: str, what: str, numbers: Sequence[int], one: str, several: str) -> Iterator[Lack]:
    """One sentence for all that lack the same."""
    if len(numbers) == 1:
        yield Lack(part=part, said=f"{what} {numbers[0]} {one}.")
    elif numbers:
        more = len(numbers) - NAMED
        named = [str(n) for n in numbers[: NAMED if more > 1 else None]]
        *first, last = [*named, f"{more} more"] if more > 1 else named
        yield Lack(part=part, said=f"{what}s {', '.join(first)} and {last} {several}.")


def _review(incident: Incident) -> Iterator[Lack]:
    written = incident.postmortem
    if written and written.state == IN_REVIEW:
        unread = sum(not written.has_approved(each) for each in written.reviewers)
        if unread:
            asked = len(written.reviewers)
            yield Lack(part=REVIEW, said=f"{unread} of {asked} reviewers have not approved it yet.")
