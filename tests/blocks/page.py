"""Writes `docs/messages.md`: run `python -m tests.blocks.page` after a change of what is said anywhere.

A new message or form of `every.py` joins with a line here: what it is, who reads it, and when.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from blocks.message import Message
from incidents.incident import Incident
from incidents.merging import merge
from incidents.tasks import add_task
from tests.blocks import drawing
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.every_update import told, update
from tests.blocks.given import NORMAL, STATES
from tests.rules.given import ADA, GRACE, LINUS, ROOM, holds, incident, later

PAGE = Path(__file__).parent.parent.parent / "docs/messages.md"
NAMES = {
    ADA: "Ada",
    GRACE: "Grace",
    LINUS: "Linus",
    ROOM: "inc-42-checkout-is-down",
    "C007": "inc-7-payments-fail",
}
LONGEST = 45
"""Lines that are shown of one."""
MOST_ALIKE, SHOWN_ALIKE = 5, 2
STRANGE = re.compile(
    r"\\?<!channel\\?> & \\?<@U1\\?> \\?`?x\\?`?.*?(?:…|(?=[)”])|(?= \(\[)|$)|&{9,}…?", re.MULTILINE
)
"""What the samples hold where somebody wrote something, to try the limits."""


def _under_way() -> Incident:
    """With everything that a card shows."""
    found = incident(
        roles=[holds("commander", GRACE), holds("scribe", LINUS)],
        status="identified",
        summary="Payments time out since the last deploy.",
        services=["checkout", "payments"],
        users_affected="about 300",
        impact_started_at=later(-20),
        acknowledged_at=later(3),
        acknowledged_by=GRACE,
        conference_url="https://meet.example.com/checkout",
        next_update_at=later(75),
    )
    add_task(found, "Roll back the last deploy", by=GRACE, at=later(5), assignee=LINUS, due_at=later(20))
    add_task(found, "Call the hoster", by=GRACE, at=later(6))
    return told(found, update("The last deploy is being rolled back.", next_update_at=later(75)))


def _merged() -> Incident:
    found = incident()
    merge(found, incident(id=7, channel_id="C007"), by=ADA, at=later(2))
    return found


WITH: dict[str, Callable[[], Incident]] = {
    **STATES,
    "new": incident,
    "under way": _under_way,
    "merged": _merged,
}


@dataclass(frozen=True)
class Sent:
    """One message or form by its name in `every.py`, of an incident in one of the states of `WITH`."""

    name: str
    to: str
    when: str
    state: str = "new"

    def drawn(self) -> str:
        """The heading and the message as it is read."""
        heading = self.name[:1].upper() + self.name[1:].replace("_", " ")
        if self.state != "new":
            heading += f" ({self.state})"
        return f"### {heading}\n\nTo {self.to}, {self.when}.\n\n```text\n{self._shown()}\n```\n"

    def _shown(self) -> str:
        made = (MESSAGES | VIEWS)[self.name](WITH[self.state](), NORMAL)
        drawn = drawing.message(made, NAMES) if isinstance(made, Message) else drawing.view(made, NAMES)
        lines = _once(STRANGE.sub("what somebody wrote", drawn).replace("```", "'''").splitlines())
        kept = lines if len(lines) <= LONGEST else [*lines[:LONGEST], "…"]
        return "\n".join(line.rstrip() for line in kept)


def _once(lines: list[str]) -> list[str]:
    """What the samples repeat to try the limits, such as fifty tasks, is shown twice and hinted at."""
    for period in range(1, 6):
        shown: list[str] = []
        while lines:
            turn, alike = lines[:period], 1
            while _plain(lines[alike * period : (alike + 1) * period]) == _plain(turn):
                alike += 1
            repeats = alike > MOST_ALIKE and any(line.strip() for line in turn)
            shown += [*lines[: SHOWN_ALIKE * period], "…"] if repeats else lines[:1]
            lines = lines[alike * period if repeats else 1 :]
        lines = shown
    return lines


def _plain(lines: list[str]) -> list[str]:
    """Lines that differ in their hours and numbers alone are alike."""
    return [re.sub(r"\d+", "0", line) for line in lines]


HEAD = """\
# What SignalCraft says

Every message, form and page that SignalCraft shows in Slack, as plain text: `[Button]`, `[▾ menu: its options]`,
`[ a field ]`, `( )` and `[ ]` for choices, `·` for small print. Times stand in the zone of whoever reads them.
Answers to commands and clicks are seen only by who gave them, unless it says otherwise.

This page is drawn from the code by `python -m tests.blocks.page`, and a test compares it: what stands here is what
is sent.
"""


def written(chapters: Mapping[str, tuple[Sent, ...]]) -> str:
    """The whole page."""
    parts = [HEAD]
    for title, sent in chapters.items():
        parts += [f"## {title}\n", *(each.drawn() for each in sent)]
    return "\n".join(parts)


if __name__ == "__main__":
    from tests.blocks.sent import CHAPTERS

    PAGE.write_text(written(CHAPTERS), encoding="utf-8")
