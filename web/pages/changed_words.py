"""What has changed between two texts, word by word, as somebody reads it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
Piece = tuple[str, str]
"""What became of it, and its words."""
AROUND = 2
"""Lines that stayed the same and are shown beside what changed."""
MOST_WORDS = 4_000
"""Of two passages that are compared word by word; longer ones are shown whole, the old one and the new one."""
ALIKE = 0.4
"""How much of two passages has to be the same for them to be compared; else one has taken the other's place."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def changed_words(before: str, after: str) -> list[Piece]:
    """The pieces in their order. Of what stayed the same only the lines beside a change are there."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, old, new).get_opcodes() if max(len(old), len(new)) < 2000 else []
    for tag, start, end, other, other_end in steps or [("replace", 0, len(old), 0, len(new))]:
        if tag == "equal":
            pieces += _beside(old[start:end], first=start == 0, last=end == len(old))
        else:
            pieces += _words("".join(old[start:end]), "".join(new[other:other_end]))
    return [*_joined(pieces)]


def _beside(lines: Sequence[str], *, first: bool, last: bool) -> list[Piece]:
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    if len(lines) <= head + tail + 1:
        return [(SAME, "".join(lines))]
    return [(SAME, "".join(lines[:head]) + "…\n" + "".join(lines[len(lines) - tail :]))]


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS or not (old and new):
        yield from ((GONE, before), (NEW, after))
        return
    steps = SequenceMatcher(None, old, new).get_opcodes()
    stayed = sum(len(_said(old[start:end])) for tag, start, end, *_ in steps if tag == "equal")
    if 2 * stayed < ALIKE * (len(_said(old)) + len(_said(new))):
        yield from ((GONE, before), (NEW, after))
        return
    for tag, start, end, other, other_end in steps:
        if tag == "equal":
            yield SAME, "".join(old[start:end])
        else:
            yield from ((GONE, "".join(old[start:end])), (NEW, "".join(new[other:other_end])))


def _said(words: Sequence[str]) -> list[str]:
    """Without blanks and marks, which any two texts have in common."""
    return [word for word in words if word[0].isalnum()]


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one."""
    kinds: list[list[str]] = []
    for kind, words in pieces:
        if not words:
            continue
        if kinds and kinds[-1][0] == kind:
            kinds[-1][1] += words
        else:
            kinds.append([kind, words])
    yield from ((kind, words) for kind, words in kinds)
