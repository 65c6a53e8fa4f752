"""`/incident room`: the way into the war room, or a new one where there is none."""

from blocks import rooms
from commands.call import Call, Command, Reply
from incidents.permissions import ANYBODY
from incidents.roomless import open_room


async def run(call: Call) -> Reply:
    changed = await call.store.change(
        call.where,
        lambda i: open_room(i, by=call.person, at=call.at, response_url=call.response_url),
        once=call.once,
    )
    return rooms.opening(changed.incident) if changed.change else rooms.room(changed.incident)


ROOM = Command(
    word="room",
    usage="room",
    does="the way into the war room; where there is none, one is opened",
    run=run,
    needs=ANYBODY,
)
