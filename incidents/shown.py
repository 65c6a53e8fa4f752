"""Where an incident's state is shown, and so what follows when the state changes."""

from incidents.change import Effect
from incidents.clock import told_channels
from incidents.effects.closing import KeepExport
from incidents.effects.digest import RefreshDigest
from incidents.effects.documents import RefreshCanvas, RefreshPostmortem
from incidents.effects.people import AnswerPerson, InviteFollowers, InvitePeople
from incidents.effects.room import AskForRoles, RefreshCard, SetTopic
from incidents.effects.tasks import RefreshTasks
from incidents.effects.updates import FollowUp, PostUpdate
from incidents.incident import Incident
from incidents.refs import ASKED, EXPORT_KEPT, LOST, ROOMLESS, TASKS


def everywhere(incident: Incident) -> tuple[Effect, ...]:
    """Card, topic, digest message and canvas are brought in step."""
    if not has_room(incident):
        return _told(incident)
    asking = (AskForRoles(),) if incident.refs.get(ASKED) else ()
    return (RefreshCard(), SetTopic(), RefreshDigest(), RefreshCanvas(), *asking)


def facts(incident: Incident) -> tuple[Effect, ...]:
    """A fact is told wherever the state is, and in the post-mortem once there is one."""
    return (*everywhere(incident), *postmortem(incident))


def roles(incident: Incident) -> tuple[Effect, ...]:
    """Where roles are shown."""
    return (RefreshCard(), RefreshDigest(), RefreshCanvas()) if has_room(incident) else _told(incident)


def tasks(incident: Incident) -> tuple[Effect, ...]:
    """Where tasks are shown: in their list, in short on the card and in the digest, and in writing."""
    shown = (RefreshCard(), *task_list(incident), RefreshDigest(), RefreshCanvas())
    return (*(shown if has_room(incident) else _told(incident)), *postmortem(incident))


def task_list(incident: Incident) -> tuple[Effect, ...]:
    """The list of tasks in the room, once there is a first task."""
    wanted = TASKS in incident.refs or any(task.shown for task in incident.tasks)
    return (RefreshTasks(),) if wanted and has_room(incident) else ()


def updates_in_the_room(incident: Incident) -> tuple[Effect, ...]:
    """What was written before the room was there; what waits for a second person stands in whichever it is now."""
    late = (u for u in incident.updates if u.carried and u.channel_id != incident.channel_id)
    return tuple(PostUpdate(update=each.number) for each in late if each.waits or each.message_ts is None)


def updates_in_public(incident: Incident) -> tuple[Effect, ...]:
    """The latest update, where it was posted before the digest message was there to stand under."""
    latest = incident.latest_update
    return (FollowUp(update=latest.number),) if latest and not latest.digest_ts and not incident.private else ()


def documents(incident: Incident) -> tuple[Effect, ...]:
    """Where the timeline is shown: the canvas, the post-mortem once there is one, and what was stored of it.

    What somebody took away must not be left in the copy that was stored when the room was archived.
    """
    canvas = (RefreshCanvas(),) if has_room(incident) else ()
    stored = (KeepExport(),) if {EXPORT_KEPT, LOST} <= incident.refs.keys() else ()
    return (*canvas, *postmortem(incident), *stored)


def into_the_room(incident: Incident, person: str) -> tuple[Effect, ...]:
    """Somebody who has a part in it belongs into the room, once there is one."""
    return (InvitePeople(people=(person,)),) if has_room(incident) else ()


def followers(incident: Incident) -> tuple[Effect, ...]:
    """Another severity may be one that others follow."""
    return (InviteFollowers(),) if has_room(incident) else ()


def postmortem(incident: Incident) -> tuple[Effect, ...]:
    """The post-mortem follows what it tells of, once there is one: its own, or that of where it was merged."""
    told = incident.resolved_at or incident.merged_into or "postmortem" in incident.refs
    return (*((RefreshPostmortem(),) if told else ()), *told_channels(incident))


def answered(
    incident: Incident, answer: str, *, to: str = "", detail: str = "", response_url: str | None = None
) -> tuple[Effect, ...]:
    """Whoever asked (`to`) hears something, else the declarer; where that is nobody in Slack, whoever leads."""
    user = to or incident.declared_by or incident.leader or ""
    told = AnswerPerson(user_id=user, answer=answer, detail=detail, response_url=response_url)
    return (told,) if user else ()


def replied(by: str, answer: str, response_url: str | None, detail: str = "") -> tuple[Effect, ...]:
    """An answer that follows by the response_url, where there is one."""
    if response_url is None:
        return ()
    return (AnswerPerson(user_id=by, answer=answer, detail=detail, response_url=response_url),)


def has_room(incident: Incident) -> bool:
    """Whether there is a room that is open to us."""
    return incident.channel_id is not None and LOST not in incident.refs


def _told(incident: Incident) -> tuple[Effect, ...]:
    """While a room is on its way there is nothing to show; where there is none, the digest message is all."""
    return (RefreshDigest(),) if {"digest", ROOMLESS} & incident.refs.keys() else ()
