"""Acts on the timeline: a note, a message from the room, and putting right what stands there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from incidents.change import Change, Rule
from incidents.curating import correct_entry, hide_entry, mark_entry, restore_entry
from incidents.happened import happened, once_of
from incidents.incident import Incident
from incidents.links import message_of, must_be_of_the_room, must_have_been_said
from incidents.permissions import ANYBODY, CHANGE
from incidents.pins import pin, unpin
from incidents.times import typed
from incidents.wording import stamp
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
        must_have_been_said(ts, now=doing.at)
        where = replace(doing.where, channel_id=channel, message=ts)
        now = f"{doing.at.timestamp():.6f}"

        def pinned(incident: Incident) -> Change:
            must_be_of_the_room(incident, channel)
            return rule(incident, channel_id=channel, message_ts=ts, by=doing.person, event_ts=now, at=doing.at)

        return await doing.change(pinned, where=where)

    return run


async def _happened(doing: Doing, wanted: w.Happened) -> Changed:
    time = await _when(doing, wanted.time)
    return await doing.change(
        lambda i: happened(
            i,
            source=wanted.source,
            kind=wanted.kind,
            text=wanted.text,
            time=time,
            link=wanted.link,
            outside_key=wanted.outside_key,
            by=doing.person,
            at=doing.at,
        ),
        where=replace(doing.where, line=once_of(wanted.source, wanted.outside_key) or ""),
    )


async def _when(doing: Doing, words: str) -> datetime | None:
    """A time of a tool is taken as it is: its clock may be a little ahead, and what it tells of long ago."""
    try:
        exact = datetime.fromisoformat(words.strip())
    except ValueError:
        exact = None
    if exact and exact.tzinfo:
        return exact
    return await doing.moment(words, "time", past=True) if words.strip() else None


async def _correct(doing: Doing, wanted: w.Correction) -> Changed:
    time = await _corrected(doing, wanted)
    return await _curated(
        doing,
        wanted.entry,
        lambda i: correct_entry(
            i, wanted.entry, text=wanted.text, time=time, seen=wanted.seen, by=doing.person, at=doing.at
        ),
    )


async def _corrected(doing: Doing, wanted: w.Correction) -> datetime | None:
    """None where it stands as it was: an entry may be of any age, but none is moved farther than a year back."""
    words = wanted.time.strip()
    incident = await doing.front.store.incident(replace(doing.where, entry=wanted.entry))
    before = next((entry.at for entry in incident.timeline), None)
    if not words or (before and words in (stamp(before), before.isoformat(), typed(before, await doing.tz()))):
        return None
    return await doing.moment(words, "time", past=True)


def _marking(*, is_key: bool) -> Callable[[Doing, Any], Any]:
    async def run(doing: Doing, wanted: w.OneEntry) -> Changed:
        return await _curated(
            doing,
            wanted.entry,
            lambda i: mark_entry(i, wanted.entry, is_key=is_key, by=doing.person, at=doing.at),
        )

    return run


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
        name="events",
        needs=ANYBODY,
        does="tells what happened in a tool: an alert, a deployment; told twice it is one line",
        wants=w.Happened,
        run=_happened,
        said=lambda i: f"It is on the timeline of {i.ref}.",
    ),
    Act(
        name="pin",
        needs=ANYBODY,
        does="puts a message from the room on the timeline, by its link",
        wants=w.Message,
        run=_pinning(partial(pin, by_hand=True)),
        said=lambda i: "The message joins the timeline as soon as it is read in Slack.",
    ),
    Act(
        name="unpin",
        needs=ANYBODY,
        does="takes your own pin from a message away",
        wants=w.Message,
        run=_pinning(partial(unpin, by_hand=True)),
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
        name="entry-key",
        needs=CHANGE,
        does="marks an entry as a key moment",
        wants=w.OneEntry,
        run=_marking(is_key=True),
        said=lambda i: "The entry is a key moment.",
    ),
    Act(
        name="entry-unkey",
        needs=CHANGE,
        does="makes a key moment an entry like any other",
        wants=w.OneEntry,
        run=_marking(is_key=False),
        said=lambda i: "The entry is no key moment any more.",
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
