"""`/incident role [commander [@person|release]]`: who holds what; take, give, release."""

from blocks import answers, roles
from blocks.text import escape, person
from commands.call import Call, Command, Reply, unless_alone
from commands.whom import one_person
from incidents.catalog import Role
from incidents.permissions import CHANGE
from incidents.roles import assign_role, is_new_to_it, release_role


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return roles.who_holds_what(await call.store.incident(call.where), call.catalog)
    role, what = _parse(call)
    if what.casefold() == "release":
        return await _release(call, role)
    if not what or what.casefold() in ("me", "take"):
        return await _give(call, role, call.person)
    how = (
        f"Say `/incident role {role.key}` to take it, `/incident role {role.key} @person` to give it to "
        f"one person, or `/incident role {role.key} release` to free it."
    )
    return await _give(call, role, one_person(what, how))


async def _give(call: Call, role: Role, to: str) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: assign_role(i, role, to=to, by=call.person, at=call.at), once=call.once
    )
    incident, mine = changed.incident, to == call.person
    who = "You are" if mine else f"{person(to)} is"
    if not changed.change:
        return roles.role_held(incident, role, f"{who} already")
    return roles.role_held(incident, role, who, briefed=mine and is_new_to_it(incident, role))


async def _release(call: Call, role: Role) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: release_role(i, role, by=call.person, at=call.at), once=call.once
    )
    return answers.sentence(f"{escape(role.name)} of *{changed.incident.ref}* is free.")


def _parse(call: Call) -> tuple[Role, str]:
    """The role and what follows it; a role's name may have two words (`tech lead`)."""
    words = call.words.split()
    if len(words) > 1:
        for role in call.catalog.roles:
            if " ".join(words[:2]).casefold() == role.name.casefold():
                return role, " ".join(words[2:])
    return call.catalog.role(words[0]), " ".join(words[1:])


ROLE = Command(
    word="role",
    usage="role [commander [@person|release]]",
    does="alone shows who holds what; else take, give or release a role",
    run=run,
    needs=unless_alone(CHANGE),
)
