"""`/incident severity [sev1 [why]]`: shows it with its choices, or changes it."""

from blocks import answers
from blocks.text import escape
from commands.call import Call, Command, Reply, unless_alone
from incidents.permissions import CHANGE
from incidents.severity import set_severity


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return answers.severity_choices(await call.store.incident(call.where), call.catalog)
    severity, why = call.catalog.severity_first(call.words)
    if severity is None:
        severity, why = call.catalog.severity(call.words.strip()), ""
    changed = await call.store.change(
        call.where,
        lambda i: set_severity(
            i,
            severity.key,
            by=call.person,
            at=call.at,
            why=why,
            room=call.catalog.opens_room(severity.key),
            response_url=call.response_url,
        ),
        once=call.once,
    )
    opening = any(effect.kind == "open_channel" for effect in changed.change.effects)
    already = "" if changed.change else " already"
    label = f"{severity.emoji} *{escape(severity.label)}* {escape(severity.name)}"
    return answers.sentence(
        f"*{changed.incident.ref}* is{already} {label}.{' Opening its war room…' if opening else ''}"
    )


SEVERITY = Command(
    word="severity",
    usage="severity [sev1 [why]]",
    does="alone shows it and the choices; with a word it changes",
    run=run,
    needs=unless_alone(CHANGE),
)
