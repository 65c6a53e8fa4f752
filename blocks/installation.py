"""How SignalCraft itself is doing, for an admin who asks in Slack."""

from collections.abc import Sequence

from blocks.answers import refusal
from blocks.message import Message
from blocks.text import UPDATE_TEXT, literal, whole_lines
from incidents.installation import Finding
from incidents.refusal import Refusal

SAID = 500


def looking_at_ourselves() -> Message:
    """At once, until Slack and the database have answered."""
    return Message("🩺 This is no war room, so SignalCraft looks at itself…")


def not_for_them(refused: Refusal) -> Message:
    """To everybody else."""
    hint = "In a war room `/incident doctor` looks at that room, for everybody in it."
    return Message(f"{refusal(refused).text} {hint}")


def examined_ourselves(findings: Sequence[Finding]) -> Message:
    """A line for each thing; what is wrong says how it is mended."""
    wrong = sum(not finding.fine for finding in findings)
    head = f"🩺 {wrong} of {len(findings)} to mend:" if wrong else "🩺 SignalCraft is well."
    return Message(whole_lines([head, *map(_line, findings)], UPDATE_TEXT))


def _line(finding: Finding) -> str:
    about = finding.about[:1].upper() + finding.about[1:]
    return f"{'✅' if finding.fine else '⚠️'} {about}: {literal(finding.said, SAID)}"
