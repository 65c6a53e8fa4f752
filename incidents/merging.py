"""Two incidents that are one trouble: one is merged into the other, and taken out again where that was wrong."""

from datetime import datetime

from incidents.change import NOTHING, SILENT, Change, Effect, Entry
from incidents.effects.people import BringOver
from incidents.effects.room import RefreshCard, RefreshSignpost
from incidents.ending import UNDO_FOR, open_again, told_everywhere
from incidents.incident import MERGED, Incident
from incidents.meeting import bridge_over
from incidents.promises import promise_anew
from incidents.refs import LOST, MERGED_ROOM, SIGNPOST
from incidents.refusal import Refusal
from incidents.shown import documents, has_room, replied
from incidents.status import must_be_open
from incidents.task_merging import come_back, go_along
from incidents.wording import storable

Both = tuple[Change, Change]


def merge(incident: Incident, into: Incident, *, by: str, at: datetime, response_url: str | None = None) -> Both:
    """End `incident`, whose people, timeline and tasks go on in `into`. All of it can be taken back."""
    answer = replied(by, MERGED, response_url)
    if incident.merged_into is not None and incident.merged_into == into.id:
        return Change(effects=answer), NOTHING
    _must_fit(incident, into)
    incident.status_before_end, incident.status = incident.status, MERGED
    incident.merged_at, incident.merged_into = at, into.id
    if has_room(into):
        incident.remember(MERGED_ROOM, into.channel_id or "")
    signpost = (RefreshSignpost(),) if has_room(incident) else ()
    left = Entry(kind=MERGED, text=f"merged the incident into {into.ref}", at=at, author_id=by)
    came = Entry(kind=MERGED, text=f"merged {incident.ref} into this incident", at=at, author_id=by)
    over = bridge_over(incident, at=at)
    ended = told_everywhere(incident) + signpost + answer
    there = _people(incident, into, by) + _told_there(into) + go_along(incident, into, at=at)
    return Change((left, *over), ended), Change((came,), there)


def fits(incident: Incident, into: Incident) -> bool:
    """Whether they may become one: what is private never goes on in public, nor a drill in a real one."""
    return incident.private == into.private and incident.drill == into.drill


def undo_merge(
    incident: Incident,
    into: Incident,
    *,
    merged_at: datetime,
    by: str,
    at: datetime,
    response_url: str | None = None,
) -> Both:
    """Take back the merge that happened at `merged_at`."""
    if incident.merged_at is None:
        raise Refusal(f"{incident.ref} stands on its own already: that merge was taken back.")
    if (incident.merged_at, incident.merged_into) != (merged_at, into.id):
        raise Refusal(f"{incident.ref} has been merged again since, so this Undo no longer fits.")
    if at - merged_at > UNDO_FOR:
        raise Refusal(
            f"Undo works for 10 minutes, and {incident.ref} was merged earlier. "
            f"If it is a trouble of its own, `/incident {incident.ref} reopen`."
        )
    alone = Entry(kind="undone", text=f"took back merging the incident into {into.ref}", at=at, author_id=by)
    left = Entry(kind="undone", text=f"took back merging {incident.ref} into this incident", at=at, author_id=by)
    return _apart(incident, into, alone, left, response_url, *replied(by, "parted", response_url, into.ref))


def part(
    incident: Incident, into: Incident, *, by: str, at: datetime, why: str = "", response_url: str | None = None
) -> Both:
    """Reopen an incident that was merged, however long ago: it is a trouble of its own after all."""
    if incident.merged_into is None or incident.merged_into != into.id:
        raise Refusal(f"{incident.ref} is {incident.status} by now, so nothing was changed.")
    because = f": {told}" if (told := storable(why).strip()) else ""
    promise_anew(incident, at=at)
    alone = Entry(kind="reopened", text=f"reopened the incident{because}", at=at, author_id=by)
    left = Entry(kind="reopened", text=f"took {incident.ref} out of this incident{because}", at=at, author_id=by)
    return _apart(incident, into, alone, left, response_url)


def elsewhere(incident: Incident, into: Incident, last: int | None) -> Refusal:
    """Where to, when the one that was named has gone into another itself (`last`, by number)."""
    if last == incident.id:
        return Refusal(f"{into.ref} was merged into {incident.ref} already, so there is nothing to merge.")
    return Refusal(
        f"{into.ref} was itself merged into INC-{last}, so nothing was changed. "
        f"Did you mean `/incident {incident.ref} merge INC-{last}`?"
    )


def signpost_posted(incident: Incident, *, ts: str, merged: bool) -> Change:
    """The message points to where the incident goes on; one that was taken back is done with."""
    if merged and incident.refs.get(SIGNPOST) != ts:
        incident.remember(SIGNPOST, ts)
    elif not merged and SIGNPOST in incident.refs:
        incident.forget(SIGNPOST)
    else:
        return NOTHING
    return SILENT


def _must_fit(incident: Incident, into: Incident) -> None:
    if incident.id == into.id:
        raise Refusal(f"{into.ref} is this very incident. Name the other one, as in `/incident merge INC-7`.")
    if into.merged_into:
        raise elsewhere(incident, into, into.merged_into)
    if incident.drill != into.drill:
        drill, other = (incident, into) if incident.drill else (into, incident)
        raise Refusal(f"{drill.ref} is a drill and {other.ref} is not, so they are not one trouble.")
    if not fits(incident, into):
        secret, other = (incident, into) if incident.private else (into, incident)
        raise Refusal(
            f"{secret.ref} is private and {other.ref} is not, so merging them would tell of it. "
            f"`/incident {other.ref} private` comes first."
        )
    must_be_open(incident)
    if not into.is_open:
        raise Refusal(
            f"{into.ref} is {into.status}, so nothing was merged into it. `/incident {into.ref} reopen` comes "
            f"first; or end this one by itself: `/incident {incident.ref} cancel same as {into.ref}`."
        )


def _people(incident: Incident, into: Incident, by: str) -> tuple[Effect, ...]:
    """Whoever is in the old room; where that cannot be read, whoever has a part in it."""
    if LOST in into.refs:
        return ()
    room = incident.channel_id or "" if has_room(incident) else ""
    return (BringOver(channel_id=room, people=incident.taking_part, invited_by=by),)


def _told_there(into: Incident) -> tuple[Effect, ...]:
    """The card of the other one names what was merged into it, and its documents tell of it."""
    return ((RefreshCard(),) if has_room(into) else ()) + documents(into)


def _apart(
    incident: Incident, into: Incident, alone: Entry, left: Entry, response_url: str | None, *answer: Effect
) -> Both:
    """Each goes on by itself; the people who were brought over stay where they are."""
    incident.forget(MERGED_ROOM)
    effects = open_again(incident, alone.author_id or "", response_url)
    wanted, there = come_back(incident, into, at=alone.at)
    return Change((alone,), (*effects, *wanted, *answer)), Change((left,), _told_there(into) + there)
