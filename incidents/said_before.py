"""What a message of the timeline said before it was edited or deleted: kept with the entry, for admins alone."""

from datetime import datetime

from incidents.timeline import CORRECTED, REWORDED, TimelineEntry

MOST = 20
"""So many steps are kept of one message, the first of them and the latest: some bots edit theirs each second."""
_NO_WORDS = ("did", "by", "at", "time", "time_after", REWORDED)


def said_last(entry: TimelineEntry) -> str | None:
    """What the message said when it was last read; what was only carried along may have been cut."""
    edits = [done["after"] for done in entry.history if "after" in done]
    if edits or entry.permalink is None:
        return edits[-1] if edits else None
    first = next((done["text"] for done in entry.corrections if done["did"] == CORRECTED), None)
    return entry.text if first is None else first


def put_away(entry: TimelineEntry, did: str, at: datetime | None, **words: str) -> None:
    """Its author did something to what it said: with that all words go out of sight that people have put right.

    They quote what their author wanted to be gone. Who put it right, when, and to which time, stays for all.
    """
    known = said_last(entry)
    put_right = [
        _kept(f"{CORRECTED} by {done['by']}", datetime.fromisoformat(done["at"]), before=done["text"])
        for done in entry.corrections
        if done.get("text", known) != known or ("text" in done and did == "deleted")
    ]
    done_now = [_kept(did, at, **words)] if words else []
    first, *others = [*entry.history, *put_right, *done_now] or [{}]
    entry.history = [first, *others[-MOST + 1 :]] if first else []
    entry.corrections = [_without_words(done) for done in entry.corrections]


def _without_words(done: dict[str, str]) -> dict[str, str]:
    reworded = {REWORDED: "yes"} if done.get("text") != done.get("text_after") else {}
    return {name: value for name, value in {**done, **reworded}.items() if name in _NO_WORDS}


def _kept(did: str, at: datetime | None, **words: str) -> dict[str, str]:
    return {"did": did, "at": at.isoformat() if at else "", **words}
