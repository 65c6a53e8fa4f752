"""Bringing more people into the war room."""

from collections.abc import Sequence

from incidents.change import Change
from incidents.effects import InvitePeople
from incidents.incident import Incident
from incidents.lost import LOST
from incidents.refusal import Refusal
from incidents.shown import ROOMLESS, answered


def invite(incident: Incident, *, people: Sequence[str], groups: Sequence[str], by: str) -> Change:
    """Invite people and user groups (Slack ids). Those who cannot come are reported to whoever invited them."""
    _must_have_a_room(incident)
    # A group that Slack does not know must not hold up the people.
    alone = [InvitePeople(people=tuple(people), invited_by=by)] if people else []
    return Change(effects=(*alone, *(InvitePeople(groups=(group,), invited_by=by) for group in groups)))


def join(incident: Incident, *, by: str, response_url: str | None = None) -> Change:
    """Somebody wants to come in themselves, and hears where the room is."""
    _must_have_a_room(incident)
    come = InvitePeople(people=(by,), invited_by=by)
    return Change(effects=(come, *answered(incident, "room_open", to=by, response_url=response_url)))


def _must_have_a_room(incident: Incident) -> None:
    if ROOMLESS in incident.refs:
        raise Refusal(
            f"{incident.ref} has no war room. `/incident {incident.ref} room` opens one; invite them then."
        )
    if incident.channel_id is None:
        raise Refusal(f"{incident.ref} has no war room yet, so nobody was invited.")
    if LOST in incident.refs:
        raise Refusal(f"The war room of {incident.ref} is closed to SignalCraft, so nobody was invited.")
