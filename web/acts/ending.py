"""Acts that end an incident, take that back, or make two incidents one."""

import re
from datetime import datetime

from incidents.closing import close_now, kept_first
from incidents.ending import cancel, reopen, resolve, undo_end
from incidents.merging import merge, part, undo_merge
from incidents.permissions import RESOLVE
from incidents.refusal import Refusal
from storage.store import Changed
from storage.where import NoSuchIncident, numbered
from web.acts import wanted as w
from web.acts.doing import Act, Doing
from web.acts.wanted_postmortem import Closed

NUMBER = re.compile(r"#?(?:inc-?)?(\d{1,10})", re.IGNORECASE)


async def _resolve(doing: Doing, wanted: w.Resolved) -> Changed:
    return await doing.change(
        lambda i: resolve(
            i,
            by=doing.person,
            at=doing.at,
            resolution=wanted.resolution,
            users_affected=wanted.users_affected,
            left=wanted.left,
        )
    )


async def _cancel(doing: Doing, wanted: w.Because) -> Changed:
    return await doing.change(lambda i: cancel(i, by=doing.person, at=doing.at, reason=wanted.why))


async def _reopen(doing: Doing, wanted: w.Because) -> Changed:
    by, at, why = doing.person, doing.at, wanted.why
    into = (await doing.front.store.incident(doing.where)).merged_into
    if into is None:
        return await doing.change(lambda i: reopen(i, by=by, at=at, why=why))
    other = numbered(into, seen_by=None)  # they need not see the other to take theirs out of it
    changed, _ = await doing.front.store.change_both(
        doing.where, other, lambda i, other: part(i, other, by=by, at=at, why=why), once=doing.once
    )
    return changed


async def _undo(doing: Doing, wanted: w.Undone) -> Changed:
    by, at = doing.person, doing.at
    ended_at = _moment(wanted.ended_at)
    into = (await doing.front.store.incident(doing.where)).merged_into
    if into is None:
        return await doing.change(lambda i: undo_end(i, ended_at=ended_at, by=by, at=at))
    other = numbered(into, seen_by=None)
    changed, _ = await doing.front.store.change_both(
        doing.where,
        other,
        lambda i, other: undo_merge(i, other, merged_at=ended_at, by=by, at=at),
        once=doing.once,
    )
    return changed


def _moment(words: str) -> datetime:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        raise Refusal("That is no moment at which it ended. Load the page again.", field="ended_at") from None


async def _close(doing: Doing, wanted: Closed) -> Changed:
    by, at, sure = doing.person, doing.at, wanted.sure
    return await doing.change(lambda i: close_now(i, doing.catalog, by=by, at=at, sure=sure))


async def _merge(doing: Doing, wanted: w.Merged) -> Changed:
    named = NUMBER.fullmatch(wanted.into.strip())
    if named is None:
        raise Refusal("Which other incident? Its number is enough, as in INC-7.", field="into")
    other = numbered(int(named[1]), seen_by=doing.person)
    try:
        await doing.front.store.incident(other)
    except NoSuchIncident as missing:  # the one that they stand before is there
        raise NoSuchIncident(missing.sentence, field="into") from None
    changed, _ = await doing.front.store.change_both(
        doing.where, other, lambda i, other: merge(i, other, by=doing.person, at=doing.at), once=doing.once
    )
    return changed


ENDING = (
    Act(
        name="resolve",
        needs=RESOLVE,
        does="stops the clock and drafts the post-mortem",
        wants=w.Resolved,
        run=_resolve,
        said=lambda i: f"{i.ref} is {i.standing}.",
    ),
    Act(
        name="cancel",
        needs=RESOLVE,
        does="calls it off as a false alarm: out of the figures, no post-mortem",
        wants=w.Because,
        run=_cancel,
        said=lambda i: f"{i.ref} is {i.standing}.",
    ),
    Act(
        name="reopen",
        needs=RESOLVE,
        does="it broke again: the clock runs on",
        wants=w.Because,
        run=_reopen,
        said=lambda i: f"{i.ref} is {i.standing}.",
    ),
    Act(
        name="undo",
        needs=RESOLVE,
        does="takes back its end while that is less than 10 minutes ago",
        wants=w.Undone,
        run=_undo,
        said=lambda i: f"That is taken back: {i.ref} is {i.standing}.",
    ),
    Act(
        name="close",
        needs=RESOLVE,
        does="archives its room in Slack, where all is said about it, for whoever is sure",
        wants=Closed,
        run=_close,
        said=lambda i: f"The room of {i.ref} is archived as soon as {kept_first(i)} is stored.",
    ),
    Act(
        name="merge",
        needs=RESOLVE,
        does="it turns out to be another incident: people and timeline go on there",
        wants=w.Merged,
        run=_merge,
        said=lambda i: f"{i.ref} is {i.standing}.",
    ),
)
