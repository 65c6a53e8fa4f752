"""Answering one person privately, after the ack has gone."""

from blocks import answers
from blocks.message import Message
from incidents.change import Rule
from incidents.similar import similar
from integrations.errors import Rejected
from jobs.desk import Order

NOT_IN_THE_ROOM = {
    "declared",
    "delayed",
    "no_room",
    "refused",
    "room_lost",
    "room_open",
    "role_given",
    "role_released",
}
"""What is for somebody who does not look into the room yet, or belongs to no incident."""

REPLACING = {"delayed", "declared", "no_room", "undone"}
"""What takes the place of the private answer before it; after a click on the card it would be the card's."""

LOOKED_AT = 50
"""Open incidents among which a similar one is sought."""


async def answer_person(order: Order) -> Rule | None:
    """Through the response_url while it lives, else unseen by others in the room, else by direct message."""
    message = await _with_similar(order) if order.effect.answer == "declared" else _message(order)
    answer = order.effect.answer
    await say(order, message, replaces=answer in REPLACING, directly=answer in NOT_IN_THE_ROOM)
    return None


async def say(order: Order, message: Message, *, replaces: bool, directly: bool = False) -> None:
    """To the effect's `user_id`: in place of the private answer before it, or `directly` and not in the room."""
    if order.effect.response_url:
        payload = {"response_type": "ephemeral", "replace_original": replaces, **message.payload()}
        try:
            return await order.desk.slack.respond(order.effect.response_url, payload)
        except Rejected:
            pass  # used up or older than 30 minutes: there are other ways to reach them
    await _reach(order, message, directly)


async def _with_similar(order: Order) -> Message:
    """The room has opened at once; whether it was needed is for the declarer to say."""
    others, _ = await order.desk.store.incidents(limit=LOOKED_AT)
    return answers.declared(order.incident, order.desk.catalog, similar(order.incident, others))


async def _reach(order: Order, message: Message, directly: bool) -> None:
    slack, user = order.desk.slack, order.effect.user_id
    if directly:
        await slack.call("chat.postMessage", channel=user, **message.payload())
        return
    try:
        await slack.call("chat.postEphemeral", channel=order.incident.channel_id, user=user, **message.payload())
    except Rejected:
        await slack.call("chat.postMessage", channel=user, **message.payload())


def _message(order: Order) -> Message:
    incident, answer, detail = order.incident, order.effect.answer, order.effect.detail
    if answer == "room_open":
        return answers.room(incident)
    if answer == "no_room":
        return answers.no_room(incident, detail)
    if answer == "delayed" and incident.channel_id is None:
        return answers.delayed(incident)
    if answer in ("declared", "delayed"):
        return answers.declared(incident, order.desk.catalog)
    if answer == "refused":
        return answers.sentence(detail)
    if answer == "no_card":
        return answers.no_card(incident, detail)
    if answer in ("role_given", "role_released"):
        key, _, by = detail.partition(" ")
        role = order.desk.catalog.shown_role(key)
        return (answers.role_given if answer == "role_given" else answers.role_released)(incident, role, by)
    if answer == "room_lost":
        return answers.room_lost(incident, detail)
    if answer == "people_missing":
        return answers.people_missing(incident, detail)
    return answers.ended(incident) if incident.ended_at else answers.undone(incident)
