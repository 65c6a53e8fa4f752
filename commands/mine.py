"""`/incident mine`: what is theirs to do, wherever they are."""

from blocks.home import mine
from commands.call import Call, Command, Reply
from incidents.permissions import ANYBODY


async def run(call: Call) -> Reply:
    return mine(await call.store.mine(call.person, call.catalog), call.catalog, at=call.at)


MINE = Command(
    word="mine",
    usage="mine",
    does="your tasks, roles and due updates, the open incidents you declared, and what post-mortems you owe",
    run=run,
    needs=ANYBODY,
)
