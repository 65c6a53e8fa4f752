"""Status updates: written, looked at by a second person where that is wanted, posted, and promised anew."""

from datetime import datetime

from incidents.catalog import Catalog
from incidents.change import NOTHING, SILENT, Change, Effect, Entry, together
from incidents.effects.people import AnswerPerson
from incidents.effects.updates import FollowUp, PostUpdate
from incidents.ending import resolve
from incidents.incident import RESOLVED, STATUSES, Incident
from incidents.promises import no_longer_asked, promise
from incidents.refs import ROOMLESS
from incidents.refusal import Refusal
from incidents.shown import everywhere, has_room
from incidents.status import must_be_open, set_status
from incidents.status_update import INTERNAL, StatusUpdate
from incidents.wording import storable

TEXT = "update_text"
"""The input of the form that a refusal belongs to."""


def write_update(
    incident: Incident,
    text: str,
    catalog: Catalog,
    *,
    by: str,
    at: datetime,
    status: str = "",
    audience: str = INTERNAL,
    next_at: datetime | None = None,
    seen: int | None = None,
    response_url: str | None = None,
) -> Change:
    """Tell everybody how things stand. Where a second person is wanted, it waits for them instead.

    `status` moves the incident on with the posting; blank, or the present one, leaves it where it is by then.
    `next_at` is when people will hear more; None promises nothing. `seen` is the number of the latest update that
    the writer knew of. With the status resolved the text is what fixed it, and `response_url` hears of the end.
    """
    must_be_open(incident)
    words = storable(text).strip()
    if not words:
        raise Refusal("What is new? For example `/incident update the database is back; we watch it`.", field=TEXT)
    if seen is not None and seen != incident.latest_update_number:
        raise Refusal("Somebody posted an update meanwhile. Look at it, then send yours once more.", field=TEXT)
    incident.updates_written += 1
    update = StatusUpdate(
        number=incident.updates_written,
        author_id=by,
        written_at=at,
        text=words,
        status=status if status != incident.status else "",
        audience=audience,
        next_update_at=next_at,
    )
    incident.updates.append(update)
    if catalog.wants_second_person(audience, incident.severity):
        return _waits(incident, update)
    return _posted(incident, update, at=at, response_url=response_url)


def _waits(incident: Incident, update: StatusUpdate) -> Change:
    entry = Entry(
        kind="update_written",
        text="wrote an update that waits for a second person",
        at=update.written_at,
        author_id=update.author_id,
    )
    return Change(entries=(entry,), effects=(*_message(incident, update), *everywhere(incident)))


def approve(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """A second person has read it: it is posted. Nobody approves their own words, and nobody twice."""
    update = _still_waiting(incident, number)
    if update.author_id == by:
        raise Refusal("You wrote this update, so somebody else has to look at it.")
    update.approved_by = by
    if update.next_update_at and update.next_update_at <= at:
        update.next_update_at += at - update.written_at  # as long after posting as it was to be after writing
    if incident.latest_update_number > number:
        return _posted_late(incident, update, at=at)
    return _posted(incident, update, at=at)


def send_back(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """It is not good yet. Its author hears so and has it again; whoever wrote it may take it back as well."""
    update = _still_waiting(incident, number)
    update.sent_back_at, update.sent_back_by, update.carried = at, by, False
    own = update.author_id == by
    text = "took back an update before it was posted" if own else "sent back the update of"
    subject = None if own else update.author_id
    entry = Entry(kind="update_sent_back", text=text, at=at, author_id=by, subject_id=subject)
    told = AnswerPerson(user_id=update.author_id, answer="update_sent_back", detail=f"{number} {by}")
    answer = () if own else (told,)
    return Change(entries=(entry,), effects=(*answer, *_message(incident, update), *everywhere(incident)))


def _still_waiting(incident: Incident, number: int) -> StatusUpdate:
    update = next((each for each in incident.updates if each.number == number), None)
    if update is None or update.sent_back_at:
        raise Refusal("This update was sent back to whoever wrote it, so nothing was changed.")
    if update.posted_at:
        raise Refusal("This update is posted already: {person} approved it.", person=update.approved_by)
    must_be_open(incident)
    return update


def _posted(incident: Incident, update: StatusUpdate, *, at: datetime, response_url: str | None = None) -> Change:
    for earlier in incident.updates:
        if earlier.posted_at:
            earlier.carried = False
    update.posted_at, update.status = at, update.status or incident.status
    promise(incident, update.next_update_at)
    told = (*_message(incident, update), *_in_public(incident, update))
    shown = Change(effects=(*everywhere(incident), *told, *no_longer_asked(incident)))
    if update.status == RESOLVED:  # its own entry has the words
        ended = resolve(incident, by=update.author_id, at=at, resolution=update.text, response_url=response_url)
        return together((ended, shown))
    entry = Entry(kind="update", text=f"posted an update: {update.text}", at=at, author_id=update.author_id)
    moved = set_status(incident, update.status, by=update.author_id, at=at)
    return together((moved, Change(entries=(entry,)), shown))


def _posted_late(incident: Incident, update: StatusUpdate, *, at: datetime) -> Change:
    """While it waited a newer one was posted: that one's promise stands, and it moves nothing back."""
    promised = [due for due in (incident.next_update_at, update.next_update_at) if due]
    if update.status and STATUSES.index(update.status) < STATUSES.index(incident.status):
        update.status = incident.status
    change = _posted(incident, update, at=at)
    if incident.is_open:
        promise(incident, min(promised, default=None))
    return change


def _message(incident: Incident, update: StatusUpdate) -> tuple[Effect, ...]:
    """In the room; where there is none, what waits is looked at under the digest message."""
    if has_room(incident):
        return (PostUpdate(update=update.number),)
    return (FollowUp(update=update.number),) if ROOMLESS in incident.refs and not update.posted_at else ()


def _in_public(incident: Incident, update: StatusUpdate) -> tuple[Effect, ...]:
    return () if incident.private else (FollowUp(update=update.number),)


def update_shown(
    incident: Incident, *, number: int, channel: str = "", ts: str = "", digest_ts: str = ""
) -> Change:
    """Its message is known: in the room (`channel`, `ts`), or under the digest message."""
    update = next((each for each in incident.updates if each.number == number), None)
    if update is None:
        return NOTHING
    if digest_ts:
        update.digest_ts = digest_ts
    else:
        update.channel_id, update.message_ts = channel, ts
    return SILENT
