"""`/incident private`: only those in its room know of it from then on."""

from blocks.private import made_private
from commands.call import Call, Command, Reply
from incidents.permissions import CHANGE
from incidents.private import make_private
from incidents.refusal import Refusal


async def run(call: Call) -> Reply:
    if call.words.strip():  # perhaps they mean something else, and no way leads back
        raise Refusal("`private` stands alone and cannot be taken back, so nothing was changed.")
    changed = await call.store.change(
        call.where,
        lambda i: make_private(i, by=call.person, at=call.at, response_url=call.response_url),
        once=call.once,
    )
    return made_private(changed.incident, anew=bool(changed.change))


PRIVATE = Command(
    word="private",
    usage="private",
    does="only those in its room know of it from then on: a private room takes the place of the public one",
    run=run,
    needs=CHANGE,
)
