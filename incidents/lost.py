"""A war room that is closed to us while the incident goes on, and how it goes on all the same."""

from datetime import datetime

from incidents.change import NOTHING, SILENT, Change, Effect, Entry
from incidents.effects.digest import RefreshDigest
from incidents.effects.doctor import ExamineRoom
from incidents.effects.documents import RefreshCanvas
from incidents.effects.people import AnswerPerson, BringOver
from incidents.effects.room import OpenChannel, RefreshCard, SetTopic
from incidents.incident import Incident
from incidents.refs import BEFORE, LEFT_ALONE, LOST, OF_THE_ROOM, POSTMORTEM, REOPENED, UNDER
from incidents.refusal import Refusal
from incidents.shown import answered, postmortem, task_list

ARCHIVED, REMOVED, GONE = "archived", "removed", "gone"
"""How a room is lost: a person archived it, or removed the bot; or Slack knows it no longer."""

WORDS = {ARCHIVED: "archived the war room", REMOVED: "removed the bot from the war room"}


def room_lost(
    incident: Incident, *, how: str, at: datetime, by: str | None = None, room: str | None = None
) -> Change:
    """Whoever leads hears of it once, with what to do. `room` is the channel that is closed, where that is known.

    What is said of an ended incident may rest; one that was just reopened goes on in a new room at once.
    """
    if incident.channel_id is None or room not in (None, incident.channel_id) or LOST in incident.refs:
        return NOTHING
    incident.remember(LOST, how)
    if not incident.is_open:
        return SILENT
    if REOPENED in incident.refs:
        return _reopened_without(incident, at)
    text = WORDS[how] if by and how in WORDS else "The war room is closed to the bot"
    entry = Entry(kind="room", text=text, at=at, author_id=by if how in WORDS else None)
    answer = answered(incident, "room_lost", to=incident.leader or "", detail=by or "")
    return Change(entries=(entry,), effects=(*answer, RefreshDigest()))


def room_back(incident: Incident) -> Change:
    """Somebody let the bot in again: everything in the room is brought in step."""
    if LOST not in incident.refs:
        return NOTHING
    incident.forget(LOST)
    if not incident.is_open:
        incident.remember(LEFT_ALONE, "1")
    shown = (RefreshCard(), SetTopic(), *task_list(incident), RefreshDigest())
    return Change(effects=(*shown, ExamineRoom(repair=True), RefreshCanvas(), *postmortem(incident)))


def leave_room(incident: Incident) -> None:
    """Forget the room and what stood in it; a post-mortem under the digest message stays where it is."""
    incident.channel_id = incident.channel_name = incident.room_ready_at = None
    elsewhere = POSTMORTEM if UNDER in incident.refs else ()
    incident.forget(*set(OF_THE_ROOM) - set(elsewhere))


def another_room(incident: Incident, *, asked_by: str, response_url: str | None = None) -> tuple[Effect, ...]:
    """Leave the room that is closed and ask for one that names it, with everybody who was in the old one.

    A private room cannot be read once the bot is out of it; who was in there is known, and comes at the opening.
    """
    closed = incident.channel_id or ""
    leave_room(incident)
    incident.remember(BEFORE, closed)
    over = () if incident.private else (BringOver(channel_id=closed, invited_by=asked_by),)
    return (
        OpenChannel(title=incident.title, asked_by=asked_by, response_url=response_url),
        *over,
        RefreshDigest(),
    )


def _reopened_without(incident: Incident, at: datetime) -> Change:
    asked_by = incident.refs[REOPENED]
    entry = Entry(kind="room", text="The war room had been closed, so another one was opened", at=at)
    return Change(entries=(entry,), effects=another_room(incident, asked_by=asked_by))


def new_room(incident: Incident, *, lost: str, by: str, at: datetime, response_url: str | None = None) -> Change:
    """Go on in a new room. `lost` is the channel that the screen spoke of."""
    if incident.channel_id != lost or LOST not in incident.refs:
        raise Refusal(f"{incident.ref} has a room again, so no other one was opened.")
    if not incident.is_open:
        raise Refusal(f"{incident.ref} is {incident.status}, so no new room was opened.")
    entry = Entry(kind="room", text="went on in a new war room", at=at, author_id=by)
    done = (AnswerPerson(user_id=by, answer="going_on", response_url=response_url),) if response_url else ()
    opening = another_room(incident, asked_by=by, response_url=response_url)
    return Change(entries=(entry,), effects=(*done, *opening))
