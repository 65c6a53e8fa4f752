"""The war room as it comes into being: each step found done brings the next ones."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from incidents.change import NOTHING, SILENT, Change, Effect
from incidents.effects.bridge import BookmarkBridge
from incidents.effects.digest import RefreshDigest
from incidents.effects.documents import RefreshCanvas
from incidents.effects.offers import OfferEarlier
from incidents.effects.people import InviteFollowers, InvitePeople
from incidents.effects.room import (
    BookmarkCard,
    LeaveRoom,
    PinCard,
    RefreshCard,
    RefreshSignpost,
    RenameRoom,
    SetTopic,
)
from incidents.incident import Incident
from incidents.meeting import call_again
from incidents.refs import REOPENED, ROOMLESS
from incidents.shown import answered, has_room, postmortem, task_list, updates_in_the_room
from incidents.visible import inside, may_see


def room_opened(
    incident: Incident,
    *,
    channel_id: str,
    name: str,
    title: str = "",
    people: Sequence[str] = (),
    private: bool = False,
    asked_by: str = "",
    response_url: str | None = None,
) -> Change:
    """The channel exists, named by `title`: people first, then topic, card and digest beside them.

    `people` are those whom we knew without asking; whoever else should come is asked for and invited beside.
    """
    if incident.channel_id is not None:
        return NOTHING
    if private != incident.private:  # made private while a public room was opening: another one is on its way
        return Change(effects=(LeaveRoom(channel_id=channel_id),))
    asked_by, response_url = _who_waits(incident, asked_by, response_url)
    incident.channel_id, incident.channel_name = channel_id, name
    late = call_again(incident) if ROOMLESS in incident.refs else ()
    incident.forget(ROOMLESS)
    incident.remember("room_name", name)
    wanted = (incident.declared_by, asked_by, *incident.taking_part, *inside(incident), *people)
    renamed = (RenameRoom(title=incident.title),) if title not in ("", incident.title) else ()
    return Change(
        effects=(
            *_invited(wanted),
            RefreshCard(),
            SetTopic(),
            *answered(incident, "room_open" if asked_by else "declared", to=asked_by, response_url=response_url),
            RefreshDigest(),
            *_bookmarked(incident),
            *late,
            *renamed,
            InviteFollowers(),
            *_merged_meanwhile(incident),
        )
    )


def room_there(incident: Incident, *, asked_by: str, response_url: str | None = None) -> Change:
    """Somebody else's wish has opened the room meanwhile: whoever asked for one comes into that."""
    if not (asked_by and has_room(incident) and may_see(incident, asked_by)):
        return NOTHING
    told = answered(incident, "room_open", to=asked_by, response_url=response_url)
    return Change(effects=(*_invited((asked_by,)), *told))


def _who_waits(incident: Incident, asked_by: str, response_url: str | None) -> tuple[str, str | None]:
    """Nobody hears of what became private since they asked. Where nobody asked, the declarer waits."""
    return ("", None) if asked_by and not may_see(incident, asked_by) else (asked_by, response_url)


def _bookmarked(incident: Incident) -> tuple[Effect, ...]:
    return (BookmarkBridge(),) if incident.conference_url else ()


def _invited(wanted: Iterable[str]) -> tuple[Effect, ...]:
    """One batch, the first one first; nobody may be known."""
    people = tuple(dict.fromkeys(user for user in wanted if user))
    return (InvitePeople(people=people),) if people else ()


def _merged_meanwhile(incident: Incident) -> tuple[Effect, ...]:
    """What belongs into the room of an incident that was merged while the room was opening."""
    return (RefreshSignpost(),) if incident.merged_into else ()


def room_failed(
    incident: Incident, *, why: str = "", asked_by: str = "", response_url: str | None = None
) -> Change:
    """There will be no channel: whoever waits for it hears why, and the digest carries the incident."""
    told = answered(incident, "no_room", to=asked_by, detail=why, response_url=response_url)
    return Change(effects=(*told, RefreshDigest()))


def room_delayed(incident: Incident, *, asked_by: str = "", response_url: str | None = None) -> Change:
    """Slack is slow, down or counts our calls: whoever waits for the link hears that nothing is lost."""
    if incident.channel_id is not None:
        return NOTHING
    return Change(effects=answered(incident, "delayed", to=asked_by, response_url=response_url))


def tried_again(incident: Incident) -> Change:
    """Steps that were given up are begun anew, so nothing lists them as failed any more."""
    return Change(effects=(RefreshCard(),) if incident.channel_id else (RefreshDigest(),))


def card_posted(incident: Incident, *, ts: str, room: str) -> Change:
    """The card exists: pin it and bookmark it. What nobody waits for, tasks, updates and post-mortem, follows.

    One in a `room` that was left meanwhile is nothing to go by.
    """
    if incident.channel_id != room:
        return NOTHING
    reopened = REOPENED in incident.refs
    if reopened:
        incident.forget(REOPENED)  # its room is there
    if incident.refs.get("card") == ts:
        return SILENT if reopened else NOTHING
    incident.remember("card", ts)
    late = (*task_list(incident), *updates_in_the_room(incident), *postmortem(incident))
    return Change(effects=(PinCard(), BookmarkCard(), *late, RefreshCanvas()))


def card_pinned(incident: Incident, *, at: datetime) -> Change:
    """The room is ready. How long it took shows with the card's next refresh.

    What was pinned elsewhere before may belong here.
    """
    if incident.room_ready_at is not None:
        return NOTHING
    incident.room_ready_at = at
    return Change(effects=(OfferEarlier(),))


def remembered(incident: Incident, *, room: str | None, **refs: str) -> Change:
    """Keep references of things made in a `room`, by name; those in one that was left meanwhile mean nothing."""
    if incident.channel_id != room or all(incident.refs.get(name) == value for name, value in refs.items()):
        return NOTHING
    for name, value in refs.items():
        incident.remember(name, value)
    return SILENT


def channel_renamed(incident: Incident, *, name: str) -> Change:
    """A person renamed the room by hand. It is bound by id, so nothing else changes."""
    if incident.channel_name == name:
        return NOTHING
    incident.channel_name = name
    return SILENT
