"""How an incident ends: resolved or cancelled, and undone while there is time."""

from collections.abc import Collection
from datetime import datetime, timedelta

from incidents.action_items import carry_over, take_up_again
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.clock import start_clock, stop_clock
from incidents.earlier_ends import keep_end
from incidents.effects.digest import RefreshDigest
from incidents.effects.documents import RefreshPostmortem
from incidents.effects.room import OpenChannel, RefreshSignpost
from incidents.facts import set_users_affected
from incidents.incident import CANCELLED, MERGED, RESOLVED, STATUSES, Incident
from incidents.lost import another_room
from incidents.meeting import bridge_over, call_again, hang_up
from incidents.offering import offers
from incidents.promises import promise_anew
from incidents.refs import LOST, REOPENED, ROOMLESS
from incidents.refusal import Refusal
from incidents.shown import everywhere, has_room, postmortem, replied, task_list
from incidents.status import must_be_open
from incidents.wording import storable
from incidents.writing import draft, put_aside

UNDO_FOR = timedelta(minutes=10)


def resolve(
    incident: Incident,
    *,
    by: str,
    at: datetime,
    resolution: str = "",
    users_affected: str | None = None,
    left: Collection[int] = (),
    response_url: str | None = None,
) -> Change:
    """Stop the clock and ask for the post-mortem. Open tasks become action items, except those `left` (numbers).

    `response_url`: the answer goes there, not with the ack.
    """
    must_be_open(incident)
    incident.status_before_end, incident.status = incident.status, RESOLVED
    incident.resolved_at = at
    incident.resolution = storable(resolution).strip()
    carry_over(incident, at=at, besides=left)
    draft(incident, at=at)
    told = NOTHING if users_affected is None else set_users_affected(incident, users_affected, by=by, at=at)
    fixed = f": {incident.resolution}" if incident.resolution else ""
    entry = Entry(kind=RESOLVED, text=f"resolved the incident{fixed}", at=at, author_id=by)
    over = bridge_over(incident, at=at)
    effects = told_everywhere(incident) + replied(by, RESOLVED, response_url)
    return Change(entries=(*told.entries, entry, *over), effects=effects)


def cancel(incident: Incident, *, by: str, at: datetime, reason: str = "") -> Change:
    """Call it off as a false alarm: out of all figures, and no post-mortem is owed."""
    must_be_open(incident)
    incident.status_before_end, incident.status = incident.status, CANCELLED
    incident.cancelled_at = at
    incident.cancel_reason = storable(reason).strip()
    why = f": {incident.cancel_reason}" if incident.cancel_reason else ""
    entry = Entry(kind=CANCELLED, text=f"cancelled it as a false alarm{why}", at=at, author_id=by)
    over = bridge_over(incident, at=at)
    return Change(entries=(entry, *over), effects=told_everywhere(incident))


def undo_end(
    incident: Incident, *, ended_at: datetime, by: str, at: datetime, response_url: str | None = None
) -> Change:
    """Take back the ending that happened at `ended_at`: the clock runs on as if it had never stopped."""
    if incident.ended_at is None:
        raise Refusal(f"{incident.ref} is open again already: that was taken back.")
    if incident.ended_at != ended_at:
        raise Refusal(f"{incident.ref} has been ended again since, so this Undo no longer fits.")
    if at - ended_at > UNDO_FOR:
        raise Refusal(
            f"Undo works for 10 minutes, and {incident.ref} ended earlier. "
            f"If it broke again, `/incident {incident.ref} reopen`."
        )
    word = "resolving" if incident.status == RESOLVED else "cancelling"
    entry = Entry(kind="undone", text=f"took back {word} the incident", at=at, author_id=by)
    effects = open_again(incident, by, response_url) + replied(by, "undone", response_url)
    return Change(entries=(entry,), effects=effects)


def reopen(incident: Incident, *, by: str, at: datetime, why: str = "", response_url: str | None = None) -> Change:
    """It broke again, however long ago it ended. Where its room was closed since, a new one is opened."""
    if incident.is_open:
        raise Refusal(f"{incident.ref} is open already.")
    because = f": {told}" if (told := storable(why).strip()) else ""
    promise_anew(incident, at=at)
    keep_end(incident, at=at)
    incident.status_before_end = None  # it broke again, so nobody knows yet why
    entry = Entry(kind="reopened", text=f"reopened the incident{because}", at=at, author_id=by)
    return Change(entries=(entry,), effects=open_again(incident, by, response_url))


def open_again(incident: Incident, by: str, response_url: str | None = None) -> tuple[Effect, ...]:
    """The clock runs on, and nothing speaks of the end any more. Whoever did it hears of a new room."""
    put_aside(incident)  # first: what else would remind sleeps until somebody does something
    stays = stop_clock(incident)
    ended, incident.status = incident.status, incident.status_before_end or STATUSES[0]
    incident.status_before_end = None
    incident.resolved_at = incident.cancelled_at = incident.merged_at = incident.merged_into = None
    incident.resolution = incident.cancel_reason = ""
    take_up_again(incident)
    signpost = (RefreshSignpost(),) if ended == MERGED and has_room(incident) else ()
    # Also while the post-mortem is still on its way, and so not known to the incident.
    written = (RefreshPostmortem(),) if ended == RESOLVED else postmortem(incident)
    again = task_list(incident) + call_again(incident) + offers(incident)
    return stays + _in_a_room(incident, by, response_url) + written + signpost + again


def told_everywhere(incident: Incident) -> tuple[Effect, ...]:
    """It has ended: wherever it is shown that is said, its meeting ends too, and its room may once be archived."""
    start_clock(incident, at=incident.ended_at or incident.declared_at)
    shown = everywhere(incident) + task_list(incident) + postmortem(incident)
    return shown + offers(incident) + hang_up(incident)


def _in_a_room(incident: Incident, by: str, response_url: str | None) -> tuple[Effect, ...]:
    """In its own, as far as we know; a closed one turns up when something is to be shown in it."""
    if LOST in incident.refs:
        return another_room(incident, asked_by=by, response_url=response_url)
    if incident.channel_id:
        incident.remember(REOPENED, by)
    elif ROOMLESS not in incident.refs:  # it ended before its room was there
        return (OpenChannel(title=incident.title, asked_by=by, response_url=response_url), RefreshDigest())
    return everywhere(incident)
