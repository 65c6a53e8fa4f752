"""How far a post-mortem has come: draft, in review, published; or waived, with a reason."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.clock import start_clock
from incidents.drill import counts
from incidents.effects.closing import TellPublished
from incidents.effects.people import AnswerPerson
from incidents.incident import RESOLVED, Incident
from incidents.inlaid import of_people
from incidents.lint import lint
from incidents.postmortem import DRAFT, IN_REVIEW, PUBLISHED, STATES, WAIVED, Postmortem
from incidents.refusal import Refusal
from incidents.reminders import forget, remind
from incidents.shown import into_the_room, replied
from incidents.wording import one_line
from incidents.writing import ABOUT, expect, follows, must_be_there

KIND = "postmortem"
"""The kind of the entries that tell of it."""
MOST_REVIEWERS = 20


def standing(incident: Incident, catalog: Catalog) -> str | None:
    """Where it stands; None while there is none. Waived is also what nobody has begun, where the config owes none.

    Of an incident from before post-mortems were kept it is a draft.
    """
    if incident.resolved_at is None or incident.status != RESOLVED:
        return None
    written = incident.postmortem
    state = written.state if written else DRAFT
    untouched = state == DRAFT and (written is None or not written.version)
    return WAIVED if untouched and incident.severity in catalog.writing.waived_for else state


def is_owed(incident: Incident, catalog: Catalog) -> bool:
    """Whether people wait for it. Nobody does for that of a drill."""
    return counts(incident) and standing(incident, catalog) in (DRAFT, IN_REVIEW)


def owner_of(incident: Incident) -> str | None:
    """Who sees to it that it gets written (Slack id)."""
    chosen = incident.postmortem.owner_id if incident.postmortem else None
    return chosen or incident.leader or incident.declared_by or None


def reviewers_of(incident: Incident) -> Sequence[str]:
    """Who is asked to read it (Slack ids)."""
    return incident.postmortem.reviewers if incident.postmortem else ()


def set_owner(incident: Incident, person: str, *, by: str, at: datetime) -> Change:
    """Somebody else sees to it. They hear of it."""
    written = must_be_there(incident, at)
    if written.owner_id == person:
        return NOTHING
    written.owner_id = person
    told = _told(person, "postmortem_given", by) + into_the_room(incident, person)
    entry = Entry(kind=KIND, text="gave the post-mortem to", at=at, author_id=by, subject_id=person)
    return Change((entry,), (*told, *follows(incident)))


def ask_review(incident: Incident, reviewers: Sequence[str], *, by: str, at: datetime) -> Change:
    """It is written, and these shall read it, as a form says that shows all of them; `add_reviewers` asks more."""
    written = must_be_there(incident, at)
    wanted = list(dict.fromkeys(reviewers))
    if not wanted:
        raise Refusal("Who shall read it? For example `/incident postmortem review @grace`.", field="reviewers")
    if len(wanted) > MOST_REVIEWERS:
        raise Refusal(f"At most {MOST_REVIEWERS} people can be asked.", field="reviewers")
    if written.state == PUBLISHED:
        raise Refusal(f"The post-mortem of {incident.ref} is published already, and can be changed all the same.")
    if (written.state, written.reviewers) == (IN_REVIEW, wanted):
        return NOTHING
    new = [each for each in wanted if written.state != IN_REVIEW or each not in written.reviewers]
    gone = [each for each in written.reviewers if written.state == IN_REVIEW and each not in wanted]
    written.state, written.reviewers = IN_REVIEW, wanted
    _open_again(written)
    aside = expect(incident, at=at)
    told = [one for each in new for one in (*_told(each, "review_asked", by), *into_the_room(incident, each))]
    instead = f", and no longer {of_people(gone)}" if gone else ""
    return _moved(incident, f"asked for a review of the post-mortem{instead}", by, at, *told, *aside)


def add_reviewers(incident: Incident, reviewers: Sequence[str], *, by: str, at: datetime) -> Change:
    """These shall read it, too."""
    asked = must_be_there(incident, at)
    before = asked.reviewers if reviewers and asked.state == IN_REVIEW else []
    return ask_review(incident, [*before, *reviewers], by=by, at=at)


def approve_postmortem(incident: Incident, *, by: str, at: datetime) -> Change:
    """A reviewer agrees with it as it stands now."""
    written = must_be_there(incident, at)
    if by not in written.reviewers:
        raise Refusal(f"You are not asked to review the post-mortem of {incident.ref}.")
    if written.has_approved(by):
        return NOTHING
    written.approved = {**written.approved, by: written.version}
    owner = owner_of(incident)
    told = _told(owner, "review_approved", by) if owner and owner != by else ()
    return _moved(incident, "approved the post-mortem", by, at, *told)


def must_be_whole(incident: Incident, *, at: datetime) -> None:
    """Whoever publishes what lacks something hears so first; said again, it is published all the same."""
    lacks = lint(incident)
    if lacks and must_be_there(incident, at).state != PUBLISHED:
        said = " ".join(lack.said for lack in lacks)
        raise Refusal(
            f"Nothing is published yet, since this is lacking: {said} "
            "Say that it shall be published all the same.",
            field="anyway",
        )


def publish(incident: Incident, *, by: str, at: datetime, response_url: str | None = None) -> Change:
    """It is done, and whoever may know of the incident can read it. `response_url`: the answer goes there."""
    written = must_be_there(incident, at)
    if written.state == PUBLISHED:
        return NOTHING
    written.state, written.published_at, written.published_by = PUBLISHED, at, by
    _open_again(written)
    forget(incident, ABOUT)
    start_clock(incident, at=at)
    answer = replied(by, "published", response_url)
    return _moved(incident, "published the post-mortem", by, at, TellPublished(), *answer)


def waive(incident: Incident, reason: str, *, by: str, at: datetime) -> Change:
    """Nobody shall write it, and this is why."""
    written = must_be_there(incident, at)
    why = one_line(reason)
    if not why:
        raise Refusal(
            "Why is no post-mortem needed? For example `/incident postmortem waive same cause as INC-7`.",
            field="reason",
        )
    if written.state == PUBLISHED:
        raise Refusal(f"The post-mortem of {incident.ref} is published, so there is nothing to waive.")
    if (written.state, written.waive_reason) == (WAIVED, why):
        return NOTHING
    written.state, written.waived_at, written.waived_by, written.waive_reason = WAIVED, at, by, why
    forget(incident, ABOUT)
    start_clock(incident, at=at)
    return _moved(incident, f"waived the post-mortem: {why}", by, at)


def take_up(incident: Incident, *, by: str, at: datetime) -> Change:
    """It goes on: what was published, waived or in review is a draft again."""
    written = must_be_there(incident, at)
    if written.state == DRAFT:
        return NOTHING
    before, written.state = STATES[written.state], DRAFT
    written.published_at = written.published_by = None
    _open_again(written)
    aside = expect(incident, at=at)
    return _moved(incident, f"took the post-mortem up again, which was {before}", by, at, *aside)


def _open_again(written: Postmortem) -> None:
    """Nothing waives it any more."""
    written.waived_at, written.waived_by, written.waive_reason = None, None, ""


def _moved(incident: Incident, text: str, by: str, at: datetime, *effects: Effect) -> Change:
    entry = Entry(kind=KIND, text=text, at=at, author_id=by)
    return Change((entry,), (*effects, *follows(incident)))


def _told(person: str, answer: str, by: str) -> tuple[Effect, ...]:
    return () if person == by else (AnswerPerson(user_id=person, answer=answer, detail=by),)


# Reminders


def postmortem_due(incident: Incident, about: str, catalog: Catalog, at: datetime) -> Change:
    """Whoever it waits for is reminded, until it is done: the owner, or those who have not read it yet."""
    if not is_owed(incident, catalog):
        return NOTHING
    remind(incident, ABOUT, at=at + timedelta(days=catalog.writing.remind_every))
    unread, owner = _unread(incident), owner_of(incident)
    if unread:
        told = tuple(AnswerPerson(user_id=each, answer="review_due") for each in unread)
    else:
        told = (AnswerPerson(user_id=owner, answer="postmortem_due"),) if owner else ()
    return Change(effects=told, silent=True)


def _unread(incident: Incident) -> list[str]:
    """The reviewers who have not agreed with it yet, as it stands now."""
    written = incident.postmortem
    if written is None or written.state != IN_REVIEW:
        return []
    return [each for each in written.reviewers if not written.has_approved(each)]
