"""Acts about the room and who is in it: invite, come in, open one, make it private, mend it, try again."""

from incidents.change import NOTHING
from incidents.doctor import repair
from incidents.follower import is_group
from incidents.inviting import invite, join
from incidents.lost import new_room
from incidents.permissions import ANYBODY, CHANGE
from incidents.private import make_private
from incidents.refusal import Refusal
from incidents.room import tried_again
from incidents.roomless import open_room
from incidents.services import to_call
from storage.store import Changed
from web.acts import wanted as w
from web.acts.doing import Act, Doing


async def _invite(doing: Doing, wanted: w.Invited) -> Changed:
    groups = [name for name in (*wanted.people, *wanted.groups) if is_group(name)]
    strange = next((name for name in wanted.groups if not is_group(name)), None)
    if strange:
        raise Refusal("A user group is named by its Slack id, as in S0123456.", field="groups")
    people = [await doing.colleague(name, "people") for name in wanted.people if not is_group(name)]
    services = [service.name for name in wanted.services for service in to_call(doing.catalog, name)]
    if not (people or groups or services):
        raise Refusal("Whom? Name people, or a service whose people should come.", field="people")
    return await doing.change(
        lambda i: invite(
            i,
            people=list(dict.fromkeys(people)),
            groups=list(dict.fromkeys(groups)),
            services=services,
            by=doing.person,
        )
    )


async def _join(doing: Doing, wanted: w.Nothing) -> Changed:
    return await doing.change(lambda i: join(i, by=doing.person))


async def _open(doing: Doing, wanted: w.Nothing) -> Changed:
    return await doing.change(lambda i: open_room(i, by=doing.person, at=doing.at))


async def _another(doing: Doing, wanted: w.Room) -> Changed:
    return await doing.change(lambda i: new_room(i, lost=wanted.room, by=doing.person, at=doing.at))


async def _private(doing: Doing, wanted: w.Nothing) -> Changed:
    return await doing.change(lambda i: make_private(i, by=doing.person, at=doing.at))


async def _repair(doing: Doing, wanted: w.Room) -> Changed:
    return await doing.change(lambda i: repair(i, room=wanted.room, by=doing.person))


async def _try_again(doing: Doing, wanted: w.Nothing) -> Changed:
    await doing.front.store.retry(doing.where, tried_again, once=doing.once)
    return Changed(await doing.front.store.incident(doing.where), NOTHING)


ROOM = (
    Act(
        name="invite",
        needs=CHANGE,
        does="brings people into the room",
        wants=w.Invited,
        run=_invite,
        said=lambda i: "They are invited; you hear of whoever cannot come.",
    ),
    Act(
        name="join",
        needs=ANYBODY,
        does="invites you into the room",
        wants=w.Nothing,
        run=_join,
        said=lambda i: "You are invited into the room.",
    ),
    Act(
        name="room",
        needs=ANYBODY,
        does="opens a room where there is none",
        wants=w.Nothing,
        run=_open,
        said=lambda i: f"{i.ref} has a room." if i.channel_id else "The room is being opened.",
    ),
    Act(
        name="new-room",
        needs=CHANGE,
        does="goes on in a new room, where the old one is closed to SignalCraft",
        wants=w.Room,
        run=_another,
        said=lambda i: "A new room is being opened.",
    ),
    Act(
        name="private",
        needs=CHANGE,
        does="only those in its room know of it from then on; this cannot be taken back",
        wants=w.Nothing,
        run=_private,
        said=lambda i: f"{i.ref} is private.",
    ),
    Act(
        name="repair",
        needs=ANYBODY,
        does="looks at the room, and mends what is wrong in it",
        wants=w.Room,
        run=_repair,
        said=lambda i: "The room is looked at and mended; you hear in Slack what was wrong.",
    ),
    Act(
        name="try-again",
        needs=ANYBODY,
        does="begins anew what did not work",
        wants=w.Nothing,
        run=_try_again,
        said=lambda i: "It is tried again.",
    ),
)
