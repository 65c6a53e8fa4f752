"""`/incident postmortem …`: where it stands and what it lacks; write, review, publish or waive it; search."""

from collections.abc import Awaitable, Callable, Sequence

from blocks import answers
from blocks.found import postmortems_found
from blocks.reading import mentioned, readable
from blocks.writing import PARTS, postmortem_done, publish_asked, where_it_stands
from blocks.writing_forms import part_form
from commands.call import Call, Command, Reply
from commands.whom import one_person
from incidents.change import Rule
from incidents.found import FOUND
from incidents.lint import lint
from incidents.listing import LONGEST
from incidents.permissions import ANYBODY, CHANGE, RESOLVE
from incidents.postmortem import PUBLISHED, WHYS
from incidents.refusal import Refusal
from incidents.reviewing import add_reviewers, approve_postmortem, publish, set_owner, standing, take_up, waive
from incidents.wording import cut, storable
from incidents.writing import must_be_there

HOW = "`/incident postmortem` alone shows where it stands."


async def run(call: Call) -> Reply:
    """By the first word; nothing shows it."""
    word = call.first.casefold()
    if not word:
        return await _lint(call)
    if word not in DOES:
        known = ", ".join(f"`{each}`" for each in DOES)
        raise Refusal(f"“{cut(word, 40)}” is nothing that can be done with a post-mortem: {known}. {HOW}")
    return await DOES[word](call)


async def _lint(call: Call) -> Reply:
    """Where it stands, and all that it lacks."""
    incident = await call.store.incident(call.where)
    must_be_there(incident, call.at)
    return where_it_stands(incident, call.catalog, pages=call.pages)


async def _write(call: Call) -> Reply:
    part = call.rest.strip().casefold().replace(" ", "_") or "summary"
    if part not in PARTS:
        raise Refusal(f"Which part? {', '.join(f'`{each}`' for each in PARTS)}.")
    return await _opened(call, part)


async def _whys(call: Call) -> Reply:
    return await _opened(call, WHYS)


async def _opened(call: Call, part: str) -> Reply:
    """The form of a part."""
    incident = await call.store.incident(call.where)
    must_be_there(incident, call.at)
    if await call.open_form(part_form(incident, part, pages=call.pages)):
        return None
    return answers.sentence("Slack was too slow to open the form. Type it once more.")


async def _owner(call: Call) -> Reply:
    person = one_person(call.rest, "For example `/incident postmortem owner @grace`.")
    await call.colleague(person)
    return await _changed(call, lambda i: set_owner(i, person, by=call.person, at=call.at))


async def _review(call: Call) -> Reply:
    people: Sequence[str] = list(dict.fromkeys(mentioned(call.rest)))
    for person in people:
        await call.colleague(person)
    return await _changed(call, lambda i: add_reviewers(i, people, by=call.person, at=call.at))


async def _approve(call: Call) -> Reply:
    return await _changed(call, lambda i: approve_postmortem(i, by=call.person, at=call.at))


async def _publish(call: Call) -> Reply:
    """What is lacking is said first."""
    incident = await call.store.incident(call.where)
    must_be_there(incident, call.at)
    if lint(incident) and standing(incident, call.catalog) != PUBLISHED:
        return publish_asked(incident)
    return await _changed(call, lambda i: publish(i, by=call.person, at=call.at))


async def _waive(call: Call) -> Reply:
    return await _changed(call, lambda i: waive(i, readable(call.rest), by=call.person, at=call.at))


async def _draft(call: Call) -> Reply:
    return await _changed(call, lambda i: take_up(i, by=call.person, at=call.at))


async def _search(call: Call) -> Reply:
    """Among all that they may see, whatever room they are in; people are looked for by name."""
    known = await call.store.people(mentioned(call.rest))
    names = {id: person.name for id, person in known.items()}
    words = cut(storable(readable(call.rest, names)).strip(), LONGEST)
    if not words:
        raise Refusal("Which words? For example `/incident postmortem search disk full`.")
    found = await call.store.search_postmortems(words, seen_by=call.person, limit=FOUND)
    return postmortems_found(found, words, call.catalog, pages=call.pages)


async def _changed(call: Call, rule: Rule) -> Reply:
    changed = await call.store.change(call.where, rule, once=call.once)
    return postmortem_done(changed.incident, call.catalog)


DOES: dict[str, Callable[[Call], Awaitable[Reply]]] = {
    "write": _write,
    "whys": _whys,
    "lint": _lint,
    "owner": _owner,
    "review": _review,
    "approve": _approve,
    "publish": _publish,
    "waive": _waive,
    "draft": _draft,
    "search": _search,
}


NEEDS = {"": ANYBODY, "lint": ANYBODY, "approve": ANYBODY, "search": ANYBODY, "publish": RESOLVE, "waive": RESOLVE}
WORDS = {
    "write summary": f"opens the form of a part: {', '.join(PARTS)}",
    "whys": "opens the form of the five whys",
    "lint": "says what is lacking, as the command alone does",
    "owner @person": "gives it to somebody, who sees to it that it gets written and is reminded",
    "review @person": "asks people to read it before it is published",
    "approve": "agrees with it as it stands, for whoever was asked to read it",
    "publish": "makes it final, and tells the channels of the config; what is lacking is said first",
    "waive why": "says that none is needed, and why",
    "draft": "takes up again what was published, waived or in review",
    "search words": "finds past post-mortems by their words, from any channel",
}
"""What each does."""


def _needs(words: str) -> str:
    """Publishing and waiving end it, as resolving ends the incident; whoever was asked to read it may approve."""
    word = words.partition(" ")[0].casefold()
    return NEEDS.get(word, CHANGE)


POSTMORTEM = Command(
    word="postmortem",
    usage="postmortem [write summary|whys|lint|owner @person|review @person|approve|publish|waive why|draft|"
    "search words]",
    does="alone shows where it stands and what it lacks; else it is written, reviewed, published or waived, and "
    "past ones are found by their words",
    run=run,
    needs=_needs,
    words=WORDS,
)
