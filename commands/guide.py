"""Help: all commands, or one, or the nearest to what somebody typed."""

from collections.abc import Sequence
from difflib import get_close_matches

from blocks.message import Message
from blocks.text import escape
from commands.call import Command
from incidents.wording import cut

ALL = "`/incident help` shows all commands."


def guide(commands: Sequence[Command], word: str = "", *, unknown: str = "") -> Message:
    """The help text. `word` narrows it to one command; `unknown` says first what was not understood."""
    narrowed = [c for c in commands if c.word == word.casefold()]
    if word and not narrowed:
        unknown = word
    near = _nearest(unknown.casefold(), [c.word for c in commands])
    if near:  # the whole list would hide the one that is meant
        return Message(f"{_not_understood(unknown)} Did you mean `/incident {near}`? {ALL}")
    if unknown:
        return Message(f"{_not_understood(unknown)} {ALL}")
    lines = [f"`/incident {escape(c.usage)}`: {escape(c.does)}" for c in narrowed or commands]
    for command in narrowed:
        lines += [f"• `{escape(word)}` {escape(does)}" for word, does in command.words.items()]
    if not narrowed:
        lines.append("In a war room a command means that incident; elsewhere name it: `/incident INC-42 status`.")
    return Message("\n".join(lines))


def _nearest(word: str, known: Sequence[str]) -> str:
    """The word with the same letters in another order, as hasty fingers write it; else the one most like it."""
    swapped = (each for each in known if sorted(each) == sorted(word))
    return next(swapped, "") or "".join(get_close_matches(word, known, n=1))


def _not_understood(word: str) -> str:
    return f"There is no command “{escape(cut(word, 40))}”."
