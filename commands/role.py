"""`/incident role [commander [@person|release|handover @person]]`: who holds what; take, give, pass on."""

import re
from collections.abc import Awaitable, Callable

from blocks import answers, handover, roles
from blocks.reading import readable
from blocks.text import escape, person
from commands.call import Call, Command, Reply
from commands.whom import one_person
from incidents.catalog import Role
from incidents.handover import accept_role, decline_role, offer_role, withdraw_offer
from incidents.permissions import ANYBODY, CHANGE
from incidents.roles import assign_role, is_new_to_it, release_role

FIRST = re.compile(r"(<[^<>]*>|\S+)\s*(.*)", re.DOTALL)
"""The first word or mention, and what follows it."""


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return roles.who_holds_what(await call.store.incident(call.where), call.catalog)
    role, what = _parse(call)
    word, rest = _first(re.sub(r"^hand[ -]over\b", "handover", what, flags=re.IGNORECASE))
    if word.casefold() in ACTS:
        return await ACTS[word.casefold()](call, role, rest)
    how = (
        f"Say `/incident role {role.key}` to take it, `/incident role {role.key} @person` to give it to "
        f"one person, or `/incident role {role.key} release` to free it."
    )
    return await _give(call, role, one_person(what, how) if what else call.person)


async def _take(call: Call, role: Role, rest: str) -> Reply:
    return await _give(call, role, call.person)


async def _give(call: Call, role: Role, to: str) -> Reply:
    if to != call.person:
        await call.colleague(to)
    changed = await call.store.change(
        call.where, lambda i: assign_role(i, role, to=to, by=call.person, at=call.at), once=call.once
    )
    incident, mine = changed.incident, to == call.person
    who = "You are" if mine else f"{person(to)} is"
    if not changed.change:
        return roles.role_held(incident, role, f"{who} already")
    return roles.role_held(incident, role, who, briefed=mine and is_new_to_it(incident, role))


async def _release(call: Call, role: Role, rest: str) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: release_role(i, role, by=call.person, at=call.at), once=call.once
    )
    return answers.sentence(f"{escape(role.name)} of *{changed.incident.ref}* is free.")


async def _hand_over(call: Call, role: Role, rest: str) -> Reply:
    whom, note = _first(rest)
    how = f"`/incident role {role.key} handover @person` asks them; what follows goes along as a note."
    to = one_person(whom, how)
    await call.colleague(to)
    changed = await call.store.change(
        call.where,
        lambda i: offer_role(i, role, to=to, by=call.person, at=call.at, note=readable(note)),
        once=call.once,
    )
    return handover.role_asked(changed.incident, role, to)


async def _accept(call: Call, role: Role, rest: str) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: accept_role(i, role, by=call.person, at=call.at), once=call.once
    )
    return handover.took_over(changed.incident, role)


async def _decline(call: Call, role: Role, rest: str) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: decline_role(i, role, by=call.person, at=call.at), once=call.once
    )
    return handover.role_declined(changed.incident, role)


async def _withdraw(call: Call, role: Role, rest: str) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: withdraw_offer(i, role, by=call.person, at=call.at), once=call.once
    )
    return handover.role_kept(changed.incident, role)


ACTS: dict[str, Callable[[Call, Role, str], Awaitable[Reply]]] = {
    "me": _take,
    "take": _take,
    "release": _release,
    "handover": _hand_over,
    "accept": _accept,
    "decline": _decline,
    "withdraw": _withdraw,
}
"""What can be done with a role, by the word behind it."""


def _first(words: str) -> tuple[str, str]:
    found = FIRST.match(words.strip())
    return (found.group(1), found.group(2)) if found else ("", "")


def _parse(call: Call) -> tuple[Role, str]:
    """The role and what follows it; a role's name may have two words (`tech lead`)."""
    words = call.words.split()
    if len(words) > 1:
        for role in call.catalog.roles:
            if " ".join(words[:2]).casefold() == role.name.casefold():
                return role, _after(call.words, 2)
    return call.catalog.role(words[0]), _after(call.words, 1)


def _after(words: str, number: int) -> str:
    """What follows so many words, with its line breaks."""
    return "".join(words.split(maxsplit=number)[number:])


def _needs(words: str) -> str:
    """Looking is free, and so is answering whoever asked: they had to be allowed."""
    answering = [word.casefold() for word in words.split()[1:]] in (["accept"], ["decline"])
    return CHANGE if words.strip() and not answering else ANYBODY


ROLE = Command(
    word="role",
    usage="role [commander [@person|release|handover @person]]",
    does="alone shows who holds what; else take, give or release a role, or ask somebody to take it over",
    run=run,
    needs=_needs,
)
