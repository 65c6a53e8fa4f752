"""Which job performs which effect, and what follows when Slack refuses it for good."""

from collections.abc import Callable

from incidents.change import Change, Effect, Rule
from incidents.effects.room import RefreshCard
from incidents.lost import room_lost
from incidents.meeting import bridge_late
from incidents.room import room_delayed
from incidents.shown import answered, has_room
from incidents.tickets import ticket_late
from integrations.errors import Rejected
from jobs.answers import answer_person
from jobs.bookmarks import bookmark_bridge, bookmark_card
from jobs.canvas import refresh_canvas
from jobs.closed import CLOSED, is_elsewhere
from jobs.closing import archive_room, keep_export, look_at_room, refresh_notice, tell_published
from jobs.desk import Job, Order
from jobs.digest import ensure_digest_channel, refresh_digest
from jobs.doctor import examine_room, not_examined
from jobs.elsewhere import offer_earlier, offer_pin
from jobs.files import keep_files
from jobs.groups import read_groups
from jobs.handover import refresh_offer
from jobs.homes import refresh_home
from jobs.installation import examine_installation
from jobs.inviting import invite_followers, invite_people, tell_missing
from jobs.marks import mark_taken
from jobs.meetings import end_meeting, no_bridge, start_bridge
from jobs.merging import bring_over, refresh_signpost
from jobs.naming import rename_room
from jobs.offers import offer_declare
from jobs.pins import fetch_pinned, read_again
from jobs.postmortem import refresh_postmortem, upload_postmortem
from jobs.private import leave_room, withdraw_digest
from jobs.reading import read_room
from jobs.roles import ask_for_roles
from jobs.room import (
    no_room,
    open_channel,
    pin_card,
    refresh_card,
    set_topic,
)
from jobs.tasks import fetch_task, refresh_tasks
from jobs.ticket_link import link_ticket
from jobs.tickets import file_ticket, not_filed
from jobs.updates import ask_for_update, follow_up, post_update
from jobs.weekly import tell_week


def in_a_room(job: Job) -> Job:
    """A step in a room that was left meanwhile is not missed: opening the next one asks for all of them.

    Nor is one in a room that was closed after the end: whoever reopens the incident goes on in another.
    """

    async def performed(order: Order) -> Rule | None:
        incident = order.incident
        return await job(order) if has_room(incident) or (incident.channel_id and incident.is_open) else None

    return performed


JOBS: dict[str, Job] = {
    "open_channel": open_channel,
    "rename_room": in_a_room(rename_room),
    "leave_room": leave_room,
    "invite_people": invite_people,
    "invite_followers": in_a_room(invite_followers),
    "bring_over": bring_over,
    "refresh_signpost": refresh_signpost,
    "ask_for_roles": in_a_room(ask_for_roles),
    "refresh_offer": refresh_offer,
    "tell_missing": tell_missing,
    "set_topic": in_a_room(set_topic),
    "refresh_card": in_a_room(refresh_card),
    "pin_card": in_a_room(pin_card),
    "bookmark_card": in_a_room(bookmark_card),
    "bookmark_bridge": in_a_room(bookmark_bridge),
    "refresh_tasks": in_a_room(refresh_tasks),
    "fetch_task": fetch_task,
    "file_ticket": file_ticket,
    "link_ticket": link_ticket,
    "start_bridge": start_bridge,
    "end_meeting": end_meeting,
    "refresh_canvas": refresh_canvas,
    "refresh_digest": refresh_digest,
    "withdraw_digest": withdraw_digest,
    "ensure_digest_channel": ensure_digest_channel,
    "answer_person": answer_person,
    "examine_room": examine_room,
    "examine_installation": examine_installation,
    "read_groups": read_groups,
    "refresh_home": refresh_home,
    "offer_declare": offer_declare,
    "offer_pin": offer_pin,
    "offer_earlier": in_a_room(offer_earlier),
    "fetch_pinned": fetch_pinned,
    "read_again": read_again,
    "mark_taken": mark_taken,
    "keep_files": keep_files,
    "read_room": in_a_room(read_room),
    "refresh_postmortem": refresh_postmortem,
    "upload_postmortem": upload_postmortem,
    "post_update": in_a_room(post_update),
    "follow_up": follow_up,
    "tell_week": tell_week,
    "tell_published": tell_published,
    "look_at_room": in_a_room(look_at_room),
    "refresh_notice": in_a_room(refresh_notice),
    "keep_export": keep_export,
    "archive_room": archive_room,
    "ask_for_update": in_a_room(ask_for_update),
}

Refused = Callable[[Order, Rejected], Rule | None]


def shown_on_card(order: Order, error: Rejected) -> Rule | None:
    """The card lists what could not be done; where its room is closed to us, whoever leads is told instead."""
    if error.code in CLOSED and not _elsewhere(order):
        how, at = CLOSED[error.code], order.desk.now()
        room = order.incident.channel_id
        return lambda i: room_lost(i, how=how, at=at, room=room)
    return lambda i: Change(effects=(RefreshCard(),)) if i.channel_id else Change(silent=True)


def _elsewhere(order: Order) -> bool:
    """Whether Slack spoke of another channel than the incident's room."""
    if order.effect.kind in ("fetch_pinned", "read_again", "fetch_task", "mark_taken", "keep_files"):
        return bool(order.effect.channel_id != order.incident.channel_id)
    return is_elsewhere(order.effect.kind, order.incident)


def no_card(order: Order, error: Rejected) -> Rule | None:
    """There is no card that could list it, so the declarer hears of it. A card that exists is only older now."""
    if error.code in CLOSED:
        return shown_on_card(order, error)
    if "card" in order.incident.refs or order.incident.channel_id is None:
        return None
    return lambda i: Change(effects=answered(i, "no_card", detail=str(error)), silent=True)


def nothing(order: Order, error: Rejected) -> Rule | None:
    """Nothing follows: it was only one person's answer."""
    return None


def room_is_late(effect: Effect) -> Rule:
    """The declarer waits for a link: they hear that the room comes as soon as Slack lets it."""
    asked = effect.payload()
    return lambda i: room_delayed(i, asked_by=asked["asked_by"], response_url=asked["response_url"])


def bridge_is_late(effect: Effect) -> Rule:
    """Nobody else can step in: the card says that it takes longer."""
    asked = effect.payload()
    return lambda i: bridge_late(i, take=asked["take"], way=asked["ways"][0])


def ticket_is_late(effect: Effect) -> Rule:
    """Whoever asked for it would wait for an answer."""
    number = effect.payload()["task"]
    return lambda i: ticket_late(i, number)


DELAYED: dict[str, Callable[[Effect], Rule]] = {
    "open_channel": room_is_late,
    "start_bridge": bridge_is_late,
    "file_ticket": ticket_is_late,
}
"""Who is told when an effect has to wait."""
TOLD_THEIR_PLACE = {"open_channel"}
"""Where the wait is a line: whoever stands in it is told at the first wait, if that is long."""

REFUSED: dict[str, Refused] = {
    "open_channel": no_room,
    "refresh_card": no_card,
    "answer_person": nothing,
    "offer_declare": nothing,
    "offer_pin": nothing,
    "refresh_offer": nothing,
    "examine_room": not_examined,
    "start_bridge": no_bridge,
    "file_ticket": not_filed,
}
