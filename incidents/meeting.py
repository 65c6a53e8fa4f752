"""A meeting made for an incident: asked for at whoever can, and ended when it is wanted no longer."""

from collections.abc import Sequence
from datetime import datetime

from incidents.catalog import PROVIDERS
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.effects.bridge import BookmarkBridge, EndMeeting, StartBridge
from incidents.effects.room import RefreshCard
from incidents.incident import Incident
from incidents.refs import ROOMLESS
from incidents.shown import everywhere, has_room

PROVIDER, MEETING, HOST = "bridge_provider", "bridge_meeting", "bridge_host"
"""References of the meeting that was made: by whom, its id there, and which host runs it."""
TAKE, STATE, WAYS, NOTE = "bridge_take", "bridge_state", "bridge_ways", "bridge_note"
"""Which wish for a meeting is the latest, how it stands, what it may choose from, and what the card says of it."""
STARTING, FAILED = "starting", "failed"
STANDING = "the standing meeting"


def provider_name(way: str) -> str:
    """How people call it."""
    return PROVIDERS.get(way, STANDING)


def is_starting(incident: Incident) -> bool:
    """Whether somebody is being asked for a meeting at this moment."""
    return incident.refs.get(STATE) == STARTING


def is_awaited(incident: Incident, take: int, instead_of: str = "") -> bool:
    """Whether this wish still counts: no other came after it, and nobody set an address meanwhile."""
    gone = bool(instead_of) and incident.refs.get(MEETING) == instead_of
    return incident.is_open and incident.refs.get(TAKE) == str(take) and (STATE in incident.refs or gone)


def tag(incident: Incident, take: int) -> str:
    """What a meeting carries, so that it is found again after a lost answer. No other store has the same."""
    return f"SignalCraft {incident.ref} {incident.declared_at.isoformat()} #{take}"


# Asking for one


def ask_for_one(incident: Incident, ways: Sequence[str]) -> tuple[Effect, ...]:
    """A wish for a meeting, which counts until another one comes after it."""
    take = int(incident.refs.get(TAKE, "0")) + 1
    _keep(incident, **{TAKE: str(take), STATE: STARTING, WAYS: " ".join(ways), NOTE: ""})
    return (StartBridge(ways=tuple(ways), take=take),)


def keep_ways(incident: Incident, ways: Sequence[str]) -> None:
    """Who is to be asked, once somebody wants a meeting or there is a room."""
    _keep(incident, **{WAYS: " ".join(ways)})


# What came of it


def bridge_started(
    incident: Incident,
    *,
    take: int,
    way: str,
    url: str,
    at: datetime,
    meeting: str = "",
    host: str = "",
    missed: Sequence[str] = (),
    instead_of: str = "",
) -> Change:
    """The meeting is there. When nobody waits for it any more, it ends at once."""
    if not is_awaited(incident, take, instead_of):
        return Change(effects=(EndMeeting(provider=way, meeting=meeting),)) if meeting else NOTHING
    replaced, name = _left(incident), provider_name(way)
    incident.conference_url = url
    why = ", ".join(missed)
    note = f"{why}: {name} stepped in" if why else ""
    made = {PROVIDER: way, MEETING: meeting, HOST: host} if meeting else {}
    _keep(incident, **made, **{STATE: "", NOTE: note})
    entry = Entry(kind="bridge", text=f"The bridge started: {name}{f' ({why})' if why else ''}", at=at)
    return Change(entries=(entry,), effects=(*_shown(incident), *replaced))


def next_bridge(incident: Incident, step: StartBridge, *, lost: str = "") -> Change:
    """One could not: the next steps in. `lost`: who may have made a meeting whose answer never came."""
    search = (EndMeeting(provider=lost, tag=tag(incident, step.take)),) if lost else ()
    awaited = step.ways and is_awaited(incident, step.take, step.instead_of)
    return Change(effects=(*((step,) if awaited else ()), *search))


def bridge_again(incident: Incident) -> StartBridge:
    """What mends a bridge that could not be started, or whose meeting is gone."""
    ways, take = incident.refs.get(WAYS, "").split(), int(incident.refs.get(TAKE, "0"))
    return StartBridge(ways=tuple(ways), take=take, instead_of=incident.refs.get(MEETING, ""))


def has_failed(incident: Incident) -> bool:
    """Whether all that could be asked have refused."""
    return incident.refs.get(STATE) == FAILED


def bridge_late(incident: Incident, *, take: int, way: str) -> Change:
    """The last that could be asked keeps us waiting: the card says so, and asking goes on."""
    if not is_awaited(incident, take):
        return NOTHING
    _keep(incident, **{NOTE: f"{provider_name(way)} does not answer; the bridge comes as soon as it does"})
    return Change(effects=_card(incident), silent=True)


def bridge_failed(incident: Incident, *, take: int) -> Change:
    """Nobody could. The card lists why, and has the button to try again."""
    if is_awaited(incident, take):
        _keep(incident, **{STATE: FAILED, NOTE: ""})
    return Change(effects=_card(incident), silent=True)


# With the incident


def moved(incident: Incident, url: str | None) -> tuple[Effect, ...]:
    """People talk elsewhere by their own wish, or nowhere: a meeting made so far ends, and none is waited for."""
    replaced = _left(incident)
    _keep(incident, **{STATE: "", NOTE: "", WAYS: ""})
    incident.conference_url = url
    return (*_shown(incident), *replaced)


def bridge_over(incident: Incident, *, at: datetime) -> tuple[Entry, ...]:
    """What the timeline says where the meeting made for it ends with the incident (before `hang_up`)."""
    if MEETING not in incident.refs:
        return ()
    before, text = incident.conference_url or "", "The bridge ended with the incident"
    return (Entry(kind="bridge", text=text, at=at, before=before, after=""),)


def hang_up(incident: Incident) -> tuple[Effect, ...]:
    """The incident has ended, and the meeting made for it does too. A standing one stays where it is."""
    _keep(incident, **{STATE: "", NOTE: ""})
    if MEETING not in incident.refs:
        return ()
    ended = _left(incident)
    incident.conference_url = None
    return (*_bookmark(incident), *ended)


def call_again(incident: Incident) -> tuple[Effect, ...]:
    """It is open again, or has a room after all: the meeting that it lacks is asked for."""
    ways = incident.refs.get(WAYS, "").split()
    roomless = ROOMLESS in incident.refs and incident.channel_id is None
    lacking = incident.conference_url is None and not is_starting(incident) and not roomless
    return ask_for_one(incident, ways) if ways and lacking else ()


def out_of_sight(incident: Incident) -> tuple[Effect, ...]:
    """Outsiders know its link: the meeting made for it is replaced by another, and ends when that one is there.

    One that is being made this moment carries the title at the provider, so that is not waited for either.
    """
    ways = incident.refs.get(WAYS, "").split()
    known = MEETING in incident.refs or is_starting(incident)
    return ask_for_one(incident, ways) if ways and known else ()


def _left(incident: Incident) -> tuple[Effect, ...]:
    """The meeting that was made so far is wanted no longer."""
    made = incident.refs.get(MEETING)
    ended = (EndMeeting(provider=incident.refs[PROVIDER], meeting=made),) if made else ()
    _keep(incident, **{PROVIDER: "", MEETING: "", HOST: ""})
    return ended


def _keep(incident: Incident, **refs: str) -> None:
    """Remember these; what is empty is forgotten."""
    kept = {name: value for name, value in {**incident.refs, **refs}.items() if value or name not in refs}
    if kept != incident.refs:
        incident.refs = kept


def _card(incident: Incident) -> tuple[Effect, ...]:
    return (RefreshCard(),) if has_room(incident) else ()


def _bookmark(incident: Incident) -> tuple[Effect, ...]:
    return (BookmarkBridge(),) if has_room(incident) else ()


def _shown(incident: Incident) -> tuple[Effect, ...]:
    return (*everywhere(incident), *_bookmark(incident))
