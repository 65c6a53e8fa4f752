"""Bringing people into the war room, and an honest word about those who cannot come."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from incidents.change import NOTHING, SILENT, Change, together
from incidents.coming import brought_over, called_together
from incidents.effects.people import AnswerPerson, InvitePeople, TellMissing
from incidents.incident import Incident
from incidents.refs import CALLED_AT, LOST, MISSING, ROOMLESS
from incidents.refusal import Refusal
from incidents.shown import answered
from incidents.visible import let_in


def invite(
    incident: Incident, *, people: Sequence[str], groups: Sequence[str], services: Sequence[str] = (), by: str
) -> Change:
    """Invite people and user groups (Slack ids), and whoever is on call for services.

    Those who cannot come are reported to whoever invited them.
    """
    _must_have_a_room(incident)
    effect = InvitePeople(people=tuple(people), groups=tuple(groups), services=tuple(services), invited_by=by)
    return Change(effects=(effect,))


def join(incident: Incident, *, by: str, response_url: str | None = None) -> Change:
    """Somebody wants to come in themselves, and hears where the room is."""
    if incident.merged_into:
        raise Refusal(
            f"{incident.ref} was merged into INC-{incident.merged_into}, so nobody was invited. "
            f"The way there: `/incident INC-{incident.merged_into} room`."
        )
    _must_have_a_room(incident)
    come = InvitePeople(people=(by,), invited_by=by, joins=True)
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


def people_invited(
    incident: Incident,
    *,
    came: Sequence[str],
    missing: Mapping[str, str],
    at: datetime,
    by: str = "",
    over: bool = False,
) -> Change:
    """Slack has answered: those who came may see a private incident, those who did not are reported.

    `by` has asked for them, and hears of it; where that is nobody, the declarer. `over`: from another room.
    """
    told = brought_over(incident, came) if over else called_together(incident, came, by=by, at=at)
    lacking = people_missing(incident, missing, tell=by) if missing else NOTHING
    return together((let_in(incident, came), told, lacking))


def called(
    incident: Incident, *, severity: str, came: Sequence[str], missing: Mapping[str, str], at: datetime
) -> Change:
    """Everybody who should come by themselves at this severity has been invited."""
    incident.remember(CALLED_AT, severity)
    return people_invited(incident, came=came, missing=missing, at=at) or SILENT


def people_missing(incident: Incident, missing: Mapping[str, str], *, tell: str = "") -> Change:
    """Some could not be invited (Slack id → Slack's word for why): whoever asked for them hears it at once.

    Where nobody asked it is kept until all invitations under way are through, and told in one message.
    """
    lines = [f"{user} {why}" for user, why in sorted(missing.items())]
    if tell:
        answer = AnswerPerson(user_id=tell, answer="people_missing", detail="\n".join(lines))
        return Change(effects=(answer,))
    kept = incident.refs.get(MISSING, "").splitlines()
    incident.remember(MISSING, "\n".join(dict.fromkeys((*kept, *lines))))
    return Change(effects=(TellMissing(),))


def missing_told(incident: Incident) -> Change:
    """Those who could not come are told to the declarer, once."""
    lines = incident.refs.get(MISSING)
    if not lines:
        return NOTHING
    incident.forget(MISSING)
    return Change(effects=answered(incident, "people_missing", detail=lines), silent=True)
