"""`/incident severity [sev1 [why]|?]`: shows it with its choices, changes it, or suggests one."""

from blocks import answers, ids
from blocks.severity_form import opening
from blocks.text import escape
from commands.call import Call, Command, Reply, unless_alone
from incidents.permissions import CHANGE
from incidents.severity import set_severity
from incidents.status import must_be_open

ASK = "?"


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return answers.severity_choices(await call.store.incident(call.where), call.catalog)
    if call.words.strip() == ASK:
        return await _ask(call)
    severity, why = call.catalog.severity_first(call.words)
    if severity is None:
        severity, why = call.catalog.severity(call.words.strip()), ""
    changed = await call.store.change(
        call.where,
        lambda i: set_severity(
            i,
            severity.key,
            call.catalog,
            by=call.person,
            at=call.at,
            why=why,
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


async def _ask(call: Call) -> Reply:
    incident = await call.store.incident(call.where)
    must_be_open(incident)
    if await call.open_form(opening(incident, call.catalog, response_url=call.response_url)):
        return None
    return answers.open_form_again(ids.SUGGEST_SEVERITY, str(incident.id))


SEVERITY = Command(
    word="severity",
    usage="severity [sev1 [why]|?]",
    does="alone shows it and the choices; with a word it changes; `?` suggests one from two plain questions",
    run=run,
    needs=unless_alone(CHANGE),
)
