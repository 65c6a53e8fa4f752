"""Closing: a room is archived when all is said, and only then. Somebody can always keep it open.

The incident has ended, nobody owes its post-mortem, and nobody was heard in the room for as long as the config
says. A day before, the room is told. Each step looks anew, since a day is long.
"""

from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.change import NOTHING, SILENT, Change, Entry
from incidents.clock import ABOUT, called_off
from incidents.effects.closing import ArchiveRoom, KeepExport, LookAtRoom, RefreshNotice
from incidents.incident import Incident
from incidents.lost import ARCHIVED, room_lost
from incidents.refs import ARCHIVE_AT, EXPORT_KEPT, LEFT_ALONE, LOST, NOTICE, NOTICE_ENDED, NOTICE_ROUND, ROOMLESS
from incidents.refusal import Refusal
from incidents.reminders import forget, remind, reminded_at
from incidents.reviewing import is_owed, standing
from incidents.shown import has_room, replied
from incidents.wording import spoken

AHEAD = timedelta(days=1)
"""So long before it happens the room is told."""
KEPT, HEARD, OFF = "kept", "heard", "off"
"""How an announcement ended: somebody keeps the room open, somebody was heard in it, or it was called off."""


def why_not(incident: Incident, catalog: Catalog) -> str:
    """Why its room may not be archived, in a sentence; blank where it may."""
    if incident.is_open:
        return f"{incident.ref} is still open. `/incident {incident.ref} resolve` comes first."
    if is_owed(incident, catalog):
        state = _state(incident, catalog)
        return f"The post-mortem of {incident.ref} is {state}: publish it first, or waive it with a reason."
    if LOST in incident.refs:
        return f"The room of {incident.ref} is closed already."
    if ROOMLESS in incident.refs or incident.channel_id is None:
        return f"{incident.ref} has no war room, so there is none to archive."
    return ""


def _state(incident: Incident, catalog: Catalog) -> str:
    state = standing(incident, catalog)
    return "in review" if state == "in_review" else "a draft"


def close_now(
    incident: Incident,
    catalog: Catalog,
    *,
    by: str,
    at: datetime,
    sure: bool = True,
    response_url: str | None = None,
) -> Change:
    """Archive it now: whoever closes it knows that all is said. What was written is stored first.

    It cannot be taken back, so whoever is not `sure` is asked. `response_url`: the answer goes there.
    """
    must_be_over(incident, catalog)
    if not sure:
        raise Refusal(
            f"{incident.ref} keeps its room as long as nobody says that they are sure: nobody can write there "
            "any more, and a room that is archived is not opened again.",
            field="sure",
        )
    forget(incident, ABOUT)
    answer = replied(by, "closing", response_url)
    return Change(effects=(KeepExport(), ArchiveRoom(asked_by=by), *answer), silent=True)


def must_be_over(incident: Incident, catalog: Catalog) -> None:
    """Refuse to archive the room of what goes on, or of which something is owed."""
    sentence = why_not(incident, catalog)
    if sentence:
        raise Refusal(sentence)


def kept_first(incident: Incident) -> str:
    """What is stored before the room is archived, in a few words. Only what was resolved has a post-mortem."""
    return "its post-mortem" if incident.resolved_at else "what is known of it"


def wind_up(incident: Incident, catalog: Catalog, *, at: datetime) -> Change:
    """It was over before rooms were archived at all. Its clock begins now, and so the room is told before."""
    told = NOTICE_ROUND in incident.refs and NOTICE_ENDED not in incident.refs
    clock = reminded_at(incident, ABOUT) is not None
    if catalog.writing.archive_after is None or why_not(incident, catalog) or told or clock:
        return NOTHING
    if LEFT_ALONE in incident.refs:
        return NOTHING
    remind(incident, ABOUT, at=at)
    return SILENT


def archive_due(incident: Incident, about: str, catalog: Catalog, at: datetime) -> Change:
    """The clock has come round: Slack is asked, where the room may be archived at all."""
    if catalog.writing.archive_after is None or why_not(incident, catalog):
        return Change(effects=called_off(incident, OFF))
    return Change(effects=(LookAtRoom(),))


def room_looked_at(incident: Incident, catalog: Catalog, *, heard: datetime, at: datetime) -> Change:
    """A person was last `heard` in the room then. What follows, and when the clock comes round again."""
    after = catalog.writing.archive_after
    if after is None or why_not(incident, catalog):
        return Change(effects=called_off(incident, OFF)) or NOTHING
    heard = max(heard, _finished_at(incident))
    if NOTICE_ROUND in incident.refs and NOTICE_ENDED not in incident.refs:
        return _after_the_notice(incident, heard, after, at)
    return _before_the_notice(incident, heard + after - _ahead(after), at)


def _before_the_notice(incident: Incident, due: datetime, at: datetime) -> Change:
    if at < due:
        remind(incident, ABOUT, at=due)
        return SILENT
    incident.forget(NOTICE, NOTICE_ENDED, ARCHIVE_AT)
    incident.remember(NOTICE_ROUND, at.isoformat())
    return Change(effects=(RefreshNotice(),))


def _after_the_notice(incident: Incident, heard: datetime, after: timedelta, at: datetime) -> Change:
    if heard > datetime.fromisoformat(incident.refs[NOTICE_ROUND]):
        remind(incident, ABOUT, at=max(at, heard + after - _ahead(after)))
        return Change(effects=called_off(incident, HEARD))
    archive_at = incident.refs.get(ARCHIVE_AT)
    if archive_at is None:  # it is not told yet
        return NOTHING
    if at < datetime.fromisoformat(archive_at):
        remind(incident, ABOUT, at=datetime.fromisoformat(archive_at))
        return SILENT
    return Change(effects=(KeepExport(), ArchiveRoom()))


def archive_at(incident: Incident, catalog: Catalog, *, now: datetime) -> datetime:
    """When it will be archived, where the room is told now."""
    told = incident.refs.get(ARCHIVE_AT)
    return datetime.fromisoformat(told) if told else now + _ahead(catalog.writing.archive_after or 2 * AHEAD)


def notice_shown(incident: Incident, *, ts: str, told: str, archive_at: datetime) -> Change:
    """The announcement of a round (`told`) stands in the room. From when it was first told, a day counts."""
    if incident.refs.get(NOTICE_ROUND) != told or incident.refs.get(NOTICE) == ts:
        return NOTHING
    incident.remember(NOTICE, ts)
    if NOTICE_ENDED not in incident.refs:
        incident.remember(ARCHIVE_AT, archive_at.isoformat())
        remind(incident, ABOUT, at=archive_at)
    return SILENT


def keep_open(incident: Incident, *, by: str, at: datetime) -> Change:
    """Somebody still needs the room: the clock begins anew."""
    if ARCHIVE_AT not in incident.refs:
        raise Refusal(f"The room of {incident.ref} is not about to be archived any more, so nothing was changed.")
    effects = called_off(incident, f"{KEPT} {by}")
    remind(incident, ABOUT, at=at)
    entry = Entry(kind="room", text="kept the war room open", at=at, author_id=by)
    return Change(entries=(entry,), effects=effects)


def export_kept(incident: Incident) -> Change:
    """What was written is stored; from now on it follows what is taken from the timeline."""
    if EXPORT_KEPT in incident.refs:
        return NOTHING
    incident.remember(EXPORT_KEPT, "1")
    return SILENT


def room_archived(incident: Incident, *, at: datetime, by: str = "", quiet: timedelta | None = None) -> Change:
    """It is done. Whoever reopens the incident goes on in another room."""
    if incident.is_open:  # reopened while it happened
        return room_lost(incident, how=ARCHIVED, at=at)
    incident.remember(LOST, ARCHIVED)
    forget(incident, ABOUT)
    incident.forget(ARCHIVE_AT, NOTICE_ROUND)
    why = f": nobody was heard in it for {spoken(quiet)}" if quiet else ""
    text = "archived the war room" if by else f"The war room was archived{why}"
    return Change(entries=(Entry(kind="room", text=text, at=at, author_id=by or None),))


def may_be_kept(incident: Incident) -> bool:
    """Whether the room was told that it will be archived, and that stands."""
    return ARCHIVE_AT in incident.refs and has_room(incident)


def _ahead(after: timedelta) -> timedelta:
    """Never longer than half of what it takes."""
    return min(AHEAD, after / 2)


def _finished_at(incident: Incident) -> datetime:
    """When nobody owed anything any more."""
    written = incident.postmortem
    moments = (
        incident.declared_at,
        incident.ended_at,
        written.published_at if written else None,
        written.waived_at if written else None,
    )
    return max(moment for moment in moments if moment)
