"""Acts on the post-mortem: write its parts, have it reviewed, publish it, waive it, take it up again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from incidents.change import Change
from incidents.incident import Incident
from incidents.permissions import ANYBODY, CHANGE, RESOLVE
from incidents.postmortem import WHYS, Why
from incidents.refusal import Refusal
from incidents.reviewing import (
    approve_postmortem,
    ask_review,
    must_be_whole,
    publish,
    set_owner,
    take_up,
    waive,
)
from incidents.timeline import TimelineEntry
from incidents.wording import cut, one_line
from incidents.writing import from_words, write_section, write_whys
from reports.markdown import link
from storage.store import Changed
from web.acts import wanted as w
from web.acts import wanted_postmortem as p
from web.acts.doing import Act, Doing

PAGE = "postmortem"
SHORT = 120


async def _write(doing: Doing, wanted: p.Written) -> Changed:
    return await doing.change(
        lambda i: write_section(i, wanted.section, wanted.text, by=doing.person, at=doing.at, seen=wanted.seen)
    )


async def _whys(doing: Doing, wanted: p.Whys) -> Changed:
    shows = await _evidence(doing, [rung.entry for rung in wanted.whys if rung.entry])
    whys = [
        Why(why=rung.why, evidence="\n".join(filter(None, (rung.evidence.strip(), shows.get(rung.entry or 0)))))
        for rung in wanted.whys
    ]
    return await doing.change(lambda i: write_whys(i, whys, by=doing.person, at=doing.at, seen=wanted.seen))


async def _evidence(doing: Doing, numbers: Sequence[int]) -> dict[int, str]:
    """Entries of the timeline as evidence, in Markdown, by their ids."""
    if not numbers:
        return {}
    number = doing.where.number or 0
    await doing.front.store.incident(doing.where)  # whoever may not see it learns nothing of its entries
    shown = {entry.id: entry for entry in await doing.front.store.timeline(number)}
    missing = next((each for each in numbers if each not in shown), None)
    if missing:
        raise Refusal("That entry is not on the timeline any more, so nothing was saved.", field="whys")
    return {each: as_evidence(shown[each], f"{doing.front.url}/incidents/{number}") for each in numbers}


def as_evidence(entry: TimelineEntry, page: str) -> str:
    """A link to it, with its time: to the message that it is, else to the page of the incident.

    What is our own record is named by its words; a message by its author alone, who may still change or delete it.
    """
    said = entry.author_name if entry.message_ts else entry.text
    label = f"{entry.at:%H:%M} {cut(one_line(said or ''), SHORT)}".strip()
    return link(label, entry.permalink or f"{page}#entry-{entry.id}")


async def _restore(doing: Doing, wanted: p.Earlier) -> Changed:
    """What stood there before an edit, as an edit of its own."""
    incident = await doing.front.store.incident(doing.where)
    found = await doing.front.store.postmortem_edit(incident.id or 0, wanted.edit)
    if found is None:
        raise Refusal(f"The post-mortem of {incident.ref} has no such edit, so nothing was changed.", field="edit")
    edit, by, at, seen = found, doing.person, doing.at, wanted.seen
    if edit.section == WHYS:
        return await doing.change(lambda i: write_whys(i, from_words(edit.before), by=by, at=at, seen=seen))
    return await doing.change(lambda i: write_section(i, edit.section, edit.before, by=by, at=at, seen=seen))


async def _owner(doing: Doing, wanted: p.Owner) -> Changed:
    to = await doing.colleague(wanted.person, "person")
    return await doing.change(lambda i: set_owner(i, to, by=doing.person, at=doing.at))


async def _review(doing: Doing, wanted: p.Reviewers) -> Changed:
    asked = [await doing.colleague(each, "reviewers") for each in wanted.reviewers]
    return await doing.change(lambda i: ask_review(i, asked, by=doing.person, at=doing.at))


async def _waive(doing: Doing, wanted: p.Reason) -> Changed:
    return await doing.change(lambda i: waive(i, wanted.reason, by=doing.person, at=doing.at))


async def _publish(doing: Doing, wanted: p.Published) -> Changed:
    def rule(incident: Incident) -> Change:
        if not wanted.anyway:
            must_be_whole(incident, at=doing.at)
        return publish(incident, by=doing.person, at=doing.at)

    return await doing.change(rule)


def _moving(rule: Callable[..., Any]) -> Callable[[Doing, Any], Any]:
    async def run(doing: Doing, wanted: w.Nothing) -> Changed:
        return await doing.change(lambda i: rule(i, by=doing.person, at=doing.at))

    return run


def _saved(incident: Incident) -> str:
    return f"The post-mortem of {incident.ref} is saved."


POSTMORTEM = tuple(
    replace(act, page=PAGE)
    for act in (
        Act(
            name="postmortem-write",
            needs=CHANGE,
            does="writes a part of the post-mortem, in Markdown",
            wants=p.Written,
            run=_write,
            said=_saved,
        ),
        Act(
            name="postmortem-whys",
            needs=CHANGE,
            does="writes the five whys of the post-mortem, each with what shows it",
            wants=p.Whys,
            run=_whys,
            said=_saved,
        ),
        Act(
            name="postmortem-restore",
            needs=CHANGE,
            does="brings back what stood in a part of the post-mortem before an edit",
            wants=p.Earlier,
            run=_restore,
            said=lambda i: f"The earlier text stands in the post-mortem of {i.ref} again.",
        ),
        Act(
            name="postmortem-owner",
            needs=CHANGE,
            does="says who sees to it that the post-mortem gets written",
            wants=p.Owner,
            run=_owner,
            said=lambda i: f"The post-mortem of {i.ref} has its owner.",
        ),
        Act(
            name="postmortem-review",
            needs=CHANGE,
            does="asks people to read the post-mortem before it is published",
            wants=p.Reviewers,
            run=_review,
            said=lambda i: f"The post-mortem of {i.ref} is in review.",
        ),
        Act(
            name="postmortem-approve",
            needs=ANYBODY,
            does="agrees with the post-mortem as it stands; for whoever is asked to review it",
            wants=w.Nothing,
            run=_moving(approve_postmortem),
            said=lambda i: f"You agree with the post-mortem of {i.ref}.",
        ),
        Act(
            name="postmortem-publish",
            needs=RESOLVE,
            does="publishes the post-mortem; what is lacking is said first",
            wants=p.Published,
            run=_publish,
            said=lambda i: f"The post-mortem of {i.ref} is published.",
        ),
        Act(
            name="postmortem-waive",
            needs=RESOLVE,
            does="says that no post-mortem is needed, and why",
            wants=p.Reason,
            run=_waive,
            said=lambda i: f"No post-mortem of {i.ref} is owed.",
        ),
        Act(
            name="postmortem-draft",
            needs=CHANGE,
            does="takes the post-mortem up again, as a draft",
            wants=w.Nothing,
            run=_moving(take_up),
            said=lambda i: f"The post-mortem of {i.ref} is a draft again.",
        ),
    )
)
