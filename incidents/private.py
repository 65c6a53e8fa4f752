"""Making a public incident private: it goes on in a private room, and what stood in public is taken down."""

from datetime import datetime

from incidents.change import NOTHING, SILENT, Change, Effect, Entry
from incidents.clock import told_channels
from incidents.effects.digest import WithdrawDigest
from incidents.effects.room import LeaveRoom, OpenChannel
from incidents.incident import Incident
from incidents.lost import leave_room
from incidents.meeting import out_of_sight
from incidents.refs import POSTMORTEM, ROLES_MESSAGE, ROOMLESS, SIGNPOST, TASKS, UNDER
from incidents.refusal import Refusal
from incidents.visible import NOT_HEARD


def make_private(incident: Incident, *, by: str, at: datetime, response_url: str | None = None) -> Change:
    """From now on only those in its room know of it. No channel can be converted, so a new one is opened.

    The room is left when the new one is there: whoever is in it comes along. The digest forgets it at once.
    """
    if incident.private:
        return NOTHING
    if incident.merged_into:
        raise Refusal(
            f"{incident.ref} was merged into INC-{incident.merged_into}, so nothing was changed. "
            f"`/incident INC-{incident.merged_into} private` makes that one private."
        )
    digest = _withdrawn(incident)
    room = _left(incident, by)
    incident.private = True
    incident.insiders = {by: (NOT_HEARD, True)}
    leave_room(incident)
    incident.forget(*POSTMORTEM, UNDER, ROOMLESS)
    entry = Entry(kind="private", text="made the incident private", at=at, author_id=by)
    opening = OpenChannel(title=incident.title, asked_by=by, response_url=response_url)
    return Change(
        entries=(entry,), effects=(digest, opening, *room, *out_of_sight(incident), *told_channels(incident))
    )


def digest_withdrawn(incident: Incident) -> Change:
    """Nothing of it is left in the digest channel."""
    if "digest" not in incident.refs:
        return NOTHING
    incident.forget("digest", "digest_channel")
    return SILENT


def _withdrawn(incident: Incident) -> WithdrawDigest:
    """The message itself may still be on its way, so what it is called is left to the moment."""
    return WithdrawDigest(messages=_known(incident, "postmortem") if UNDER in incident.refs else ())


def _left(incident: Incident, by: str) -> tuple[Effect, ...]:
    if incident.channel_id is None:
        return ()
    ours = ("card", TASKS, ROLES_MESSAGE, SIGNPOST, *(() if UNDER in incident.refs else ("postmortem",)))
    return (LeaveRoom(channel_id=incident.channel_id, messages=_known(incident, *ours), invited_by=by),)


def _known(incident: Incident, *names: str) -> tuple[str, ...]:
    return tuple(incident.refs[name] for name in names if incident.refs.get(name))
