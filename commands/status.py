"""`/incident status [word]`: shows the state, or moves it on."""

from dataclasses import replace

from blocks import answers
from blocks.card import state
from commands.call import Call, Command, Reply
from commands.resolve import run as resolve
from incidents import permissions
from incidents.incident import RESOLVED
from incidents.status import set_status, status_word


async def run(call: Call) -> Reply:
    if not call.first:
        incident = await call.store.incident(call.where)
        return state(incident, call.catalog, now=call.at, pages=call.pages)
    status = status_word(call.first)
    if status == RESOLVED:
        return await resolve(replace(call, words=call.rest))
    changed = await call.store.change(
        call.where, lambda i: set_status(i, status, by=call.person, at=call.at), once=call.once
    )
    already = "" if changed.change else " already"
    return answers.sentence(f"*{changed.incident.ref}* is{already} *{status}*.")


def _needs(words: str) -> str:
    """Looking, moving on, or ending: `status resolved` is `resolve`."""
    if not words.strip():
        return permissions.ANYBODY
    return permissions.RESOLVE if status_word(words.split()[0]) == RESOLVED else permissions.CHANGE


STATUS = Command(
    word="status",
    usage="status [investigating|identified|monitoring|resolved]",
    does="alone shows the state; with a word it moves on",
    run=run,
    needs=_needs,
)
