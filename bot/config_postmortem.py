"""The part of the config about post-mortems: how they look, which are waived, how often people are reminded."""

import re
from collections.abc import Sequence
from pathlib import Path

from bot.config_closing import CLOSING_KEYS, archive_after, channels, channels_of_severity
from bot.config_table import Table
from incidents.catalog import Severity
from incidents.habits import WRITING, Writing
from reports.postmortem import unsound

POSTMORTEM_KEYS = ("template", "waived_for", "remind_every", *CLOSING_KEYS)
LONGEST_WAIT = 90
"""Days."""


def postmortem(top: Table, severities: Sequence[Severity], folder: Path) -> tuple[Writing, tuple[str, ...]]:
    """What is not said keeps its default; and a sentence for a template that cannot be used: ours is taken then.

    Nobody should be without a bot in a bad hour because of a brace. A path starts at the config's `folder`.
    """
    table = top.table("postmortem", POSTMORTEM_KEYS)
    if table is None:
        return WRITING, ()
    keys = [severity.key for severity in severities if severity.key]
    one_of = re.compile("|".join(map(re.escape, keys)))
    every = table.number("remind_every", "days", most=LONGEST_WAIT) if "remind_every" in table else None
    template, slips = _template(table, folder) if "template" in table else ("", ())
    writing = Writing(
        template=template,
        waived_for=table.texts("waived_for", f"one of {', '.join(keys)}", one_of),
        remind_every=every or WRITING.remind_every,
        channels=channels(table),
        of_severity=channels_of_severity(table, keys),
        archive_after=archive_after(table),
    )
    return writing, slips


def _template(table: Table, folder: Path) -> tuple[str, tuple[str, ...]]:
    """What the file says, and what is wrong with it."""
    name = table.text("template", "the path of a file", limit=1000)
    if not name:
        return "", ()
    text, wrong = _read(folder / name)
    instead = "the template that comes with SignalCraft is used instead"
    return text, (f"postmortem.template: {name} {wrong}; {instead}.",) if wrong else ()


def _read(file: Path) -> tuple[str, str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        return "", f"cannot be read ({error.strerror or type(error).__name__})"
    except ValueError:
        return "", "must be text in UTF-8"
    broken = unsound(text) if text.strip() else "it is empty"
    return ("", f"cannot be used: {broken}") if broken else (text, "")
