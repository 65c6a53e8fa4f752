"""Acts on the timeline: a note, a message from the room, and putting right what stands there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from incidents.change import Change, Rule
from incidents.curating import correct_entry, hide_entry, restore_entry
from incidents.incident import Incident
from incidents.links import message_of, must_be_of_the_room
from incidents.permissions import ANYBODY, CHANGE
from incidents.pins import pin, unpin
from incidents.words import add_note
from storage.store import Changed
from web.acts import wanted as w
from web.acts.doing import Act, Doing


async def _note(doing: Doing, wanted: w.Note) -> Changed:
    return await doing.change(lambda i: add_note(i, wanted.text, by=doing.person, at=doing.at))


def _pinning(rule: Callable[..., Change]) -> Callable[[Doing, Any], Any]:
    """Only of this very room: elsewhere the bot may read what whoever pastes the link may not."""

    async def run(doing: Doing, wanted: w.Message) -> Changed:
        channel, ts = message_of(wanted.link)
        where = replace(doing.where, channel_id=channel, message=ts)
        now = f"{doing.at.timestamp():.6f}"

        def pinned(incident: Incident) -> Change:
            must_be_of_the_room(incident, channel)
            return rule(incident, channel_id=channel, message_ts=ts, by=doing.person, event_ts=now, at=doing.at)

        return await doing.change(pinned, where=where)

    return run


async def _correct(doing: Doing, wanted: w.Correction) -> Changed:
    words = wanted.time.strip()
    time = await doing.moment(words, "time", past=True) if words else None
    return await _curated(
        doing,
        wanted.entry,
        lambda i: correct_entry(
            i, wanted.entry, text=wanted.text, time=time, seen=wanted.seen, by=doing.person, at=doing.at
        ),
    )


async def _hide(doing: Doing, wanted: w.OneEntry) -> Changed:
    return await _curated(doing, wanted.entry, lambda i: hide_entry(i, wanted.entry, by=doing.person, at=doing.at))


async def _restore(doing: Doing, wanted: w.OneEntry) -> Changed:
    return await _curated(
        doing, wanted.entry, lambda i: restore_entry(i, wanted.entry, by=doing.person, at=doing.at)
    )


async def _curated(doing: Doing, entry: int, rule: Rule) -> Changed:
    return await doing.change(rule, where=replace(doing.where, entry=entry))


TIMELINE = (
    Act(
        name="note",
        needs=ANYBODY,
        does="adds a line to the timeline",
        wants=w.Note,
        run=_note,
        said=lambda i: f"It is on the timeline of {i.ref}.",
    ),
    Act(
        name="pin",
        needs=ANYBODY,
        does="puts a message from the room on the timeline, by its link",
        wants=w.Message,
        run=_pinning(pin),
        said=lambda i: "The message joins the timeline as soon as it is read in Slack.",
    ),
    Act(
        name="unpin",
        needs=ANYBODY,
        does="takes your own pin from a message away",
        wants=w.Message,
        run=_pinning(unpin),
        said=lambda i: "Your pin is taken away.",
    ),
    Act(
        name="entry-correct",
        needs=CHANGE,
        does="puts right what an entry of the timeline says, or when it was",
        wants=w.Correction,
        run=_correct,
        said=lambda i: "The entry is put right.",
    ),
    Act(
        name="entry-hide",
        needs=CHANGE,
        does="hides an entry of the timeline; it is kept and can be shown again",
        wants=w.OneEntry,
        run=_hide,
        said=lambda i: "The entry is hidden.",
    ),
    Act(
        name="entry-restore",
        needs=CHANGE,
        does="shows a hidden entry again",
        wants=w.OneEntry,
        run=_restore,
        said=lambda i: "The entry is shown again.",
    ),
)
