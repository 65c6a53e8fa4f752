"""`/incident doctor`: compares the room with what it should be; the answer brings a button that repairs it.

Where there is no war room it looks at SignalCraft itself, for admins of the workspace.
"""

from blocks.doctor import looking
from blocks.installation import looking_at_ourselves
from commands.call import Call, Command, Reply
from incidents.doctor import examine
from incidents.effects.doctor import ExamineInstallation
from incidents.permissions import ANYBODY
from storage.where import NoSuchIncident


async def run(call: Call) -> Reply:
    try:
        changed = await call.store.change(
            call.where, lambda i: examine(i, by=call.person, response_url=call.response_url), once=call.once
        )
    except NoSuchIncident:
        if call.number is not None:
            raise
        effect = ExamineInstallation(user_id=call.person, response_url=call.response_url)
        await call.store.enqueue(effect, dedupe_key=call.once)
        return looking_at_ourselves()
    return looking(changed.incident)


DOCTOR = Command(
    word="doctor",
    usage="doctor",
    does="looks at the room and repairs it on a click; elsewhere looks at SignalCraft itself, for admins",
    run=run,
    needs=ANYBODY,
)
