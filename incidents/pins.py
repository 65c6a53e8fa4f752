"""📌 on a message in the room: the message joins the timeline, and leaves it with the last 📌."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from incidents.change import NOTHING, SILENT, Change, together
from incidents.effects.documents import FetchPinned, KeepFiles, MarkTaken, ReadAgain
from incidents.incident import Incident
from incidents.kept_file import harmless
from incidents.said_before import put_away, said_last
from incidents.shown import documents
from incidents.timeline import TimelineEntry
from incidents.wording import storable

PINNED = "pinned"
PUSHPIN = "pushpin"
DELETED, UNREAD = "(this message was deleted)", "(deleted before it could be read)"
"""What stands in its place."""
STAYS = "declared"
"""Stands among those who have pinned it, so that it stays whoever takes their 📌 away."""


def message_time(ts: str) -> datetime:
    """When a message was sent: its `ts` is epoch seconds with six decimals."""
    return datetime.fromtimestamp(float(ts), UTC)


def pin(
    incident: Incident,
    *,
    channel_id: str,
    message_ts: str,
    by: str,
    event_ts: str,
    at: datetime,
    emoji: str = PUSHPIN,
    by_hand: bool = False,
) -> Change:
    """Somebody put 📌 on a message. Several people's pins count once. `by_hand`: without a reaction in Slack."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    is_new = not by_hand and entry is not None and entry.text is not None and by not in map(_of, entry.pins)
    changed = _each(incident, channel_id, message_ts, [pinner(by, emoji)], event_ts, at, on=True, by_hand=by_hand)
    who = FetchPinned(channel_id=channel_id, message_ts=message_ts, pinned_by=by, is_read=True)
    return together((changed, Change(effects=(who,) if is_new else ())))


def unpin(
    incident: Incident,
    *,
    channel_id: str,
    message_ts: str,
    by: str,
    event_ts: str,
    at: datetime,
    emoji: str = PUSHPIN,
    by_hand: bool = False,
) -> Change:
    """Somebody took their 📌 away. Events are put in order by `event_ts`, never by arrival.

    `by_hand`: all of theirs, whatever emoji they stand on the message with in Slack.
    """
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    theirs = [each for each in (entry.pins if entry and by_hand else ()) if _of(each) == by]
    pins = dict.fromkeys((pinner(by, emoji), *theirs))
    return _each(incident, channel_id, message_ts, pins, event_ts, at, on=False, by_hand=by_hand)


def pinner(by: str, emoji: str) -> str:
    """Under which name a pin is kept. Somebody's other emoji, and skin tones, come and go by themselves."""
    return by if emoji == PUSHPIN else f"{by} {emoji}"


def pins_seen(
    incident: Incident,
    *,
    channel_id: str,
    message_ts: str,
    pinners: Collection[str],
    asked_at: datetime,
) -> Change:
    """Who has pinned a message, as Slack told at a moment: whatever is heard of later counts more.

    Whoever chose it by hand has no reaction there that could be missing, and a reaction that was there when they
    took it away by hand means nothing more, until it goes.
    """
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    pins = entry.pins if entry else {}
    chosen = {*((entry.by_hand if entry else None) or ())}
    known = {each for each, (_, on) in pins.items() if on}
    away = known - {*pinners, STAYS, *chosen}
    if entry and entry.by_hand is None:
        away = set()
    stamp, where = f"{asked_at.timestamp():.6f}", (channel_id, message_ts)
    missed = sorted({*pinners} - known - chosen)
    on = [_pinned(incident, *where, each, stamp, asked_at, on=True) for each in missed]
    off = [_pinned(incident, *where, each, stamp, asked_at, on=False) for each in sorted(away)]
    gone = {each for each in chosen - known - {*pinners} if Decimal(pins.get(each, ("0",))[0]) < Decimal(stamp)}
    if entry and gone:
        entry.by_hand = [each for each in entry.by_hand or () if each not in gone]
    return together([*on, *off, SILENT if gone else NOTHING])


def _each(
    incident: Incident,
    channel_id: str,
    message_ts: str,
    pins: Iterable[str],
    event_ts: str,
    at: datetime,
    *,
    on: bool,
    by_hand: bool,
) -> Change:
    """Set these of one person, and keep how they came: by a reaction, or by hand."""
    changes = []
    for each in pins:
        changes.append(_pinned(incident, channel_id, message_ts, each, event_ts, at, on=on))
        if changes[-1]:
            _came(next(e for e in incident.timeline if e.message_ts == message_ts), each, by_hand=by_hand)
    return together(changes)


def _came(entry: TimelineEntry, pinner: str, *, by_hand: bool) -> None:
    """Where it was not kept how they came, those that are there stay as if they had been chosen by hand."""
    chosen = entry.by_hand
    if chosen is None and by_hand:
        chosen = [each for each, (_, on) in entry.pins.items() if on]
    if chosen is not None and by_hand != (pinner in chosen):
        entry.by_hand = [*(each for each in chosen if each != pinner), *([pinner] if by_hand else [])]


def _of(pinner: str) -> str:
    return pinner.partition(" ")[0]


def taken(entry: TimelineEntry) -> bool:
    """Whether a message of somebody stands on the timeline because people pinned it: it bears our mark then."""
    people = [on for pinner, (_, on) in entry.pins.items() if pinner != STAYS]
    return entry.removed_at is None and entry.text is not None and entry.deleted_at is None and any(people)


def _pinned(
    incident: Incident, channel_id: str, message_ts: str, by: str, event_ts: str, at: datetime, *, on: bool
) -> Change:
    """Set one person's pin on a message and decide whether the message is on the timeline."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None:
        entry = TimelineEntry(
            kind=PINNED,
            at=message_time(message_ts),
            recorded_at=at,
            channel_id=channel_id,
            message_ts=message_ts,
            removed_at=at,
        )
        incident.timeline.append(entry)
    if by in entry.pins and Decimal(entry.pins[by][0]) >= Decimal(event_ts):
        return NOTHING
    was_shown, was_taken = entry.shown, taken(entry)
    entry.pins = {**entry.pins, by: (event_ts, on)}
    anybody = any(pinned for _, pinned in entry.pins.values())
    entry.removed_at = None if anybody else entry.removed_at or at
    if anybody and entry.text is None:
        return Change(effects=(FetchPinned(channel_id=channel_id, message_ts=message_ts, pinned_by=_of(by)),))
    follows = documents(incident) if entry.shown != was_shown else ()
    return Change(effects=(*follows, *_mark(entry, was_taken))) or SILENT


def _keeping(entry: TimelineEntry, before: Sequence[dict[str, str]]) -> tuple[KeepFiles, ...]:
    if entry.files == before:
        return ()
    return (KeepFiles(channel_id=entry.channel_id or "", message_ts=entry.message_ts or ""),)


def _mark(entry: TimelineEntry, was_taken: bool) -> tuple[MarkTaken, ...]:
    if taken(entry) == was_taken:
        return ()
    return (MarkTaken(channel_id=entry.channel_id or "", message_ts=entry.message_ts or ""),)


def pinned_from_elsewhere(incident: Incident, *, message_ts: str, by: str, at: datetime) -> Change:
    """Whoever pinned it is of another workspace and has no say; what others have pinned stays."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None or by not in map(_of, entry.pins):
        return NOTHING
    was_shown, was_taken = entry.shown, taken(entry)
    entry.pins = {pinner: pinned for pinner, pinned in entry.pins.items() if _of(pinner) != by}
    if not any(pinned for _, pinned in entry.pins.values()):
        entry.removed_at = entry.removed_at or at
    follows = documents(incident) if entry.shown != was_shown else ()
    return Change(effects=(*follows, *_mark(entry, was_taken))) or SILENT


def pinned_fetched(
    incident: Incident,
    *,
    message_ts: str,
    text: str,
    author_id: str | None,
    author_name: str,
    permalink: str | None = None,
    edited: bool = False,
    at: datetime | None = None,
    files: Sequence[tuple[str, str]] = (),
) -> Change:
    """The pinned message is known now: its words, its author, and where it stands; once more after each edit.

    What people have put right stays. Whatever came later than a deletion was read before it. `files`: the id
    and the name of each.
    """
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None or entry.deleted_at:
        return NOTHING
    before = (entry.text, entry.author_id, entry.author_name, entry.permalink, entry.files)
    was_taken = entry.permalink is not None and taken(entry)
    words, known = storable(text), said_last(entry)
    if known is not None and words != known:
        entry.edited = entry.edited or edited
        put_away(entry, "edited", at, before=known, after=words)
    if not entry.reworded:
        entry.text = words
    entry.author_id = author_id
    entry.author_name, entry.permalink = storable(author_name), permalink
    entry.files = [{"id": id, "name": harmless(name)} for id, name in files]
    if before == (entry.text, entry.author_id, entry.author_name, entry.permalink, entry.files):
        return SILENT
    return Change(effects=(*documents(incident), *_mark(entry, was_taken), *_keeping(entry, before[-1]))) or SILENT


def files_kept(incident: Incident) -> Change:
    """Its page shows them; nobody has to read of it."""
    return SILENT


def files_wanted(incident: Incident, *, channel_id: str, message_ts: str) -> Change:
    """Some of them were refused, and may come by now."""
    return Change(effects=(KeepFiles(channel_id=channel_id, message_ts=message_ts),))


def message_edited(incident: Incident, *, channel_id: str, message_ts: str) -> Change:
    """Its author has changed it, so it is read anew: whatever order such events come in, the last word counts."""
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None or entry.deleted_at:
        return NOTHING
    return Change(effects=(ReadAgain(channel_id=channel_id, message_ts=message_ts),))


def message_deleted(incident: Incident, *, message_ts: str, at: datetime, author_id: str | None = None) -> Change:
    """What it said is gone from here, too, with what people made of it; when it was and from whom stays.

    A `ts` is never given twice: nothing brings it back.
    """
    entry = next((e for e in incident.timeline if e.message_ts == message_ts), None)
    if entry is None or entry.deleted_at:
        return NOTHING
    put_away(entry, "deleted", at, **({} if entry.text is None else {"before": entry.text}))
    entry.text = UNREAD if entry.text is None else DELETED
    entry.author_id = entry.author_id or author_id
    entry.author_name = entry.author_name or "somebody"
    entry.permalink = None  # it leads nowhere now
    files, entry.files = entry.files, []
    entry.edited, entry.deleted_at = False, at
    return Change(effects=(*(documents(incident) if entry.shown else ()), *_keeping(entry, files))) or SILENT
